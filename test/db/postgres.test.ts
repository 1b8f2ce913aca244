import { expect } from 'chai';
import type { Committed } from '../../db/writer.ts';
import { verifyAll } from '../../db/events.ts';
import { WriterError } from '../../db/errors.ts';
import { listen } from '../../db/listen.ts';
import { createWriter } from '../../db/writer.ts';
import { onPostgres } from '../support/database.ts';
import { change } from './sample.ts';
import { eventually, spawnServer } from './spawned.ts';

const nobody = () => undefined;
const endOthers = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

describe('PostgreSQL server processes', () => {
  onPostgres((fresh) => {
    it('go on after the database ended the writer\'s connection', async () => {
      const database = await fresh();
      const writer = await createWriter(database, nobody);
      await writer.submit(change('k1'));
      await database.direct.raw(endOthers);
      await writer.submit(change('k2'));
      expect(await verifyAll(database.reads)).to.deep.equal([]);
      expect(await database.reads('commands').pluck('key').orderBy('key')).to.deep.equal(['k1', 'k2']);
    });

    it('start a batch again whose connection ended before COMMIT was sent', async () => {
      const database = await fresh();
      const writer = await createWriter(database, nobody);
      let ended = false;
      const cut = change('k1', {
        async apply(tx) {
          if (!ended) await database.direct.raw(endOthers);
          ended = true;
          await tx.db('counties').first();
          tx.raise('county:isfahan', 'touched', {});
        },
      });
      await Promise.all([change('k0'), cut, change('k2')].map((one) => writer.submit(one)));
      const [{ total } = { total: 0 }] = await database.reads('events').count({ total: '*' });
      expect(total).to.equal(3);
    });

    it('say that a commit is unknown when its reply is lost, and the repeated key finds out', async () => {
      const database = await fresh();
      let cut = false;
      const writer = await createWriter(database, nobody);
      // A deferred trigger runs inside COMMIT: it ends its own backend there, once.
      await database.direct.raw(`create function cut_off() returns trigger language plpgsql as
        $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`);
      await database.direct.raw(`create constraint trigger cut after insert on counties deferrable initially deferred
        for each row execute function cut_off()`);
      const add = change('k1', {
        async apply(tx) {
          if (!cut) tx.write(tx.db('counties').insert({ id: 'x', name: 'x', name_key: 'x', sort_key: 'x', centre: 'x' }));
          cut = true;
          tx.raise('county:isfahan', 'touched', {});
          return 'done';
        },
      });
      const error = await writer.submit(add).catch((fault: unknown) => fault);
      expect(error).to.be.instanceOf(WriterError).with.property('fault', 'commit_unknown');
      expect(await writer.submit(add)).to.equal('done');
    });

    it('hear of one another\'s changes, and of none twice', async function () {
      this.timeout(20_000);
      const database = await fresh();
      const heard: string[] = [];
      const hear = (events: readonly Committed[]) => events.forEach(({ stream, seq }) => heard.push(`${stream}/${seq}`));
      const listening = await listen(database, hear, nobody);
      const writer = await createWriter(database, nobody);
      const other = await spawnServer(database.url);
      try {
        await other.write('theirs', 'shared');
        await writer.submit(change('ours', { streams: ['shared'] }));
        await eventually(() => heard.length === 2 && other.heard().length === 2);
        expect(heard).to.deep.equal(['shared/1', 'shared/2']);
        expect(other.heard()).to.deep.equal(heard);
      } finally {
        await other.kill();
        await listening.stop();
      }
    });

    it('listen again after the connection ended, and say so', async () => {
      const database = await fresh();
      const heard: number[] = [];
      let again = 0;
      const listening = await listen(database, (events) => heard.push(...events.map(({ seq }) => seq)), () => (again += 1));
      await database.direct.raw(endOthers);
      await eventually(() => again === 1);
      const writer = await createWriter(database, nobody);
      await writer.submit(change('k1'));
      await eventually(() => heard.length === 1);
      await listening.stop();
    });

    it('give a migration all the time it needs, and the next process the patience to wait for it', async () => {
      const first = await fresh();
      const limits = `select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle`;
      const told = await first.alone(async (db) => (await db.raw<{ rows: object[] }>(limits)).rows[0]);
      expect(told).to.deep.equal({ statement: '0', lock: '0', idle: '0' });
      let done = false;
      const turn = await first.alone(async () => {
        const waiting = first.alone(async () => {
          done = true;
        });
        const waits = `select count(*) as count from pg_locks where locktype = 'advisory' and not granted`;
        const isWaiting = async () => (await first.direct.raw<{ rows: { count: number }[] }>(waits)).rows[0]?.count === 1;
        while (!(await isWaiting())) await new Promise((resolve) => setTimeout(resolve, 5));
        expect(done).to.equal(false);
        return { waiting };
      });
      await turn.waiting;
      expect(done).to.equal(true);
    });

    it('tell of more streams than one notice holds', async () => {
      const database = await fresh();
      const heard = new Set<string>();
      const listening = await listen(database, (events) => events.forEach(({ stream }) => heard.add(stream)), nobody);
      const writer = await createWriter(database, nobody);
      await writer.submit(change('k1', { streams: Array.from({ length: 1_000 }, (_, index) => `a-rather-long-name-of-a-stream:${index}`) }));
      await eventually(() => heard.size === 1_000);
      await listening.stop();
    });

    it('keep one gapless order between two writers on the same streams', async () => {
      const database = await fresh();
      const writers = await Promise.all([createWriter(database, nobody), createWriter(database, nobody)]);
      const work = writers.flatMap((writer, side) =>
        Array.from({ length: 150 }, (_, index) => {
          const streams = index % 2 === 0 ? ['a', `n${index}`, 'z'] : ['z', 'a', `n${index}`];
          return writer.submit(change(`${side}/${index}`, { streams }));
        }),
      );
      await Promise.all(work);
      expect(await verifyAll(database.reads)).to.deep.equal([]);
      expect((await database.reads('streams').where('id', 'a').first())?.seq).to.equal(300);
    });
  });
});
