import { toInstant, type Clock, type Instant } from './calendar.ts';
import { addDays, daysFrom, weekday, type Day, type Weekday } from './jalali.ts';
import type { HourState } from './manager-hour.ts';
import { datedValues, DEFAULTS, type DatedSetting } from './settings.ts';
import { occurrenceOn, type Closure, type Hours, type WeeklyWindow, type WorkingContext } from './working-time.ts';

/** Whom an exception from the weekly hour touches; of several the narrowest wins. */
export const EXCEPTION_SCOPES = ['province', 'county', 'agency'] as const;
export type ExceptionScope =
  | { readonly kind: 'province' }
  | { readonly kind: 'county'; readonly countyId: string }
  | { readonly kind: 'agency'; readonly agencyId: string };

/** What an exception says: no hour in its days, another weekday or other hours in them, or the hour of one day held on another. */
export const EXCEPTION_KINDS = ['none', 'weekly', 'moved'] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

/** An exception from the weekly hour. `to` null is open (weekly and none only); hours left out are the rule's own. */
export interface HourException {
  readonly id: string;
  readonly scope: ExceptionScope;
  readonly from: Day;
  readonly to: Day | null;
  readonly kind: ExceptionKind;
  readonly weekday: Weekday | null;
  /** The day on which the hour planned for `from` is held. */
  readonly movedTo: Day | null;
  readonly hours: Hours | null;
  readonly reason: string;
  readonly letterNo: string | null;
  /** UTC instant text: of two of the same breadth the later one wins. */
  readonly recordedAt: string;
}

/** How far from its planned day an hour may be moved, either way. */
export const MOVED_AT_MOST_DAYS = 14;

/** Where a manager sits: his agency, and its county unless it is the province's own. */
export interface HourPlace {
  readonly agencyId: string;
  readonly countyId: string | null;
}

/** What is planned for one day of the weekly hour at a place, and what becomes of it; `title` says why it is not held as planned. */
export interface PlannedHour extends Hours {
  readonly plannedDay: Day;
  /** The day on which it is held, or would have been. */
  readonly day: Day;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly state: HourState;
  readonly title: string | null;
}

/** All that decides about the weekly hours of a span: the dated rule, its exceptions, and the working time of the places. */
export interface HourRule {
  /** The values of the rule, each with its first day, oldest first. */
  readonly dated: readonly { readonly since: Day; readonly value: WeeklyWindow }[];
  readonly exceptions: readonly HourException[];
  /** Without a place: that is added for each. */
  readonly context: Omit<WorkingContext, 'place'>;
}

const BEGINNING = '0001-01-01' as Day;
const BREADTH: Readonly<Record<ExceptionScope['kind'], number>> = { province: 0, county: 1, agency: 2 };

/** The dated values of the weekly hour, the default first. */
export const hourValues = (rows: readonly DatedSetting[]): HourRule['dated'] => [{ since: BEGINNING, value: DEFAULTS.manager_hour }, ...datedValues(rows, 'manager_hour')];

/** The rule in force on a day. */
export function ruleOn(dated: HourRule['dated'], day: Day): WeeklyWindow {
  return dated.findLast(({ since }) => since <= day)?.value ?? DEFAULTS.manager_hour;
}

/** Whether an exception says something of a planned day. */
export const coversDay = ({ kind, from, to }: Pick<HourException, 'kind' | 'from' | 'to'>, day: Day): boolean => (kind === 'moved' ? from === day : from <= day && (to === null || day <= to));

const touches = ({ scope }: HourException, { agencyId, countyId }: Partial<HourPlace>): boolean =>
  scope.kind === 'province' || (scope.kind === 'county' ? scope.countyId === countyId : scope.agencyId === agencyId);

const lengthOf = ({ kind, from, to }: HourException): number => (kind === 'moved' || to === from ? 0 : to === null ? 2 : 1);

/** The wider first, so that what comes later has the last word: by scope, then by how many days it holds, then by when it was recorded. */
const inOrder = (one: HourException, other: HourException): number => {
  const byBreadth = BREADTH[one.scope.kind] - BREADTH[other.scope.kind] || lengthOf(other) - lengthOf(one);
  return byBreadth !== 0 ? byBreadth : `${one.recordedAt} ${one.id}` < `${other.recordedAt} ${other.id}` ? -1 : 1;
};

interface Standing {
  readonly window: WeeklyWindow;
  readonly none: HourException | null;
  readonly moved: HourException | null;
}

const told = (before: Standing, exception: HourException): Standing => {
  const { window } = before;
  switch (exception.kind) {
    case 'none':
      return { ...before, none: exception, moved: null };
    case 'weekly':
      return { window: { weekday: exception.weekday ?? window.weekday, ...(exception.hours ?? { from: window.from, to: window.to }) }, none: null, moved: null };
    case 'moved':
      return { ...before, none: null, moved: exception };
  }
};

const hourAt = (plannedDay: Day, day: Day, { from, to }: Hours, state: HourState, title: string | null): PlannedHour =>
  ({ plannedDay, day, from, to, startsAt: toInstant(day, from), endsAt: toInstant(day, to), state, title });

/** The hour planned for a day at a place whose exceptions are in order; null where none is planned. */
function plannedOn(day: Day, dated: HourRule['dated'], exceptions: readonly HourException[], context: WorkingContext): PlannedHour | null {
  const first: Standing = { window: ruleOn(dated, day), none: null, moved: null };
  const { window, none, moved } = exceptions.reduce((standing, one) => (coversDay(one, day) ? told(standing, one) : standing), first);
  if (weekday(day) !== window.weekday) return null;
  if (none !== null) return hourAt(day, day, window, 'cancelled', none.reason);
  if (moved === null || moved.movedTo === null) {
    const occurrence = occurrenceOn(day, window, context);
    return hourAt(day, day, occurrence, occurrence.state, occurrence.state === 'held' ? null : occurrence.title);
  }
  const occurrence = occurrenceOn(moved.movedTo, moved.hours ?? window, context);
  if (occurrence.state === 'held') return hourAt(day, moved.movedTo, occurrence, 'moved', moved.reason);
  return hourAt(day, moved.movedTo, occurrence, occurrence.state === 'cancelled' ? 'cancelled' : 'moved', `${moved.reason}؛ ${occurrence.title}`);
}

const ownAgencies = (exceptions: readonly HourException[], closures: readonly Closure[]): ReadonlySet<string> =>
  new Set([...exceptions.map(({ scope }) => scope), ...closures.map(({ scope }) => scope)].flatMap((scope) => (scope.kind === 'agency' ? [scope.agencyId] : [])));

/**
 * The weekly hours planned from one day to another, both included, at any place: each planned day once, in order. What is the same for
 * all agencies of a county is worked out once for them; an agency with closures or exceptions of its own has its own answer.
 */
export function hoursPlanned(rule: HourRule, from: Day, to: Day): (place: Partial<HourPlace>) => readonly PlannedHour[] {
  const { dated, context } = rule;
  const days = daysFrom(from, to);
  const standing = rule.exceptions.filter((one) => one.from <= to && (one.to === null || one.kind === 'moved' || one.to >= from)).sort(inOrder);
  const own = ownAgencies(standing, context.closures);
  const known = new Map<string, readonly PlannedHour[]>();
  return (place) => {
    const isOwn = place.agencyId !== undefined && own.has(place.agencyId);
    const key = isOwn ? `agency ${place.agencyId ?? ''}` : `county ${place.countyId ?? ''}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const touching = standing.filter((one) => touches(one, place));
    const here: WorkingContext = { ...context, place: { countyId: place.countyId ?? null, agencyId: isOwn ? (place.agencyId ?? null) : null } };
    const hours = days.flatMap((day) => plannedOn(day, dated, touching, here) ?? []);
    known.set(key, hours);
    return hours;
  };
}

/** The first and the last planned day of which the hour may be held in a span. */
export const plannedSpan = (from: Day, to: Day): { readonly from: Day; readonly to: Day } => ({ from: addDays(from, -MOVED_AT_MOST_DAYS), to: addDays(to, MOVED_AT_MOST_DAYS) });

/** Whether an exception lets a window stand that ends before it begins. */
export const isBackwards = (hours: { readonly from: Clock; readonly to: Clock } | null): boolean => hours !== null && hours.from >= hours.to;
