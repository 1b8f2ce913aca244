import type { Knex } from 'knex';
import { StaleWrite } from '../../db/errors.ts';
import type { Tx, Writer } from '../../db/writer.ts';
import { CENTRE_STREAM, releaseQueue } from '../calls/steps.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { summarise } from '../domain/queue/summary.ts';
import { Refusal } from '../domain/refusal.ts';
import type { SessionLife } from '../domain/session-life.ts';
import { lifeLookup, sessionLookup } from '../sessions/lookup.ts';
import { lifeSteps, seatStream, sessionStream } from '../sessions/steps.ts';
import { hourRepository } from './repository.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

const SIDES = ['host', 'companion'] as const;

type Seats = Readonly<Record<(typeof SIDES)[number], readonly string[]>>;

/** Where, when and by whom the hour is held now that its life should be in step with; null where it is, or must be left alone. */
async function nextOf(db: Knex, life: SessionLife, now: Instant): Promise<SessionLife | null> {
  // One that the centre convened at hours of its own stands on a line of its own.
  if (life.line !== 1 || !['scheduled', 'awaiting', 'cancelled'].includes(life.state)) return null;
  const hour = await hourRepository(db).byId(life.id);
  const fresh = hour === null ? null : await sessionLookup(db).hourLifeAt(life.id);
  if (fresh === null) return null;
  if (life.state === 'cancelled') {
    // What nobody but the calendar had taken away comes back with it, its queue empty.
    return life.closedBy === null && fresh.state !== 'cancelled' && fresh.startsAt > now ? { ...fresh, rev: life.rev } : null;
  }
  // Once a planned hour has begun, the desk deals with its queue.
  if (life.startsAt <= now) return null;
  if (fresh.state === 'cancelled') return { ...life, state: 'cancelled', reason: fresh.reason };
  const { day, from, to, startsAt, endsAt } = fresh;
  // Whoever was put in the head's place for the day stays there.
  const { personId, hostHonorific, hostName, post, substituteFor, substituteWhy } = life.substituteFor === null ? fresh : life;
  const next = { ...life, day, from, to, startsAt, endsAt, personId, hostHonorific, hostName, post, substituteFor, substituteWhy };
  if (JSON.stringify(next) === JSON.stringify(life)) return null;
  return day === life.day && personId === life.personId ? next : { ...next, state: 'scheduled', hostArrivedAt: null };
}

async function cancel(tx: Tx, life: SessionLife, reason: string | null, seats: Seats, command: Command): Promise<void> {
  const calls = await releaseQueue(tx, life.id, command);
  for (const side of SIDES) await lifeSteps(tx).endSeats(life.id, side, seats[side], command.at, 'session_cancelled');
  const ended: SessionLife = { ...life, state: 'cancelled', closedAt: command.at, closedBy: command.actor, reason, currentCallId: null };
  lifeSteps(tx).put(life, { ...ended, summary: summarise(calls, ended, command.at) });
}

/** Keeps the queues of managers' hours in step with the hours: whoever waits in one that is cancelled is called back, and whoever waits in one that is moved goes with it. */
export function createHourLives({ reads, writer, newId }: Deps) {
  const alter = async ({ id }: SessionLife, now: Instant): Promise<void> => {
    const key = `hours-${newId()}`;
    const seats: Seats = { host: await sessionLookup(reads).seatsAt(id, 'host'), companion: await sessionLookup(reads).seatsAt(id, 'companion') };
    const command: Command = { key, bodyHash: key, actor: null, at: now };
    await writer.submit({
      ...command,
      streams: [CENTRE_STREAM, sessionStream(id), ...[...seats.host, ...seats.companion].map(seatStream)],
      apply: async (tx) => {
        const life = await sessionLookup(tx.db).life(id);
        const next = life === null || life.rev === 0 ? null : await nextOf(tx.db, life, now);
        if (life === null || next === null) return;
        if (next.state === 'cancelled') await cancel(tx, life, next.reason, seats, command);
        else {
          // A seat is for the hours that it was given for.
          if (next.day !== life.day || next.personId !== life.personId) for (const side of SIDES) await lifeSteps(tx).endSeats(id, side, seats[side], now, 'session_amended');
          lifeSteps(tx).put(life, next);
        }
        tx.raise(sessionStream(id), 'session_altered', { before: { state: life.state, day: life.day, from: life.from, to: life.to }, after: { state: next.state, day: next.day, from: next.from, to: next.to } });
      },
    });
  };

  return {
    /** Alters every life that is not in step; one whose callers cannot all be rung is left to the desk, which closes it with them. */
    async agree(now: Instant): Promise<void> {
      for (const life of await lifeLookup(reads).hoursFrom(dayOf(now))) {
        if ((await nextOf(reads, life, now)) === null) continue;
        try {
          await alter(life, now);
        } catch (error) {
          const isForTheDesk = error instanceof Refusal && (error.code === 'people_left' || error.code === 'call_in_progress');
          // Somebody works at this queue at this moment: the next look takes it up.
          if (!isForTheDesk && !(error instanceof StaleWrite)) throw error;
        }
      }
    },
  };
}
