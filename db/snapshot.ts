import type { Knex } from 'knex';
import type { Database } from './connection.ts';

/** Runs reads that must agree with each other: all of them see the database as it stood at the first. */
export function snapshot<T>(database: Pick<Database, 'dialect' | 'reads'>, work: (db: Knex) => Promise<T>): Promise<T> {
  // SQLite's readers have this by themselves inside a transaction; PostgreSQL must be asked for it.
  const config = database.dialect === 'postgres' ? { isolationLevel: 'repeatable read' as const, readOnly: true } : {};
  return database.reads.transaction((transaction) => work(transaction), config);
}
