import type { Knex } from 'knex';
import type { Memory } from '../memory.ts';
import type { InTurn, Run } from './bound.ts';

/** How a database is opened: `server` takes the file for itself (SQLite); `tool` works beside it. */
export interface OpenOptions {
  readonly role: 'server' | 'tool';
  /** `normal` gives up durability at power failure and skips its assertion: benches and tests only. Default `full`. */
  readonly synchronous?: 'full' | 'normal';
}

/** One connection of one's own, with statements sent strictly one after another. */
export interface Connection {
  /** Builds queries and reads over this connection; refuses writes, which go through `run`. */
  readonly db: Knex;
  /** The same, but what is remembered of the database is not read again: for what a change only looks up. */
  readonly known: Knex;
  readonly run: Run;
  readonly together: InTurn['together'];
  /** How many statements have failed so far: after one, PostgreSQL's open transaction is lost. */
  readonly faults: () => number;
  /** Calls `heard` with each notification on `channel` (PostgreSQL; never on SQLite). */
  hear(channel: string, heard: (payload: string) => void): Promise<void>;
  /** Settles when the connection is gone, wanted or not. */
  readonly lost: Promise<void>;
  close(): Promise<void>;
}

/** A database with its pools; `close` ends every connection it ever gave. */
export interface Database {
  readonly dialect: 'sqlite' | 'postgres';
  /** Reads: over connections of their own, never behind the writer; it refuses writes. */
  readonly reads: Knex;
  /** Writes outside the record of changes: migrations, seeds, rate limits, last-seen stamps. */
  readonly direct: Knex;
  connect(): Promise<Connection>;
  /** What this process remembers of the database. */
  readonly memory: Memory;
  /** Runs reads that must agree with each other over one connection, all as the database stood at the first. */
  snapshot<T>(work: (db: Knex) => Promise<T>): Promise<T>;
  /**
   * Runs `work` while no other process serves (SQLite) or migrates (PostgreSQL, where it waits its turn); StartFault `in_use`
   * on SQLite. The handle it is given has no time limits: a migration may take as long as it takes.
   */
  alone<T>(work: (db: Knex) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
