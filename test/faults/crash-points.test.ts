import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openDatabase, type Database } from '../../db/connection.ts';
import { verifyAll } from '../../db/events.ts';
import { migrate } from '../../db/migrate.ts';
import { createWriter, type Point } from '../../db/writer.ts';
import { addCounty, change } from '../db/sample.ts';
import { durableServer } from '../support/postgres.ts';
import type { Orders } from './writing-process.ts';

const points: readonly Point[] = ['before_commit', 'after_commit', 'before_publish'];
const times = 20;

interface Ledger {
  readonly sent: readonly string[];
  readonly acked: readonly string[];
  readonly signal: string | null;
}

/** Runs the writing process to its end and reads what it said. */
async function runToEnd(orders: Orders): Promise<Ledger> {
  const script = new URL('writing-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(orders)], { stdio: ['ignore', 'pipe', 'inherit'] });
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
async function expectWhole(database: Database, sent: readonly string[]): Promise<void> {
  expect(await verifyAll(database.reads)).to.deep.equal([]);
  const writer = await createWriter(database, () => undefined);
  const repeat = (key: string) =>
    change(key, {
      streams: ['shared', `caller:${key.split('/')[1]}`],
      async apply(tx) {
        addCounty(tx, key);
        for (const stream of ['shared', `caller:${key.split('/')[1]}`]) tx.raise(stream, 'added', { key });
      },
    });
  await Promise.all(sent.map((key) => writer.submit(repeat(key))));
  const counted = async (column: string, table: 'commands' | 'counties' | 'events') =>
    (await database.reads(table).count({ total: '*' }).countDistinct({ keys: column }).first()) as { total: number; keys: number };
  const commands = await counted('key', 'commands');
  expect(await counted('id', 'counties')).to.deep.equal(commands);
  expect(await counted('key', 'events')).to.deep.equal({ total: commands.total * 2, keys: commands.keys });
  if (database.dialect === 'sqlite') {
    expect(await database.reads.raw('PRAGMA integrity_check')).to.deep.equal([{ integrity_check: 'ok' }]);
  }
}

function endsAt(place: { url: string }): void {
  for (const point of points) {
    it(`loses and doubles nothing when killed at ${point}, ${times} times`, async () => {
      let acknowledged = 0;
      for (let time = 1; time <= times; time += 1) {
        const run = `${point}${time}`;
        const ledger = await runToEnd({ url: place.url, run, callers: 8, changes: 50, end: { point, time } });
        expect(ledger.signal).to.equal('SIGKILL');
        acknowledged += ledger.acked.length;
        const database = await openDatabase({ url: place.url, role: 'server' });
        expect(await lost(database, ledger.acked)).to.deep.equal([]);
        await expectWhole(database, ledger.sent);
        await database.close();
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
