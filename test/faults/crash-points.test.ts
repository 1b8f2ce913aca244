import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openDatabase, type Database } from '../../db/connection.ts';
import { verifyAll } from '../../db/events.ts';
import { migrate } from '../../db/migrate.ts';
import { createWriter, type Point, type Writer } from '../../db/writer.ts';
import { addCounty, change } from '../db/sample.ts';
import { durableServer } from '../support/postgres.ts';
import { bundled } from '../support/process.ts';
import { callServices, layOpenSessions, liveOneCall } from './one-call.ts';
import type { Orders } from './writing-process.ts';

const points: readonly Point[] = ['before_commit', 'after_commit', 'before_publish'];
const times = 20;
const SESSIONS = 4;

interface Ledger {
  readonly sent: readonly string[];
  readonly acked: readonly string[];
  readonly signal: string | null;
}

/** Runs the writing process to its end and reads what it said. */
async function runToEnd(orders: Orders): Promise<Ledger> {
  const child = spawn(process.execPath, [await bundled('writing'), JSON.stringify(orders)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (said += part));
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  const lines = said.split('\n').map((line) => line.split(' '));
  const keys = (word: string) => lines.filter(([first]) => first === word).map(([, key = '']) => key);
  return { sent: keys('sent'), acked: keys('acked'), signal };
}

/** The acknowledged keys that the database does not have. */
async function lost(database: Database, acked: readonly string[]): Promise<readonly string[]> {
  const kept = new Set(await database.reads('commands').pluck<string[]>('key'));
  return acked.filter((key) => !kept.has(key));
}

/** Every change is there with its row and its two events, or not at all; chains hold; a repeated key changes nothing. */
async function expectWhole(database: Database, writer: Writer, sent: readonly string[]): Promise<void> {
  expect(await verifyAll(database.reads)).to.deep.equal([]);
  const repeat = (key: string) =>
    change(key, {
      streams: ['shared', `caller:${key.split('/')[1]}`],
      async apply(tx) {
        addCounty(tx, key);
        for (const stream of ['shared', `caller:${key.split('/')[1]}`]) tx.raise(stream, 'added', { key });
      },
    });
  await Promise.all(sent.map((key) => writer.submit(repeat(key))));
  // Keys of counties have two parts behind the run; those of calls, and of what was laid before, do not count here.
  const counted = async (column: string, table: 'commands' | 'counties' | 'events') =>
    (await database.reads(table).whereLike(column, '%/%').whereNot(column, 'like', '%-call/%').count({ total: '*' }).countDistinct({ keys: column }).first()) as { total: number; keys: number };
  const commands = await counted('key', 'commands');
  expect(await counted('id', 'counties')).to.deep.equal(commands);
  expect(await counted('key', 'events')).to.deep.equal({ total: commands.total * 2, keys: commands.keys });
  if (database.dialect === 'sqlite') {
    expect(await database.reads.raw('PRAGMA integrity_check')).to.deep.equal([{ integrity_check: 'ok' }]);
  }
}

/** Opens the database as the program does, for as long as the work takes. */
async function withWriter<T>({ url }: { readonly url: string }, work: (database: Database, writer: Writer) => Promise<T>): Promise<T> {
  const database = await openDatabase({ url, role: 'server' });
  try {
    return await work(database, await createWriter(database, () => undefined));
  } finally {
    await database.close();
  }
}

/** Every call is sent again as far as it goes, with its keys: then each is there once, was taken once, and became one request. */
async function expectWholeCalls(database: Database, writer: Writer, sessions: readonly string[], sent: readonly string[]): Promise<void> {
  const services = callServices(database, writer);
  const begun = [...new Set(sent.map((key) => key.slice(0, key.lastIndexOf('/'))))];
  await Promise.all(sessions.map(async (session, number) => {
    for (const key of begun) if (Number(key.split('/')[1]) === number) await liveOneCall(services, session, key, (_key, work) => work());
  }));
  const calls = await database.reads('calls').whereIn('name', begun).orderBy('id').select('id', 'name', 'outcome');
  expect(calls.map(({ name, outcome }) => `${name ?? ''} ${outcome ?? ''}`).sort()).to.deep.equal(begun.map((key) => `${key} referred`).sort());
  expect(await database.reads('requests').whereIn('call_id', calls.map(({ id }) => id)).orderBy('id').pluck('call_id')).to.have.length(begun.length);
  const keys = begun.flatMap((key) => ['queue', 'take', 'connected', 'refer'].map((step) => `${key}/${step}`));
  const events = await database.reads('events').whereIn('key', keys).whereLike('stream', 'session:%').orderBy([{ column: 'stream' }, { column: 'seq' }]).pluck<string[]>('key');
  expect(events.sort()).to.deep.equal(keys.sort());
}

function endsAt(place: { url: string }): void {
  for (const point of points) {
    it(`loses and doubles nothing when killed at ${point}, ${times} times`, async () => {
      const sessions = await withWriter(place, (database, writer) => layOpenSessions(database, writer, SESSIONS));
      let acknowledged = 0;
      for (let time = 1; time <= times; time += 1) {
        const run = `${point}${time}`;
        const ledger = await runToEnd({ url: place.url, run, callers: 6, changes: 50, sessions, end: { point, time } });
        expect(ledger.signal).to.equal('SIGKILL');
        acknowledged += ledger.acked.length;
        await withWriter(place, async (database, writer) => {
          expect(await lost(database, ledger.acked)).to.deep.equal([]);
          const ofCall = (key: string): boolean => key.split('/').length === 4;
          await expectWhole(database, writer, ledger.sent.filter((key) => !ofCall(key)));
          await expectWholeCalls(database, writer, sessions, ledger.sent.filter(ofCall));
        });
      }
      expect(acknowledged).to.be.above(times * 10);
    });
  }

  it('has a test that notices answers given before the commit', async () => {
    const run = 'broken';
    const orders: Orders = { url: place.url, run, callers: 8, changes: 50, end: { point: 'before_commit', time: 3 }, breaks: 'ack_before_commit' };
    const ledger = await runToEnd(orders);
    const database = await openDatabase({ url: place.url, role: 'server' });
    expect(await lost(database, ledger.acked)).to.not.deep.equal([]);
    await database.close();
  });
}

describe('kill -9', function () {
  this.timeout(300_000);

  describe('on SQLite', () => {
    const folder = mkdtempSync(join(tmpdir(), 'didar-crash-'));
    const place = { url: `sqlite:${join(folder, 'didar.db')}` };
    before(async () => {
      const database = await openDatabase({ url: place.url, role: 'tool' });
      await migrate(database);
      await database.close();
    });
    after(() => rmSync(folder, { recursive: true, force: true }));
    endsAt(place);
  });

  describe('on PostgreSQL', () => {
    const place = { url: '' };
    let stop = () => Promise.resolve();
    before(async () => {
      const server = await durableServer();
      stop = () => server.stop();
      place.url = server.url('postgres');
      const database = await openDatabase({ url: place.url, role: 'tool' });
      await migrate(database);
      await database.close();
    });
    after(() => stop());
    endsAt(place);
  });
});
