import type { Knex } from 'knex';
import { readOnce } from '../../db/memory.ts';
import { addMinutes, startOfDay, type Instant } from '../domain/calendar.ts';
import type { Call } from '../domain/call.ts';
import { addDays, type Day } from '../domain/jalali.ts';
import { rotaLookup } from '../rota/lookup.ts';
import { lifeLookup } from '../sessions/lookup.ts';
import { sessionStream } from '../sessions/steps.ts';
import { dayFacts, namesOf, type Names, type SessionFacts } from './facts.ts';
import { incomingRepository, type Incoming } from './incoming-repository.ts';
import { numberOf } from '../../db/numbers.ts';
import { callRepository } from './repository.ts';
import { CENTRE_STREAM } from './steps.ts';

/** Everything that a day's screens show, as it stood at one moment. */
export interface Today {
  readonly day: Day;
  readonly now: Instant;
  readonly seq: number;
  readonly names: Names;
  readonly sessions: readonly SessionFacts[];
  /** Calls of the day that never entered a queue. */
  readonly atCentre: readonly Call[];
  /** The callers to whom the centre owes a call, the oldest first; `owed` counts those too who are not among them. */
  readonly callBacks: readonly Call[];
  readonly owed: number;
  readonly incoming: readonly Incoming[];
}

/** An incoming call that nobody took rings no longer than this on the operators' screens. */
const RING_MINUTES = 15;
const CALL_BACKS_SHOWN = 50;
const INCOMING_SHOWN = 20;

/** The number of a day's fragments: it grows with every change of its sessions and of the centre. */
export async function todayNumber(db: Knex, day: Day): Promise<number> {
  // Those that were taken to another day stay counted here: a number that shrank would hide what comes after.
  const ids = new Set([...(await lifeLookup(db).idsOn(day)), ...(await rotaLookup(db).sessionsEverOn(day))]);
  return numberOf(db, [CENTRE_STREAM, 'versions', ...[...ids].sort().map(sessionStream)]);
}

async function dayAt(db: Knex, day: Day, now: Instant): Promise<Today> {
  const seq = await todayNumber(db, day);
  const names = await namesOf(db);
  const calls = callRepository(db);
  return {
    day, now, seq, names,
    sessions: await dayFacts(db, day, names, now),
    atCentre: await calls.atCentre(startOfDay(day), startOfDay(addDays(day, 1))),
    callBacks: await calls.callBacksDue(CALL_BACKS_SHOWN),
    owed: await calls.callBacksOwed(),
    incoming: await incomingRepository(db).ringing(addMinutes(now, -RING_MINUTES), INCOMING_SHOWN),
  };
}

/** Reads a day over one handle; inside a snapshot all of it agrees, and is read once: desk, boards and hall show the same day to different people. */
export const readToday = (db: Knex, day: Day, now: Instant): Promise<Today> => readOnce(db, `today ${day}`, () => dayAt(db, day, now));
