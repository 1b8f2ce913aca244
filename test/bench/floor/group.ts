import { createHash } from 'node:crypto';
import sqlite3 from 'sqlite3';

/** One call as the floor keeps it: a row of `calls` in the order of its columns, apart from id, place and session. */
export interface FloorCall {
  readonly key: string;
  readonly id: string;
  readonly session: string;
  readonly row: Readonly<Record<string, unknown>>;
  readonly at: string;
}

/** What queueing came to: how many wait in that session, and the number of its newest event. */
export interface FloorQueued {
  readonly waiting: number;
  readonly seq: number;
}

interface Job {
  readonly call: FloorCall;
  readonly done: (queued: FloorQueued) => void;
  readonly failed: (error: unknown) => void;
}

interface Head {
  seq: number;
  hash: string;
}

type Row = Readonly<Record<string, unknown>>;

const OPEN = `('waiting', 'connecting', 'talking', 'on_hold', 'wrap_up')`;
const STATEMENTS = {
  begin: 'begin immediate',
  commit: 'commit',
  heads: 'select id, seq, hash from streams where id in (select item.value ->> 0 from json_each(?) as item) order by id',
  known: 'select key, actor, body_hash, result, at from commands where key in (select item.value ->> 0 from json_each(?) as item)',
  life: 'select * from session_lives where id = ?',
  open: `select * from calls where session_id = ? and state in ${OPEN} order by received_at, id`,
  talks: 'select talk_at, talk_ended_at, held_seconds from calls where session_id = ? and talk_ended_at is not null order by id',
  events: `insert into events (stream, seq, at, actor, key, kind, data, hash)
    select item.value ->> 0, cast(item.value ->> 1 as integer), item.value ->> 2, item.value ->> 3, item.value ->> 4, item.value ->> 5, item.value ->> 6, item.value ->> 7 from json_each(?) as item`,
  move: `insert into streams (id, seq, hash) select item.value ->> 0, cast(item.value ->> 1 as integer), item.value ->> 2 from json_each(?) as item where true
    on conflict (id) do update set seq = excluded.seq, hash = excluded.hash`,
  keys: 'insert into commands (key, actor, body_hash, result, at) select item.value ->> 0, item.value ->> 1, item.value ->> 2, item.value ->> 3, item.value ->> 4 from json_each(?) as item',
} as const;

/**
 * The least that keeps a call as the program keeps it, on the same tables: prepared statements straight on the driver, and one
 * transaction for whatever came during the last commit. The rows are the same, with event, hash chain and command key; what a
 * bare program could hold in memory (settings, agencies, topics) is not read.
 */
export async function createGroup(file: string) {
  const db = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened = new sqlite3.Database(file, (error) => (error === null ? resolve(opened) : reject(error)));
  });
  const exec = (sql: string): Promise<void> => new Promise((resolve, reject) => db.exec(sql, (error) => (error === null ? resolve() : reject(error))));
  await exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY');
  const prepared = new Map<string, sqlite3.Statement>();
  const statement = (sql: string): sqlite3.Statement => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const made = db.prepare(sql);
    prepared.set(sql, made);
    return made;
  };
  const run = (sql: string, ...values: readonly unknown[]): Promise<void> =>
    new Promise((resolve, reject) => statement(sql).run(values, (error: Error | null) => (error === null ? resolve() : reject(error))));
  const all = (sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> =>
    new Promise((resolve, reject) => statement(sql).all<Row>(values, (error, rows) => (error === null ? resolve(rows) : reject(error))));

  const add = async ({ id, session, row }: FloorCall, rank: number): Promise<void> => {
    const full: Row = { ...row, id, session_id: session, rank };
    const names = Object.keys(full);
    await run(`insert into calls (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`, ...Object.values(full));
  };

  const keep = async (jobs: readonly Job[]): Promise<readonly FloorQueued[]> => {
    await run(STATEMENTS.begin);
    const streams = [...new Set(jobs.map(({ call }) => `session:${call.session}`))].sort();
    const heads = new Map<string, Head>(streams.map((id) => [id, { seq: 0, hash: '' }]));
    for (const row of await all(STATEMENTS.heads, JSON.stringify(streams.map((id) => [id])))) heads.set(String(row['id']), { seq: Number(row['seq']), hash: String(row['hash']) });
    await all(STATEMENTS.known, JSON.stringify(jobs.map(({ call }) => [call.key])));
    const events: (string | number)[][] = [];
    const queued: FloorQueued[] = [];
    for (const { call } of jobs) {
      const [life] = await all(STATEMENTS.life, call.session);
      if (life === undefined) throw new Error(`no session ${call.session}`);
      const waiting = await all(STATEMENTS.open, call.session);
      await all(STATEMENTS.talks, call.session);
      const rank = 1024 * (waiting.length + 1);
      await add(call, rank);
      const stream = `session:${call.session}`;
      const head = heads.get(stream) ?? { seq: 0, hash: '' };
      head.seq += 1;
      const data = JSON.stringify({ callId: call.id, rank, priority: false, line: 'on_line', earlierCallId: null });
      head.hash = createHash('sha256').update(`${head.hash}\n${JSON.stringify([stream, head.seq, call.at, 'operator', call.key, 'call_queued', data])}`).digest('hex');
      events.push([stream, head.seq, call.at, 'operator', call.key, 'call_queued', data, head.hash]);
      queued.push({ waiting: waiting.length + 1, seq: head.seq });
    }
    await run(STATEMENTS.events, JSON.stringify(events));
    await run(STATEMENTS.move, JSON.stringify([...heads].map(([id, { seq, hash }]) => [id, seq, hash])));
    await run(STATEMENTS.keys, JSON.stringify(jobs.map(({ call }, index) => [call.key, 'operator', 'x'.repeat(64), JSON.stringify(queued[index]), call.at])));
    await run(STATEMENTS.commit);
    return queued;
  };

  const queue: Job[] = [];
  let working = false;
  const work = async (): Promise<void> => {
    working = true;
    while (queue.length > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      const jobs = queue.splice(0, 128);
      try {
        const queued = await keep(jobs);
        jobs.forEach(({ done }, index) => done(queued[index] ?? { waiting: 0, seq: 0 }));
      } catch (error) {
        await exec('rollback').catch(() => undefined);
        for (const { failed } of jobs) failed(error);
      }
    }
    working = false;
  };

  return {
    keep: (call: FloorCall): Promise<FloorQueued> =>
      new Promise((done, failed) => {
        queue.push({ call, done, failed });
        if (!working) void work();
      }),
  };
}
