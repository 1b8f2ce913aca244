import { createDecipheriv, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { hourIdOf } from '../../../server/domain/manager-hour.ts';
import type { Day } from '../../../server/domain/jalali.ts';
import type { OpenedAnswer, PhoneDay, PhoneTarget, TargetSight } from '../../../server/inspections/phone-types.ts';
import { onBothDatabases, onSqlite } from '../../support/database.ts';
import { layTarget, sealedJson } from '../../support/visits.ts';
import { DAY, ground, read, type Ground } from './ground.ts';

const sightIn = ({ id, box }: PhoneTarget, key: string): TargetSight => {
  const bytes = Buffer.from(box, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), bytes.subarray(0, 12));
  decipher.setAAD(Buffer.from(id));
  decipher.setAuthTag(bytes.subarray(-16));
  return JSON.parse(decipher.update(bytes.subarray(12, -16)).toString() + decipher.final().toString()) as TargetSight;
};
const dayOf = async ({ inspector }: Ground): Promise<PhoneDay> => read<PhoneDay>(await inspector.get('/inspect/day', { accept: 'application/json' }));
const open = ({ inspector }: Ground, id: string, by = inspector) => by.postJson(`/inspect/targets/${id}/open`);

describe('the inspector\'s day', () => {
  onBothDatabases((_name, fresh) => {
    it('is his route in order, each target shut in a box of one length that its own key opens', async () => {
      const g = await ground(fresh);
      const answer = await g.inspector.get('/inspect/day', { accept: 'application/json' });
      expect([answer.status, answer.headers.get('cache-control')]).to.deep.equal([200, 'no-store']);
      expect(answer.text).not.to.include(g.own.agencyId).and.not.to.include(g.other.agencyId);
      const day = read<PhoneDay>(answer);
      expect(day).to.include({ userId: g.inspector.userId, day: DAY, dayText: 'دوشنبه ۲ آذر ۱۴۰۵', from: '09:00', to: '12:00', csrf: g.inspector.csrf, order: null });
      expect(day.publicKey).to.equal(g.app.reportsKey);
      expect(day.targets.map(({ id, place, sight, reported }) => ({ id, place, sight, reported }))).to.deep.equal(g.targets.map((id, at) => ({ id, place: at + 1, sight: null, reported: false })));
      expect(new Set(day.targets.map(({ box }) => box.length)).size).to.equal(1);
      const [first, second] = day.targets as [PhoneTarget, PhoneTarget];
      expect(sightIn(first, first.key)).to.include({ targetId: first.id, agencyId: g.own.agencyId, about: 'حدود ۹:۴۰', from: '09:00', photosAllowed: true, hasScreen: true });
      expect(() => sightIn(second, first.key), 'another target\'s key').to.throw();
      expect((await dayOf(g)).targets[0]?.key, 'the same key again').to.equal(first.key);
      expect(read<PhoneDay>(await g.colleague.get('/inspect/day', { accept: 'application/json' })).targets).to.deep.equal([]);
      await g.app.stop();
    });

    it('opens in order and in the hour alone, once, for whom it was drawn; the row names the office only then', async () => {
      const g = await ground(fresh);
      const [first, second] = g.targets;
      expect((await open(g, second)).text).to.include('target_order');
      expect((await open(g, first, g.colleague)).text).to.include('target_foreign');
      expect((await open(g, randomUUID())).text).to.include('not_found');
      g.app.setNow('2026-11-23T05:00:00.000Z');
      expect((await open(g, first)).text).to.include('hour_not_begun').and.to.include('۹');
      const before = await g.app.database.reads('visit_targets').where({ id: first }).first();
      expect([before?.agency_id, before?.hour_id]).to.deep.equal([null, null]);
      g.app.setNow('2026-11-23T05:25:00.000Z');
      const [one, other] = await Promise.all([open(g, first), open(g, first)]);
      expect(read<OpenedAnswer>(one)).to.deep.equal(read<OpenedAnswer>(other));
      const day = await dayOf(g);
      expect(read<OpenedAnswer>(one).key).to.equal(day.targets[0]?.key);
      expect([day.targets[0]?.sight?.agencyId, day.targets[1]?.sight]).to.deep.equal([g.own.agencyId, null]);
      const row = await g.app.database.reads('visit_targets').where({ id: first }).first();
      expect(row).to.include({ state: 'opened', opened_how: 'online', agency_id: g.own.agencyId, opened_at: '2026-11-23T05:25:00.000Z' });
      g.app.setNow('2026-11-23T08:31:00.000Z');
      expect((await open(g, second)).text, 'after the hour').to.include('hour_over');
      expect(read<OpenedAnswer>(await open(g, first)), 'what is open stays so').to.deep.equal(read<OpenedAnswer>(one));
      const told = await g.app.database.reads('events').whereIn('kind', ['visit_opened']).select('stream', 'data').orderBy('stream');
      // A county's board must not move before its office is visited: whoever watches it would know that an inspector is at the door.
      expect(told.map(({ stream }) => stream)).to.deep.equal([`visit:${first}`]);
      expect(JSON.stringify(told.map(({ data }) => data))).not.to.include(g.own.agencyId).and.not.to.include(g.inspector.userId);
      await g.app.stop();
    });

    it('takes in afterwards what was opened without a network, once, with the phone\'s own count and time', async () => {
      const g = await ground(fresh);
      const entry = { targetId: g.targets[0], inspectorId: g.inspector.userId ?? '', count: 4, openedAt: '2026-11-23T05:40:00.000Z' };
      const id = randomUUID();
      const post = (content: object, by = g.inspector, own = id) => by.postJson('/inspect/openings', { _key: own, id: own, sealed: sealedJson(g.app.reportsKey, content) });
      const sealed = sealedJson(g.app.reportsKey, entry);
      const send = () => g.inspector.postJson('/inspect/openings', { _key: id, id, sealed });
      const answers = await Promise.all([send(), send(), send()]);
      expect(new Set(answers.map(({ text }) => text)).size).to.equal(1);
      const row = await g.app.database.reads('visit_targets').where({ id: g.targets[0] }).first();
      expect(row).to.include({ state: 'opened', opened_how: 'offline', opened_count: 4, device_opened_at: entry.openedAt, opened_at: '2026-11-23T06:00:00.000Z', agency_id: g.own.agencyId });
      const told = await g.app.database.reads('events').where({ kind: 'visit_opened' }).orderBy('stream').select('stream');
      expect(told.map(({ stream }) => stream), 'the centre alone hears of it').to.deep.equal([`presence:${DAY}:province`, `visit:${g.targets[0]}`]);
      expect((await post(entry, g.colleague, randomUUID())).text).to.include('target_foreign');
      expect((await post({ ...entry, count: -1 }, g.inspector, randomUUID())).text).to.include('report_unreadable');
      expect((await post({ ...entry, more: 1 }, g.inspector, randomUUID())).text).to.include('report_unreadable');
      expect((await g.inspector.postJson('/inspect/openings', { id: randomUUID(), sealed: 'AQID' })).status).to.equal(422);
      await g.app.stop();
    });
  });

  onSqlite((fresh) => {
    it('goes on where an hour is over, cancelled or moved to another day before its target was opened', async () => {
      const g = await ground(fresh);
      const [first, second] = g.targets;
      const move = (change: object) => g.app.database.direct('hours').where({ id: hourIdOf(g.own.agencyId, DAY as Day) }).update(change);
      for (const change of [{ state: 'cancelled' }, { state: 'moved', day: '2026-11-24' }, { state: 'shortened', day: DAY, ends_at: '2026-11-23T05:59:00.000Z' }]) {
        expect((await open(g, second)).text, 'still held').to.include('target_order');
        await move(change);
        expect((await dayOf(g)).targets.map(({ id, passed }) => [id, passed])).to.deep.equal([[first, true], [second, false]]);
        await move({ state: 'held', day: DAY, ends_at: '2026-11-23T08:30:00.000Z' });
      }
      await move({ state: 'cancelled' });
      expect((await open(g, second)).status).to.equal(200);
      await g.app.stop();
    });

    it('says whether a list was sealed, where it has nothing for him', async () => {
      const g = await ground(fresh);
      const drawOf = async (): Promise<string> => read<PhoneDay>(await g.colleague.get('/inspect/day', { accept: 'application/json' })).draw;
      expect(await drawOf()).to.equal('none');
      const { direct } = g.app.database;
      await direct('hours').where({ day: DAY }).update({ state: 'cancelled' });
      expect(await drawOf()).to.equal('no_hour');
      await direct('draw_seeds').insert({ number: 1, seed: '', commitment: '', committed_at: '', day: DAY, opened_at: null });
      await direct('draws').insert({ day: DAY, seed_number: 1, program: '', inputs: '', list: '', commitment: '', state: 'sealed', starts_at: '', ends_at: '', drawn_at: '', drawn_by: null, opened_at: null, rev: 1 });
      expect(await drawOf()).to.equal('sealed');
      await g.app.stop();
    });

    it('is a pair\'s as well', async () => {
      const g = await ground(fresh);
      const target = await layTarget(g.app.database, g.app.seal, { day: DAY, inspectorId: g.inspector.userId ?? '', secondId: g.colleague.userId, agencyId: g.own.agencyId, hourId: hourIdOf(g.own.agencyId, DAY as Day), place: 0 });
      expect(read<PhoneDay>(await g.colleague.get('/inspect/day', { accept: 'application/json' })).targets.map(({ id }) => id)).to.deep.equal([target]);
      expect((await open(g, target, g.colleague)).status).to.equal(200);
      expect((await dayOf(g)).targets[0]?.sight?.agencyId).to.equal(g.own.agencyId);
      await g.app.stop();
    });
  });
});
