import { inProportion, partsOf } from './parts.ts';
import { WHOLE, type Micro } from './plan.ts';

/** One agency's demand in the reference period; non-negative integers. */
export interface DemandRow {
  readonly agencyId: string;
  readonly clients: number;
  readonly calls: number;
  readonly openRequests: number;
}

/** The published formula: demand = clients × a + calls × b + open requests × c (non-negative integers), and its floor. */
export interface WeightFormula {
  readonly clients: number;
  readonly calls: number;
  readonly openRequests: number;
  /** An agency whose demand reaches the threshold has a turn every so many days on average; null = no such promise. */
  readonly floor: { readonly threshold: number; readonly maxWaitDays: number } | null;
}

/** The formula until the governorate sets its own: clients count first, then calls, then open requests. */
export const DEFAULT_FORMULA: WeightFormula = { clients: 3, calls: 2, openRequests: 1, floor: null };

/** How fast the horizon's turns come: so many slots over so many days. */
export interface Pace {
  readonly slots: number;
  readonly days: number;
}

/** What an agency's demand comes to, and the share that the horizon publishes for it. */
export interface Weight {
  readonly agencyId: string;
  readonly demand: number;
  readonly share: Micro;
  /** The floor lifted it above its proportional share. */
  readonly lifted: boolean;
  /** Days between two turns at this share and pace; null = no turn. */
  readonly idealGapDays: number | null;
}

/** Whether the promised period can hold; where it cannot, the shortest that can (in days), by which the shares are then lifted. */
export type FloorAnswer =
  | { readonly state: 'none' }
  | { readonly state: 'holds'; readonly agencies: number }
  | { readonly state: 'cannot_hold'; readonly agencies: number; readonly shortestDays: number };

/** The horizon's weights: whole millionths that sum to `WHOLE` but for rounding, fixed and published until its end. */
export interface Weights {
  readonly weights: readonly Weight[];
  readonly floor: FloorAnswer;
}

/** The demand that the formula makes of a row. */
export function demandOf(row: DemandRow, formula: WeightFormula): number {
  return row.clients * formula.clients + row.calls * formula.calls + row.openRequests * formula.openRequests;
}

/**
 * Shares from demand by the formula, lifted to the promised period or the shortest possible; refuses `no_agencies` and
 * `weights_all_zero`.
 * Lifting one agency lowers the rest, which may push another below the floor: it is repeated until none is.
 */
export function weightsOf(rows: readonly DemandRow[], formula: WeightFormula, pace: Pace): Weights {
  const demands = rows.map((row) => demandOf(row, formula));
  partsOf(demands);
  const { floor, least } = floorOf(demands, formula, pace);
  const lifted = new Set<number>();
  let shares = inProportion(demands, WHOLE);
  for (;;) {
    const below = shares.flatMap((share, index) => (!lifted.has(index) && share < least && isPromised(demands[index] ?? 0, formula) ? [index] : []));
    if (below.length === 0) break;
    for (const index of below) lifted.add(index);
    const rest = inProportion(demands.map((demand, index) => (lifted.has(index) ? 0 : demand)), WHOLE - lifted.size * least);
    shares = rest.map((share, index) => (lifted.has(index) ? least : share));
  }
  return {
    weights: rows.map((row, index) => {
      const share = shares[index] ?? 0;
      const idealGapDays = share === 0 || pace.slots === 0 ? null : (WHOLE / share) * (pace.days / pace.slots);
      return { agencyId: row.agencyId, demand: demands[index] ?? 0, share, lifted: lifted.has(index), idealGapDays };
    }),
    floor,
  };
}

/** Whether the formula promises a longest period to an agency of this demand. */
export const isPromised = (demand: number, { floor }: WeightFormula): boolean => floor !== null && demand > 0 && demand >= floor.threshold;

/** The period that the shares keep on average, in days; null where none is promised. */
export function promisedDays(answer: FloorAnswer, { floor }: WeightFormula): number | null {
  if (answer.state === 'none' || floor === null) return null;
  return answer.state === 'holds' ? floor.maxWaitDays : answer.shortestDays;
}

/** Whether all who were promised the period can have it at this pace, and the least share that keeps it or the shortest possible. */
function floorOf(demands: readonly number[], formula: WeightFormula, pace: Pace): { readonly floor: FloorAnswer; readonly least: Micro } {
  const agencies = demands.filter((demand) => isPromised(demand, formula)).length;
  if (formula.floor === null || pace.slots === 0 || agencies === 0) return { floor: { state: 'none' }, least: 0 };
  const { maxWaitDays } = formula.floor;
  const least = (days: number): Micro => Math.ceil((WHOLE * pace.days) / (pace.slots * days));
  const fits = (days: number): boolean => agencies * least(days) <= WHOLE;
  if (maxWaitDays > 0 && fits(maxWaitDays)) return { floor: { state: 'holds', agencies }, least: least(maxWaitDays) };
  let shortestDays = Math.max(1, Math.floor((agencies * pace.days) / pace.slots));
  while (!fits(shortestDays)) shortestDays += 1;
  return { floor: { state: 'cannot_hold', agencies, shortestDays }, least: least(shortestDays) };
}
