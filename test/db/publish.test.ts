import { expect } from 'chai';
import { eventsAfter } from '../../db/events.ts';
import { createWriter, type WriterProbe } from '../../db/writer.ts';
import { onSqlite } from '../support/database.ts';
import { change } from './sample.ts';

describe('publishing on SQLite', () => {
  onSqlite((fresh) => {
    const orderOf = async (probe: WriterProbe) => {
      const order: string[] = [];
      const writer = await createWriter(await fresh(), () => void order.push('published'), {
        ...probe,
        at: (point) => void order.push(point),
      });
      await writer.submit(change('k1')).then(() => order.push('answered'));
      await writer.drain();
      return order;
    };

    it('comes after the commit, and the answer after that', async () => {
      expect(await orderOf({})).to.deep.equal(['before_commit', 'after_commit', 'before_publish', 'published', 'answered']);
    });

    it('is seen to be out of order when the writer answers before the commit', async () => {
      const order = await orderOf({ breaks: 'ack_before_commit' });
      expect(order.indexOf('answered')).to.be.below(order.indexOf('after_commit'));
    });

    it('tells only what another connection can already read', async () => {
      const database = await fresh();
      const seen: Promise<number>[] = [];
      const writer = await createWriter(database, (events) => {
        for (const { stream, seq } of events) seen.push(eventsAfter(database.reads, stream, seq - 1).then(({ length }) => length));
      });
      await Promise.all(Array.from({ length: 10 }, (_, index) => writer.submit(change(`k${index}`, { streams: [`s${index}`] }))));
      expect(await Promise.all(seen)).to.deep.equal(Array.from({ length: 10 }, () => 1));
    });

    it('tells each stream once a batch, with its newest seq', async () => {
      const told: string[] = [];
      const writer = await createWriter(await fresh(), (events) => told.push(JSON.stringify(events)));
      await writer.submit(change('k0', { streams: ['a'] }));
      await Promise.all(['k1', 'k2', 'k3'].map((key) => writer.submit(change(key, { streams: ['a', 'b'] }))));
      expect(told.at(-1)).to.equal(JSON.stringify([{ stream: 'a', seq: 4 }, { stream: 'b', seq: 3 }]));
    });

    it('does not stop the writer when the publisher throws', async () => {
      const warned: string[] = [];
      const printing = process.listeners('warning');
      process.removeAllListeners('warning').on('warning', ({ message }) => warned.push(message));
      const writer = await createWriter(await fresh(), () => {
        throw new Error('a push failed, on purpose');
      });
      await writer.submit(change('k1'));
      await writer.submit(change('k2'));
      await new Promise((resolve) => setImmediate(resolve));
      process.removeAllListeners('warning');
      for (const listener of printing) process.on('warning', listener);
      expect(warned).to.deep.equal(['a push failed, on purpose', 'a push failed, on purpose']);
    });
  });
});
