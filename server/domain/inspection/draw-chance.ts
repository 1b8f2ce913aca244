/** Chance that is made of a seed: the same seed gives the same numbers on every machine. */
export interface Chance {
  /** A whole number from 0 up to, and without, `limit`, each as likely as the others; `limit` is a whole number from 1 to 2^48, anything else throws. */
  below(limit: number): number;
  /** The list in an order of which each is as likely. */
  shuffled<T>(all: readonly T[]): T[];
  /** The place of one of the weights, by its weight; -1 where all are nought. */
  weighted(weights: readonly number[]): number;
}

const RANGE = 2 ** 48;
const BYTES = 6;

/** Draws numbers from blocks of bytes, of which the caller makes as many as are asked for: block after block of one seed. */
export function createChance(block: (counter: number) => Uint8Array): Chance {
  let [bytes, at, counter] = [new Uint8Array(), 0, 0];
  const next = (): number => {
    let number = 0;
    for (let index = 0; index < BYTES; index += 1) {
      if (at === bytes.length) {
        [bytes, at] = [Uint8Array.from(block(counter)), 0];
        counter += 1;
      }
      number = number * 256 + (bytes[at] ?? 0);
      at += 1;
    }
    return number;
  };
  const below = (limit: number): number => {
    if (!Number.isInteger(limit) || limit < 1 || limit > RANGE) throw new RangeError('A number cannot be drawn from such a range.');
    // What is left over at the top of the range would make the small numbers likelier.
    const most = RANGE - (RANGE % limit);
    for (;;) {
      const number = next();
      if (number < most) return number % limit;
    }
  };
  return {
    below,
    shuffled(all) {
      const list = [...all];
      for (let index = list.length - 1; index > 0; index -= 1) {
        const other = below(index + 1);
        [list[index], list[other]] = [list[other] as (typeof list)[number], list[index] as (typeof list)[number]];
      }
      return list;
    },
    weighted(weights) {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      if (total === 0) return -1;
      let left = below(total);
      return weights.findIndex((weight) => (left -= weight) < 0);
    },
  };
}
