import { toInstant, type Instant } from '../calendar.ts';
import { addDays, startOfWeek, weekday, type Day } from '../jalali.ts';
import type { PlannedSession } from '../session.ts';
import { occurrenceOn, type Hours, type Occurrence, type WeeklyWindow, type WorkingContext } from '../working-time.ts';
import type { TimetablePlace } from './difference.ts';
import type { TemplatePlace } from './slots.ts';

/** The calendar as it stands and as a change would leave it, with the same hours and settings. */
export interface CalendarTurn {
  readonly before: WorkingContext;
  readonly after: WorkingContext;
}

/** A published session that can no longer be held as planned: what is left of its window (null for nothing), and what stands against it. */
export interface Hit {
  readonly session: PlannedSession;
  readonly left: Hours | null;
  readonly title: string;
  readonly predicted: boolean;
}

/** A place of the template that was closed and opens, with what had closed it. */
export interface Freed extends TimetablePlace {
  readonly title: string;
}

/** What becomes of the managers' hour of a day; null is an hour that is not held. */
export interface HourTurn {
  readonly day: Day;
  readonly before: Hours | null;
  readonly after: Hours | null;
}

const leftOf = (occurrence: Occurrence): Hours | null => (occurrence.state === 'cancelled' ? null : { from: occurrence.from, to: occurrence.to });

const isSameLeft = (one: Hours | null, other: Hours | null): boolean => one?.from === other?.from && one?.to === other?.to;

const withPlace = (context: WorkingContext, place: WorkingContext['place']): WorkingContext => (place === undefined ? context : { ...context, place });

/**
 * The published sessions that a change hits, in the order given: to come at `now`, and left with less of their window than
 * before, at their agency's own place. One that was kept in spite of an earlier closure is hit again only where still less is left.
 */
export function hitsOf(sessions: readonly PlannedSession[], turn: CalendarTurn, placeOf: (agencyId: string) => WorkingContext['place'], now: Instant): Hit[] {
  return sessions.flatMap((session): Hit[] => {
    const { agencyId, state, startsAt, day } = session;
    if (agencyId === null || state !== 'published' || startsAt <= now) return [];
    const place = placeOf(agencyId);
    const after = occurrenceOn(day, session, withPlace(turn.after, place));
    if (after.state === 'held') return [];
    const left = leftOf(after);
    const before = leftOf(occurrenceOn(day, session, withPlace(turn.before, place)));
    const hasMore = before === null ? left !== null : left !== null && left.from <= before.from && left.to >= before.to;
    return isSameLeft(before, left) || hasMore ? [] : [{ session, left, title: after.title, predicted: after.predicted }];
  });
}

/** The places that a week's template offers on a day, its lines numbered as a programme numbers them. */
export function placesOn(day: Day, template: readonly TemplatePlace[]): TimetablePlace[] {
  const lines = new Map<string, number>();
  return template.flatMap((place) => {
    if (addDays(startOfWeek(day), place.weekday) !== day) return [];
    const first = lines.get(place.from) ?? 0;
    lines.set(place.from, first + place.lines);
    return Array.from({ length: place.lines }, (_, index): TimetablePlace => ({ day, from: place.from, to: place.to, line: first + index + 1 }));
  });
}

/** Of the places given those that a change opens, to come at `now` and in nobody's way. */
export function freedOf(places: readonly TimetablePlace[], turn: CalendarTurn, taken: readonly TimetablePlace[], now: Instant): Freed[] {
  return places.flatMap((place): Freed[] => {
    if (toInstant(place.day, place.from) <= now) return [];
    const before = occurrenceOn(place.day, place, turn.before);
    if (before.state === 'held' || occurrenceOn(place.day, place, turn.after).state !== 'held') return [];
    const isTaken = taken.some(({ day, from, to, line }) => day === place.day && line === place.line && from < place.to && place.from < to);
    return isTaken ? [] : [{ ...place, title: before.title }];
  });
}

/** The managers' hours of the days given that a change takes, cuts, gives back or lengthens, and that are not over at `now`. */
export function hoursTurned(days: readonly Day[], windowOn: (day: Day) => WeeklyWindow, turn: CalendarTurn, now: Instant): HourTurn[] {
  return days.flatMap((day): HourTurn[] => {
    const window = windowOn(day);
    if (weekday(day) !== window.weekday || toInstant(day, window.to) <= now) return [];
    const [before, after] = [leftOf(occurrenceOn(day, window, turn.before)), leftOf(occurrenceOn(day, window, turn.after))];
    return isSameLeft(before, after) ? [] : [{ day, before, after }];
  });
}
