import type { Chance } from './draw-chance.ts';
import { countiesOf, handsOf, maySend, reckon, weeksLeft, type DrawCounty } from './draw-coverage.ts';
import { dueTrips, type Trip } from './draw-due.ts';
import { weightOf, type DrawInputs, type DrawList, type DrawnVisit, type DrawOffice } from './draw-inputs.ts';
import { isOwn, ratesOf, rounded, routesByCounty, type CountyRate } from './draw-rates.ts';
import { routeOf, timesOf } from './draw-route.ts';

/** The version of the rules by which a draw is made: another version may draw another list from the same seed. */
export const DRAW_PROGRAM = 'didar-draw-1';

// Weights are reckoned with in so many parts, where only a part of one counts.
const FINE = 64;

/** The offices of a county that its own inspectors are relied on to reach in time: where they suffice for the whole county, those to which each of them may go. */
function reliedIn({ own, offices }: DrawCounty, inputs: DrawInputs): DrawOffice[] {
  if (own.length === 0 || !reckon(offices, { routes: own.length, ahead: 0 }, inputs).isHeld) return [];
  return offices.filter((office) => own.every((inspector) => maySend(inspector, office)));
}

/** Draws the visits of an hour. The same inputs and the same chance give the same list on every machine: nothing but whole numbers is reckoned with. */
export function drawVisits(inputs: DrawInputs, chance: Chance): DrawList {
  const counties = countiesOf(inputs);
  const byKey = new Map(counties.map((county) => [county.key, county]));
  const countyOf = (office: DrawOffice): DrawCounty => byKey.get(office.county) as DrawCounty;
  const province = inputs.inspectors.filter(({ county }) => county === null);
  const rates = ratesOf(counties, inputs);
  const taken = new Set<DrawOffice>();
  const visits: DrawnVisit[] = [];

  const go = ({ inspector, county, must }: Trip, most: number, weight: (office: DrawOffice) => number): void => {
    const offices = county.offices.filter((office) => !taken.has(office) && maySend(inspector, office));
    const route = routeOf({ offices, areas: county.areas, must, visits: Math.max(most, must.length), weight, otherwise: (office) => weightOf(office, inputs.weights) }, chance);
    for (const office of route) taken.add(office);
    visits.push(...timesOf(inspector.id, route, chance));
  };

  const relied = counties.map((county) => ({ county, offices: reliedIn(county, inputs) }));
  const byOwn = new Set(relied.flatMap(({ offices }) => offices));
  const far = dueTrips({ offices: counties.flatMap(({ offices }) => offices.filter((office) => !byOwn.has(office))), inspectors: province, hands: handsOf(province.length), countyOf }, inputs, chance);
  const near = relied.flatMap(({ county, offices }) => dueTrips({ offices, inspectors: county.own, hands: { routes: county.own.length, ahead: 0 }, countyOf }, inputs, chance));
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

  const free = counties.length === 0 ? [] : routesByCounty(rates, province.length, inputs.visits, chance);
  // Where an own inspector could go as well, the province's go as far as his time falls short.
  const weightIn = ({ county, own, overflow }: CountyRate) => (office: DrawOffice): number => {
    const weight = weightOf(office, inputs.weights) * FINE;
    return isOwn(county, office) ? Math.floor((weight * overflow) / Math.max(own + overflow, 1)) : weight;
  };
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

  const missed = inputs.offices.filter((office) => !taken.has(office) && weeksLeft(office, office.period) <= 0).map(({ id }) => id).sort();
  return { visits: visits.sort((one, other) => (one.inspectorId < other.inspectorId ? -1 : one.inspectorId > other.inspectorId ? 1 : one.place - other.place)), missed };
}
