import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createPresenceCodes } from '../../../server/hours/codes.ts';
import { nameKeysOf } from '../../../server/people/person.ts';
import { openScreen, pushed, watch, type Screen } from '../../live/screens.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { onBothDatabases } from '../../support/database.ts';
import { layHour } from '../../support/hours.ts';
import { at, hourRow, layBody, MONDAY, notFound, of, visited, type Body } from './office-ground.ts';

describe('the manager\'s office in its hour', () => {
  onBothDatabases((_name, fresh) => {
    let app: TestApp;
    let water: Body;
    let gas: Body;
    let hour: string;
    const screens: Screen[] = [];

    beforeEach(async () => {
      app = await startApp(await fresh(), at('08:40'));
      [water, gas] = [await layBody(app, 'آب و فاضلاب'), await layBody(app, 'گاز')];
      hour = await layHour(app.database, { agencyId: water.agencyId, day: MONDAY });
    });
    afterEach(async () => {
      screens.splice(0).forEach((screen) => screen.disconnect());
      await app.stop();
    });
    const screen = (client: Parameters<typeof openScreen>[1]): Screen => {
      const opened = openScreen(app.url, client);
      screens.push(opened);
      return opened;
    };
    const declare = (client: Awaited<ReturnType<TestApp['as']>>, id = hour) => client.post(`/office/${water.agencyId}/declare`, { hour: id });

    it('says that its manager is there from half an hour before the hour until its end, in the name of whoever says it', async () => {
      const office = await app.as(of('manager_office', water));
      app.setNow(at('08:29'));
      const early = await declare(office);
      expect(early.status).to.equal(422);
      expect(early.text).to.include('ساعت حضور از ساعت ۹ آغاز می‌شود');
      app.setNow(at('08:30'));
      expect((await office.get(`/office/${water.agencyId}`)).text).to.include('در دفترم حاضرم');
      expect((await declare(office)).headers.get('location')).to.equal(`/office/${water.agencyId}?done=declared`);
      expect(await hourRow(app, hour)).to.include({ presence: 'declared', declared_by: office.userId, declared_at: at('08:30'), rev: 2 });
      expect((await declare(office)).status, 'once').to.equal(422);
      expect((await office.get(`/office/${water.agencyId}`)).text).to.include('حضور در ساعت ۸:۳۰ اعلام شد');
      app.setNow(at('12:00'));
      expect((await declare(await app.as(of('host', water)))).text).to.include('این ساعت حضور پایان یافته است');
    });

    it('does not say it of another office\'s hour, of one excused beforehand, or of a day that is not held', async () => {
      const office = await app.as(of('manager_office', water));
      const other = await layHour(app.database, { agencyId: gas.agencyId, day: MONDAY });
      expect((await declare(office, other)).status).to.equal(404);
      expect((await office.post(`/office/${gas.agencyId}/declare`, { hour: other })).status).to.equal(403);
      expect((await declare(office, 'no-such-hour')).status).to.equal(404);
      expect((await declare(office, '')).status).to.equal(422);
      expect((await office.post(`/agencies/${water.agencyId}/absences/new`, { personId: water.headId, kind: 'mission', from: '۱۴۰۵/۰۹/۰۹', to: '۱۴۰۵/۰۹/۰۹', fromClock: '', toClock: '', note: '' })).status).to.equal(303);
      expect((await declare(office)).text).to.include('عذر موجه ثبت شده است');
      const page = (await office.get(`/office/${water.agencyId}`)).text;
      expect(page).to.include('مأموریت، پیش از این ساعت ثبت شده است.').and.not.include('data-declare ');
      await app.database.direct('hours').where({ id: other }).update({ state: 'cancelled' });
      expect((await (await app.as(of('host', gas))).post(`/office/${gas.agencyId}/declare`, { hour: other })).status).to.equal(422);
    });

    it('is given the hour\'s secret around the hour alone, not kept anywhere, and no other office\'s', async () => {
      const path = `/office/${water.agencyId}/secret`;
      // Whoever sat idle for hours has been logged out: he enters anew.
      const ask = async (now: string) => {
        app.setNow(now);
        return (await app.as(of('manager_office', water))).get(path, { accept: 'application/json' });
      };
      expect((await ask(at('08:44'))).status).to.equal(409);
      const given = await ask(at('08:45'));
      expect(given.status).to.equal(200);
      expect(given.headers.get('cache-control')).to.equal('no-store');
      const { secret, hourId, now } = JSON.parse(given.text) as { secret: string; hourId: string; now: string };
      expect([hourId, now]).to.deep.equal([hour, at('08:45')]);
      expect(secret).to.match(/^[\w-]{43}$/);
      expect(createPresenceCodes(Buffer.alloc(32).toString('base64')).secretOf(hour), 'from the server\'s own secret').not.to.equal(secret);
      expect((await ask(at('12:14'))).status).to.equal(200);
      expect((await ask(at('12:15'))).status).to.equal(409);
      expect((await ask(at('10:00', '2026-12-01'))).status, 'the next day').to.equal(404);
      app.setNow(at('10:00'));
      expect((await (await app.as(of('host', gas))).get(path)).status).to.equal(403);
      expect((await (await app.as('inspection_head', 'inspector', 'operator')).get(path)).status).to.equal(403);
      expect((await app.anonymous().get(path, { accept: 'application/json' })).status).to.equal(401);
      expect((await (await app.as(of('manager_office', water))).get(`/office/${water.agencyId}`)).text).not.to.include(secret);
    });

    it('sees a report the moment it lands; one of not found is told to the manager alone', async () => {
      app.setNow(at('09:50'));
      const [manager, office, stranger] = [await app.as(of('host', water)), await app.as(of('manager_office', water)), await app.as(of('host', gas), 'inspection_head')];
      const [own, desk] = [screen(manager), screen(office)];
      const stream = `hour:${hour}`;
      for (const view of ['office-manager', 'office-office']) expect(await watch(screen(stranger), stream, view, -1)).to.deep.equal({ ok: false, code: 'forbidden' });
      expect(await watch(desk, stream, 'office-manager', -1)).to.deep.equal({ ok: false, code: 'forbidden' });
      const first = await watch(own, stream, 'office-manager', -1);
      expect((await watch(desk, stream, 'office-office', -1)).ok).to.equal(true);
      const after = first.ok ? (first.fragment?.seq ?? 0) : 0;
      const both = [pushed(own, 'office-manager', after), pushed(desk, 'office-office', after)];
      await visited(app, hour, 'not_found');
      const [told, silent] = await Promise.all(both);
      expect(told?.html).to.include('در بازدید ساعت ۹:۴۲ در دفتر نبودید. اگر علتی هست، تا پایان وقت اداری فردا بنویسید.');
      expect(silent?.html).to.include('هنوز گزارشی نیست').and.not.match(/نبود|بازدید/);
      const again = [pushed(own, 'office-manager', told?.seq ?? 0), pushed(desk, 'office-office', silent?.seq ?? 0)];
      await visited(app, hour, 'present', { reportId: 'r2', when: at('10:05') });
      for (const push of await Promise.all(again)) expect(push.html).to.include('بازرس حضور شما را در ساعت ۱۰:۰۵ ثبت کرد.');
    });

    it('asks the manager and not his office why he was not found; he writes it once, until the end of the next working day', async () => {
      await app.database.direct('hours').where({ id: hour }).delete();
      await notFound(app, water);
      app.setNow(at('13:00'));
      const [manager, office] = [await app.as(of('host', water)), await app.as(of('manager_office', water))];
      const path = `/office/${water.agencyId}`;
      const explain = (client: typeof manager, explanation: string) => client.post(`${path}/explain`, { hour, explanation });
      expect((await manager.get(path)).text).to.include('ثبت توضیح').and.include('در محل نبود (بررسی‌نشده)');
      expect((await office.get(path)).text).not.to.match(/ثبت توضیح|نبودید|در محل نبود/);
      expect((await explain(office, 'در جلسهٔ شورا بودم.')).status).to.equal(403);
      const short = await explain(manager, 'نه');
      expect(short.status).to.equal(422);
      expect(short.text).to.include('«توضیح» کوتاه است.').and.include('>نه</textarea>');
      app.setNow(at('23:00', '2026-12-01'));
      const late = await explain(await app.as(of('host', water)), 'در جلسهٔ شورا بودم.');
      expect(late.status).to.equal(422);
      expect(late.text).to.match(/مهلت پاسخ تا ۱۰ آذر ۱۴۰۵، ساعت [۰-۹:]+ بود و گذشته است/).and.include('در جلسهٔ شورا بودم.');
      app.setNow(at('13:10'));
      expect((await explain(manager, 'در جلسهٔ شورا بودم. <b>')).status).to.equal(303);
      expect((await hourRow(app, hour))['explanation']).to.equal('در جلسهٔ شورا بودم. <b>');
      expect((await explain(manager, 'باز هم می‌نویسم.')).status, 'once').to.equal(422);
      const events = await app.database.direct('events').where({ kind: 'hour_explained' });
      expect(events.length).to.equal(2);
      expect(JSON.stringify(events), 'what he wrote stands in no event').not.to.include('شورا');
    });

    it('names a substitute as the setting of the day allows, and the queue goes to his name', async () => {
      const office = await app.as(of('manager_office', water));
      const name = (personId: string) => office.post(`/office/${water.agencyId}/substitute`, { hour, personId, why: 'مأموریت' });
      expect((await name(water.deputyId)).text, 'only with the centre\'s agreement').to.include('با موافقت مرکز');
      const lay = (value: string) => app.database.direct('settings').insert({ id: `s-${value}`, name: 'substitutes', value: JSON.stringify(value), from_day: '2026-01-01', recorded_at: at('08:00'), recorded_by: office.userId ?? '' });
      await lay('deputies');
      const other = await startApp(app.database, at('08:40'));
      const client = await other.as(of('manager_office', water));
      const nameIn = (personId: string) => client.post(`/office/${water.agencyId}/substitute`, { hour, personId, why: 'مأموریت' });
      expect((await nameIn(gas.deputyId)).status).to.equal(422);
      expect((await nameIn(water.deputyId)).status).to.equal(303);
      expect(await hourRow(app, hour)).to.include({ substitute_id: water.deputyId, substitute_why: 'مأموریت' });
      const life = await app.database.direct('session_lives').where({ id: hour }).first();
      expect(life).to.include({ person_id: water.deputyId, substitute_for: water.headId });
      // The same by the centre at the session's own page: the hour's row, and its history, tell of it too.
      const acting = randomUUID();
      await app.database.direct('people').insert({ id: acting, honorific: 'khanom', name: 'زهرا نوروزی', ...nameKeysOf('زهرا نوروزی') });
      await app.database.direct('terms').insert({ id: randomUUID(), agency_id: water.agencyId, person_id: acting, post: 'معاون فنی', from_day: '2020-01-01', to_day: null });
      expect((await (await other.as('supervisor')).post(`/today/${hour}/substitute`, { personId: acting, why: 'بیماری معاون' })).status).to.equal(303);
      expect(await hourRow(app, hour)).to.include({ substitute_id: acting, substitute_why: 'بیماری معاون' });
      expect(await app.database.direct('events').where({ stream: `hour:${hour}`, kind: 'hour_substituted' })).to.have.length(2);
      // Whoever has registered that he will be away names the one who answers his callers.
      await app.database.direct('absences').insert({ id: 'away', person_id: water.headId, agency_id: water.agencyId, kind: 'mission', from_day: MONDAY, to_day: MONDAY, from_clock: null, to_clock: null, note: '', recorded_at: at('08:41'), recorded_by: 'u', withdrawn_at: null });
      expect((await nameIn(water.deputyId)).status).to.equal(303);
      expect(await hourRow(app, hour)).to.include({ substitute_id: water.deputyId });
      other.setNow(at('12:00'));
      const late = await (await other.as(of('manager_office', water))).post(`/office/${water.agencyId}/substitute`, { hour, personId: water.deputyId, why: 'مأموریت' });
      expect([late.status, late.text.includes('این ساعت حضور پایان یافته است.')], 'after the hour').to.deep.equal([422, true]);
      await other.stop();
    });

    it('leads to its own page, or to a list where several offices are in one person\'s hands', async () => {
      const one = await app.as(of('host', water));
      expect((await one.get('/office')).headers.get('location')).to.equal(`/office/${water.agencyId}`);
      const both = (await (await app.as(of('host', water), of('manager_office', gas))).get('/office')).text;
      expect(both).to.include(`/office/${water.agencyId}`).and.include(`/office/${gas.agencyId}`).and.include('ساعت حضوری در پیش نیست');
      expect((await one.get(`/office/${gas.agencyId}`)).status).to.equal(403);
    });
  });
});
