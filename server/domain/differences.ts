/** One value that is not what it was, by the names that lead to it; null where there was or is none. */
export interface Difference {
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null && Object.keys(value).length > 0;

// The order of its names does not make an object another one.
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner) ?? 'null';

type Leaves = Map<string, { readonly path: readonly string[]; readonly value: unknown }>;

const leavesOf = (value: unknown, whole: ReadonlySet<string>, path: readonly string[] = [], into: Leaves = new Map()): Leaves => {
  if (isTree(value) && !whole.has(path.at(-1) ?? '')) {
    for (const [name, inner] of Object.entries(value)) leavesOf(inner, whole, [...path, name], into);
  } else if (value !== undefined && value !== null) {
    into.set(JSON.stringify(path), { path, value });
  }
  return into;
};

/**
 * What differs between two states, JSON both: every leaf that is another, came or went, once, in the order of the later
 * state and then of the earlier; nothing and null are the same. A field named in `whole` is compared as one value.
 */
export function differencesOf(before: unknown, after: unknown, whole: ReadonlySet<string> = new Set()): Difference[] {
  const [was, is] = [leavesOf(before, whole), leavesOf(after, whole)];
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((key) => {
    const [old, now] = [was.get(key), is.get(key)];
    if (old !== undefined && now !== undefined && canonical(old.value) === canonical(now.value)) return [];
    return [{ path: (now ?? old)?.path ?? [], before: old?.value ?? null, after: now?.value ?? null }];
  });
}
