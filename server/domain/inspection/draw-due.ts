import type { Chance } from './draw-chance.ts';
import { maySend, pressing, reckon, weeksLeft, type DrawCounty, type Hands, type PeriodClass } from './draw-coverage.ts';
import { weightOf, type DrawInputs, type DrawInspector, type DrawOffice } from './draw-inputs.ts';

/** One inspector's route as far as it is settled: the county, and the offices that must be on it. */
export interface Trip {
  readonly inspector: DrawInspector;
  readonly county: DrawCounty;
  readonly must: readonly DrawOffice[];
}

/** Offices that some inspectors are relied on to reach in time. */
export interface Relied {
  readonly offices: readonly DrawOffice[];
  readonly inspectors: readonly DrawInspector[];
  readonly hands: Hands;
  readonly countyOf: (office: DrawOffice) => DrawCounty;
}

/** The route that is due first among offices of one period: around one drawn by weight, by the inspector who may go to the most that are due; null where none is. */
function dueTrip({ offices, period, routes }: PeriodClass, free: readonly DrawInspector[], { hands, countyOf }: Relied, { visits, weights, extra }: DrawInputs, chance: Chance): Trip | null {
  const weeks = period + extra - hands.ahead;
  const due = pressing(offices, { routes, weeks, visits });
  const [soonest, latest] = [due[0], due[due.length - 1]];
  if (soonest === undefined || latest === undefined) return null;
  const isBy = (week: number) => (office: DrawOffice): boolean => weeksLeft(office, weeks) <= week;
  const within = offices.filter((office) => isBy(soonest)(office) && free.some((inspector) => maySend(inspector, office)));
  const chosen = within[chance.weighted(within.map((office) => weightOf(office, weights)))];
  if (chosen === undefined) return null;
  const near = chance.shuffled(offices.filter((office) => office.county === chosen.county && office.area === chosen.area && isBy(latest)(office)))
    .sort((one, other) => weeksLeft(one, weeks) - weeksLeft(other, weeks));
  const reach = (inspector: DrawInspector): DrawOffice[] => near.filter((office) => maySend(inspector, office)).slice(0, visits);
  // Of those who reach as many, the one goes who could do the least elsewhere: the others may be needed there.
  const soon = (inspector: DrawInspector): number => reach(inspector).filter(isBy(soonest)).length * (offices.length + 1) + within.filter((office) => !maySend(inspector, office)).length;
  const inspector = free.reduce((best, one) => (soon(one) > soon(best) ? one : best));
  return { inspector, county: countyOf(chosen), must: reach(inspector) };
}

/** The routes that must be made now, so that every office is reached in time. */
export function dueTrips(relied: Relied, inputs: DrawInputs, chance: Chance): Trip[] {
  const trips: Trip[] = [];
  let free = chance.shuffled(relied.inspectors);
  for (const one of reckon(relied.offices, relied.hands, inputs).classes) {
    let left = one.offices;
    while (free.length > 0) {
      const trip = dueTrip({ ...one, offices: left }, free, relied, inputs, chance);
      if (trip === null) break;
      trips.push(trip);
      left = left.filter((office) => !trip.must.includes(office));
      free = free.filter((inspector) => inspector !== trip.inspector);
    }
  }
  return trips;
}
