import type { Clock } from '../clock.ts';
import { daysBetween, startOfWeek, weekday, type Day } from '../jalali.ts';
import type { Away, Blocked, Slot, Spacing, WeeklyHour } from './plan.ts';

/** Where and when a session would be. */
export type Window = Pick<Slot, 'day' | 'from' | 'to'>;

/** The rules of who may come when, ready to be asked. */
export interface Availability {
  /** The first entered absence, duty, exclusion or own weekly hour that meets the window, or null; spacing apart. */
  readonly awayAt: (agencyId: string, window: Window) => Blocked | null;
  /** The first breach of the spacing rules against the agency's other days, or null. */
  readonly tooClose: (day: Day, otherDays: readonly Day[]) => Blocked | null;
  /** Every reason, absences first. */
  readonly allBlocks: (agencyId: string, window: Window, otherDays: readonly Day[]) => Blocked[];
}

/** Reads the absences, weekly hours and spacing once; the answers depend on nothing else. */
export function createAvailability(rules: {
  readonly away: readonly Away[];
  readonly weeklyHours: readonly WeeklyHour[];
  readonly spacing: Spacing;
}): Availability {
  const { oncePerWeek } = rules.spacing;
  const awayOf = new Map<string, Away[]>();
  for (const away of rules.away) {
    const known = awayOf.get(away.agencyId);
    if (known === undefined) awayOf.set(away.agencyId, [away]);
    else known.push(away);
  }

  const awayBlocks = function* (agencyId: string, window: Window): Generator<Blocked> {
    for (const away of awayOf.get(agencyId) ?? []) {
      if (meets(away, window)) yield { code: away.code, from: away.from, to: away.to, reason: away.reason };
    }
    for (const hour of rules.weeklyHours) {
      if (hour.agencyId !== null && hour.agencyId !== agencyId) continue;
      if (inHour(hour, window)) yield { code: 'manager_hour', from: hour.from, to: hour.to };
    }
  };
  const spacingBlocks = function* (day: Day, otherDays: readonly Day[]): Generator<Blocked> {
    for (const otherDay of otherDays) {
      if (oncePerWeek && startOfWeek(otherDay) === startOfWeek(day)) yield { code: 'same_week', otherDay };
      const days = Math.abs(daysBetween(otherDay, day));
      const least = leastGapOn(rules.spacing, otherDay > day ? otherDay : day);
      if (days < least) yield { code: 'gap', otherDay, days, least };
    }
  };
  return {
    awayAt: (agencyId, window) => first(awayBlocks(agencyId, window)),
    tooClose: (day, otherDays) => first(spacingBlocks(day, otherDays)),
    allBlocks: (agencyId, window, otherDays) => [...awayBlocks(agencyId, window), ...spacingBlocks(window.day, otherDays)],
  };
}

function first(blocks: Generator<Blocked>): Blocked | null {
  for (const block of blocks) return block;
  return null;
}

/** The least gap before a session of a day. */
export const leastGapOn = ({ leastGapDays, later = [] }: Spacing, day: Day): number =>
  later.findLast(({ since }) => since <= day)?.leastGapDays ?? leastGapDays;

/** Whether an absence meets a window; civil times compare as texts 'YYYY-MM-DDTHH:mm', '24:00' being the end of a day. */
export function meets(away: Away, { day, from, to }: Window): boolean {
  const begins = `${away.from}T${away.fromClock ?? '00:00'}`;
  const ends = `${away.to}T${away.toClock ?? '24:00'}`;
  return `${day}T${from}` < ends && begins < `${day}T${to}`;
}

function inHour(hour: WeeklyHour, { day, from, to }: Window): boolean {
  if (weekday(day) !== hour.weekday) return false;
  if ((hour.since !== null && day < hour.since) || (hour.until !== null && day > hour.until)) return false;
  return overlap(from, to, hour.from, hour.to);
}

function overlap(from: Clock, to: Clock, otherFrom: Clock, otherTo: Clock): boolean {
  return from < otherTo && otherFrom < to;
}
