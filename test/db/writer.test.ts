import { expect } from 'chai';
import { eventsAfter, verifyAll } from '../../db/events.ts';
import { StaleWrite, WriterError } from '../../db/errors.ts';
import { createWriter, type Committed } from '../../db/writer.ts';
import { onBothDatabases } from '../support/database.ts';
import { addCounty, change, moveCentre } from './sample.ts';

/** What a promise was rejected with; fails when it was not. */
async function rejection(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    () => null,
    (error: unknown) => ({ error }),
  );
  if (outcome === null) throw new Error('was not rejected');
  return outcome.error;
}

const nobody = () => undefined;

describe('writer', () => {
  onBothDatabases((_name, fresh) => {
    it('answers a repeated key with the first result, and does it once', async () => {
      const database = await fresh();
      const writer = await createWriter(database, nobody);
      let applied = 0;
      const add = change('k1', {
        async apply(tx) {
          applied += 1;
          addCounty(tx, 'natanz');
          tx.raise('county:isfahan', 'added', {});
          return { id: 'natanz', number: 7 };
        },
      });
      const first = await writer.submit(add);
      const again = await writer.submit(add);
      expect(again).to.deep.equal(first).and.to.deep.equal({ id: 'natanz', number: 7 });
      expect(applied).to.equal(1);
      expect(await eventsAfter(database.reads, 'county:isfahan', 0)).to.have.length(1);
    });

    it('answers the same key sent twice at once with one result', async () => {
      const database = await fresh();
      const writer = await createWriter(database, nobody);
      let applied = 0;
      const add = change('k1', { apply: () => Promise.resolve((applied += 1)) });
      expect(await Promise.all([writer.submit(add), writer.submit(add), writer.submit(add)])).to.deep.equal([1, 1, 1]);
    });

    it('refuses a key that comes with another body or from another actor', async () => {
      const writer = await createWriter(await fresh(), nobody);
      await writer.submit(change('k1'));
      for (const other of [change('k1', { bodyHash: 'other' }), change('k1', { actor: 'other' }), change('k1', { actor: null })]) {
        const error = await rejection(writer.submit(other));
        expect(error).to.be.instanceOf(WriterError).with.property('fault', 'key_reused');
      }
    });

    it('gives what checks before it submits its first answer again, though the checks now refuse; a check that fails first is no answer', async () => {
      const writer = await createWriter(await fresh(), nobody);
      let spent = false;
      let worked = 0;
      const repeat = change('k1');
      const work = async () => {
        if (spent) throw new Error('spent');
        worked += 1;
        return writer.submit(change('k1', { apply: () => Promise.resolve({ number: worked }) }));
      };
      spent = true;
      expect(await rejection(writer.once(repeat, work))).to.be.instanceOf(Error).with.property('message', 'spent');
      spent = false;
      expect(await writer.once(repeat, work)).to.deep.equal({ number: 1 });
      spent = true;
      expect(await writer.once(repeat, work)).to.deep.equal({ number: 1 });
      expect(await rejection(writer.once({ ...repeat, bodyHash: 'other' }, work))).to.be.instanceOf(WriterError).with.property('fault', 'key_reused');
      expect(await rejection(writer.once({ ...repeat, actor: null }, work))).to.be.instanceOf(WriterError).with.property('fault', 'key_reused');
      expect(worked).to.equal(1);
    });

    it('gives both of two that check side by side one answer, though the slower one is refused by the faster', async () => {
      const writer = await createWriter(await fresh(), nobody);
      const quick = change('k1', { apply: () => Promise.resolve('done') });
      const slow = writer.once(quick, async () => {
        await writer.submit(quick);
        throw new Error('spent meanwhile');
      });
      expect(await slow).to.equal('done');
    });

    it('keeps nothing of a change that refuses, and lets the others of its batch go on', async () => {
      const database = await fresh();
      const published: Committed[] = [];
      const writer = await createWriter(database, (events) => void published.push(...events));
      const refusal = new Error('the rule says no');
      const refuse = change('refused', {
        streams: ['a'],
        async apply(tx) {
          addCounty(tx, 'refused');
          tx.raise('a', 'added', {});
          throw refusal;
        },
      });
      const add = (key: string) => change(key, { streams: ['b'], apply: async (tx) => void (addCounty(tx, key), tx.raise('b', 'added', {})) });
      const outcomes = await Promise.allSettled([add('k1'), refuse, add('k2')].map((one) => writer.submit(one)));
      expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled']);
      if (database.dialect === 'sqlite') expect(published.map(({ stream }) => stream)).to.not.include('a');
      expect(await database.reads('counties').pluck('id').orderBy('id')).to.deep.equal(['k1', 'k2']);
      expect(await database.reads('commands').pluck('key').orderBy('key')).to.deep.equal(['k1', 'k2']);
      expect(await eventsAfter(database.reads, 'a', 0)).to.deep.equal([]);
      // A refusal is not stored: the same key may succeed later.
      expect(await rejection(writer.submit(refuse))).to.equal(refusal);
    });

    it('gives changes that arrive during a commit one commit, in the order they came', async () => {
      const database = await fresh();
      let commits = 0;
      const writer = await createWriter(database, nobody, { at: (point) => void (commits += Number(point === 'after_commit')) });
      const keys = Array.from({ length: 40 }, (_, index) => `k${String(index).padStart(2, '0')}`);
      await Promise.all(keys.map((key) => writer.submit(change(key))));
      expect(commits).to.be.at.most(2);
      const events = await eventsAfter(database.reads, 'county:isfahan', 0);
      expect(events.map(({ key }) => key)).to.deep.equal(keys);
    });

    it('lets a change read what its batch mates before it wrote', async () => {
      const writer = await createWriter(await fresh(), nobody);
      const read = change('k2', { apply: async (tx) => (await tx.db('counties').where('id', 'natanz').first())?.centre });
      const add = change('k1', { apply: async (tx) => addCounty(tx, 'natanz', 'seen') });
      expect((await Promise.all([writer.submit(add), writer.submit(read)]))[1]).to.equal('seen');
    });

    it('tries each alone when a write touches no row: only the stale one fails', async () => {
      const database = await fresh();
      const writer = await createWriter(database, nobody);
      await writer.submit(change('k0', { apply: async (tx) => addCounty(tx, 'natanz', 'start') }));
      const take = (key: string) => change(key, { apply: async (tx) => moveCentre(tx, 'natanz', 'start', key) });
      const outcomes = await Promise.allSettled([change('k1'), take('k2'), take('k3'), change('k4')].map((one) => writer.submit(one)));
      expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
      expect((outcomes[2] as PromiseRejectedResult).reason).to.be.instanceOf(StaleWrite);
      expect((await database.reads('counties').where('id', 'natanz').first())?.centre).to.equal('k2');
      expect(await verifyAll(database.reads)).to.deep.equal([]);
    });

    it('does not let one change\'s unique violation harm its batch mates', async () => {
      const database = await fresh();
      const writer = await createWriter(database, nobody);
      const add = (key: string, id: string) => change(key, { apply: async (tx) => addCounty(tx, id) });
      const batch = [add('k1', 'a'), add('k2', 'b'), add('k3', 'a'), add('k4', 'c')];
      const outcomes = await Promise.allSettled(batch.map((one) => writer.submit(one)));
      expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
      expect(await database.reads('counties').pluck('id').orderBy('id')).to.deep.equal(['a', 'b', 'c']);
    });

    it('starts the batch again without a change whose own read failed', async () => {
      const database = await fresh();
      const writer = await createWriter(database, nobody);
      const misread = change('k2', { apply: async (tx) => void (await tx.db.raw('select no_such_column from counties')) });
      const outcomes = await Promise.allSettled([change('k1'), misread, change('k3')].map((one) => writer.submit(one)));
      expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled']);
    });

    it('refuses a write that is sent instead of queued', async () => {
      const database = await fresh();
      const writer = await createWriter(database, nobody);
      const sent = change('k1', {
        apply: async (tx) => void (await tx.db('counties').insert({ id: 'x', name: 'x', name_key: 'x', sort_key: 'x', centre: 'x' })),
      });
      expect(String(await rejection(writer.submit(sent)))).to.match(/queue this write/);
      expect(await database.reads('counties')).to.deep.equal([]);
    });

    it('refuses an event on a stream that the change did not declare', async () => {
      const writer = await createWriter(await fresh(), nobody);
      const undeclared = change('k1', { streams: ['a'], apply: async (tx) => tx.raise('b', 'touched', {}) });
      expect(String(await rejection(writer.submit(undeclared)))).to.match(/did not declare/);
    });

    it('drains: everything submitted has been answered', async () => {
      const writer = await createWriter(await fresh(), nobody);
      let answered = 0;
      for (let index = 0; index < 10; index += 1) void writer.submit(change(`k${index}`)).then(() => (answered += 1));
      await writer.drain();
      await Promise.resolve();
      expect(answered).to.equal(10);
    });

    it('keeps every stream gapless and chained under 64 callers with streams in common', async function () {
      this.timeout(30_000);
      const database = await fresh();
      const writer = await createWriter(database, nobody);
      const caller = async (id: number) => {
        for (let round = 0; round < 10; round += 1) {
          const streams = [`s${id % 5}`, `s${(id * round) % 7}`];
          await writer.submit(change(`${id}/${round}`, { streams: [...new Set(streams)] })).catch(nobody);
        }
      };
      await Promise.all(Array.from({ length: 64 }, (_, id) => caller(id)));
      expect(await verifyAll(database.reads)).to.deep.equal([]);
      const [{ total } = { total: 0 }] = await database.reads('commands').count({ total: '*' });
      expect(total).to.equal(640);
    });
  });
});
