import { minutesBetween } from '../instant.ts';
import type { Remaining } from './reach.ts';

/** The time of a session as its bar shows it: what is left of the whole, and how many more talks fit into it. */
export interface TimeBar {
  /** From 1 before the session begins to 0 at its end. */
  readonly left: number;
  readonly talks: number;
}

/** The bar at `now`; half a talk's time is enough for one more, as it is for whoever is told that he will be reached. */
export function timeBar({ now, startsAt, endsAt }: Pick<Remaining, 'now' | 'startsAt' | 'endsAt'>, each: number): TimeBar {
  const whole = Math.max(1, minutesBetween(startsAt, endsAt));
  const left = Math.min(whole, Math.max(0, minutesBetween(now, endsAt)));
  return { left: left / whole, talks: Math.floor(left / each + 0.5) };
}

const GAP = 0.7;
const MOST_CELLS = 24;

/** What is left, in hundredths from the end of the bar, cut into equal cells with gaps between; none where nothing is left. */
export function barCells({ left, talks }: TimeBar): readonly { readonly x: number; readonly width: number }[] {
  if (left <= 0) return [];
  const count = Math.max(1, Math.min(talks, MOST_CELLS));
  const width = Math.max(0.2, (left * 100 - GAP * (count - 1)) / count);
  return Array.from({ length: count }, (_, index) => ({ x: index * (width + GAP), width }));
}

/** Minutes that one talk may take so that all who wait are reached: never more than the target, and no less than two. */
export function fairMinutes(left: number, waiting: number, targetMinutes: number): number {
  return waiting === 0 ? targetMinutes : Math.max(Math.min(2, targetMinutes), Math.min(targetMinutes, Math.floor(left / waiting)));
}
