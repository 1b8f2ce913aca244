import { Refusal } from '../refusal.ts';
import { WHOLE, type Micro } from './plan.ts';

/**
 * Weights as whole parts of a whole. All reckoning is in integers of 1/whole of a session, so that nothing drifts over
 * years, and equal weights have exactly equal parts, so that their ties are decided by the published rules.
 */
export interface Parts {
  readonly parts: readonly number[];
  /** Their sum: at least a million, so that a debt of a millionth counts, and small enough for exact doubles. */
  readonly whole: number;
}

/** Sums up to this are kept as they are; beyond it weights are rounded to millionths. */
const LARGEST_WHOLE = 4_000_000;

/** The parts of non-negative integer weights, in their order; refuses `no_agencies` and `weights_all_zero`. */
export function partsOf(weights: readonly number[]): Parts {
  if (weights.length === 0) throw new Refusal('no_agencies');
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum === 0) throw new Refusal('weights_all_zero');
  const scale = Math.ceil(WHOLE / sum);
  const parts = sum <= LARGEST_WHOLE ? weights.map((weight) => weight * scale) : inProportion(weights, WHOLE);
  return { parts, whole: parts.reduce((all, part) => all + part, 0) };
}

/**
 * Each weight's proportion of `total`, rounded by itself: equal weights stay equal, and the sum may miss `total` by half
 * a unit an agency. A positive weight gets at least 1. BigInt, because a year's clients times a million passes 2^53.
 */
export function inProportion(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (sum === 0n) return weights.map(() => 0);
  return weights.map((weight) => {
    const rounded = Number((2n * BigInt(weight) * BigInt(total) + sum) / (2n * sum));
    return weight > 0 ? Math.max(1, rounded) : 0;
  });
}

/** Parts of `whole` as millionths, not rounded, so that `toParts` gives the same integer back. */
export function toMicro(parts: number, whole: number): Micro {
  return (parts * WHOLE) / whole;
}

/** Millionths as the nearest integer of parts of `whole`. */
export function toParts(micro: Micro, whole: number): number {
  return Math.round((micro * whole) / WHOLE);
}
