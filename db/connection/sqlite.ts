import { mkdtempSync, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knexFactory, { type Knex } from 'knex';
import sqlite3 from 'sqlite3';
import { DatabaseClosed, StartFault } from '../errors.ts';
import { createMemory, rememberThrough } from '../memory.ts';
import { boundKnex, inTurn, type Answer } from './bound.ts';
import type { Connection, Database, OpenOptions } from './database.ts';
import { createReaders } from './readers.ts';

const cachedStatements = 200;
const readsAtOnce = 3;
const snapshotsAtOnce = 2;
const readsOnly = /^\s*select\b/i;
const returnsRows = /^\s*(select|with|values|pragma|explain)\b|\breturning\b/i;

interface Prepared {
  readonly statement: sqlite3.Statement;
  readonly returnsRows: boolean;
}

/**
 * SQLite behind the common face: WAL, every commit on the disk before it is acknowledged, readers apart and read-only.
 * `:memory:` is a private file in memory (or the temporary folder), gone on close: SQLite's own gives each connection a
 * database of its own, and its shared cache answers "table is locked" without waiting.
 */
export async function openSqlite(path: string, options: OpenOptions): Promise<Database> {
  const folder = path === ':memory:' ? mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'didar-')) : null;
  const file = folder === null ? path : join(folder, 'memory.db');
  const lock = options.role === 'server' ? await lockFile(file) : null;
  const setup = pragmas(options.synchronous ?? 'full');
  const connections = new Set<Connection>();
  const direct = pool(file, 1, setup);
  const memory = createMemory();
  const end = async () => {
    await idle();
    await Promise.all([...connections].map((connection) => connection.close()));
    await direct.destroy();
    await lock?.();
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  };
  let closing: Promise<void> | null = null;
  const close = () => (closing ??= end());
  const mustBeOpen = (): void => {
    if (closing !== null) throw new DatabaseClosed();
  };
  const connectBy = async (own: string) => {
    mustBeOpen();
    const connection = await connectTo(file, own, () => connections.delete(connection));
    rememberThrough(connection.known, { memory, since: () => null, refill: reads });
    connections.add(connection);
    return connection;
  };
  const connect = () => connectBy(setup);
  const { reads, snapshot, idle } = createReaders({ dialect: 'sqlite', connect: () => connectBy(`${setup} PRAGMA query_only = ON;`), begin: 'begin', memory, readsAtOnce, snapshotsAtOnce, mustBeOpen });
  try {
    await assertDurable(await connect(), options.synchronous ?? 'full');
  } catch (error) {
    await close();
    throw error;
  }
  const alone = async <T>(work: (db: Knex) => Promise<T>) => {
    const release = lock === null ? await lockFile(file) : null;
    try {
      return await work(direct);
    } finally {
      await release?.();
    }
  };
  return { dialect: 'sqlite', reads, direct, memory, connect, snapshot, alone, close };
}

function pragmas(synchronous: 'full' | 'normal'): string {
  return `PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous};
    PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = ${64 * 1024 * 1024};`;
}

function pool(file: string, max: number, setup: string): Knex {
  return knexFactory({
    client: 'sqlite3',
    connection: { filename: file },
    useNullAsDefault: true,
    compileSqlOnError: false,
    pool: {
      min: 0,
      max,
      afterCreate: (raw: sqlite3.Database, done: (error: Error | null) => void) => raw.exec(setup, done),
    },
  });
}

async function open(file: string): Promise<sqlite3.Database> {
  return new Promise((resolve, reject) => {
    const raw = new sqlite3.Database(file, (error) => (error ? reject(error) : resolve(raw)));
  });
}

const settle = (resolve: () => void, reject: (error: Error) => void) => (error: Error | null) => (error ? reject(error) : resolve());

const exec = (raw: sqlite3.Database, sql: string) => new Promise<void>((resolve, reject) => void raw.exec(sql, settle(resolve, reject)));

const shut = (raw: sqlite3.Database) => new Promise<void>((resolve, reject) => raw.close(settle(resolve, reject)));

/** Locks a file beside the database for as long as this process lives: the kernel drops the lock with the process. */
async function lockFile(file: string): Promise<() => Promise<void>> {
  const raw = await open(`${file}.lock`);
  try {
    await exec(raw, 'PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE;');
  } catch {
    await shut(raw);
    throw new StartFault('in_use', `another process works on ${file}`);
  }
  return () => shut(raw);
}

async function connectTo(file: string, setup: string, closed: () => void): Promise<Connection> {
  const raw = await open(file);
  await exec(raw, setup);
  const statements = new Map<string, Prepared>();
  const prepare = async (sql: string): Promise<Prepared> => {
    const statement = await new Promise<sqlite3.Statement>((resolve, reject) => {
      const made = raw.prepare(sql, (error) => (error ? reject(error) : resolve(made)));
    });
    const meanwhile = statements.get(sql);
    if (meanwhile !== undefined) {
      // Asked twice at once: one of the two would never be finalized, and the connection then cannot be closed.
      statement.finalize();
      return meanwhile;
    }
    const prepared = { statement, returnsRows: returnsRows.test(sql) };
    statements.set(sql, prepared);
    if (statements.size > cachedStatements) forgetOldest(statements);
    return prepared;
  };
  const once = (sql: string, bindings: readonly unknown[]): Promise<Answer> => {
    const known = statements.get(sql);
    return known === undefined ? prepare(sql).then((made) => step(made, bindings)) : step(known, bindings);
  };
  const { run, together, faults, idle } = inTurn(once, (sql) => readsOnly.test(sql));
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= idle().then(async () => {
      for (const { statement } of statements.values()) statement.finalize();
      await shut(raw);
      closed();
    });
    return closing;
  };
  return { db: boundKnex('sqlite', run), known: boundKnex('sqlite', run), run, together, faults, hear: () => Promise.resolve(), lost: new Promise(() => undefined), close };
}

function step({ statement, returnsRows }: Prepared, bindings: readonly unknown[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // `all` even for one row: a statement stepped by `get` stays open, and COMMIT then fails with SQLITE_BUSY.
    if (returnsRows) {
      statement.all<Answer['rows'][number]>(bindings, (error, rows) =>
        error ? reject(error) : resolve({ rows, changed: rows.length }),
      );
    } else {
      statement.run(bindings, function (error) {
        if (error) reject(error);
        else resolve({ rows: [], changed: this.changes });
      });
    }
  });
}

function forgetOldest(statements: Map<string, Prepared>): void {
  for (const [sql, { statement }] of statements) {
    statement.finalize();
    statements.delete(sql);
    return;
  }
}

async function assertDurable(connection: Connection, synchronous: 'full' | 'normal'): Promise<void> {
  const value = async (pragma: string) => Object.values((await connection.run(`PRAGMA ${pragma}`)).rows[0] ?? {})[0];
  const found = [await value('journal_mode'), await value('synchronous'), await value('foreign_keys')];
  await connection.close();
  const wanted = ['wal', synchronous === 'full' ? 2 : 1, 1];
  if (found.join() !== wanted.join()) throw new StartFault('not_durable', `SQLite runs with ${found.join()}, not ${wanted.join()}`);
}
