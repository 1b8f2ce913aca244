import { addDays, startOfWeek, weekday, type Day } from '../jalali.ts';

/** What may need a telephone call or a decision of the scheduler, the most pressing first. */
export const WEEK_KINDS = ['conflict', 'vacant', 'change_asked', 'head_changed', 'not_invited', 'swap_decide', 'unanswered', 'swap_answer', 'message', 'letter'] as const;
export type WeekKind = (typeof WEEK_KINDS)[number];

/** How far ahead the list looks. */
export const WEEK_PERIODS = ['week', 'month', 'all'] as const;
export type WeekPeriod = (typeof WEEK_PERIODS)[number];

/** How near the session is about which something is to be done; `desk` is work that hangs on no session. */
export const WEEK_NEARNESS = ['days', 'week', 'month', 'later', 'desk'] as const;
export type WeekNearness = (typeof WEEK_NEARNESS)[number];

const DAYS_AT_HAND = 2;
const DAYS_OF_MONTH = 28;
const THURSDAY = 5;

/** The last day of the week at hand; from Thursday on, when nobody is reached any more, the week after counts. */
export const endOfWeekAt = (today: Day): Day => addDays(startOfWeek(weekday(today) >= THURSDAY ? addDays(today, 2) : today), 6);

/** The last day that a period shows; null where it has none. */
export function endOfPeriod(period: WeekPeriod, today: Day): Day | null {
  if (period === 'all') return null;
  return period === 'week' ? endOfWeekAt(today) : addDays(today, DAYS_OF_MONTH);
}

/** How near a day is; null is no day. */
export function nearnessOf(day: Day | null, today: Day): WeekNearness {
  if (day === null) return 'desk';
  if (day <= addDays(today, DAYS_AT_HAND)) return 'days';
  if (day <= endOfWeekAt(today)) return 'week';
  return day <= addDays(today, DAYS_OF_MONTH) ? 'month' : 'later';
}

/** What is sorted by urgency. */
export interface Pressing {
  readonly kind: WeekKind;
  readonly day: Day | null;
  /** Unique: no two things are equally urgent. */
  readonly id: string;
}

/** The order in which things should be dealt with: the nearest first, among those as near the most pressing kind, then by day. */
export function byPressure(one: Pressing, other: Pressing, today: Day): number {
  const rank = ({ kind, day }: Pressing): number => WEEK_NEARNESS.indexOf(nearnessOf(day, today)) * WEEK_KINDS.length + WEEK_KINDS.indexOf(kind);
  const difference = rank(one) - rank(other);
  if (difference !== 0) return difference;
  return `${one.day ?? ''} ${one.id}` < `${other.day ?? ''} ${other.id}` ? -1 : 1;
}
