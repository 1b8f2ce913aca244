import type { Clock } from '../clock.ts';
import { addDays, daysBetween, startOfWeek, type Day, type Weekday } from '../jalali.ts';
import { Refusal } from '../refusal.ts';
import type { Slot } from './plan.ts';

/** The longest horizon, in days: five Jalali years. */
export const LONGEST_HORIZON_DAYS = 1827;

/** Places that a week offers: a weekday, a window, and how many managers answer side by side in it. */
export interface TemplatePlace {
  readonly weekday: Weekday;
  readonly from: Clock;
  readonly to: Clock;
  readonly lines: number;
}

/** Sessions a week from a day on, until the next such row. */
export interface PerWeek {
  readonly since: Day;
  readonly count: number;
}

/** Whether a window of a day can be used; `title` names the holiday or closure. */
export type OpenAnswer = { readonly ok: true } | { readonly ok: false; readonly title: string };

/** What `slotsOf` works from; `isOpen` must answer the same for the same question. */
export interface SlotRequest {
  readonly from: Day;
  /** Last day, included. */
  readonly to: Day;
  /** The places that the week of a Saturday offers. */
  readonly template: (saturday: Day) => readonly TemplatePlace[];
  readonly perWeek: readonly PerWeek[];
  readonly isOpen: (day: Day, from: Clock, to: Clock) => OpenAnswer;
}

/** A place that a holiday or closure took away. */
export interface ClosedPlace {
  readonly day: Day;
  readonly from: Clock;
  readonly to: Clock;
  readonly title: string;
}

/** A week with fewer sessions than set, counted over its seven days, how many its template offers at all, and what was closed in it. */
export interface ThinWeek {
  readonly weekIndex: number;
  /** Its Saturday. */
  readonly start: Day;
  readonly wanted: number;
  readonly got: number;
  readonly offered: number;
  readonly closed: readonly ClosedPlace[];
}

/** The horizon's slots in order (day, from, to, line), its thin weeks, and whether holidays and closures left it no place at all. */
export interface SlotPlan {
  readonly slots: readonly Slot[];
  readonly thinWeeks: readonly ThinWeek[];
  readonly allClosed: boolean;
}

type Place = Omit<Slot, 'id' | 'weekIndex'>;

/**
 * The slots of a horizon; refuses `horizon_backwards` and `horizon_too_long`. Holidays are no slots. A new
 * template or number of sessions a week counts from the first Saturday on or after its day, so that no week is cut in two. A week that two horizons
 * share is planned whole and each takes its own days, so that together they hold the set number. Ids are
 * 'day clock/line', unique in the horizon; a caller may put its own in their place.
 */
export function slotsOf(request: SlotRequest): SlotPlan {
  const { from, to } = request;
  if (from > to) throw new Refusal('horizon_backwards');
  if (daysBetween(from, to) >= LONGEST_HORIZON_DAYS) throw new Refusal('horizon_too_long');
  const slots: Slot[] = [];
  const thinWeeks: ThinWeek[] = [];
  let closedInside = 0;
  let start = startOfWeek(from);
  for (let weekIndex = 0; start <= to; weekIndex += 1, start = addDays(start, 7)) {
    const wanted = perWeekOn(request.perWeek, start);
    const template = request.template(start);
    const { open, closed } = placesOf(template, request.isOpen, start);
    const chosen = spread(open, wanted).sort(byTime);
    if (chosen.length < wanted) thinWeeks.push({ weekIndex, start, wanted, got: chosen.length, offered: template.reduce((sum, { lines }) => sum + lines, 0), closed });
    closedInside += closed.filter(({ day }) => day >= from && day <= to).length;
    for (const place of chosen) {
      if (place.day < from || place.day > to) continue;
      slots.push({ ...place, id: `${place.day} ${place.from}/${place.line}`, weekIndex });
    }
  }
  return { slots, thinWeeks, allClosed: slots.length === 0 && closedInside > 0 };
}

function perWeekOn(rows: readonly PerWeek[], day: Day): number {
  let best: PerWeek | null = null;
  for (const row of rows) if (row.since <= day && (best === null || row.since >= best.since)) best = row;
  return best?.count ?? 0;
}

/** The week's open places in template order, and the closed ones. */
function placesOf(template: readonly TemplatePlace[], isOpen: SlotRequest['isOpen'], start: Day): { open: Place[]; closed: ClosedPlace[] } {
  const open: Place[] = [];
  const closed: ClosedPlace[] = [];
  const lines = new Map<string, number>();
  for (const { weekday, from, to, lines: count } of template) {
    const day = addDays(start, weekday);
    const answer = isOpen(day, from, to);
    if (!answer.ok) closed.push({ day, from, to, title: answer.title });
    const key = `${day} ${from}`;
    const first = lines.get(key) ?? 0;
    lines.set(key, first + count);
    if (!answer.ok) continue;
    for (let line = first + 1; line <= first + count; line += 1) open.push({ day, from, to, line });
  }
  return { open, closed };
}

/**
 * `wanted` of the places, over as many days as there are: each round takes one place of every day, the first left in
 * template order; a round that is more than enough is thinned evenly.
 */
function spread(places: readonly Place[], wanted: number): Place[] {
  const days = new Map<Day, Place[]>();
  for (const place of places) days.set(place.day, [...(days.get(place.day) ?? []), place]);
  const order = [...days.keys()].sort();
  const chosen: Place[] = [];
  for (let round = 0; chosen.length < wanted && chosen.length < places.length; round += 1) {
    const offered = order.flatMap((day) => days.get(day)?.[round] ?? []);
    const take = Math.min(wanted - chosen.length, offered.length);
    for (let turn = 0; turn < take; turn += 1) {
      const place = offered[Math.floor((turn * offered.length) / take)];
      if (place !== undefined) chosen.push(place);
    }
  }
  return chosen;
}

function byTime(a: Place, b: Place): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  if (a.from !== b.from) return a.from < b.from ? -1 : 1;
  if (a.to !== b.to) return a.to < b.to ? -1 : 1;
  return a.line - b.line;
}
