import type { Knex } from 'knex';
import { createMemory, rememberThrough } from '../memory.ts';
import type { Run } from './bound.ts';
import type { Connection } from './database.ts';

type Store = ReturnType<typeof createMemory>;

interface Lane {
  readonly connection: Connection;
  /** The change as of which the snapshot under way reads; null between two. */
  since: number | null;
  seen: Map<string, Promise<unknown>> | null;
  lost: boolean;
}

interface Options {
  readonly connect: () => Promise<Connection>;
  readonly begin: string;
  /** So many work side by side; more wait their turn. */
  readonly most: number;
  readonly memory: Store;
}

/** A few connections for reading, whose statements stay prepared: Knex's pool and runner cost as much again as the reads. */
export function createLanes({ connect, begin, most, memory }: Options) {
  const idle: Lane[] = [];
  const waiting: (() => void)[] = [];
  const leaving: (() => void)[] = [];
  let busy = 0;

  const open = async (): Promise<Lane> => {
    const lane: Lane = { connection: await connect(), since: null, seen: null, lost: false };
    rememberThrough(lane.connection.db, { memory, since: () => lane.since, refill: null, seen: () => lane.seen });
    void lane.connection.lost.then(() => {
      lane.lost = true;
    });
    return lane;
  };

  const enter = async (): Promise<void> => {
    if (busy >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy += 1;
  };
  // Whoever waits takes over the place of the one who leaves.
  const leave = (): void => {
    const next = waiting.shift();
    if (next !== undefined) return next();
    busy -= 1;
    if (busy === 0) for (const done of leaving.splice(0)) done();
  };

  const takeIdle = (): Lane | undefined => {
    for (let lane = idle.pop(); lane !== undefined; lane = idle.pop()) if (!lane.lost) return lane;
    return undefined;
  };

  const onLane = async <T>(work: (lane: Lane) => Promise<T>): Promise<T> => {
    await enter();
    try {
      const lane = takeIdle() ?? (await open());
      try {
        return await work(lane);
      } finally {
        if (!lane.lost) idle.push(lane);
      }
    } finally {
      leave();
    }
  };

  return {
    /** Sends one statement by itself. */
    run: ((sql, bindings) => onLane(({ connection }) => connection.run(sql, bindings))) as Run,
    snapshot: <T>(work: (db: Knex) => Promise<T>): Promise<T> =>
      onLane(async (lane) => {
        const { run, db } = lane.connection;
        try {
          [lane.since, lane.seen] = [memory.now(), new Map()];
          await run(begin);
          const result = await work(db);
          await run('commit');
          return result;
        } catch (error) {
          await run('rollback').catch(() => undefined);
          throw error;
        } finally {
          [lane.since, lane.seen] = [null, null];
        }
      }),
    /** Settles when no snapshot is under way. */
    idle: (): Promise<void> => (busy === 0 ? Promise.resolve() : new Promise((resolve) => leaving.push(resolve))),
  };
}
