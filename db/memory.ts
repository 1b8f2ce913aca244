import type { Knex } from 'knex';

/** What is read often and changes seldom: its name, and the kinds of the streams (the part before the colon) by which it changes. */
export interface Subject {
  readonly name: string;
  readonly kinds: readonly string[];
  /** Streams on which it hangs one by one. What numbers a snapshot is never taken from here: it must be of the snapshot itself. */
  readonly streams?: readonly string[];
}

/**
 * What a process remembers of a database. It remembers nothing until it hears of every change (`listen`), and forgets what a
 * change may have altered as soon as it hears of it: what is remembered is never older than what this process has been told.
 */
export interface Memory {
  begin(): void;
  /** Nothing is remembered from now on: changes may go unheard. */
  suspend(): void;
  moved(streams: readonly string[]): void;
  /** A change may have happened that nobody will tell of. */
  clear(): void;
}

interface Kept {
  readonly since: number;
  /** Kinds of streams, and streams in full. */
  readonly hangsOn: readonly string[];
  readonly value: unknown;
}

const KEPT_MOST = 10_000;
const MOVES_MOST = 50_000;

interface Store extends Memory {
  /** The number of the newest change heard of; null while nothing is remembered. */
  readonly now: () => number | null;
  find(subject: Subject): { readonly value: unknown } | null;
  keep(subject: Subject, since: number, value: unknown): void;
}

const kindOf = (stream: string): string => stream.split(':', 1)[0] ?? stream;

/** Makes a memory that does not remember yet. */
export function createMemory(): Store {
  const kept = new Map<string, Kept>();
  // When each kind of stream, and each stream, last moved, counted in changes heard of: what was read before that is forgotten.
  const lastMoved = new Map<string, number>();
  // `forgotten` is the change up to which nothing is known of what moved.
  let [count, forgotten, remembers] = [0, 0, false];
  const isFresh = ({ since, hangsOn }: Pick<Kept, 'since' | 'hangsOn'>): boolean => since >= forgotten && hangsOn.every((one) => (lastMoved.get(one) ?? 0) <= since);
  // What is being read at this moment must not be kept either: it began before.
  const clear = (): void => {
    count += 1;
    forgotten = count;
    kept.clear();
    lastMoved.clear();
  };
  return {
    begin() {
      clear();
      remembers = true;
    },
    suspend() {
      remembers = false;
      clear();
    },
    moved(streams) {
      if (lastMoved.size > MOVES_MOST) clear();
      count += 1;
      for (const stream of streams) {
        lastMoved.set(kindOf(stream), count);
        lastMoved.set(stream, count);
      }
    },
    clear,
    now: () => (remembers ? count : null),
    find(subject) {
      const one = remembers ? kept.get(subject.name) : undefined;
      return one !== undefined && isFresh(one) ? one : null;
    },
    keep(subject, since, value) {
      const one = { since, hangsOn: [...subject.kinds, ...(subject.streams ?? [])], value };
      if (!remembers || !isFresh(one)) return;
      kept.delete(subject.name);
      kept.set(subject.name, one);
      if (kept.size > KEPT_MOST) kept.delete(kept.keys().next().value ?? '');
    },
  };
}

/** How a handle takes part: `since` is the change as of which it reads now, null where what it reads must not be kept. */
interface View {
  readonly memory: Store;
  readonly since: () => number | null;
  /** Reads anew, for later, what a handle without `since` had to read for itself. */
  readonly refill: Knex | null;
  /** What has been read in the snapshot under way; null outside of one. */
  readonly seen?: () => Map<string, Promise<unknown>> | null;
}

const views = new WeakMap<Knex, View>();

/** Lets what is read through a handle be remembered; only db/connection does. */
export function rememberThrough(handle: Knex, view: View): void {
  views.set(handle, view);
}

/** Whether what is read through a handle is remembered now: then reading all is cheaper than reading one. */
export const remembers = (handle: Knex): boolean => (views.get(handle)?.memory.now() ?? null) !== null;

/** Reads through a handle, or gives what is remembered of the same; the value is shared, so nobody may alter it. */
export async function remembered<T>(handle: Knex, subject: Subject, read: (db: Knex) => Promise<T>): Promise<T> {
  const view = views.get(handle);
  if (view === undefined) return read(handle);
  const inSnapshot = (view.seen?.() ?? null) !== null;
  const known = inSnapshot && subject.streams !== undefined ? null : view.memory.find(subject);
  if (known !== null) return known.value as T;
  const since = view.since();
  if (since === null && view.refill !== null && view.memory.now() !== null) {
    remembered(view.refill, subject, read).catch(() => undefined);
  }
  const value = await read(handle);
  if (since !== null) view.memory.keep(subject, since, value);
  return value;
}

/** Reads something once in a snapshot, however many of those who share it ask for it by this name; outside of one it is read each time. */
export function readOnce<T>(handle: Knex, name: string, read: () => Promise<T>): Promise<T> {
  const seen = views.get(handle)?.seen?.() ?? null;
  if (seen === null) return read();
  const known = seen.get(name) as Promise<T> | undefined;
  if (known !== undefined) return known;
  const reading = read();
  seen.set(name, reading);
  return reading;
}
