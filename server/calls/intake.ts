import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { Tx, Writer } from '../../db/writer.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { dayOf, minutesBetween } from '../domain/calendar.ts';
import type { Call, Line } from '../domain/call.ts';
import type { Command } from '../domain/command.ts';
import { placeFor, waitingInOrder } from '../domain/queue/order.ts';
import { outlookOf, type Outlook, type Remaining } from '../domain/queue/reach.ts';
import { talkSeconds } from '../domain/queue/steps.ts';
import { Refusal } from '../domain/refusal.ts';
import { mustTakeCallers, type SessionLife } from '../domain/session-life.ts';
import type { LiveCallSetting } from '../domain/settings.ts';
import { sealApplicant } from '../requests/steps.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { lifeSteps, sessionStream } from '../sessions/steps.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { callFrom, isSamePerson, mustBeIdentified, mustBeKnown, mustBeTopicOf, queueKeyOf, type Entry } from './entry.ts';
import { standingOf, type Standing } from './found.ts';
import { duesOf, settleDues } from './dues.ts';
import { moveRanks } from './place.ts';
import { callRepository } from './repository.ts';
import { callSteps } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly newId: () => string;
}

/** Where a caller was put, and what he can be told. */
export interface Queued extends Outlook {
  readonly callId: string;
  /** 1 for the first of those who wait. */
  readonly place: number;
}

/** What a session's queue looks like to somebody who would join it now. */
export interface Prospect extends Outlook {
  readonly place: number;
  readonly minutesLeft: number;
}

/** A session and its open calls with the seconds of each talk that is over, by which its pace is known. */
interface Paced extends Standing {
  readonly talks: readonly number[];
}

/** Reads all three; refuses `not_found`. */
export async function pacedOf(db: Knex, sessionId: string): Promise<Paced> {
  const [standing, talks] = await Promise.all([standingOf(db, sessionId), callRepository(db).talksOf(sessionId)]);
  return { ...standing, talks: talks.flatMap((one) => talkSeconds(one) ?? []) };
}

/** The pace and the remaining time of a session at an instant. */
function remainingOf({ life, entries, talks }: Paced, rule: LiveCallSetting, now: Command['at']): Remaining {
  const present = entries.find(({ id }) => id === life.currentCallId);
  return {
    now, startsAt: life.openedAt ?? life.startsAt, endsAt: life.endsAt,
    talkSince: present === undefined || present.state === 'wrap_up' ? null : (present.talkAt ?? present.takenAt),
    held: entries.filter(({ state }) => state === 'on_hold').length,
    pace: { talks, targetMinutes: rule.talkMinutes },
  };
}

/** How somebody would stand who joined the queue now. */
export function prospectOf(standing: Paced, priority: boolean, rule: LiveCallSetting, now: Command['at']): Prospect {
  const waiting = waitingInOrder(standing.entries);
  const before = priority ? waiting.filter((one) => one.priority).length : waiting.length;
  const outlook = outlookOf(before, remainingOf(standing, rule, now));
  return { ...outlook, place: before + 1, minutesLeft: Math.max(0, minutesBetween(now, standing.life.endsAt)) };
}

const placeOf = (entries: readonly Call[], id: string): number => waitingInOrder(entries).findIndex((one) => one.id === id) + 1;

/** Puts a call into a queue at its end: nobody twice, and no more than the setting allows. Gives the call as it stands there. */
export function join(tx: Tx, { life, entries }: Standing, call: Call, rule: LiveCallSetting, command: Command): Call {
  const queueKey = queueKeyOf(call);
  const twin = entries.find((one) => one.queueKey !== null && (one.queueKey === queueKey || isSamePerson(one, call)));
  if (twin !== undefined) throw new Refusal('already_in_queue', { facts: { place: twin.state === 'waiting' ? placeOf(entries, twin.id) : 1 } });
  const waiting = entries.filter(({ state }) => state === 'waiting').length;
  if (waiting >= rule.queueMost) throw new Refusal('session_full', { facts: { count: waiting } });
  const { rank, moved } = placeFor(entries, call.id, call.priority, 'end');
  moveRanks(tx, entries, moved);
  // First the session, which may have no row yet: a call stands in one that is there.
  lifeSteps(tx).put(life, life);
  const queued = callSteps(tx).add({ ...call, sessionId: life.id, agencyId: life.agencyId, state: 'waiting', rank, queueKey, queuedAt: command.at, endedAt: null });
  tx.raise(sessionStream(life.id), 'call_queued', { callId: call.id, rank, priority: call.priority, line: call.line, earlierCallId: call.earlierCallId });
  return queued;
}

/** Taking callers in: into a session's queue of today, or with their place kept in one to come. */
export function createIntake({ reads, writer, seal, newId }: Deps) {
  return {
    /** How somebody would stand in the queue, and where else his place could be kept; refuses `not_found`. */
    async prospect(sessionId: string, priority: boolean, now: Command['at']): Promise<Prospect & { readonly ahead: readonly SessionLife[] }> {
      const standing = await pacedOf(reads, sessionId);
      const { live_calls: rule } = await settingsLookup(reads).settingsOn(standing.life.day);
      const ahead = await sessionLookup(reads).livesAhead(standing.life, rule.carryWeeks, now);
      return { ...prospectOf(standing, priority, rule, now), ahead };
    },

    /**
     * Puts a caller into the queue of a session of today, or keeps his place in one of a later day, for which he is rung. Refuses
     * `session_paused`, `session_closing`, `session_over`, `session_full`, `identity_needed`, `phone_needed` (whoever is to be rung),
     * `topic_not_of_agency`, `already_in_queue`, `not_found` and, unless the operator said `despite`, `will_not_reach`.
     */
    async queue(sessionId: string, entry: Entry, despite: boolean, command: Command): Promise<Queued> {
      const id = newId();
      const applicant = sealApplicant(seal, 'calls', id, entry.applicant);
      return writer.submit({
        ...command,
        streams: [sessionStream(sessionId), ...duesOf(entry)],
        apply: async (tx): Promise<Queued> => {
          const standing = await pacedOf(tx.db, sessionId);
          const { life } = standing;
          const today = dayOf(command.at);
          mustTakeCallers(life, today);
          const line: Line = life.day === today ? entry.line : 'to_ring';
          if (line === 'to_ring' && entry.applicant.phone === null) throw new Refusal('phone_needed', { field: 'phone' });
          await mustBeIdentified(tx.known, entry, command.at);
          await mustBeKnown(tx.known, entry);
          const agency = await agencyLookup(tx.known).byId(life.agencyId);
          if (agency === null) throw new Refusal('not_found');
          await mustBeTopicOf(tx.known, entry.topicId, agency);
          const { live_calls: rule } = await settingsLookup(tx.known).settingsOn(life.day);
          const prospect = prospectOf(standing, entry.priority !== null, rule, command.at);
          const queued = join(tx, standing, { ...callFrom(entry, id, applicant, command.actor ?? '', command.at), line }, rule, command);
          // Said before he waits: a later day is a promise of its own, today's end is not.
          if (!despite && life.day === today && !prospect.reached) {
            throw new Refusal('will_not_reach', { facts: { place: prospect.place, minutes: prospect.minutesLeft } });
          }
          await settleDues(tx, entry, queued, command);
          return { callId: id, place: prospect.place, minutes: prospect.minutes, reached: prospect.reached };
        },
      });
    },
  };
}

export type Intake = ReturnType<typeof createIntake>;
