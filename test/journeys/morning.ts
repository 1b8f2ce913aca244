import { addMinutes, clockOf, dayOf, instantOf, millisecondsOf, toInstant, type Clock, type Instant } from '../../server/domain/calendar.ts';
import { clock } from '../../server/domain/calendar.ts';
import { formatDay, type Day } from '../../server/domain/jalali.ts';
import { clockLibrary } from '../support/clock.ts';

const REAL = instantOf(Date.now());

/** So many ms the program's clock is ahead, so that it begins at ten in the morning in Tehran whenever the test runs; 0 where its clock cannot be set. */
export const AHEAD_MS = clockLibrary() === undefined ? 0 : millisecondsOf(toInstant(dayOf(REAL), clock('10:00'))) - millisecondsOf(REAL);

/** The program's present. */
export const programNow = (): Instant => instantOf(Date.now() + AHEAD_MS);

/** The program's today, and the same as people write it. */
export const today = (): Day => dayOf(programNow());
export const todayTyped = (): string => formatDay(today());

/** A time of the program's day so many minutes from now, never outside of its day. */
export function fromNow(minutes: number): Clock {
  const at = addMinutes(programNow(), minutes);
  if (dayOf(at) === today()) return clockOf(at);
  return clock(minutes < 0 ? '00:00' : '23:59');
}

/** Whether the program's day has enough left for a session, and enough behind it. */
export const hasRoom = (): boolean => AHEAD_MS !== 0 || (clockOf(programNow()) > '00:45' && clockOf(programNow()) < '22:30');
