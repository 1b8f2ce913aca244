import { addMinutes, dayOf, millisecondsOf, toInstant, type Instant } from './calendar.ts';
import { addDays } from './jalali.ts';
import type { ReplyWindow } from './notice-ladder.ts';
import { addWorkingDays, dayState, type WorkingContext } from './working-time.ts';

const MS_IN_MINUTE = 60_000;
const MINUTES_IN_HOUR = 60;
/** No window is longer than this many days, whatever is closed in between: calendars are read so far ahead. */
export const LONGEST_WINDOW_DAYS = 400;

const later = (one: Instant, other: Instant): Instant => (one < other ? other : one);

/** The instant at which so many minutes of working time have passed; RangeError where there is no such time in reach. */
function afterWorkingMinutes(from: Instant, minutes: number, context: WorkingContext): Instant {
  let left = minutes;
  for (let day = dayOf(from), looked = 0; looked <= LONGEST_WINDOW_DAYS; day = addDays(day, 1), looked += 1) {
    const state = dayState(day, context);
    if (state.kind === 'closed') continue;
    const [opens, closes] = [later(toInstant(day, state.from), from), toInstant(day, state.to)];
    const open = Math.max(0, (millisecondsOf(closes) - millisecondsOf(opens)) / MS_IN_MINUTE);
    if (open >= left && open > 0) return addMinutes(opens, left);
    left -= open;
  }
  throw new RangeError(`No working time after ${from}`);
}

/**
 * The instant at which the time to reply ends: so many working hours after being served, or the end of office hours on the last
 * of so many working days after that day. Holidays, closures and the office hours of each day are honoured.
 */
export function replyDueOf(servedAt: Instant, { count, unit }: ReplyWindow, context: WorkingContext): Instant {
  if (unit === 'hours') return afterWorkingMinutes(servedAt, count * MINUTES_IN_HOUR, context);
  const last = addWorkingDays(dayOf(servedAt), count, context);
  const state = dayState(last, context);
  if (state.kind === 'closed') throw new RangeError(`Not a working day: ${last}`);
  return toInstant(last, state.to);
}
