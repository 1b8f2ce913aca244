import type { Knex } from 'knex';
import { rememberThrough, type createMemory } from '../memory.ts';
import { boundKnex } from './bound.ts';
import type { Database } from './database.ts';
import { createLanes } from './lanes.ts';

interface Deps {
  readonly dialect: Database['dialect'];
  readonly connect: Parameters<typeof createLanes>[0]['connect'];
  /** What begins a transaction in which all reads see one moment, and none can write. */
  readonly begin: string;
  readonly memory: ReturnType<typeof createMemory>;
  readonly readsAtOnce: number;
  readonly snapshotsAtOnce: number;
  /** Throws once the database has been closed. */
  readonly mustBeOpen: () => void;
}

/** The two ways to read a database: statement by statement, and in snapshots; `idle` settles when nobody reads. */
export function createReaders({ dialect, connect, begin, memory, readsAtOnce, snapshotsAtOnce, mustBeOpen }: Deps) {
  const reading = { connect, begin, memory };
  // Apart from each other: whoever reads one thing more inside a snapshot must not wait for it to end.
  const [singles, lanes] = [createLanes({ ...reading, most: readsAtOnce }), createLanes({ ...reading, most: snapshotsAtOnce })];
  const reads = boundKnex(dialect, async (sql, bindings) => {
    mustBeOpen();
    return singles.run(sql, bindings);
  });
  rememberThrough(reads, { memory, since: memory.now, refill: null });
  return {
    reads,
    snapshot: async <T>(work: (db: Knex) => Promise<T>): Promise<T> => {
      mustBeOpen();
      return lanes.snapshot(work);
    },
    idle: async (): Promise<void> => void (await Promise.all([singles.idle(), lanes.idle()])),
  };
}
