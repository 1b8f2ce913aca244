import type { Knex } from 'knex';
import type { Tx, Writer } from '../../db/writer.ts';
import { callLookup } from '../calls/lookup.ts';
import { agencyStream } from '../agencies/steps.ts';
import { dayOf, type Clock } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { substituted } from '../domain/hour-acts.ts';
import type { Day } from '../domain/jalali.ts';
import { hourIdOf } from '../domain/manager-hour.ts';
import { Refusal } from '../domain/refusal.ts';
import { isLiving, lived, type LifeStep, type SessionKind, type SessionLife } from '../domain/session-life.ts';
import { hourLookup } from '../hours/lookup.ts';
import { hourSteps, hourStreams } from '../hours/steps.ts';
import { occurrenceLookup } from '../occurrences/lookup.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { findLife, livesOn, unlived } from './find-life.ts';
import { seatsAt, seatStream } from './seat-ends.ts';
import { lifeSteps, sessionStream, type Substitution } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** A session that no programme planned: called by the supervisor, on a day of its own choosing. */
export interface Convening {
  readonly kind: SessionKind;
  readonly agencyId: string;
  readonly day: Day;
  readonly from: Clock;
  readonly to: Clock;
}

/** What the centre and the host do to a session's life; its end, which deals with its callers, is the calls' own. */
export function createLife({ reads, writer, newId }: Deps) {
  const found = async (db: Knex, id: string): Promise<SessionLife> => {
    const life = await findLife(db, id);
    if (life === null) throw new Refusal('not_found');
    return life;
  };

  const change = (
    id: string, kind: string, command: Command, next: (life: SessionLife, tx: Tx) => SessionLife | Promise<SessionLife>,
  ): Promise<{ readonly id: string }> =>
    writer.submit({
      ...command,
      streams: [sessionStream(id)],
      apply: async (tx) => {
        const life = await found(tx.db, id);
        if (!isLiving(life.state)) throw new Refusal('session_over');
        const after = await next(life, tx);
        lifeSteps(tx).put(life, after);
        tx.raise(sessionStream(id), kind, { before: life.state, after: after.state, endsAt: after.endsAt, hostName: after.hostName });
        return { id };
      },
    });

  return {
    /** Refuses `not_found`. */
    see: (id: string): Promise<SessionLife> => found(reads, id),

    /**
     * Takes one step; only on its own day can a session begin, and nobody leaves in the middle of a talk. Refuses `session_step`, `session_over`,
     * `session_other_day`, `host_busy`, `not_found`.
     */
    step: (id: string, step: LifeStep, command: Command, reason: string | null = null) =>
      change(id, `session_${step}`, command, async (life, tx) => {
        if ((step === 'await' || step === 'open') && life.day !== dayOf(command.at)) throw new Refusal('session_other_day');
        if (step === 'leave' && life.currentCallId !== null && (await callLookup(tx.db).isPresent(life.currentCallId))) throw new Refusal('host_busy');
        const { live_calls: rule } = await settingsLookup(tx.db).settingsOn(life.day);
        return lived(life, step, command.at, { reason, minutes: rule.extraMinutes });
      }),

    /** Notes that the host has come, by whatever way. */
    arrive: (id: string, command: Command) =>
      change(id, 'host_arrived', command, (life) => ({ ...life, state: life.state === 'scheduled' ? 'awaiting' : life.state, hostArrivedAt: life.hostArrivedAt ?? command.at })),

    /** A word of the supervisor to the host's page; null takes it back. */
    tell: (id: string, message: string | null, command: Command) =>
      change(id, message === null ? 'message_taken_back' : 'message_sent', command, (life) => ({
        ...life, message, messageAt: message === null ? null : command.at, messageBy: message === null ? null : command.actor,
      })),

    /** Another answers in the host's place, as the centre agrees; of a manager's hour its own row tells of it too. Refuses as `lifeSteps.substitute` does, and `session_over`, `not_found`. */
    async substitute(id: string, chosen: Omit<Substitution, 'byCentre'>, command: Command): Promise<{ readonly id: string }> {
      const seated = await seatsAt(reads, id, 'host');
      const known = await hourLookup(reads).byId(id);
      const streams = [sessionStream(id), ...seated.map(seatStream), ...(known === null ? [] : hourStreams(known))];
      return writer.submit({
        ...command,
        streams,
        apply: async (tx) => {
          const life = await found(tx.db, id);
          if (!isLiving(life.state)) throw new Refusal('session_over');
          const after = await lifeSteps(tx).substitute(life, { ...chosen, byCentre: true }, seated, command.at);
          const hour = await hourLookup(tx.db).byId(id);
          if (hour !== null && !hourStreams(hour).every((stream) => streams.includes(stream))) throw new Refusal('changed_meanwhile');
          if (hour !== null) hourSteps(tx).put(hour, substituted(hour, after), 'hour_substituted');
          return { id };
        },
      });
    },

    /** Calls a session that no programme planned. Refuses `session_exists`, `range_backwards`, `day_past`, `not_found`. */
    async convene({ kind, agencyId, day, from, to }: Convening, command: Command): Promise<{ readonly id: string }> {
      if (from >= to) throw new Refusal('range_backwards', { field: 'to' });
      if (day < dayOf(command.at)) throw new Refusal('day_past', { field: 'day' });
      // The manager-hour of a day is the same one however it comes about.
      const id = kind === 'manager_hour' ? hourIdOf(agencyId, day) : newId();
      return writer.submit({
        ...command,
        // Two who convene for one agency at once must see each other's sessions.
        streams: [sessionStream(id), agencyStream(agencyId)],
        apply: async (tx) => {
          const ofDay = (await livesOn(tx.db, day)).filter((one) => one.agencyId === agencyId);
          // Nobody answers in two places at once; one that was cancelled or is over is in nobody's way.
          const planned = kind === 'manager_hour' ? await occurrenceLookup(tx.db).byId(id) : null;
          const inTheWay = (planned !== null && planned.state !== 'cancelled') || ofDay.some((one) => one.id === id || (isLiving(one.state) && from < one.to && one.from < to));
          if (inTheWay) throw new Refusal('session_exists', { field: 'from' });
          // Below the lines of programmes, which begin at 1: one that is published later for the same hour has its own.
          const line = Math.min(1, ...ofDay.filter((one) => one.kind === kind && one.from === from).map((one) => one.line)) - 1;
          const life = await unlived(tx.db, { id, kind, agencyId, day, from, to, line });
          if (life === null) throw new Refusal('not_found', { field: 'agencyId' });
          lifeSteps(tx).put(life, life);
          tx.raise(sessionStream(id), 'session_convened', { kind, agencyId, day, from, to });
          return { id };
        },
      });
    },
  };
}

export type Life = ReturnType<typeof createLife>;
