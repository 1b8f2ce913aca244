import type { Micro } from './plan.ts';

/**
 * Splits `total` into integers in proportion to `weights` (non-negative integers), by largest remainder, equal
 * remainders to the earlier one; a positive weight gets at least 1 while `total` allows it. All zeros stay zeros.
 * BigInt, because a year's clients times a million passes 2^53.
 */
export function apportion(weights: readonly number[], total: Micro): Micro[] {
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (sum === 0n) return weights.map(() => 0);
  const whole = BigInt(total);
  const parts = weights.map((weight, index) => {
    const scaled = BigInt(weight) * whole;
    return { index, share: Number(scaled / sum), rest: scaled % sum };
  });
  let left = total - parts.reduce((all, part) => all + part.share, 0);
  const byRest = [...parts].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const part of byRest) {
    if (left === 0) break;
    part.share += 1;
    left -= 1;
  }
  for (const part of parts) {
    if (part.share > 0 || weights[part.index] === 0) continue;
    const largest = parts.reduce((best, other) => (other.share > best.share ? other : best));
    if (largest.share <= 1) break;
    largest.share -= 1;
    part.share = 1;
  }
  return parts.map((part) => part.share);
}
