import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knexFactory, { type Knex } from 'knex';
import { openDatabase, type Database } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { chainHash } from '../../db/writer/chain.ts';
import { createWriter } from '../../db/writer.ts';
import { durableServer } from '../support/postgres.ts';

/** Makes one durable change, on a row chosen by `n`; the same statements whoever makes it. */
export type Make = (n: number) => Promise<void>;

const rows = 2_000;
const callers = 64;
const at = '2026-11-22T08:00:00.000Z';

/** A migrated database on the disk with 2,000 rows to change, and how to remove it. */
export interface Place {
  readonly url: string;
  remove(): Promise<void>;
}

/** A SQLite file in the temporary folder. */
export async function sqlitePlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'didar-bench-'));
  const url = `sqlite:${join(folder, 'bench.db')}`;
  await prepare(url);
  return { url, remove: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })) };
}

/** A PostgreSQL server of its own with fsync on. */
export async function postgresPlace(): Promise<Place> {
  const server = await durableServer();
  const url = server.url('postgres');
  await prepare(url);
  return { url, remove: () => server.stop() };
}

async function prepare(url: string): Promise<void> {
  const database = await openDatabase({ url, role: 'tool' });
  await migrate(database);
  const names = Array.from({ length: rows }, (_, index) => `row${index}`);
  const counties = names.map((id) => ({ id, name: id, name_key: id, sort_key: id, centre: '0' }));
  await database.direct.batchInsert('counties', counties, 100);
  await database.close();
}

/** The product: its writer, with whatever durability the database was opened with. */
export async function byWriter(database: Database): Promise<Make> {
  const writer = await createWriter(database, () => undefined);
  return (n) => {
    const id = `row${n % rows}`;
    return writer.submit({
      key: crypto.randomUUID(),
      bodyHash: 'body',
      actor: 'clerk',
      at,
      streams: [id],
      async apply(tx) {
        const row = await tx.db('counties').where('id', id).first();
        const centre = String(Number(row?.centre) + 1);
        tx.write(tx.db('counties').where({ id, centre: row?.centre ?? '' }).update({ centre }));
        tx.raise(id, 'counted', { before: row?.centre, after: centre });
      },
    });
  };
}

/** The floor's own Knex: one pool, as its manual sets it up; FULL on SQLite. */
export function plainKnex(url: string): Knex {
  if (!url.startsWith('sqlite:')) return knexFactory({ client: 'pg', connection: url, pool: { min: 0, max: 16 } });
  return knexFactory({
    client: 'sqlite3',
    connection: { filename: url.slice('sqlite:'.length) },
    useNullAsDefault: true,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (raw: { exec(sql: string, done: () => void): void }, done: () => void) =>
        raw.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;', done),
    },
  });
}

/** The floor: the same statements in one `knex.transaction` a call. */
export function byTransactions(knex: Knex): Make {
  return async (n) => {
    const id = `row${n % rows}`;
    const key = crypto.randomUUID();
    await knex.transaction(async (trx) => {
      await trx('streams').insert({ id, seq: 0, hash: '' }).onConflict('id').ignore();
      const head = await trx('streams').where('id', id).forUpdate().first();
      const known = await trx('commands').where('key', key).first();
      const row = await trx('counties').where('id', id).first();
      if (known !== undefined || row === undefined || head === undefined) throw new Error('the bench met its own key');
      const centre = String(Number(row.centre) + 1);
      const changed = await trx('counties').where({ id, centre: row.centre }).update({ centre });
      if (changed !== 1) throw new Error('stale');
      const data = JSON.stringify({ before: row.centre, after: centre });
      const link = { stream: id, seq: head.seq + 1, at, actor: 'clerk', key, kind: 'counted', data };
      const hash = chainHash(head.hash, link);
      await trx('events').insert({ ...link, hash });
      await trx('streams').where('id', id).update({ seq: link.seq, hash });
      await trx('commands').insert({ key, actor: 'clerk', body_hash: 'body', result: null, at });
    });
  };
}

/** How many changes a second 64 callers get answered in a window of `seconds`. */
export async function rate(make: Make, seconds: number): Promise<number> {
  const start = performance.now();
  const end = start + seconds * 1_000;
  let made = 0;
  const caller = async () => {
    while (performance.now() < end) {
      await make(Math.floor(Math.random() * rows));
      made += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return made / ((performance.now() - start) / 1_000);
}

/** Median, least and greatest of several figures. */
export function spread(figures: readonly number[]): { readonly median: number; readonly min: number; readonly max: number } {
  const sorted = [...figures].sort((a, b) => a - b);
  const two = (figure: number | undefined) => Number((figure ?? Number.NaN).toFixed(2));
  return { median: two(sorted[Math.floor(sorted.length / 2)]), min: two(sorted[0]), max: two(sorted.at(-1)) };
}

/** Runs two ways in turn, window by window, after a short warm-up of both; ratios of first to second. */
export async function sideBySide(name: string, first: Make, second: Make, windows = 7, seconds = 2) {
  await rate(first, 0.5);
  await rate(second, 0.5);
  const rates: { readonly first: number; readonly second: number }[] = [];
  for (let window = 0; window < windows; window += 1) {
    const pair = { first: await rate(first, seconds), second: await rate(second, seconds) };
    rates.push(pair);
    process.stderr.write(`${name}: ${pair.first.toFixed(0)}/s : ${pair.second.toFixed(0)}/s = ${(pair.first / pair.second).toFixed(2)}\n`);
  }
  return {
    ratio: spread(rates.map((pair) => pair.first / pair.second)),
    first: spread(rates.map((pair) => pair.first)),
    second: spread(rates.map((pair) => pair.second)),
  };
}
