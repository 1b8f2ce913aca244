import { createHash } from 'node:crypto';

/** Numbers from 0 up to 1, always the same for the same seed (mulberry32). */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** An id in the form of a uuid, always the same for the same text. */
export function seededId(text: string): string {
  const hex = createHash('sha256').update(`didar example ${text}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/** A total parted by weights into whole numbers that sum to it (largest remainders; of equal ones the first). */
export function part(total: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (whole === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (total * weight) / whole);
  const floors = exact.map(Math.floor);
  const left = total - floors.reduce((sum, count) => sum + count, 0);
  const order = exact.map((value, index) => ({ index, rest: value - Math.floor(value) })).sort((one, other) => other.rest - one.rest || one.index - other.index);
  const lifted = new Set(order.slice(0, left).map(({ index }) => index));
  return floors.map((count, index) => count + (lifted.has(index) ? 1 : 0));
}
