import { expect } from 'chai';
import { startApp, type TestApp } from '../../support/app.ts';
import { onBothDatabases } from '../../support/database.ts';
import { layHour } from '../../support/hours.ts';
import { at, governorOf, hourRow, layBody, MONDAY, notFound, of, visited, type Body } from './office-ground.ts';

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

    it('is told in the letter that asks for an explanation by what was seen, and not as what was judged', async () => {
      late();
      const head = await app.as('inspection_head');
      await head.post(`/hours/${hour}/decide`, { decision: 'confirmed', reason: REASON });
      const [proposed] = await notices();
      const letter = (await head.get(`/notices/${proposed?.id ?? ''}/letter`)).text;
      expect(letter).to.match(/در بازدید ساعت [۰-۹:]+ حضور در دفتر ثبت نشد/).and.not.match(/غیبت|غایب/);
    });

    it('proposes anew where an absence is confirmed again after its excuse was taken back', async () => {
      late();
      const head = await app.as('inspection_head');
      const confirm = () => head.post(`/hours/${hour}/decide`, { decision: 'confirmed', reason: REASON });
      const states = async () => (await notices()).map(({ state, step }) => `${step} ${state}`).sort();
      for (const [round, proposals] of [[1, ['explanation proposed']], [2, ['explanation declined', 'explanation proposed']], [3, ['explanation declined', 'explanation declined', 'explanation proposed']]] as const) {
        expect((await confirm()).status, `round ${round}`).to.equal(303);
        expect(await states()).to.deep.equal(proposals);
        app.setNow(at(`18:${round}0`, '2026-12-01'));
        await head.post(`/hours/${hour}/excuse`, { excuse: 'mission', note: 'به شورا فراخوانده شده بود.' });
        await head.post(`/hours/${hour}/take-back`, { reason: 'نام او در فهرست شورا نبود.' });
        app.setNow(at(`18:${round}5`, '2026-12-01'));
      }
      expect(await app.database.direct('notice_grounds').select('state', 'rev')).to.deep.equal([{ state: 'taken_back', rev: 6 }]);
    });

    it('is confirmed and excused by two at one moment without a fault: the one sees what the other did, or is told to look again', async () => {
      late();
      const [head, governor] = [await app.as('inspection_head'), await app.as('governor')];
      const [decided, excused] = await Promise.all([
        head.post(`/hours/${hour}/decide`, { decision: 'confirmed', reason: REASON }), governor.post(`/hours/${hour}/excuse`, { excuse: 'mission', note: 'به شورا فراخوانده شده بود.' }),
      ]);
      expect(app.logged).to.deep.equal([]);
      const came = { statuses: [decided.status, excused.status].sort(), presence: (await hourRow(app, hour)).presence, notices: (await notices()).map(({ state }) => state) };
      // Which of them is first is chance: the confirmation alone, the excuse alone, or the excuse of what had been confirmed just before.
      expect(came).to.be.deep.oneOf([
        { statuses: [303, 422], presence: 'absent', notices: ['proposed'] },
        { statuses: [303, 422], presence: 'excused', notices: [] },
        { statuses: [303, 303], presence: 'excused', notices: ['declined'] },
      ]);
    });

    it('waits for nobody who had registered that he would be away, and confirms no absence of his', async () => {
      const register = { id: 'away', person_id: water.headId, agency_id: water.agencyId, kind: 'mission', from_day: MONDAY, to_day: MONDAY, from_clock: null, to_clock: null, note: '', recorded_at: at('08:59'), recorded_by: 'u', withdrawn_at: null } as const;
      await app.database.direct('absences').insert(register);
      late();
      const head = await app.as('inspection_head');
      const waits = async () => (await head.get('/hours/decisions')).text.includes(hour);
      expect(await waits()).to.equal(false);
      // Withdrawn the next day, since he came back early: on Monday he was away.
      expect((await (await app.as(of('manager_office', water))).post(`/agencies/${water.agencyId}/absences/away/withdraw`, {})).status).to.equal(303);
      expect(await waits()).to.equal(false);
      expect((await head.get(`/hours/${hour}`)).text).not.to.include('تأیید غیبت');
      const refused = await head.post(`/hours/${hour}/decide`, { decision: 'confirmed', reason: REASON });
      expect([refused.status, refused.text.includes('برای این ساعت عذر موجه ثبت شده است.')]).to.deep.equal([422, true]);
      expect([await notices(), (await hourRow(app, hour))['decision']]).to.deep.equal([[], null]);
    });

    it('keeps what a report says that lands while an excuse stands, and counts it once that is taken back', async () => {
      const head = await app.as('inspection_head');
      const gone = await layHour(app.database, { agencyId: gas.agencyId, day: MONDAY });
      await head.post(`/hours/${gone}/excuse`, { excuse: 'mission', note: 'به شورا فراخوانده شده بود.' });
      await visited(app, gone, 'not_found');
      expect(await hourRow(app, gone)).to.include({ presence: 'excused', answer: 'not_found', seen_at: at('09:42') });
      expect((await (await app.as(of('host', gas))).get(`/office/${gas.agencyId}`)).text).to.include('عذر موجه').and.not.include('نبودید');
      await head.post(`/hours/${gone}/take-back`, { reason: 'نام او در فهرست شورا نبود.' });
      expect(await hourRow(app, gone)).to.include({ presence: 'not_found', seen_report_id: 'r7' });
      expect((await head.get('/hours/decisions')).text).to.include(gone);
    });

    it('tells the head where somebody was seen after all in an hour of a confirmed absence', async () => {
      late();
      const head = await app.as('inspection_head');
      await head.post(`/hours/${hour}/decide`, { decision: 'confirmed', reason: REASON });
      expect((await head.get(`/hours/${hour}`)).text).not.to.include('گزارش دیگری از این ساعت رسیده است');
      await visited(app, hour, 'present');
      expect((await hourRow(app, hour))['presence']).to.equal('absent');
      expect((await head.get(`/hours/${hour}`)).text).to.include('گزارش دیگری از این ساعت رسیده است');
    });

    it('shows what the manager wrote to those alone of whom he is told', async () => {
      await (await app.as(of('host', water))).post(`/office/${water.agencyId}/explain`, { hour, explanation: 'در جلسهٔ شورا بودم.' });
      for (const [role, reads] of [['inspection_head', true], ['governor', true], ['supervisor', false], ['administrator', false], [governorOf(water), false]] as const) {
        const { status, text } = await (await app.as(role)).get(`/hours/${hour}`);
        expect([status, text.includes('در جلسهٔ شورا بودم.')], JSON.stringify(role)).to.deep.equal([200, reads]);
      }
    });

    it('excuses everybody who was called to the council in one act, all or none', async () => {
      const other = await layHour(app.database, { agencyId: gas.agencyId, day: MONDAY, presence: 'declared', declaredAt: at('09:01') as never, declaredBy: 'u1' });
      const governor = await app.as('governor');
      const path = `/hours/excuses?day=${MONDAY}`;
      const page = (await governor.get(path)).text;
      expect(page).to.include(hour).and.include(other).and.include('برای ۲ مدیر می‌توان عذر ثبت کرد.');
      expect((await governor.get(`${path}&county=${gas.countyId}`)).text).to.include(other).and.not.include(hour);
      expect((await governor.get(`${path}&sector=infra`)).text).to.include(hour).and.not.include(other);
      const ticked = async (query: string) => ((await governor.get(`${path}${query}`)).text.match(/name="hour"[^>]* checked/g) ?? []).length;
      expect([await ticked(''), await ticked(`&county=${gas.countyId}`), await ticked('&sector=infra')], 'nobody excuses a whole province by one press').to.deep.equal([0, 1, 1]);
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
