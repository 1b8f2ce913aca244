import type { Chance } from './draw-chance.ts';
import { countiesOf, maySend, presses, pressing, weeksLeft, type DrawCounty } from './draw-coverage.ts';
import { weightOf, type DrawInputs, type DrawInspector, type DrawList, type DrawnVisit, type DrawOffice } from './draw-inputs.ts';
import { isOwn, ratesOf, rounded, routesByCounty, type CountyRate } from './draw-rates.ts';
import { routeOf, timesOf } from './draw-route.ts';

/** The version of the rules by which a draw is made: another version may draw another list from the same seed. */
export const DRAW_PROGRAM = 'didar-draw-1';

// Weights are reckoned with in so many parts, where only a part of one counts.
const FINE = 64;

/** One inspector's route as far as it is settled. */
interface Trip {
  readonly inspector: DrawInspector;
  readonly county: DrawCounty;
  readonly must: readonly DrawOffice[];
}

interface Group {
  readonly offices: readonly DrawOffice[];
  readonly inspectors: readonly DrawInspector[];
  readonly countyOf: (office: DrawOffice) => DrawCounty;
}

/** The routes that must be made now, so that every office is reached in time: which inspector, which offices. */
function mustTrips({ offices, inspectors, countyOf }: Group, { visits, weights }: DrawInputs, extra: number, chance: Chance): Trip[] {
  const trips: Trip[] = [];
  const hands = { inspectors: inspectors.length, visits, extra };
  let [left, free] = [offices, chance.shuffled(inspectors)];
  while (free.length > 0) {
    const weeks = pressing(left, hands);
    const [soonest, latest] = [weeks[0], weeks[weeks.length - 1]];
    if (soonest === undefined || latest === undefined) return trips;
    const due = left.filter((office) => presses(office, soonest, hands) && free.some((inspector) => maySend(inspector, office)));
    const chosen = due[chance.weighted(due.map((office) => weightOf(office, weights)))];
    if (chosen === undefined) return trips;
    const near = chance.shuffled(left.filter((office) => office.county === chosen.county && office.area === chosen.area && presses(office, latest, hands)))
      .sort((one, other) => weeksLeft(one, extra) - weeksLeft(other, extra));
    const reach = (inspector: DrawInspector): DrawOffice[] => near.filter((office) => maySend(inspector, office)).slice(0, visits);
    const late = (inspector: DrawInspector): number => reach(inspector).filter((office) => presses(office, soonest, hands)).length;
    const inspector = free.reduce((best, one) => (late(one) > late(best) ? one : best));
    const must = reach(inspector);
    trips.push({ inspector, county: countyOf(chosen), must });
    left = left.filter((office) => !must.includes(office));
    free = free.filter((one) => one !== inspector);
  }
  return trips;
}

/** Draws the visits of an hour. The same inputs and the same chance give the same list on every machine: nothing but whole numbers is reckoned with. */
export function drawVisits(inputs: DrawInputs, chance: Chance): DrawList {
  const counties = countiesOf(inputs);
  const byKey = new Map(counties.map((county) => [county.key, county]));
  const countyOf = (office: DrawOffice): DrawCounty => byKey.get(office.county) as DrawCounty;
  const { extra } = inputs;
  const province = inputs.inspectors.filter(({ county }) => county === null);
  const rates = ratesOf(counties, inputs);
  const taken = new Set<DrawOffice>();
  const visits: DrawnVisit[] = [];

  const go = ({ inspector, county, must }: Trip, most: number, weight: (office: DrawOffice) => number): void => {
    const offices = county.offices.filter((office) => !taken.has(office) && maySend(inspector, office));
    const route = routeOf({ offices, must, visits: Math.max(most, must.length), weight, otherwise: (office) => weightOf(office, inputs.weights) }, chance);
    for (const office of route) taken.add(office);
    visits.push(...timesOf(inspector.id, route, chance));
  };

  // To be relied on are those alone to whom every inspector of the county may go; the others may have to wait for the province's.
  const isRelied = (office: DrawOffice): boolean => countyOf(office).own.length > 0 && countyOf(office).own.every((inspector) => maySend(inspector, office));
  const far = mustTrips({ offices: inputs.offices.filter((office) => !isRelied(office)), inspectors: province, countyOf }, inputs, extra, chance);
  const near = counties.flatMap((county) => mustTrips({ offices: county.offices.filter(isRelied), inspectors: county.own, countyOf }, inputs, extra, chance));
  for (const { must } of [...far, ...near]) for (const office of must) taken.add(office);

  for (const { county, own } of chance.shuffled(rates)) {
    const drawn = rounded(own, chance);
    const order = chance.shuffled(county.own);
    order.forEach((inspector, index) => {
      const share = Math.floor((drawn + index) / order.length);
      const trip = near.find((one) => one.inspector === inspector) ?? { inspector, county, must: [] };
      go(trip, Math.min(Math.max(share, 1), inputs.visits), (office) => weightOf(office, inputs.weights));
    });
  }

  const planned = counties.length === 0 ? [] : routesByCounty(rates, province.length, inputs.visits, chance);
  // Where an own inspector could go as well, the province's go as far as his time falls short.
  const weightIn = ({ county, own, overflow }: CountyRate) => (office: DrawOffice): number => {
    const weight = weightOf(office, inputs.weights) * FINE;
    return isOwn(county, office) ? Math.floor((weight * overflow) / Math.max(own + overflow, 1)) : weight;
  };
  const free = [...planned];
  const give = (trip: Trip): void => {
    const rate = rates.find(({ county }) => county === trip.county) as CountyRate;
    go(trip, inputs.visits, weightIn(rate));
  };
  for (const trip of far) {
    const same = free.findIndex(({ county }) => county === trip.county);
    free.splice(same >= 0 ? same : chance.below(free.length), 1);
    give(trip);
  }
  const idle = chance.shuffled(province.filter((inspector) => far.every((trip) => trip.inspector !== inspector)));
  idle.forEach((inspector, index) => {
    const rate = free[index];
    if (rate !== undefined) give({ inspector, county: rate.county, must: [] });
  });

  const missed = inputs.offices.filter((office) => !taken.has(office) && weeksLeft(office, 0) <= 0).map(({ id }) => id).sort();
  return { visits: visits.sort((one, other) => (one.inspectorId < other.inspectorId ? -1 : one.inspectorId > other.inspectorId ? 1 : one.place - other.place)), missed };
}
