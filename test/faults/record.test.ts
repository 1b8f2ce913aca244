import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Knex } from 'knex';
import { recordSize, verifyAll } from '../../db/events.ts';
import { letChange } from '../../db/migrations/001/unchanged.ts';
import type { EventRow } from '../../db/tables.ts';
import { chainHash } from '../../db/writer/chain.ts';
import { instant } from '../../server/domain/calendar.ts';
import { day } from '../../server/domain/jalali.ts';
import { noticeSteps, noticeStreams } from '../../server/notices/steps.ts';
import { createWriter } from '../../db/writer.ts';
import { onBothDatabases } from '../support/database.ts';
import { layPlace } from '../support/place.ts';
import { chance, type Chance } from './chance.ts';

const TAMPERINGS = 1_000;
const AT = instant('2026-11-22T06:00:00.000Z');

const one = <T>(random: Chance, all: readonly T[]): T => random.pick(all);
const where = ({ stream, seq }: EventRow): { stream: string; seq: number } => ({ stream, seq });
const other = (text: string | null): string => `${text ?? ''}x`;

/** What may be done to a record by somebody who holds the database and not the program; each leaves another record than there was. */
const TAMPER: Readonly<Record<string, (db: Knex, events: readonly EventRow[], random: Chance) => Promise<void>>> = {
  async edit(db, events, random) {
    const event = one(random, events);
    const column = one(random, ['at', 'actor', 'key', 'kind', 'data', 'hash'] as const);
    await db('events').where(where(event)).update({ [column]: other(event[column]) });
  },
  async remove(db, events, random) {
    await db('events').where(where(one(random, events))).delete();
  },
  async insert(db, events, random) {
    const last = one(random, events.filter((event) => !events.some(({ stream, seq }) => stream === event.stream && seq > event.seq)));
    const forged = { ...last, seq: last.seq + 1, key: randomUUID(), kind: 'notice_judged' };
    // Also one whose own hash is right: the counter of its stream does not know it.
    await db('events').insert({ ...forged, hash: chainHash(last.hash, forged) });
  },
  async 'insert between'(db, events, random) {
    const event = one(random, events);
    const later = events.filter(({ stream, seq }) => stream === event.stream && seq >= event.seq).sort((a, b) => b.seq - a.seq);
    for (const moved of later) await db('events').where(where(moved)).update({ seq: moved.seq + 1 });
    await db('events').insert({ ...event, key: randomUUID() });
  },
  async swap(db, events, random) {
    const [first, second] = [one(random, events), one(random, events)];
    if (first === second) return TAMPER['edit']?.(db, events, random);
    const words = ({ at, actor, key, kind, data, hash }: EventRow) => ({ at, actor, key, kind, data, hash });
    await db('events').where(where(first)).update(words(second));
    await db('events').where(where(second)).update(words(first));
  },
  async 'swap streams'(db, events, random) {
    const event = one(random, events);
    await db('events').where({ stream: event.stream }).update({ stream: `moved-${random.between(0, 1e9)}` });
  },
  async truncate(db, events, random) {
    const event = one(random, events);
    await db('events').where({ stream: event.stream }).where('seq', '>=', event.seq).delete();
  },
  async 'truncate, its counter put back'(db, events, random) {
    const event = one(random, events);
    await db('events').where({ stream: event.stream }).where('seq', '>=', event.seq).delete();
    await db('streams').where({ id: event.stream }).update({ seq: event.seq - 1 });
  },
  async 'counter lost'(db, events, random) {
    await db('streams').where({ id: one(random, events).stream }).delete();
  },
};

onBothDatabases((_name, fresh) => {
  describe('a record that somebody lays hands on', function () {
    this.timeout(300_000);

    it(`is found broken ${TAMPERINGS} times of ${TAMPERINGS}, and whole each time that it is`, async () => {
      const database = await fresh();
      const writer = await createWriter(database, () => undefined);
      const place = await layPlace(database);
      await database.direct('notices').delete();
      for (let week = 0; week < 30; week += 1) {
        const [id, on] = [randomUUID(), day('2026-11-16')];
        await writer.submit({
          key: randomUUID(), bodyHash: '', actor: week % 3 === 0 ? null : 'u1', at: AT, streams: noticeStreams(id),
          apply: async (tx) => { await noticeSteps(tx).propose({ id, ground: week % 2 === 0 ? 'absence' : 'overdue', agencyId: place.agencyId, personId: place.personId, evidence: [{ kind: 'hour', id: `h${week}`, day: on, text: '' }], at: AT }); return {}; },
        });
      }
      await writer.drain();
      await letChange(database.direct, ['events']);
      const events = await database.direct('events').orderBy(['stream', 'seq']);
      expect(events.length).to.be.above(30);
      const random = chance(1405);
      const kinds = Object.keys(TAMPER);
      const [missed, alarms]: [string[], number[]] = [[], []];
      for (let at = 0; at < TAMPERINGS; at += 1) {
        const kind = kinds[at % kinds.length] ?? '';
        const undone = new Error('undone');
        await database.direct.transaction(async (trx) => {
          if ((await verifyAll(trx)).length > 0) alarms.push(at);
          await TAMPER[kind]?.(trx, events, random);
          if ((await verifyAll(trx)).length === 0) missed.push(`${at}: ${kind}`);
          throw undone;
        }).catch((error: unknown) => { if (error !== undone) throw error; });
      }
      expect({ missed, alarms }).to.deep.equal({ missed: [], alarms: [] });
    });

    it('is read through from its first event to its last, and says how fast', async () => {
      const database = await fresh();
      let hash = '';
      const rows: EventRow[] = [];
      for (let seq = 1; seq <= 50_000; seq += 1) {
        const event = { stream: 'notices', seq, at: AT, actor: 'u1', key: `k${seq}`, kind: 'notice_served', data: JSON.stringify({ before: null, after: { id: randomUUID(), state: 'served' } }) };
        hash = chainHash(hash, event);
        rows.push({ ...event, hash });
      }
      await database.direct.batchInsert('events', rows, 100);
      await database.direct('streams').insert({ id: 'notices', seq: rows.length, hash });
      let best = 0;
      for (let round = 0; round < 3; round += 1) {
        const began = performance.now();
        expect(await verifyAll(database.direct)).to.deep.equal([]);
        best = Math.max(best, (await recordSize(database.direct)).events / ((performance.now() - began) / 1000));
      }
      console.log(JSON.stringify({ bench: 'verify', rows_per_s: Math.round(best) }));
    });
  });
});
