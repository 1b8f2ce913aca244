import { MONTHS } from '../domain/jalali.ts';
import type { Demand } from '../demand/demand.ts';
import { part } from './seeded.ts';

// How much is asked of a body, against an ordinary one: who deals with water, bills, wages and homes hears most.
const ASKED: Readonly<Record<string, number>> = {
  labour: 30, 'social-security': 28, 'water-sewage': 26, 'municipality-isfahan': 24, 'roads-urban': 22, education: 20, agriculture: 19, welfare: 18,
  mui: 17, 'industry-mine-trade': 16, gas: 15, 'power-dist-isfahan': 15, 'power-dist-province': 14, 'regional-water': 13, 'housing-foundation': 13,
  'relief-committee': 12, tax: 11, 'civil-registration': 10, 'bank-melli': 9, telecom: 9, 'health-insurance': 8, environment: 8, 'road-maintenance': 7,
  'bank-maskan': 7, 'bank-saderat': 6, 'martyrs-foundation': 6, 'bank-keshavarzi': 6, heritage: 5, 'natural-resources': 5, post: 5, 'pension-fund': 5, tazirat: 4,
};

// Nowruz is quiet; the year 1399 began with schools and offices half closed.
const MONTHLY: Readonly<Record<number, readonly number[]>> = {
  1398: [6, 9, 9, 9, 10, 9, 9, 9, 8, 8, 8, 6],
  1399: [7, 9, 10, 11, 11, 10, 10, 9, 9, 9, 9, 8],
};

/** Calls of 1398 and of spring 1399 are those that the office told the news agency (IRNA, summer 1399); the rest is made up. */
export const CALLS_OF_1398 = 34_000;
export const CALLS_OF_SPRING_1399 = 8_000;
const CALLS_AFTER_SPRING_1399 = 25_500;

const SPRING = 3;

const monthsOf = (year: number): number[] => {
  const shape = MONTHLY[year] ?? [];
  if (year === 1398) return part(CALLS_OF_1398, shape);
  return [...part(CALLS_OF_SPRING_1399, shape.slice(0, SPRING)), ...part(CALLS_AFTER_SPRING_1399, shape.slice(SPRING))];
};

/** Two years of each body's numbers by month; `chance` draws the small differences. */
export function exampleDemand(agencies: readonly { readonly id: string; readonly code: string; readonly invitable: boolean }[], chance: () => number): Demand[] {
  return [1398, 1399].flatMap((year) => {
    const rows = monthsOf(year).flatMap((calls, index) => {
      const weights = agencies.map(({ code, invitable }) => Math.round((ASKED[code] ?? (invitable ? 1.6 : 0.4)) * 100 * (0.75 + chance() / 2)));
      const byAgency = part(calls, weights);
      return agencies.map(({ id }, at): Demand => {
        const called = byAgency[at] ?? 0;
        return {
          agencyId: id,
          year,
          month: index + 1,
          clients: Math.round(called * (5 + 3 * chance())),
          calls: called,
          openRequests: Math.round(called * (0.08 + 0.1 * chance())),
        };
      });
    });
    if (rows.length !== agencies.length * MONTHS.length) throw new RangeError(`no monthly shape for ${year}`);
    return rows;
  });
}
