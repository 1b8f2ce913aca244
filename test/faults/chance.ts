/** Chance that can be played again: the same seed gives the same row of numbers. */
export interface Chance {
  readonly seed: number;
  /** A number from 0 up to 1. */
  next(): number;
  between(least: number, most: number): number;
  pick<T>(list: readonly T[]): T;
}

/** Chance from SEED, or from a new seed; print it, so that a failure can be played again. */
export function chance(seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))): Chance {
  let state = seed;
  // Mulberry32: small and even enough for choosing what to do next.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    seed,
    next,
    between: (least, most) => Math.floor(least + next() * (most - least + 1)),
    pick(list) {
      const one = list[Math.floor(next() * list.length)];
      if (one === undefined) throw new Error('nothing to pick from');
      return one;
    },
  };
}
