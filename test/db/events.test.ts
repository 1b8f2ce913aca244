import { expect } from 'chai';
import fc from 'fast-check';
import type { Database } from '../../db/connection.ts';
import { eventsAfter, verifyAll, verifyStream } from '../../db/events.ts';
import { letChange } from '../../db/migrations/001/unchanged.ts';
import { createWriter } from '../../db/writer.ts';
import { onBothDatabases } from '../support/database.ts';
import { change } from './sample.ts';

const length = 12;

/** A stream of twelve events whose database lets a tamperer in. */
async function withEvents(database: Database): Promise<void> {
  const writer = await createWriter(database, () => undefined);
  for (let index = 0; index < length; index += 1) await writer.submit(change(`k${index}`, { streams: ['s'] }));
  await letChange(database.direct, ['events']);
}

const columns = ['at', 'actor', 'key', 'kind', 'data', 'hash'] as const;

type Tampering = (database: Database, seq: number) => Promise<unknown>;

const tamperings: Readonly<Record<string, Tampering>> = {
  ...Object.fromEntries(
    columns.map((column): [string, Tampering] => [
      `an edited ${column}`,
      ({ direct }, seq) => direct('events').where({ stream: 's', seq }).update({ [column]: 'edited' }),
    ]),
  ),
  'a deleted event': ({ direct }, seq) => direct('events').where({ stream: 's', seq }).delete(),
  'a cut-off end': ({ direct }, seq) => direct('events').where('stream', 's').where('seq', '>=', seq).delete(),
  'an added event': ({ direct }) =>
    direct('events').insert({ stream: 's', seq: length + 1, at: 'x', actor: null, key: 'x', kind: 'x', data: '{}', hash: 'x' }),
  'two events swapped': async ({ direct }, seq) => {
    const other = (seq % length) + 1;
    await direct('events').where({ stream: 's', seq }).update({ seq: 99 });
    await direct('events').where({ stream: 's', seq: other }).update({ seq });
    await direct('events').where({ stream: 's', seq: 99 }).update({ seq: other });
  },
};

describe('events', () => {
  onBothDatabases((_name, fresh) => {
    it('are read after a seq, in order, a page at a time', async () => {
      const database = await fresh();
      await withEvents(database);
      const seqs = async (seq: number, limit?: number) => (await eventsAfter(database.reads, 's', seq, limit)).map((event) => event.seq);
      expect(await seqs(10)).to.deep.equal([11, 12]);
      expect(await seqs(3, 2)).to.deep.equal([4, 5]);
      expect(await seqs(12)).to.deep.equal([]);
    });

    for (const [name, tamper] of Object.entries(tamperings)) {
      it(`betray ${name}`, async () => {
        const database = await fresh();
        await withEvents(database);
        expect(await verifyAll(database.reads)).to.deep.equal([]);
        const [seq = 1] = fc.sample(fc.integer({ min: 1, max: length }), 1);
        await tamper(database, seq);
        expect(await verifyStream(database.reads, 's'), `seq ${seq}`).to.have.property('stream', 's');
        expect(await verifyAll(database.reads)).to.have.length(1);
      });
    }
  });
});
