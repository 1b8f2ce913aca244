import type { Chance } from './draw-chance.ts';
import { maySend, type DrawCounty } from './draw-coverage.ts';
import { weightOf, type DrawInputs, type DrawOffice } from './draw-inputs.ts';

/** Visits for each unit of weight, as whole numbers of 2^-24: parts of visits are counted in these. */
export const PARTS = 2 ** 24;

/** How many visits a county is due this hour, by whom; in parts. */
export interface CountyRate {
  readonly county: DrawCounty;
  /** By the county's own inspectors. */
  readonly own: number;
  /** By the province's inspectors. */
  readonly province: number;
  /** Of the latter, at offices to which an own inspector could go as well, had he the time. */
  readonly overflow: number;
}

/** Whether one of the county's own inspectors may go to an office. */
export const isOwn = ({ own }: DrawCounty, office: DrawOffice): boolean => own.some((inspector) => maySend(inspector, office));

const rateIn = (county: DrawCounty, { visits, weights }: DrawInputs) => {
  let [ownWeight, weight] = [0, 0];
  for (const office of county.offices) {
    weight += weightOf(office, weights);
    if (isOwn(county, office)) ownWeight += weightOf(office, weights);
  }
  const most = visits * county.own.length * PARTS;
  return (rate: number): CountyRate => {
    const own = Math.min(rate * ownWeight, most);
    return { county, own, province: rate * weight - own, overflow: rate * ownWeight - own };
  };
};

/**
 * The visits due to each county, so that one unit of weight has the same chance everywhere: the greatest such chance for which the province's
 * inspectors suffice. Offices to which no own inspector may go are theirs alone, which is why own inspectors do not always go to as many as they could.
 */
export function ratesOf(counties: readonly DrawCounty[], inputs: DrawInputs): CountyRate[] {
  const most = inputs.visits * inputs.inspectors.filter(({ county }) => county === null).length * PARTS;
  const rates = counties.map((county) => rateIn(county, inputs));
  let [low, high] = [0, PARTS];
  // Where none of the province's goes, the own inspectors do what they can.
  if (most === 0) low = PARTS;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (rates.reduce((sum, rate) => sum + rate(middle).province, 0) <= most) low = middle;
    else high = middle - 1;
  }
  return rates.map((rate) => rate(low));
}

/** The county of each of the province's inspectors' routes: as often as its share says, rounded by one random start so that no county gets two too many. */
export function routesByCounty(rates: readonly CountyRate[], routes: number, visits: number, chance: Chance): CountyRate[] {
  const order = chance.shuffled(rates.filter(({ county }) => county.offices.length > 0));
  const unit = visits * PARTS;
  const whole = Math.max(order.reduce((sum, { province }) => sum + province, 0), 1);
  // Where fewer visits are due than could be made, the routes are spread over what is due.
  const step = Math.min(unit, Math.floor(whole / Math.max(routes, 1))) || 1;
  let at = chance.below(step);
  return Array.from({ length: routes }, () => {
    let left = at;
    const found = order.find(({ province }) => (left -= province) < 0) ?? order[order.length - 1];
    at += step;
    return found as CountyRate;
  });
}

/** A whole number of visits for parts of them: the part left over is one visit as often as it is large. */
export const rounded = (parts: number, chance: Chance): number => Math.floor(parts / PARTS) + (chance.below(PARTS) < parts % PARTS ? 1 : 0);
