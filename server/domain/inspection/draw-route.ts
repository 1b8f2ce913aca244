import type { Chance } from './draw-chance.ts';
import type { DrawOffice, DrawnVisit } from './draw-inputs.ts';

/** So many areas that lie next to each other make one route at most. */
const AREAS_MOST = 3;

/** What a route is made of: the offices that may be on it, those that must, how many, and how likely each is. */
export interface RouteChoice {
  readonly offices: readonly DrawOffice[];
  /** All areas of the county, in their order. */
  readonly areas: readonly string[];
  readonly must: readonly DrawOffice[];
  readonly visits: number;
  /** Whole numbers; nought leaves an office out. */
  readonly weight: (office: DrawOffice) => number;
  /** By this the places are filled that are left when the first has none. */
  readonly otherwise: (office: DrawOffice) => number;
}

/** The offices of one route, all in one county and in areas next to each other by name: chosen by weight around one that was chosen by weight. */
export function routeOf({ offices, areas, must, visits, weight, otherwise }: RouteChoice, chance: Chance): DrawOffice[] {
  const route = [...must];
  const first = must[0] ?? offices[chance.weighted(offices.map(weight))] ?? offices[chance.weighted(offices.map(otherwise))];
  if (first === undefined) return [];
  let [low, high] = [areas.indexOf(first.area), areas.indexOf(first.area)];
  const widened = (): boolean => {
    if (high - low + 1 >= Math.min(AREAS_MOST, areas.length)) return false;
    if (low === 0 || (high < areas.length - 1 && chance.below(2) === 0)) high += 1;
    else low -= 1;
    return true;
  };
  let by = weight;
  while (route.length < visits) {
    const inReach = new Set(areas.slice(low, high + 1));
    const pool = offices.filter((office) => inReach.has(office.area) && !route.includes(office));
    const found = pool[chance.weighted(pool.map(by))];
    if (found !== undefined) route.push(found);
    else if (by === weight && !widened()) by = otherwise;
    else if (by === otherwise) return route;
  }
  return route;
}

/** The last visit begins so long before the end, and two visits are so far apart where there is time. */
const LAST_MINUTES = 15;
const APART_MINUTES = 15;

/** When each office of a route is visited: in a random order, at random minutes with time for the way; each within its own hour. */
export function timesOf(inspectorId: string, route: readonly DrawOffice[], chance: Chance): DrawnVisit[] {
  if (route.length === 0) return [];
  const [opens, closes] = [Math.min(...route.map((office) => office.opens)), Math.max(...route.map((office) => office.closes))];
  const span = Math.max(closes - opens - LAST_MINUTES, 0);
  const apart = Math.min(APART_MINUTES, Math.floor(span / route.length));
  const free = Math.max(span - (route.length - 1) * apart, 0) + 1;
  const starts = route.map(() => chance.below(free)).sort((one, other) => one - other).map((minute, index) => opens + minute + index * apart);
  return chance.shuffled(route)
    .map((office, index) => ({ office, minute: Math.max(office.opens, Math.min(starts[index] ?? 0, Math.max(office.closes - LAST_MINUTES, office.opens))), index }))
    .sort((one, other) => one.minute - other.minute || one.index - other.index)
    .map(({ office, minute }, index) => ({ inspectorId, agencyId: office.id, place: index + 1, minute: minute - office.opens }));
}
