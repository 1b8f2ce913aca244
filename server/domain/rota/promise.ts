import { isPromised, promisedDays, type FloorAnswer, type WeightFormula } from './entitlement.ts';
import type { Account } from './plan.ts';

/** The promised period against what a board really gives: the shares keep it on average, single gaps may be longer. */
export interface PromiseOutcome {
  /** The period that the shares keep on average, in days. */
  readonly days: number;
  /** The longest gap of any agency that was promised the period. */
  readonly longestDays: number;
  /** Agencies with a longer gap than the period, the longest first. */
  readonly over: readonly { readonly agencyId: string; readonly days: number }[];
}

/** What became of the promise on a board; null where none was made. */
export function promiseOutcome(
  floor: FloorAnswer,
  formula: WeightFormula,
  agencies: readonly { readonly id: string; readonly demand: number }[],
  account: Account,
): PromiseOutcome | null {
  const days = promisedDays(floor, formula);
  if (days === null) return null;
  const promised = new Set(agencies.flatMap(({ id, demand }) => (isPromised(demand, formula) ? [id] : [])));
  const gaps = account.agencies
    .flatMap(({ agencyId, longestGapDays }) => (promised.has(agencyId) ? [{ agencyId, days: longestGapDays }] : []))
    .sort((a, b) => b.days - a.days || (a.agencyId < b.agencyId ? -1 : 1));
  return { days, longestDays: gaps[0]?.days ?? 0, over: gaps.filter((gap) => gap.days > days) };
}
