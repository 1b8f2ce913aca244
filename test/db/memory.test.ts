import { expect } from 'chai';
import type { Knex } from 'knex';
import { openDatabase, type Database } from '../../db/connection.ts';
import { listen } from '../../db/listen.ts';
import { remembered } from '../../db/memory.ts';
import { snapshot } from '../../db/snapshot.ts';
import { createWriter, type Writer } from '../../db/writer.ts';
import { onBothDatabases, onPostgres } from '../support/database.ts';
import { addCounty, change, moveCentre } from './sample.ts';

const nobody = () => undefined;
/** Waits until an answer is so, a little longer than a notice takes. */
async function eventually(ask: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await ask()); tries += 1) {
    if (tries > 200) throw new Error('it never came to that');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const CENTRES = { name: 'centres', kinds: ['county'] };

/** Reads the counties' centres through a handle, and counts how often they were really read. */
function reader() {
  let count = 0;
  const read = async (db: Knex) => {
    count += 1;
    return (await db('counties').orderBy('id').select('centre')).map(({ centre }) => centre);
  };
  return { of: (db: Knex) => remembered(db, CENTRES, read), count: () => count };
}

const add = (writer: Writer, key: string) => writer.submit(change(key, { streams: [`county:${key}`], apply: async (tx) => { addCounty(tx, key); tx.raise(`county:${key}`, 'added', {}); } }));
const move = (writer: Writer, key: string, id: string, from: string, to: string) =>
  writer.submit(change(key, { streams: [`county:${id}`], apply: async (tx) => { moveCentre(tx, id, from, to); tx.raise(`county:${id}`, 'moved', {}); } }));

onBothDatabases((name, fresh) => {
  describe(`what is remembered (${name})`, () => {
    const quiet = () => new Promise((resolve) => setTimeout(resolve, name === 'SQLite' ? 0 : 50));
    const opened = async (listening = true) => {
      const database: Database = await fresh();
      const writer = await createWriter(database, nobody);
      const heard = listening ? await listen(database, nobody, nobody) : null;
      return { database, writer, stop: () => heard?.stop() };
    };

    it('is read once, by pages, snapshots and changes alike, and anew as soon as a change is answered', async () => {
      const { database, writer, stop } = await opened();
      await add(writer, 'a');
      await quiet();
      const centres = reader();
      for (let round = 0; round < 3; round += 1) expect(await centres.of(database.reads)).to.deep.equal(['start']);
      expect(await snapshot(database, (db) => centres.of(db))).to.deep.equal(['start']);
      expect(await writer.submit(change('look', { apply: (tx) => centres.of(tx.known) }))).to.deep.equal(['start']);
      expect(centres.count()).to.equal(1);
      for (let turn = 1; turn <= 20; turn += 1) {
        await move(writer, `m${turn}`, 'a', turn === 1 ? 'start' : `c${turn - 1}`, `c${turn}`);
        expect(await centres.of(database.reads)).to.deep.equal([`c${turn}`]);
      }
      await quiet();
      await centres.of(database.reads);
      const before = centres.count();
      // On PostgreSQL a process hears of its own changes a second time, and then forgets once more.
      expect(before).to.be.within(21, name === 'SQLite' ? 21 : 42);
      await writer.submit(change('other', { streams: ['session:1'] }));
      await quiet();
      await centres.of(database.reads);
      expect(centres.count(), 'another kind of stream says nothing of it').to.equal(before);
      await stop();
    });

    it('is nothing where a process does not hear of changes, nor after it has stopped', async () => {
      const deaf = await opened(false);
      const centres = reader();
      for (let round = 0; round < 3; round += 1) await centres.of(deaf.database.reads);
      expect(centres.count()).to.equal(3);
      const { database, stop } = await opened();
      await centres.of(database.reads);
      await stop();
      await centres.of(database.reads);
      await centres.of(database.reads);
      expect(centres.count()).to.equal(6);
    });

    it('is never what a snapshot read that began before the change', async () => {
      const { database, writer, stop } = await opened();
      await add(writer, 'a');
      const centres = reader();
      await snapshot(database, async (db) => {
        await db('counties').first();
        await move(writer, 'm', 'a', 'start', 'moved');
        expect(await centres.of(db)).to.deep.equal(['start']);
      });
      expect(await centres.of(database.reads)).to.deep.equal(['moved']);
      await stop();
    });

    it('of one stream is forgotten when that stream moves and no other, and never numbers a snapshot', async () => {
      const { database, writer, stop } = await opened();
      await writer.submit(change('k1', { streams: ['session:a', 'session:b'] }));
      await quiet();
      let reads = 0;
      const numberOf = (db: Knex) =>
        remembered(db, { name: 'number of a', kinds: [], streams: ['session:a'] }, async (own) => {
          reads += 1;
          return Number((await own('streams').where({ id: 'session:a' }).first())?.seq);
        });
      expect([await numberOf(database.reads), await numberOf(database.reads), reads]).to.deep.equal([1, 1, 1]);
      await writer.submit(change('k2', { streams: ['session:b'] }));
      await quiet();
      expect([await numberOf(database.reads), reads]).to.deep.equal([1, 1]);
      await writer.submit(change('k3', { streams: ['session:a'] }));
      expect([await numberOf(database.reads), reads]).to.deep.equal([2, 2]);
      await snapshot(database, async (db) => {
        await db('streams').first();
        await writer.submit(change('k4', { streams: ['session:a'] }));
        expect(await numberOf(database.reads)).to.equal(3);
        expect(await numberOf(db), 'the snapshot began before').to.equal(2);
      });
      expect(await numberOf(database.reads)).to.equal(3);
      await stop();
    });

    it('is never what stands in no committed change', async () => {
      const { database, writer, stop } = await opened();
      await add(writer, 'a');
      await quiet();
      const centres = reader();
      const seen: unknown[] = [];
      const moves = change('moves', { streams: ['county:a'], apply: async (tx) => { moveCentre(tx, 'a', 'start', 'here'); tx.raise('county:a', 'moved', {}); } });
      // In the same batch, behind the write of the first and before its commit.
      const looks = change('looks', { apply: async (tx) => { await centres.of(tx.known); seen.push(await centres.of(database.reads)); } });
      await Promise.all([moves, looks].map((one) => writer.submit(one)));
      expect(seen).to.deep.equal([['start']]);
      expect(await centres.of(database.reads)).to.deep.equal(['here']);
      await stop();
    });
  });
});

onPostgres((fresh) => {
  describe('what two processes remember (PostgreSQL)', () => {
    const others: Database[] = [];
    afterEach(() => Promise.all(others.splice(0).map((other) => other.close())));

    it('is forgotten in one when the other has changed it, and while nothing can be heard', async () => {
      const database = await fresh();
      const other = await openDatabase({ url: database.url, role: 'server', synchronous: 'normal' });
      others.push(other);
      const writer = await createWriter(other, nobody);
      const heard = await listen(database, nobody, nobody);
      await add(writer, 'a');
      const centres = reader();
      await eventually(async () => (await centres.of(database.reads)).length === 1);
      await move(writer, 'm1', 'a', 'start', 'one');
      await eventually(async () => (await centres.of(database.reads))[0] === 'one');
      const before = centres.count();
      for (let round = 0; round < 10; round += 1) await centres.of(database.reads);
      expect(centres.count() - before).to.be.below(3);
      await database.direct.raw(`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%' and datname = current_database()`);
      await move(writer, 'm2', 'a', 'one', 'two');
      await eventually(async () => (await centres.of(database.reads))[0] === 'two');
      await heard.stop();
    });
  });
});
