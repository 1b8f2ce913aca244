import type { Day } from './jalali.ts';

/** What makes two things of a list clash: those of one group whose days meet, unless `meets` says that they do not. */
export interface ClashRule<T> {
  group(one: T): string;
  from(one: T): Day;
  /** The last day, both included; null while it lasts. */
  to(one: T): Day | null;
  meets(one: T, other: T): boolean;
  /** Of two that clash the heavier yields; those of equal weight both stand. */
  weight(one: T): number;
}

/** Those of a list that must yield, each with the one it clashes with; without them the list is free of clashes. */
export function clashesIn<T>(all: readonly T[], rule: ClashRule<T>): ReadonlyMap<T, T> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = rule.group(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  const yields = new Map<T, T>();
  for (const group of groups.values()) {
    let open: T[] = [];
    for (const one of group.sort((left, right) => (rule.from(left) < rule.from(right) ? -1 : rule.from(left) > rule.from(right) ? 1 : 0))) {
      open = open.filter((other) => {
        const last = rule.to(other);
        return last === null || last >= rule.from(one);
      });
      for (const other of open) {
        const [heavy, light] = rule.weight(one) >= rule.weight(other) ? [one, other] : [other, one];
        if (rule.weight(heavy) === rule.weight(light) || !rule.meets(one, other)) continue;
        yields.set(heavy, light);
        if (heavy === one) break;
      }
      open = open.filter((other) => !yields.has(other));
      if (!yields.has(one)) open.push(one);
    }
  }
  return yields;
}
