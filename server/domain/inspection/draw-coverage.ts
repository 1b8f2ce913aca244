import type { DrawInputs, DrawInspector, DrawOffice } from './draw-inputs.ts';

/** A county with its offices and its own inspectors; null is the province's own bodies. */
export interface DrawCounty {
  readonly key: string | null;
  readonly offices: readonly DrawOffice[];
  readonly own: readonly DrawInspector[];
  /** In the order of their names: those next to each other in it are next to each other. */
  readonly areas: readonly string[];
}

/** The counties of a draw in the order of their keys, the province's own bodies first. */
export function countiesOf({ offices, inspectors }: Pick<DrawInputs, 'offices' | 'inspectors'>): DrawCounty[] {
  const byKey = new Map<string, DrawOffice[]>();
  for (const office of [...offices].sort((one, other) => (one.id < other.id ? -1 : 1))) {
    const key = office.county ?? '';
    const list = byKey.get(key);
    if (list === undefined) byKey.set(key, [office]);
    else list.push(office);
  }
  return [...byKey.keys()].sort().map((key) => ({
    key: key === '' ? null : key,
    offices: byKey.get(key) ?? [],
    areas: [...new Set((byKey.get(key) ?? []).map(({ area }) => area))].sort(),
    own: key === '' ? [] : inspectors.filter(({ county }) => county === key),
  }));
}

/** Whether an inspector may be sent to an office: it lies in his county, and he was not there last. */
export const maySend = ({ id, county }: DrawInspector, office: DrawOffice): boolean => (county === null || county === office.county) && !office.last.includes(id);

const placeOf = ({ county, area }: DrawOffice): string => `${county ?? ''}/${area}`;

/** How many routes a list of offices takes, when a route lies in one area and holds so many offices. */
export function routesFor(offices: readonly DrawOffice[], visits: number): number {
  const counts = new Map<string, number>();
  for (const office of offices) counts.set(placeOf(office), (counts.get(placeOf(office)) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + Math.ceil(count / visits), 0);
}

/** With how many routes an hour, and how many weeks ahead of time, inspectors are reckoned on. */
export interface Hands {
  readonly routes: number;
  readonly ahead: number;
}

const MANY = 6;

/** Whoever was there last leaves the office to another: where inspectors are few, one of them and a week are kept in hand for that. */
export const handsOf = (inspectors: number): Hands => (inspectors < MANY ? { routes: Math.max(inspectors - 1, 0), ahead: 1 } : { routes: inspectors, ahead: 0 });

/** Offices of one period with the routes that are theirs each hour; by these alone each is reached in time. */
export interface PeriodClass {
  readonly offices: readonly DrawOffice[];
  readonly period: number;
  readonly routes: number;
}

interface Reckoned {
  readonly classes: readonly PeriodClass[];
  readonly isHeld: boolean;
}

/**
 * Shares the routes of an hour among the periods. Routes that reach every office of one period in turn are enough, in whatever order chance takes
 * them; periods of different lengths are therefore held each by routes of its own, or all together as the shortest.
 */
export function reckon(offices: readonly DrawOffice[], { routes }: Hands, { visits, extra }: { readonly visits: number; readonly extra: number }): Reckoned {
  // A week is left over for what routes of single areas do not fill.
  const needs = (of: readonly DrawOffice[], period: number): number => Math.ceil(routesFor(of, visits) / Math.max(period + extra - 1, 1));
  const periods = [...new Set(offices.map(({ period }) => period))].sort((one, other) => one - other);
  const [shortest] = periods;
  if (shortest === undefined) return { classes: [], isHeld: true };
  const apart = periods.map((period): PeriodClass => {
    const of = offices.filter((office) => office.period === period);
    return { offices: of, period, routes: needs(of, period) };
  });
  const left = routes - apart.reduce((sum, one) => sum + one.routes, 0);
  const largest = apart.reduce((best, one) => (one.offices.length > best.offices.length ? one : best));
  if (left >= 0) return { classes: apart.map((one) => (one === largest ? { ...one, routes: one.routes + left } : one)), isHeld: true };
  return needs(offices, shortest) <= routes ? { classes: [{ offices, period: shortest, routes }], isHeld: true } : { classes: apart, isHeld: false };
}

const MOST_EXTRA = 520;

/** By how many weeks the periods must be drawn out so that these inspectors can hold them in every case; null where fewer than two of the province's go. */
export function extraWeeks({ offices, inspectors, visits }: Pick<DrawInputs, 'offices' | 'inspectors' | 'visits'>): number | null {
  const province = inspectors.filter(({ county }) => county === null).length;
  // In the worst case every office waits for the province's inspectors: its county's own were all there last.
  const isHeld = (extra: number): boolean => reckon(offices, handsOf(province), { visits, extra }).isHeld;
  if (offices.length === 0) return 0;
  if (province < 2 || !isHeld(MOST_EXTRA)) return null;
  let [low, high] = [0, MOST_EXTRA];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isHeld(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Weeks that an office can still wait, of so many; below nought it has waited too long. */
export const weeksLeft = ({ waited }: DrawOffice, weeks: number): number => weeks - waited;

/**
 * The weeks `w` for which routes must be made now, so that all offices that can wait at most `w` of `weeks` weeks are reached in time by so many
 * routes an hour, the fewest first; empty where chance may take its course.
 */
export function pressing(offices: readonly DrawOffice[], { routes, weeks, visits }: { readonly routes: number; readonly weeks: number; readonly visits: number }): number[] {
  const left = (office: DrawOffice): number => Math.max(weeksLeft(office, weeks), 0);
  const counts = new Map<string, number>();
  const found: number[] = [];
  let needed = 0;
  const ordered = [...offices].sort((one, other) => left(one) - left(other));
  ordered.forEach((office, index) => {
    const count = counts.get(placeOf(office)) ?? 0;
    if (count % visits === 0) needed += 1;
    counts.set(placeOf(office), count + 1);
    const week = left(office);
    const next = ordered[index + 1];
    if ((next === undefined || left(next) > week) && needed > routes * week) found.push(week);
  });
  return found;
}
