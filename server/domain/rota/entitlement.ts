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
  /** An agency whose demand reaches the threshold waits no longer than so many days on average; null = no such promise. */
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

/** Whether the promised longest wait holds; where it cannot, the shortest that could (in days), and no share is lifted. */
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
 * Shares from demand by the formula, the floor applied where it can hold; refuses `no_agencies` and `weights_all_zero`.
 * Lifting one agency lowers the rest, which may push another below the floor: it is repeated until none is.
 */
export function weightsOf(rows: readonly DemandRow[], formula: WeightFormula, pace: Pace): Weights {
  const demands = rows.map((row) => demandOf(row, formula));
  partsOf(demands);
  const answer = floorOf(demands, formula, pace);
  const lifted = new Set<number>();
  let shares = inProportion(demands, WHOLE);
  if (answer.floor.state === 'holds') {
    const { threshold } = answer;
    for (;;) {
      const below = shares.flatMap((share, index) =>
        !lifted.has(index) && (demands[index] ?? 0) >= threshold && share < answer.share ? [index] : [],
      );
      if (below.length === 0) break;
      for (const index of below) lifted.add(index);
      const rest = inProportion(demands.map((demand, index) => (lifted.has(index) ? 0 : demand)), WHOLE - lifted.size * answer.share);
      shares = rest.map((share, index) => (lifted.has(index) ? answer.share : share));
    }
  }
  return {
    weights: rows.map((row, index) => {
      const share = shares[index] ?? 0;
      const idealGapDays = share === 0 || pace.slots === 0 ? null : (WHOLE / share) * (pace.days / pace.slots);
      return { agencyId: row.agencyId, demand: demands[index] ?? 0, share, lifted: lifted.has(index), idealGapDays };
    }),
    floor: answer.floor,
  };
}

/** The least share that keeps the promised wait at this pace, and whether all who were promised it can have it. */
function floorOf(demands: readonly number[], formula: WeightFormula, pace: Pace) {
  const none = { floor: { state: 'none' } as FloorAnswer, share: 0, threshold: 0 };
  if (formula.floor === null || pace.slots === 0) return none;
  const { threshold, maxWaitDays } = formula.floor;
  const agencies = demands.filter((demand) => demand >= threshold && demand > 0).length;
  if (agencies === 0) return none;
  const least = (days: number): Micro => Math.ceil((WHOLE * pace.days) / (pace.slots * days));
  const fits = (days: number): boolean => agencies * least(days) <= WHOLE;
  if (maxWaitDays > 0 && fits(maxWaitDays)) {
    return { floor: { state: 'holds', agencies } as FloorAnswer, share: least(maxWaitDays), threshold: Math.max(threshold, 1) };
  }
  let shortestDays = Math.max(1, Math.floor((agencies * pace.days) / pace.slots));
  while (!fits(shortestDays)) shortestDays += 1;
  return { ...none, floor: { state: 'cannot_hold', agencies, shortestDays } as FloorAnswer };
}
