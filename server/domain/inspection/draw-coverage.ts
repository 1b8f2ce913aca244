import type { DrawInputs, DrawInspector, DrawOffice } from './draw-inputs.ts';

/** A county with its offices and its own inspectors; null is the province's own bodies. */
export interface DrawCounty {
  readonly key: string | null;
  readonly offices: readonly DrawOffice[];
  readonly own: readonly DrawInspector[];
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
    own: key === '' ? [] : inspectors.filter(({ county }) => county === key),
  }));
}

/** Whether an inspector may be sent to an office: it lies in his county, and he was not there last. */
export const maySend = ({ id, county }: DrawInspector, office: DrawOffice): boolean => (county === null || county === office.county) && !office.last.includes(id);

/** How many routes a list of offices takes, when a route lies in one area and holds so many offices. */
export function routesFor(offices: readonly DrawOffice[], visits: number): number {
  const counts = new Map<string, number>();
  for (const { county, area } of offices) counts.set(`${county ?? ''}/${area}`, (counts.get(`${county ?? ''}/${area}`) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + Math.ceil(count / visits), 0);
}

/** Weeks that an office can still wait; below nought it has waited too long. */
export const weeksLeft = ({ period, waited }: DrawOffice, extra: number): number => period + extra - waited;

// One week is kept in hand where inspectors are few: who cannot go because he was there last leaves the office to another, a week later and still in time.
const IN_HAND = 1;
const MANY = 4;
const MOST_EXTRA = 520;

const isHeld = (counties: readonly DrawCounty[], province: number, visits: number, extra: number): boolean => {
  const periods = [...new Set(counties.flatMap(({ offices }) => offices.map(({ period }) => period)))];
  return periods.every((period) => {
    const weeks = period + extra - IN_HAND;
    const routes = counties.map(({ offices }) => routesFor(offices.filter((office) => office.period <= period), visits));
    // In the worst case every office of a county waits for the province's inspectors, or every one for its own.
    const own = counties.every((county, index) => county.own.length === 0 || (routes[index] ?? 0) <= county.own.length * weeks);
    return own && routes.reduce((sum, count) => sum + count, 0) <= province * weeks;
  });
};

/** By how many weeks the periods must be drawn out so that these inspectors can hold them in every case; null where fewer than two of the province's go. */
export function extraWeeks(inputs: Pick<DrawInputs, 'offices' | 'inspectors' | 'visits'>): number | null {
  const counties = countiesOf(inputs);
  const province = inputs.inspectors.filter(({ county }) => county === null).length;
  if (inputs.offices.length === 0) return 0;
  if (province < 2 || !isHeld(counties, province, inputs.visits, MOST_EXTRA)) return null;
  let [low, high] = [0, MOST_EXTRA];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isHeld(counties, province, inputs.visits, middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const handOf = (inspectors: number): number => (inspectors < MANY ? IN_HAND : 0);

/**
 * The weeks `w` for which routes must be made now, so that all offices that can wait at most `w` weeks are reached in time by so many
 * inspectors an hour, the fewest first; empty where chance may take its course.
 */
export function pressing(offices: readonly DrawOffice[], { inspectors, visits, extra }: { readonly inspectors: number; readonly visits: number; readonly extra: number }): number[] {
  const inHand = handOf(inspectors);
  const left = (office: DrawOffice): number => Math.max(weeksLeft(office, extra) - inHand, 0);
  const counts = new Map<string, number>();
  const found: number[] = [];
  let routes = 0;
  const ordered = [...offices].sort((one, other) => left(one) - left(other));
  ordered.forEach((office, index) => {
    const key = `${office.county ?? ''}/${office.area}`;
    const count = counts.get(key) ?? 0;
    if (count % visits === 0) routes += 1;
    counts.set(key, count + 1);
    const week = left(office);
    const next = ordered[index + 1];
    if ((next === undefined || left(next) > week) && routes > inspectors * week) found.push(week);
  });
  return found;
}

/** Whether an office belongs to those that can wait so many weeks at most, as so many inspectors reckon. */
export const presses = (office: DrawOffice, week: number, { inspectors, extra }: { readonly inspectors: number; readonly extra: number }): boolean => weeksLeft(office, extra) - handOf(inspectors) <= week;
