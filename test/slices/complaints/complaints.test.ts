import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Database } from '../../../db/connection.ts';
import { createWriter } from '../../../db/writer.ts';
import { complaintLookup } from '../../../server/complaints/lookup.ts';
import { createComplaints } from '../../../server/complaints/service.ts';
import { addDays, day } from '../../../server/domain/jalali.ts';
import { startApp } from '../../support/app.ts';
import { onBothDatabases, onSqlite, type Fresh } from '../../support/database.ts';
import { layPlace } from '../../support/place.ts';
import { refused } from '../refused.ts';
import { AT, command } from '../requests/ground.ts';

const TODAY = day('2026-11-22');

const layCall = async (database: Database, by: string, outcome: string | null = 'answered_by_centre'): Promise<string> => {
  const id = randomUUID();
  await database.direct('calls').insert({
    id, state: 'ended', honorific: 'khanom', name: 'مریم رضایی', identity_kind: 'none', kind: 'service_request', summary: '', priority: 0, line: 'on_line', received_at: AT, received_by: by, tries: 0, held_seconds: 0, outcome, rev: 1,
  });
  return id;
};

const ground = async (fresh: Fresh) => {
  const database = await fresh();
  const writer = await createWriter(database, () => undefined);
  const [own, other] = [await layPlace(database), await layPlace(database)];
  return { database, own, other, complaints: createComplaints({ reads: database.reads, writer, newId: randomUUID }), counts: () => complaintLookup(database.reads).countsSince(TODAY) };
};

describe('complaints of absence', () => {
  onBothDatabases((_name, fresh) => {
    it('count for the draw until they are withdrawn, once for a call and a day, and propose no notice', async () => {
      const g = await ground(fresh);
      const notices = await g.database.direct('notices').select('id', 'rev');
      const call = await layCall(g.database, 'operator');
      const entry = { agencyId: g.own.agencyId, day: TODAY, callId: call, note: 'خانم رضایی یک ساعت ماند' };
      const { id } = await g.complaints.register(entry, command());
      expect(await refused(g.complaints.register(entry, command()))).to.equal('complaint_exists');
      const twice = await layCall(g.database, 'operator');
      const both = await Promise.allSettled([g.complaints.register({ ...entry, callId: twice }, command()), g.complaints.register({ ...entry, callId: twice }, command())]);
      expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
      await g.complaints.register({ ...entry, callId: null }, command());
      expect((await g.counts()).get(g.own.agencyId)).to.equal(3);
      expect((await g.counts()).get(g.other.agencyId)).to.equal(undefined);
      await g.complaints.withdraw(id, 'دستگاه را اشتباه گفته بود', command());
      await g.complaints.withdraw(id, 'دوباره', command());
      expect((await g.counts()).get(g.own.agencyId)).to.equal(2);
      expect(await g.database.direct('notices').select('id', 'rev'), 'never a step by itself').to.deep.equal(notices);
      const [listed] = await g.complaints.list(TODAY);
      expect([listed?.standing, listed?.complaints.length, listed?.visited]).to.deep.equal([2, 3, TODAY]);
      const told = await g.database.direct('events').where({ stream: 'complaints' }).orderBy('seq').select('kind', 'data');
      expect(told.map(({ kind }) => kind)).to.deep.equal(['complaint_registered', 'complaint_registered', 'complaint_registered', 'complaint_withdrawn']);
      expect(JSON.stringify(told)).not.to.include('رضایی');
    });

    it('are about an hour that was held and has begun', async () => {
      const g = await ground(fresh);
      const entry = { agencyId: g.own.agencyId, day: TODAY, callId: null, note: '' };
      expect(await refused(g.complaints.register({ ...entry, day: addDays(TODAY, -1) }, command()))).to.equal('hour_unknown');
      expect(await refused(g.complaints.register({ ...entry, agencyId: 'nowhere' }, command()))).to.equal('not_found');
      expect(await refused(g.complaints.register({ ...entry, callId: randomUUID() }, command()))).to.equal('not_found');
      await g.database.direct('hours').where({ id: g.own.hourId }).update({ starts_at: '2026-11-22T12:00:00.000Z', from_clock: '15:30' });
      expect(await refused(g.complaints.register(entry, command()))).to.equal('hour_not_begun');
      await g.database.direct('hours').where({ id: g.own.hourId }).update({ starts_at: '2026-11-22T05:30:00.000Z', state: 'cancelled' });
      expect(await refused(g.complaints.register(entry, command()))).to.equal('hour_unknown');
      expect(await g.database.direct('absence_complaints')).to.deep.equal([]);
    });
  });

  onSqlite((fresh) => {
    it('are registered from the desk in one form, seen by supervisor and head, withdrawn with a reason', async () => {
      const app = await startApp(await fresh());
      const own = await layPlace(app.database);
      const operator = await app.as('operator');
      const supervisor = await app.as('supervisor');
      const call = await layCall(app.database, operator.userId ?? '');
      const secret = await layCall(app.database, operator.userId ?? '', 'confidential');
      expect((await operator.get('/desk')).text).to.include('href="/complaints/new"');
      const form = await operator.get(`/complaints/new?agency=${own.agencyId}&call=${call}`);
      expect(form.text).to.include('value="۱۴۰۵/۰۹/۰۱"').and.include(`value="${call}" selected`).and.include(`value="${own.agencyId}" selected`).and.not.include(secret);
      const entry = { agency: own.agencyId, day: '۱۴۰۵/۰۹/۰۱', call, note: 'در دفتر بسته بود' };
      expect((await operator.post('/complaints/new', entry)).headers.get('location')).to.equal('/complaints/new?done=registered');
      const again = await operator.post('/complaints/new', entry);
      expect([again.status, again.text.includes('پیش‌تر ثبت شده است'), again.text.includes('در دفتر بسته بود')]).to.deep.equal([409, true, true]);
      const wrong = await operator.post('/complaints/new', { ...entry, agency: '', day: 'دیروز' });
      expect([wrong.status, wrong.text.includes('«دستگاه» را برگزینید.'), wrong.text.includes('value="دیروز"')]).to.deep.equal([422, true, true]);
      for (const role of ['operator', 'governor', 'scheduler'] as const) expect((await (await app.as(role)).get('/complaints')).status, role).to.equal(403);
      for (const role of ['inspection_head', 'inspector', 'scheduler'] as const) expect((await (await app.as(role)).get('/complaints/new')).status, role).to.equal(403);
      expect((await (await app.as({ role: 'host', agencyId: own.agencyId, countyId: null })).get('/complaints')).status).to.equal(403);
      const list = await supervisor.get('/complaints');
      expect(list.text).to.include('«در دفتر بسته بود»').and.include('۱ گزارش').and.include('بازدید شد');
      const id = /\/complaints\/([\w-]+)\/withdraw/.exec(list.text)?.[1] ?? '';
      const empty = await supervisor.post(`/complaints/${id}/withdraw`, { why: '' });
      expect([empty.status, empty.text.includes('«دلیل» را بنویسید.')]).to.deep.equal([422, true]);
      expect((await operator.post(`/complaints/${id}/withdraw`, { why: 'نه' })).status).to.equal(403);
      expect((await supervisor.post(`/complaints/${id}/withdraw`, { why: 'دستگاه دیگری بود' })).status).to.equal(303);
      expect((await supervisor.get('/complaints')).text).to.include('کنار گذاشته شد').and.not.include('/withdraw');
      await app.stop();
    });
  });
});
