import { minutesBetween, type Instant } from '../instant.ts';

/** What is known of a session's pace: how long talks took, and how long one is meant to take. */
export interface Pace {
  /** Seconds of each talk that has ended in this session. */
  readonly talks: readonly number[];
  readonly targetMinutes: number;
}

/** A waiting caller's outlook, in the order of the queue. */
export interface Outlook {
  /** Minutes until his turn, as far as can be foreseen; at least 1 unless nobody is before him and nobody talks. */
  readonly minutes: number;
  readonly reached: boolean;
}

/** So many talks weigh as much as the target: one odd talk must not overturn what is told to callers. */
const TARGET_WEIGHS = 3;

/** Minutes that a talk of this session is likely to take: its own mean, drawn to the target while there are few. */
export function minutesEach({ talks, targetMinutes }: Pace): number {
  const sum = talks.reduce((total, seconds) => total + seconds / 60, 0);
  return (sum + targetMinutes * TARGET_WEIGHS) / (talks.length + TARGET_WEIGHS);
}

/** The state of a session in which the queue is reckoned. */
export interface Remaining {
  readonly now: Instant;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** Since when the present talk lasts; null where nobody is talking. */
  readonly talkSince: Instant | null;
  /** Callers on hold, who come back before the queue ends. */
  readonly held: number;
  readonly pace: Pace;
}

/** Minutes left until the end, and never less than nought. */
export const minutesLeft = ({ now, endsAt }: Pick<Remaining, 'now' | 'endsAt'>): number => Math.max(0, minutesBetween(now, endsAt));

/**
 * The outlook of the caller with so many before him in the queue. One is reached whose talk would begin before the end, with
 * half a talk's time left: whoever would only be greeted is told so before he waits.
 */
export function outlookOf(before: number, remaining: Remaining): Outlook {
  const { now, startsAt, endsAt, talkSince, held, pace } = remaining;
  const each = minutesEach(pace);
  const spent = talkSince === null ? 0 : minutesBetween(talkSince, now);
  const present = talkSince === null ? 0 : Math.max(each - spent, each / 4);
  const untilStart = Math.max(0, minutesBetween(now, startsAt));
  const wait = untilStart + present + (before + held) * each;
  const minutes = wait <= 0 ? 0 : Math.max(1, Math.round(wait));
  return { minutes, reached: wait + each / 2 <= Math.max(0, minutesBetween(now, endsAt)) };
}

/** How a wait compares with the target: under two fifths of it, under it, or over it. */
export type Age = 'fresh' | 'aging' | 'overdue';

/** The age of a wait of so many minutes against the target of so many. */
export function ageOf(minutes: number, target: number): Age {
  if (minutes >= target) return 'overdue';
  return minutes * 5 >= target * 2 ? 'aging' : 'fresh';
}
