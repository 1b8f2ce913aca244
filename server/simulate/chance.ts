/** Chance that repeats itself for the same seed. */
export interface Chance {
  /** From 0 up to 1. */
  readonly number: () => number;
  /** Whether something of this likelihood happens. */
  happens(likelihood: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One name of a table, by its weights. */
  weighted<Name extends string>(table: Readonly<Record<Name, number>>): Name;
  /** A time around a median, seldom much longer, never under a third of it (log-normal). */
  around(median: number): number;
  /** The time until something next happens that comes by itself, so often on average (exponential). */
  until(mean: number): number;
  /** Digits, as many as asked for. */
  digits(count: number): string;
}

/** Makes chance from numbers between 0 and 1. */
export function createChance(number: () => number): Chance {
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - number())) * Math.cos(2 * Math.PI * number());
  return {
    number,
    happens: (likelihood) => number() < likelihood,
    pick: <T>(list: readonly T[]): T => list[Math.floor(number() * list.length)] as T,
    weighted: <Name extends string>(table: Readonly<Record<Name, number>>): Name => {
      const entries = Object.entries<number>(table) as [Name, number][];
      let left = number() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      const found = entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1);
      if (found === undefined) throw new Error('There is nothing to choose from.');
      return found[0];
    },
    around: (median) => median * Math.min(4, Math.max(1 / 3, Math.exp(0.45 * normal()))),
    until: (mean) => -mean * Math.log(1 - number()),
    digits: (count) => Array.from({ length: count }, () => Math.floor(number() * 10)).join(''),
  };
}
