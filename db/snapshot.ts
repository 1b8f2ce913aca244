import type { Knex } from 'knex';
import type { Database } from './connection.ts';

/** Runs reads that must agree with each other: all of them see the database as it stood at the first. */
export function snapshot<T>(database: Pick<Database, 'snapshot'>, work: (db: Knex) => Promise<T>): Promise<T> {
  return database.snapshot(work);
}

interface Asked {
  readonly work: (db: Knex) => Promise<unknown>;
  readonly done: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Makes snapshots that several askers share: whoever asks before one has begun to read joins it, so that nobody sees less than
 * what was committed when he asked, and what they read by the same name (`readOnce`) is read once. For small reads: they take
 * turns on one connection.
 */
export function sharedSnapshots(database: Pick<Database, 'snapshot'>): <T>(work: (db: Knex) => Promise<T>) => Promise<T> {
  let waiting: Asked[] = [];
  const settle = async ({ work, done, failed }: Asked, db: Knex, alone: boolean): Promise<void> => {
    try {
      done(await work(db));
    } catch (error) {
      // On PostgreSQL one failed statement takes the others of its transaction along.
      if (alone) failed(error);
      else database.snapshot(work).then(done, failed);
    }
  };
  const begin = (): void => {
    let asked: readonly Asked[] = [];
    const reading = database.snapshot(async (db) => {
      [asked, waiting] = [waiting, []];
      await Promise.all(asked.map((one) => settle(one, db, asked.length === 1)));
    });
    reading.catch((error: unknown) => {
      const lost = asked.length === 0 ? waiting.splice(0) : asked;
      for (const { failed } of lost) failed(error);
    });
  };
  return <T>(work: (db: Knex) => Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ work, done: (value) => resolve(value as T), failed: reject });
      // Until it has begun, everybody who asks because of the same change joins it.
      if (waiting.length === 1) begin();
    });
}
