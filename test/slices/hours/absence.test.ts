import { expect } from 'chai';
import { startApp, type TestApp } from '../../support/app.ts';
import { onBothDatabases } from '../../support/database.ts';
import { layHour } from '../../support/hours.ts';
import { at, governorOf, hourRow, layBody, MONDAY, notFound, of, type Body } from './office-ground.ts';

const REASON = 'بازرسان دو بار در دفتر بودند.';

describe('the decision of an absence', () => {
  onBothDatabases((_name, fresh) => {
    let app: TestApp;
    let water: Body;
    let gas: Body;
    let hour: string;

    beforeEach(async () => {
      app = await startApp(await fresh(), at('13:00'));
      [water, gas] = [await layBody(app, 'آب و فاضلاب'), await layBody(app, 'گاز', 'economy')];
      hour = await notFound(app, water);
    });
    afterEach(() => app.stop());
    const notices = () => app.database.direct('notices').orderBy('id');
    const late = () => app.setNow(at('18:00', '2026-12-01'));

    it('hears the manager first: nothing is confirmed while he may still explain', async () => {
      const head = await app.as('inspection_head');
      const confirm = (client: typeof head) => client.post(`/hours/${hour}/decide`, { decision: 'confirmed', reason: REASON });
      const early = await confirm(head);
      expect(early.status).to.equal(422);
      expect(early.text).to.include('مدیر هنوز می‌تواند توضیح دهد.').and.include(REASON);
      expect((await head.get('/hours/decisions')).text).to.include('فرصت توضیح دارد').and.include(`/hours/${hour}`);
      expect(await hourRow(app, hour)).to.include({ presence: 'not_found', decision: null });
      expect(await notices()).to.deep.equal([]);
      await (await app.as(of('host', water))).post(`/office/${water.agencyId}/explain`, { hour, explanation: 'در جلسهٔ شورا بودم.' });
      expect((await head.get('/hours/decisions')).text).to.include('توضیح داده است');
      expect((await head.get(`/hours/${hour}`)).text).to.include('در جلسهٔ شورا بودم.');
      expect((await confirm(head)).status).to.equal(303);
    });

    it('confirms once his time is over, and the ladder of notices is asked in the same change', async () => {
      late();
      const head = await app.as('inspection_head');
      expect((await head.get('/hours/decisions')).text).to.include('زمان توضیح گذشته است');
      const short = await head.post(`/hours/${hour}/decide`, { decision: 'confirmed', reason: '' });
      expect([short.status, short.text.includes('«دلیل» را بنویسید.')]).to.deep.equal([422, true]);
      expect((await head.post(`/hours/${hour}/decide`, { decision: 'confirmed', reason: REASON })).headers.get('location')).to.equal(`/hours/${hour}?done=confirmed`);
      expect(await hourRow(app, hour)).to.include({ presence: 'absent', decision: 'confirmed', decided_by: head.userId, decision_reason: REASON });
      expect((await notices()).map(({ step, state, agency_id, person_id }) => ({ step, state, agency_id, person_id }))).to.deep.equal([{ step: 'explanation', state: 'proposed', agency_id: water.agencyId, person_id: water.headId }]);
      expect((await head.post(`/hours/${hour}/decide`, { decision: 'laid_aside', reason: REASON })).status, 'decided once').to.equal(422);
      const told = JSON.stringify(await app.database.direct('events').where('stream', 'like', 'hour:%'));
      expect(told, 'no free text in events').not.to.include(REASON);
      expect((await head.get('/hours/decisions')).text).not.to.include(hour);
    });

    it('lays a report aside, and it counts nowhere', async () => {
      const head = await app.as('inspection_head');
      expect((await head.post(`/hours/${hour}/decide`, { decision: 'laid_aside', reason: REASON })).status).to.equal(303);
      expect(await hourRow(app, hour)).to.include({ presence: 'no_report', decision: 'laid_aside' });
      expect(await notices()).to.deep.equal([]);
      expect((await (await app.as(of('host', water))).get(`/office/${water.agencyId}`)).text).not.to.include('نبود (');
    });

    it('is excused by the governor\'s office alone; what rested on it falls, and a wrong excuse is taken back with its reason on record', async () => {
      late();
      const [head, governor, scheduler] = [await app.as('inspection_head'), await app.as('governor'), await app.as('scheduler', of('host', water), governorOf(water))];
      await head.post(`/hours/${hour}/decide`, { decision: 'confirmed', reason: REASON });
      const excuse = (client: typeof head) => client.post(`/hours/${hour}/excuse`, { excuse: 'mission', note: 'به شورا فراخوانده شده بود.' });
      for (const path of ['excuse', 'take-back', 'decide']) expect((await scheduler.post(`/hours/${hour}/${path}`, { reason: REASON })).status, path).to.equal(403);
      expect((await governor.post(`/hours/${hour}/excuse`, { excuse: 'whim', note: 'به شورا فراخوانده شده بود.' })).status).to.equal(422);
      expect((await excuse(governor)).status).to.equal(303);
      expect(await hourRow(app, hour)).to.include({ presence: 'excused', excuse: 'mission', excused_by: governor.userId, decision: null });
      expect((await notices()).map(({ state }) => state)).to.deep.equal(['declined']);
      expect((await excuse(governor)).text).to.include('عذر موجه ثبت شده است.');
      expect((await governor.post(`/hours/${hour}/take-back`, { reason: 'نام او در فهرست شورا نبود.' })).status).to.equal(303);
      expect(await hourRow(app, hour)).to.include({ presence: 'not_found', excuse: null, excused_at: null });
      expect((await head.get(`/hours/${hour}`)).text).to.include('عذر موجه پس گرفته شد.').and.include('نام او در فهرست شورا نبود.');
    });

    it('excuses everybody who was called to the council in one act, all or none', async () => {
      const other = await layHour(app.database, { agencyId: gas.agencyId, day: MONDAY, presence: 'declared', declaredAt: at('09:01') as never, declaredBy: 'u1' });
      const governor = await app.as('governor');
      const path = `/hours/excuses?day=${MONDAY}`;
      const page = (await governor.get(path)).text;
      expect(page).to.include(hour).and.include(other).and.include('برای ۲ مدیر می‌توان عذر ثبت کرد.');
      expect((await governor.get(`${path}&county=${gas.countyId}`)).text).to.include(other).and.not.include(hour);
      expect((await governor.get(`${path}&sector=infra`)).text).to.include(hour).and.not.include(other);
      const give = (ids: readonly string[], more: Record<string, string> = {}) => governor.post(path, { day: '۱۴۰۵/۰۹/۰۹', hour: ids, excuse: 'governor_meeting', note: 'شورای اداری استان', ...more });
      const none = await give([]);
      expect([none.status, none.text.includes('دست‌کم یک مدیر را برگزینید.')]).to.deep.equal([422, true]);
      expect((await give([hour, other], { note: '' })).text).to.include('«دلیل» را بنویسید.');
      await app.database.direct('hours').where({ id: other }).update({ presence: 'verified' });
      expect((await give([hour, other])).status, 'one of them was seen meanwhile').to.equal(422);
      expect((await hourRow(app, hour))['presence'], 'so nobody is excused').to.equal('not_found');
      expect((await give([hour, 'hour-of-nobody'])).status).to.equal(422);
      await app.database.direct('hours').where({ id: other }).update({ presence: 'declared' });
      const key = 'one-act-for-everybody-0001';
      for (let repeat = 0; repeat < 2; repeat += 1) expect((await give([hour, other], { _key: key })).status, `time ${repeat}`).to.equal(303);
      for (const id of [hour, other]) expect(await hourRow(app, id)).to.include({ presence: 'excused', excuse: 'governor_meeting', rev: 2, excuse_note: 'شورای اداری استان' });
      expect((await governor.post('/hours/excuses/take-back?day=' + MONDAY, { day: '۱۴۰۵/۰۹/۰۹', hour: [hour, other], reason: 'روز دیگری بود.' })).status).to.equal(303);
      expect([(await hourRow(app, hour))['presence'], (await hourRow(app, other))['presence']]).to.deep.equal(['not_found', 'declared']);
      expect((await (await app.as('inspector', of('host', water))).get(path)).status).to.equal(403);
    });

    it('shows a county its own hours alone, and nothing of a visit before the hour is over', async () => {
      app.setNow(at('10:00'));
      const [own, centre] = [await app.as(governorOf(water)), await app.as('supervisor')];
      const page = (await own.get(`/hours/${hour}`)).text;
      expect(page).to.include('هنوز گزارشی نیست').and.include('پس از پایان این ساعت دیده می‌شود').and.not.include('در محل نبود').and.not.include('۹:۴۲');
      expect((await centre.get(`/hours/${hour}`)).text).to.include('در محل نبود (بررسی‌نشده)');
      expect((await (await app.as(governorOf(gas))).get(`/hours/${hour}`)).status).to.equal(403);
      expect((await (await app.as(of('host', water), of('manager_office', water))).get(`/hours/${hour}`)).status).to.equal(403);
      app.setNow(at('12:00'));
      expect((await (await app.as(governorOf(water))).get(`/hours/${hour}`)).text).to.include('در محل نبود (بررسی‌نشده)');
      expect((await (await app.as(governorOf(water))).get('/hours/decisions')).status).to.equal(403);
    });
  });
});
