import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import type { ForeseenCalendar } from '../calendar/lookup.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import { hoursPlanned, plannedSpan, type ExceptionScope, type HourException, type HourPlace, type HourRule, type PlannedHour } from '../domain/hour-occurrences.ts';
import { addDays, startOfWeek, type Day } from '../domain/jalali.ts';
import { occurrenceLookup, occurrencesOf, type AgencyHour } from '../occurrences/lookup.ts';

/** Managers' hours of one county and planned day to which the same happens; `after` null or cancelled is an hour that is not held. */
export interface HourGroup {
  readonly plannedDay: Day;
  /** Null for the province's own bodies. */
  readonly countyId: string | null;
  readonly before: PlannedHour | null;
  readonly after: PlannedHour | null;
  /** By the agencies' names. */
  readonly hours: readonly { readonly id: string; readonly agencyId: string; readonly name: string }[];
}

const isHeld = (hour: PlannedHour | null | undefined): hour is PlannedHour => hour !== null && hour !== undefined && hour.state !== 'cancelled';

/** Whether a group loses its hour or a part of it. */
export const isLost = ({ before, after }: Pick<HourGroup, 'before' | 'after'>): boolean =>
  isHeld(before) && (!isHeld(after) || after.day !== before.day || after.from > before.from || after.to < before.to);

const lookOf = (hour: PlannedHour | null | undefined): string => (isHeld(hour) ? `${hour.day} ${hour.from} ${hour.to}` : '');

/** The rule as it stands, and as a change would leave it. */
async function rules(db: Knex, foreseen: ForeseenCalendar, from: Day, to: Day): Promise<{ readonly before: HourRule; readonly after: HourRule }> {
  const before = await occurrenceLookup(db).rule(from, to);
  const { holidays, closures } = before.context;
  return { before, after: { ...before, context: { ...before.context, ...foreseen.applied({ holidays, closures }) } } };
}

/** Whom a change hits among the managers whose hour has not begun: every agency once for each planned day, in groups by day and county; with the rule as it would be. */
export async function hourGroups(db: Knex, foreseen: ForeseenCalendar, days: readonly Day[], now: Instant): Promise<{ readonly groups: readonly HourGroup[]; readonly hourRule: HourRule | null }> {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return { groups: [], hourRule: null };
  const span = plannedSpan(first, last);
  const rule = await rules(db, foreseen, span.from, span.to);
  const [before, after] = [hoursPlanned(rule.before, span.from, span.to), hoursPlanned(rule.after, span.from, span.to)];
  const groups = new Map<string, { readonly group: Omit<HourGroup, 'hours'>; readonly hours: HourGroup['hours'][number][] }>();
  for (const agency of await agencyLookup(db).all()) {
    const place = { agencyId: agency.id, countyId: agency.countyId };
    const own = (planned: readonly PlannedHour[]): ReadonlyMap<string, AgencyHour> => new Map(occurrencesOf(agency, planned).map((hour) => [hour.id, hour]));
    const [stood, stands] = [own(before(place)), own(after(place))];
    for (const [id, hour] of stands) {
      const was = stood.get(id) ?? null;
      const isTouched = lookOf(was) !== lookOf(hour) && (was?.startsAt ?? hour.startsAt) > now;
      if (!isTouched) continue;
      const key = `${hour.plannedDay} ${agency.countyId ?? ''} ${lookOf(was)} ${lookOf(hour)}`;
      const known = groups.get(key) ?? { group: { plannedDay: hour.plannedDay, countyId: agency.countyId, before: was, after: hour }, hours: [] };
      known.hours.push({ id, agencyId: agency.id, name: agency.shortName });
      groups.set(key, known);
    }
  }
  // The province's own bodies first, as the board has them.
  return { groups: [...groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, { group, hours }]) => ({ ...group, hours })), hourRule: rule.after };
}

/** The breadth of an exception that goes with a change of the calendar. */
export const exceptionScopeOf = ({ scope }: Pick<ForeseenCalendar, 'scope'>): ExceptionScope => (scope.kind === 'county' || scope.kind === 'agency' ? scope : { kind: 'province' });

/** For each planned day the places of its week to which its hour may be moved whole, by the rule as it would be after the change: the next first. */
export async function placesToMoveTo(db: Knex, after: HourRule, foreseen: ForeseenCalendar, plannedDays: readonly Day[], now: Instant): Promise<ReadonlyMap<Day, readonly PlannedHour[]>> {
  const scope = exceptionScopeOf(foreseen);
  const agency = scope.kind === 'agency' ? await agencyLookup(db).byId(scope.agencyId) : null;
  const place: Partial<HourPlace> = scope.kind === 'county' ? { countyId: scope.countyId } : scope.kind === 'agency' ? { agencyId: scope.agencyId, countyId: agency?.countyId ?? null } : {};
  return new Map(plannedDays.map((day) => [day, placesInWeek(after, scope, place, day, now)]));
}

function placesInWeek(after: HourRule, scope: ExceptionScope, place: Partial<HourPlace>, plannedDay: Day, now: Instant): readonly PlannedHour[] {
  const week = startOfWeek(plannedDay);
  const planned = hoursPlanned(after, week, addDays(week, 6))(place);
  const whole = planned.find((hour) => hour.plannedDay === plannedDay);
  if (whole === undefined) return [];
  const busy = new Set(planned.flatMap(({ plannedDay: own, day, state }) => (own === plannedDay || state === 'cancelled' ? [] : [day])));
  const days = Array.from({ length: 7 }, (_, at) => addDays(week, at)).filter((day) => day !== plannedDay && day > dayOf(now) && !busy.has(day));
  return [...days.filter((day) => day > plannedDay), ...days.filter((day) => day < plannedDay)].flatMap((movedTo) => {
    const moving: HourException = { id: '', scope, from: plannedDay, to: plannedDay, kind: 'moved', weekday: null, movedTo, hours: null, reason: '', letterNo: null, recordedAt: '9999' };
    const moved = hoursPlanned({ ...after, exceptions: [...after.exceptions, moving] }, plannedDay, plannedDay)(place)[0];
    return moved?.state === 'moved' && moved.title === '' ? [moved] : [];
  });
}
