import type { Knex } from 'knex';
import type { Database } from './connection.ts';

/** Runs reads that must agree with each other: all of them see the database as it stood at the first. */
export function snapshot<T>(database: Pick<Database, 'snapshot'>, work: (db: Knex) => Promise<T>): Promise<T> {
  return database.snapshot(work);
}
