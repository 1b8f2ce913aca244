import { formatClockRange, type Clock } from './clock.ts';
import { dayState, type ClosedDay, type Hours, type WorkingContext } from './day-state.ts';
import { addDays, daysFrom, weekday, type Day, type Weekday } from './jalali.ts';

// The rule for one day stands in day-state.ts; here is what follows from it for windows, spans and weeks.
export {
  dayState, type Closure, type ClosureScope, type ClosedDay, type DayState, type Holiday, type Hours, type OfficeHours,
  type ThursdayPolicy, type WorkingContext, type WorkingDay,
} from './day-state.ts';

/** Why a window cannot be held as planned: the day is closed, or its hours do not hold the window. */
export interface Hindrance {
  readonly why: ClosedDay['why'] | 'outside_hours';
  readonly title: string;
  readonly predicted: boolean;
}

/** Whether a window lies within the working hours of its day. */
export type WindowFit = { readonly ok: true } | ({ readonly ok: false } & Hindrance);

/** One day of a weekly window: held as planned, cut to the hours that are left, or cancelled (then with the planned hours). */
export type Occurrence = Hours & { readonly day: Day } & (
  | { readonly state: 'held' }
  | ({ readonly state: 'cancelled' | 'shortened' } & Hindrance)
);

/** A window of the week, such as Monday 9 to 12. */
export interface WeeklyWindow extends Hours {
  readonly weekday: Weekday;
}

// No order closes offices for ten years: a longer search means that the settings leave no working day at all.
const LONGEST_SEARCH_DAYS = 3660;

/** Whether people can be received through a whole window, its end not included; RangeError where it ends before it begins. */
export function windowFits(day: Day, from: Clock, to: Clock, context: WorkingContext): WindowFit {
  const occurrence = occurrenceOn(day, { from, to }, context);
  if (occurrence.state === 'held') return { ok: true };
  const { why, title, predicted } = occurrence;
  return { ok: false, why, title, predicted };
}

/** The days from the first to the last, both included, on which people are received. */
export function workingDays(from: Day, to: Day, context: WorkingContext): Day[] {
  return daysFrom(from, to).filter((day) => dayState(day, context).kind === 'working');
}

/** The nth working day after a day (before it where negative; the day itself where 0); RangeError where there is none in ten years. */
export function addWorkingDays(day: Day, days: number, context: WorkingContext): Day {
  if (!Number.isInteger(days)) throw new RangeError(`Not a number of days: ${days}`);
  const step = days < 0 ? -1 : 1;
  let reached = day;
  for (let left = Math.abs(days), idle = 0; left > 0; ) {
    reached = addDays(reached, step);
    const works = dayState(reached, context).kind === 'working';
    left -= works ? 1 : 0;
    idle = works ? 0 : idle + 1;
    if (idle > LONGEST_SEARCH_DAYS) throw new RangeError(`No working day near ${day}`);
  }
  return reached;
}

/** What becomes of a weekly window on each of its days from the first to the last day, both included. */
export function weeklyOccurrences(window: WeeklyWindow, fromDay: Day, toDay: Day, context: WorkingContext): Occurrence[] {
  const first = addDays(fromDay, (window.weekday - weekday(fromDay) + 7) % 7);
  return daysFrom(first, toDay)
    .filter((_, index) => index % 7 === 0)
    .map((day) => occurrenceOn(day, window, context));
}

/** What the title of a window begins with that the hours of its day leave out, while the day itself is no closed one. */
export const OUTSIDE_HOURS = 'خارج از وقت اداری';

/** What becomes of a window on a day; RangeError where it ends before it begins. */
export function occurrenceOn(day: Day, planned: Hours, context: WorkingContext): Occurrence {
  if (planned.from >= planned.to) throw new RangeError(`A window ends after it begins: ${planned.from} to ${planned.to}`);
  const { from, to } = planned;
  const state = dayState(day, context);
  if (state.kind === 'closed') {
    const { why, title, predicted } = state;
    return { day, from, to, state: 'cancelled', why, title, predicted };
  }
  if (state.from <= from && to <= state.to) return { day, from, to, state: 'held' };

  const left = { from: from > state.from ? from : state.from, to: to < state.to ? to : state.to };
  const hours = formatClockRange(state.from, state.to);
  const title = [`${OUTSIDE_HOURS} (${hours})`, ...state.notes].join('؛ ');
  const hindrance = { why: 'outside_hours', title, predicted: false } as const;
  return left.from < left.to
    ? { day, ...left, state: 'shortened', ...hindrance }
    : { day, from, to, state: 'cancelled', ...hindrance };
}
