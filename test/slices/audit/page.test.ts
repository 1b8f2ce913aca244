import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { startApp, type TestApp } from '../../support/app.ts';
import type { Client } from '../../support/client.ts';
import { onBothDatabases } from '../../support/database.ts';
import { layPlace, type Place } from '../../support/place.ts';
import { olderOf, record, seenText, sentencesOf } from './ground.ts';

const AZAR = (day: number, minute = 0): string => `2026-11-${String(21 + day).padStart(2, '0')}T06:${String(minute).padStart(2, '0')}:00.000Z`;

onBothDatabases((_name, fresh) => {
  describe('the record of changes', () => {
    let app: TestApp;
    let place: Place;
    let scheduler: Client;
    beforeEach(async () => {
      app = await startApp(await fresh());
      place = await layPlace(app.database);
      scheduler = await app.as('scheduler');
    });
    afterEach(() => app.stop());

    const audit = async (query: Record<string, string> = {}, client = scheduler) => {
      const answer = await client.get(`/audit?${new URLSearchParams(query).toString()}`);
      expect(answer.status, JSON.stringify(app.logged.at(-1))).to.equal(200);
      return answer;
    };

    it('keeps from the scheduler where inspectors have just been, and complaints from all but those who weigh them', async () => {
      await record(app, [
        { stream: `findings:${place.agencyId}`, kind: 'finding_opened', data: { agencyId: place.agencyId, before: null, after: { item: 'notice_board' } } },
        { stream: 'complaints', kind: 'complaint_registered', data: { agencyId: place.agencyId } },
      ]);
      const told = async (role: 'scheduler' | 'governor' | 'inspection_head', query = {}): Promise<readonly string[]> => sentencesOf(await audit(query, await app.as(role)));
      const [scheduler_, governor, head] = [await told('scheduler'), await told('governor'), await told('inspection_head')];
      expect([scheduler_.length, governor.length, head.length]).to.deep.equal([head.length - 2, head.length - 1, head.length]);
      expect(governor.filter((one) => !scheduler_.includes(one)).join()).to.include('پس از بازدید ثبت شد.');
      for (const query of [{ thing: 'inspections' }, { agency: place.agencyId }, { about: place.agencyId }]) expect((await told('scheduler', query)).join()).not.to.include('پس از بازدید');
    });

    it('tells who changed what, when, and from what to what', async () => {
      const changed = await scheduler.post('/settings/least_gap_days', { value: '۲۱', effective: '۱۴۰۵/۰۹/۰۱', seen: '' });
      expect(changed.headers.get('location')).to.equal('/settings?done=saved');
      const text = seenText(await audit());
      expect(text).to.include('تنظیم «کمترین فاصلهٔ دو نوبت» از یکشنبه ۱ آذر ۱۴۰۵ تغییر کرد.');
      expect(text).to.match(/یکشنبه ۱ آذر ۱۴۰۵ [^]*۹:۳۰ آزمون \S+ ، مسئول برنامه/);
      expect(text).to.match(/کمترین فاصلهٔ دو نوبت : از ۱۴ روز به ۲۱ روز/);
      // The thing's own page says the same.
      expect(seenText(await scheduler.get('/settings/least_gap_days'))).to.match(/تاریخچهٔ تغییرها [^]*۱ آذر ۱۴۰۵، ساعت ۹:۳۰/);
      expect(seenText(await scheduler.get('/settings/approver'))).to.include('هنوز تغییری ثبت نشده است.');
    });

    it('tells the number of a version\'s letter from that of an approval', async () => {
      await record(app, [{ stream: 'versions', kind: 'letter_recorded', data: { version: 7, before: { letterNo: null, letterDay: null }, after: { letterNo: '12/99', letterDay: '2026-11-22' } }, actor: scheduler.userId, at: AZAR(1) }]);
      const text = seenText(await audit({ thing: 'rota' }));
      expect(text).to.include('شمارهٔ نامهٔ نسخهٔ ۷ برنامه ثبت شد.').and.include('شمارهٔ نامه');
      expect(text).not.to.include('نامعلوم');
    });

    it('is filtered by thing, person, days, agency and words', async () => {
      const other = await layPlace(app.database);
      const chief = await app.as('administrator');
      await record(app, [
        { stream: `agency:${place.agencyId}`, kind: 'absence_registered', data: { before: null, after: { name: 'کاوه احمدی', kind: 'leave' } }, actor: scheduler.userId, at: AZAR(1) },
        { stream: `agency:${other.agencyId}`, kind: 'term_added', data: { before: null, after: { name: 'نوید', post: 'مدیرکل' } }, actor: chief.userId, at: AZAR(2) },
        { stream: 'calendar', kind: 'holiday_added', data: { before: null, after: { title: 'عید فطر', day: '2026-12-01' } }, actor: chief.userId, at: AZAR(3) },
        { stream: `demand:1405`, kind: 'demand_changed', data: { year: 1405, measure: 'calls', changes: [{ agencyId: place.agencyId, month: 2, before: 1, after: 2 }] }, at: AZAR(4) },
      ]);
      const told = async (query: Record<string, string>): Promise<string[]> => sentencesOf(await audit(query)).map((one) => one.split(' ')[0] ?? '');
      expect(await told({})).to.deep.equal(['«تماس', 'مناسبت', 'دورهٔ', 'غیبت']);
      expect(await told({ thing: 'agencies' })).to.deep.equal(['دورهٔ', 'غیبت']);
      expect(await told({ thing: 'calendar' })).to.deep.equal(['مناسبت']);
      expect(await told({ who: chief.userId ?? '' })).to.deep.equal(['مناسبت', 'دورهٔ']);
      expect(await told({ who: 'system' })).to.deep.equal(['«تماس']);
      expect(await told({ from: '۱۴۰۵/۰۹/۰۲', to: '۱۴۰۵/۰۹/۰۳' })).to.deep.equal(['مناسبت', 'دورهٔ']);
      expect(await told({ agency: place.agencyId })).to.deep.equal(['«تماس', 'غیبت']);
      expect(await told({ q: 'عيد فطر' })).to.deep.equal(['مناسبت']);
      expect(await told({ q: 'مرخصی کاوه' })).to.deep.equal(['غیبت']);
      expect(await told({ about: place.agencyId, thing: 'demand' })).to.deep.equal(['«تماس']);
      expect(await told({ q: 'چنین‌چیزی' })).to.deep.equal([]);
    });

    it('is read page by page: every entry once, the newest first, also where many are of one instant', async () => {
      await record(app, Array.from({ length: 75 }, (_, index) => ({ stream: `demand:${1300 + (index % 3)}`, kind: 'demand_laid_in', data: { year: 1405, rows: index + 1 }, at: AZAR(1, Math.floor(index / 25)) })));
      const seen: string[] = [];
      let next: string | null = '/audit?thing=demand';
      for (let pages = 0; next !== null && pages < 9; pages += 1) {
        const answer = await scheduler.get(next);
        seen.push(...sentencesOf(answer));
        next = olderOf(answer);
      }
      expect(seen.length).to.equal(75);
      expect(new Set(seen).size).to.equal(75);
      const words: string[] = [];
      next = `/audit?q=${encodeURIComponent('نوشته شد')}`;
      for (let pages = 0; next !== null && pages < 9; pages += 1) {
        const answer = await scheduler.get(next);
        words.push(...sentencesOf(answer));
        next = olderOf(answer);
      }
      expect(words).to.deep.equal(seen);
    });

    it('holds nothing of citizens, of calls, or of people coming and going', async () => {
      const [session, request] = [randomUUID(), randomUUID()];
      await record(app, [
        { stream: `session:${session}`, kind: 'call_queued', data: { after: { name: 'متقاضی پنهان' } } },
        { stream: 'centre', kind: 'call_queued', data: { callId: session } },
        { stream: `call:${session}`, kind: 'call_revealed', data: {} },
        { stream: `request:${request}`, kind: 'request_registered', data: { after: { id: request } } },
        { stream: `inbox:centre`, kind: 'request_registered', data: { id: request } },
        { stream: `notes:${session}`, kind: 'note_saved', data: {} },
        { stream: `commitments:${place.agencyId}`, kind: 'commitment_made', data: {} },
        { stream: `user:${scheduler.userId ?? ''}`, kind: 'login_started', data: { ip: '10.0.0.7', device: 'Mozilla' } },
        { stream: `user:seat-${session}`, kind: 'seat_taken', data: {} },
      ]);
      const answer = await audit();
      expect(sentencesOf(answer)).to.deep.equal([]);
      expect(sentencesOf(await audit({ about: session }))).to.deep.equal([]);
      expect(sentencesOf(await audit({ thing: 'other' }))).to.deep.equal([]);
    });

    it('never shows a secret or a whole number of a person, whatever an event holds', async () => {
      const [hash, token, sealed] = ['9'.repeat(64), 'Zq3_'.repeat(11), 's1.abc.def.ghi'];
      await record(app, [
        { stream: 'machine', kind: 'unheard_of', data: { before: null, after: { passwordHash: 'argon-one', key: 'key-one', note: hash, other: token, nationalCode: '0012345679', phone: '+989131234567', sealed, line: '09137654321', reason: 'با ۰۹۱۳۱۲۳۴۵۶۷ یا 0084575948 هماهنگ شد' } } },
        { stream: `agency:${place.agencyId}`, kind: 'agency_changed', data: { before: { directLine: null }, after: { directLine: '+983132234455', token: 'token-one' } } },
        { stream: `user:${scheduler.userId ?? ''}`, kind: 'user_changed', data: { before: { name: 'الف' }, after: { name: 'ب' }, nationalCode: 'written', phone: 'removed' } },
      ]);
      const { text } = await audit();
      for (const secret of [hash, token, sealed, 'argon-one', 'key-one', 'token-one', '0012345679', '۰۰۱۲۳۴۵۶۷۹', '9131234567', '۹۱۳۱۲۳۴۵۶۷', '7654321', '۷۶۵۴۳۲۱', '۳۲۲۳۴۴۵۵', '32234455', '۰۰۸۴۵۷۵۹۴۸', '0084575948']) {
        expect(text.includes(secret), secret).to.equal(false);
      }
      const seen = seenText({ text });
      expect(seen).to.match(/تلفن مستقیم : ۰۳۱\S* •••• \S*۵۵/).and.include('کد ملی : نوشته شد').and.include('تلفن : پاک شد').and.include('هماهنگ شد');
    });

    it('tells an event that it has no words for, by its code, and one that it cannot read at all', async () => {
      await record(app, [{ stream: 'machine', kind: 'comet_sighted', data: { after: { colour: 'سرخ' } } }]);
      await app.database.direct('events').insert({ stream: 'settings', seq: 900, at: AZAR(5), actor: null, key: 'k', kind: 'setting_changed', data: '{not json', hash: 'h' });
      await app.database.direct('events').insert({ stream: 'versions', seq: 900, at: AZAR(5, 1), actor: 'gone', key: 'k', kind: 'version_published', data: '{"after":{"changes":[{"kind":"moved"}],"until":"9999-99-99"}}', hash: 'h' });
      const answer = await audit();
      expect(answer.text).to.include('<bdi dir="ltr" class="change-code">comet_sighted</bdi>').and.match(/<bdi dir="ltr">colour<\/bdi>/);
      expect(seenText(answer)).to.include('سرخ').and.include('نامعلوم');
      expect(sentencesOf(answer).length).to.equal(3);
    });

    it('prints names as text, whoever thought of them', async () => {
      const hostile = '<img src=x onerror=alert(1)>"\'&\u202Eکلک';
      await app.database.direct('people').update({ name: hostile });
      await app.database.direct('agencies').update({ short_name: hostile });
      await record(app, [{ stream: `agency:${place.agencyId}`, kind: 'term_changed', data: { before: { name: hostile, post: hostile }, after: { name: hostile, post: `${hostile}۲`, [hostile]: hostile } }, actor: scheduler.userId }]);
      for (const path of ['/audit', `/agencies/${place.agencyId}`]) {
        const { text } = await scheduler.get(path);
        expect(text, path).not.to.match(/<img|onerror=alert\(1\)>"/);
        expect(text).to.include('&lt;img src=x');
        // What turns the direction stands within what sets it apart.
        for (const [, inside] of text.matchAll(/<p class="change-sentence">([\s\S]*?)<\/p>/g)) expect((inside ?? '').replace(/\u2068[^\u2069]*\u2069/g, '')).not.to.include('\u202E');
      }
    });

    it('is for those who may see it, on the things\' own pages too', async () => {
      await record(app, [{ stream: `agency:${place.agencyId}`, kind: 'agency_changed', data: { before: { name: 'کهنه' }, after: { name: 'نو' } } }]);
      const operator = await app.as('operator');
      expect((await operator.get('/audit')).status).to.equal(403);
      const theirs = await operator.get(`/agencies/${place.agencyId}`);
      expect(theirs.status).to.equal(200);
      expect(theirs.text).not.to.include('تاریخچهٔ تغییرها');
      const governor = await app.as('governor');
      expect((await governor.get(`/agencies/${place.agencyId}`)).text).to.include('تاریخچهٔ تغییرها');
      const administrator = await app.as('administrator');
      for (const path of [`/users/${scheduler.userId ?? ''}`, '/demand', '/settings/approver']) {
        const answer = await administrator.get(path);
        expect(answer.status, path).to.equal(200);
        expect(answer.text, path).to.include('تاریخچهٔ تغییرها');
      }
    });

    it('keeps why somebody is away from those who may not register it', async () => {
      await record(app, [{ stream: `agency:${place.agencyId}`, kind: 'absence_registered', data: { before: null, after: { name: 'کاوه', kind: 'sickness', note: 'بیمارستان مهر' } } }]);
      expect(seenText(await audit())).to.include('بیمارستان مهر');
      const governor = await app.as('governor');
      expect(seenText(await audit({}, governor))).to.include('بیماری').and.not.include('بیمارستان');
      expect(sentencesOf(await audit({ q: 'بیمارستان' }, governor))).to.deep.equal([]);
    });

    it('takes any address calmly', async () => {
      for (const query of ['after=x', 'after=2026-11-22T06:00:00.000Z/a/99999999999', 'about=a&about=b&about=c', 'thing=__proto__', 'who=%27%20or%201=1', 'from=1405/13/40&to=9999-12-31', 'q=%25%5C_', 'q[]=a', `q=${'ی'.repeat(700)}`, 'agency=%25']) {
        expect((await scheduler.get(`/audit?${query}`)).status, query).to.equal(200);
      }
    });
  });
});
