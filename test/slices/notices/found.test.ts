import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { instant } from '../../../server/domain/calendar.ts';
import { noticeSteps, noticeStreams } from '../../../server/notices/steps.ts';
import { noticeLookup } from '../../../server/notices/lookup.ts';
import { onBothDatabases } from '../../support/database.ts';
import { layHour } from '../../support/hours.ts';
import { noticeGround, type NoticeGround } from './ground.ts';

onBothDatabases((_name, fresh) => {
  describe('the grounds of notices', () => {
    let g: NoticeGround;
    beforeEach(async () => { g = await noticeGround(fresh); });
    afterEach(() => g.app.stop());

    const rows = async (table: 'notices' | 'notice_grounds'): Promise<number> => (await g.app.database.direct(table)).length;
    /** A published meeting of the agency, 9 to 11. */
    const meeting = async (on: string, more: object = {}): Promise<string> => {
      const id = randomUUID();
      await g.app.database.direct('sessions').insert({
        id, draft_id: g.own.draftId, kind: 'electronic_meeting', day: on, from_clock: '09:00', to_clock: '11:00', zone: 'Asia/Tehran', starts_at: `${on}T05:30:00.000Z`, line: 1, agency_id: g.own.agencyId, person_id: g.own.personId,
        post: 'مدیرکل', state: 'published', pinned: 0, pin_reason: null, empty_reason: null, why: '{}', rev: 1, version: 1, ...more,
      });
      return id;
    };
    const live = (id: string, on: string, more: object = {}) =>
      g.app.database.direct('session_lives').insert({
        id, kind: 'electronic_meeting', agency_id: g.own.agencyId, person_id: g.own.personId, host_honorific: 'agha', host_name: 'نام', post: 'مدیرکل', day: on, from_clock: '09:00', to_clock: '11:00', zone: 'Asia/Tehran', line: 1,
        starts_at: `${on}T05:30:00.000Z`, ends_at: `${on}T07:30:00.000Z`, state: 'closed', rev: 1, away_seconds: 0, ...more,
      });

    it('propose nothing to a body outside the governor\'s authority, whatever is confirmed', async () => {
      await g.app.database.direct('agencies').where({ id: g.own.agencyId }).update({ may_be_given_notice: 0, flags_why: 'قوهٔ قضائیه' });
      expect(await g.confirm('2026-11-16')).to.equal(null);
      await meeting('2026-11-15');
      for (let at = 0; at < 8; at += 1) await lateRequest(at);
      expect((await g.head.get('/notices/missed')).text).to.contain('جلسهٔ برگزارنشده‌ای نمانده است');
      expect((await g.head.get('/notices/overdue')).text).to.contain('دستگاهی با این شمار پاسخ معوق نیست');
      expect((await g.head.post('/notices/commend', { agency: g.own.agencyId })).status).to.equal(409);
      expect([await rows('notices'), await rows('notice_grounds')]).to.deep.equal([0, 0]);
    });

    it('are no complaints of citizens, however many there are', async () => {
      const { direct } = g.app.database;
      for (let at = 0; at < 40; at += 1) {
        await direct('absence_complaints').insert({ id: randomUUID(), agency_id: g.own.agencyId, day: '2026-11-16', channel: 'phone', note: 'در دفتر نبود', recorded_at: '2026-11-16T08:00:00.000Z', recorded_by: 'x', rev: 1 });
      }
      const empty = { '/notices': 'نامه‌ای نیست', '/notices/missed': 'جلسهٔ برگزارنشده‌ای نمانده است', '/notices/overdue': 'دستگاهی با این شمار پاسخ معوق نیست', '/notices/commend': 'مدیری با این شمار حضور پیاپی نیست' };
      for (const [path, words] of Object.entries(empty)) expect((await g.head.get(path)).text, path).to.contain(words);
      expect([await rows('notices'), await rows('notice_grounds')]).to.deep.equal([0, 0]);
    });

    it('find a meeting to which nobody came, and propose a step when the head confirms it', async () => {
      const missed = await meeting('2026-11-15');
      const [came, stood, cancelled, ahead] = [await meeting('2026-11-14'), await meeting('2026-11-13', { substitute_id: g.other.personId }), await meeting('2026-11-12'), await meeting('2026-11-30')];
      await live(came, '2026-11-14', { host_arrived_at: '2026-11-14T05:31:00.000Z' });
      await live(cancelled, '2026-11-12', { state: 'cancelled' });
      await live(stood, '2026-11-13', { substitute_for: g.own.personId, substitute_why: 'مأموریت' });
      const list = (await g.head.get('/notices/missed')).text;
      expect(list).to.contain(`session:${missed}`);
      for (const id of [came, stood, cancelled, ahead]) expect(list).not.to.contain(id);
      const answer = await g.head.post(`/notices/missed/session:${missed}/confirm`);
      expect(answer.headers.get('location')).to.match(/^\/notices\/[\w-]+\?done=proposed$/);
      expect((await g.head.post(`/notices/missed/session:${missed}/confirm`)).status, 'it is judged').to.equal(409);
      expect((await g.head.get('/notices/missed')).text).not.to.contain(missed);
      const [notice] = await g.app.database.direct('notices');
      expect([notice?.ground, notice?.step]).to.deep.equal(['missed_session', 'explanation']);
    });

    it('do not find the meeting of whoever was excused beforehand, or was laid aside', async () => {
      const [excused, aside] = [await meeting('2026-11-15'), await meeting('2026-11-16')];
      await g.app.database.direct('absences').insert({ id: 'leave', person_id: g.own.personId, agency_id: g.own.agencyId, kind: 'mission', from_day: '2026-11-15', to_day: '2026-11-15', from_clock: null, to_clock: null, note: '', recorded_at: '2026-11-10T06:00:00.000Z', recorded_by: 'x', withdrawn_at: null });
      expect((await g.head.get('/notices/missed')).text).to.contain(aside).and.not.to.contain(excused);
      expect((await g.head.post(`/notices/missed/session:${aside}/aside`, { reason: '' })).status).to.equal(422);
      expect((await g.head.post(`/notices/missed/session:${aside}/aside`, { reason: 'خط تلفن مرکز قطع بود' })).status).to.equal(303);
      expect((await g.head.get('/notices/missed')).text).not.to.contain(aside);
      expect(await rows('notices')).to.equal(0);
    });

    async function lateRequest(at: number): Promise<void> {
      await g.app.database.direct('requests').insert({
        id: randomUUID(), tracking_code: `99${String(at).padStart(11, '0')}`, state: 'referred', kind: 'complaint', topic_id: null, agency_id: g.own.agencyId, summary: 'خلاصه', honorific: null, name: null, county_id: null,
        identity_kind: 'none', identity: null, identity_index: null, phone: null, phone_index: null, confidential: 0, channel: 'phone', call_id: null, session_id: null, registered_at: '2026-11-01T06:00:00.000Z', registered_by: null,
        due_day: '2026-11-12', referred_at: '2026-11-01T06:00:00.000Z', answered_at: null, closed_at: null, mother_id: null, followers: 0, rev: 1,
      });
    }

    it('find overdue answers from so many on as the ladder says, each request once', async () => {
      for (let at = 0; at < 4; at += 1) await lateRequest(at);
      expect((await g.head.get('/notices/overdue')).text).to.contain('نیست');
      await lateRequest(4);
      const list = (await g.head.get('/notices/overdue')).text;
      expect(list).to.contain('۵ درخواست');
      const key = `requests:${g.own.agencyId}.2026-11-22`;
      const answer = await g.head.post(`/notices/overdue/${key}/confirm`);
      expect(answer.status).to.equal(303);
      const page = await g.head.get((answer.headers.get('location') ?? '').split('?')[0] ?? '');
      expect(page.text).to.contain('کدهای رهگیری').and.to.contain('۹۹۰۰۰۰۰۰۰۰۰۰۴');
      await g.setNow('2026-11-23T06:00:00.000Z');
      expect((await g.head.get('/notices/overdue')).text, 'they were counted').to.contain('دستگاهی با این شمار پاسخ معوق نیست');
    });

    it('fall when they are excused after they were confirmed', async () => {
      const id = await g.confirm('2026-11-16') ?? '';
      const event = { kind: 'hour', id: `hour-${g.own.agencyId}-2026-11-16` } as const;
      const resting = await noticeLookup(g.app.database.reads).restingOn(event);
      expect(resting).to.deep.equal([id]);
      await g.app.writer.submit({
        key: randomUUID(), bodyHash: '', actor: null, at: '2026-11-22T06:00:00.000Z', streams: noticeStreams(...resting),
        apply: async (tx) => { await noticeSteps(tx).takeBack(event, instant('2026-11-22T06:00:00.000Z'), null); return {}; },
      });
      expect((await g.notice(id)).state).to.equal('declined');
      const next = await g.confirm('2026-11-21') ?? '';
      expect((await g.notice(next)).evidence.map(({ day }) => day)).to.deep.equal(['2026-11-21']);
    });

    it('are proposed once, however many confirm them at once', async () => {
      const all = await Promise.all(Array.from({ length: 6 }, () => g.confirm('2026-11-16')));
      expect(all.filter((id) => id !== null)).to.have.length(1);
      expect([await rows('notices'), await rows('notice_grounds')]).to.deep.equal([1, 1]);
    });

    it('commend whom so many visits found at his desk, and whom the head chooses', async () => {
      for (let week = 0; week < 12; week += 1) {
        const on = new Date(Date.UTC(2026, 10, 16 - 7 * week)).toISOString().slice(0, 10);
        await layHour(g.app.database, { agencyId: g.own.agencyId, day: on, presence: 'verified', seenAt: instant(`${on}T06:12:00.000Z`) });
      }
      expect((await g.head.get('/notices/commend')).text, 'the last visit did not find him').to.contain('مدیری با این شمار حضور پیاپی نیست');
      await g.app.database.direct('hours').where({ id: g.own.hourId }).update({ presence: 'no_report' });
      expect((await g.head.get('/notices/commend')).text).to.contain('۱۲ بازدید پیاپی');
      const made = await g.head.post('/notices/commend', { agency: g.own.agencyId });
      const id = /\/notices\/([\w-]+)\?/.exec(made.headers.get('location') ?? '')?.[1] ?? '';
      expect((await g.notice(id)).evidence).to.have.length(12);
      expect((await g.head.get('/notices/commend')).text, 'not twice for the same').to.contain('مدیری با این شمار حضور پیاپی نیست');
      for (const [act, fields] of [['issue', { body: 'از حضور پیوستهٔ شما سپاسگزاریم.' }], ['number', { letterNo: '۹', letterDay: '۱۴۰۵/۰۹/۰۱' }]] as const) expect((await g.act(id, act, fields)).status).to.equal(303);
      expect((await g.manager.post(`/mine/notices/${id}/open`)).status).to.equal(303);
      const read = await g.manager.get(`/mine/notices/${id}`);
      expect(read.text).to.contain('سپاسگزاریم').and.not.to.contain('فرستادن پاسخ').and.not.to.contain('مهلت پاسخ');
      expect((await g.head.post('/notices/commend', { agency: g.other.agencyId })).status).to.equal(303);
      expect((await g.head.post('/notices/commend', { agency: g.other.agencyId })).status, 'from a second window').to.equal(409);
    });
  });
});
