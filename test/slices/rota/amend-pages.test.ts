import { expect } from 'chai';
import { formatDay } from '../../../server/domain/jalali.ts';
import { placeValue } from '../../../server/rota/amend-forms.ts';
import type { PlannedSession } from '../../../server/domain/session.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';
import { NOW, published, UNTIL } from './amend-ground.ts';

const valueOf = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

onSqlite((fresh) => {
  describe('the pages on which a published programme is altered', () => {
    let app: TestApp | null = null;
    afterEach(async () => {
      await app?.stop();
      app = null;
    });
    const started = async () => {
      const database = await fresh();
      const p = await published(database, UNTIL, { count: 20 });
      app = await startApp(database, NOW);
      // The calendar of the reference data closes the first days of the year.
      const session = (await p.sessions()).find(({ day }) => day > '2020-04-04');
      return { p, app, session: session as PlannedSession, scheduler: await app.as('scheduler') };
    };
    const query = (fields: Readonly<Record<string, string>>): string => new URLSearchParams(fields).toString();

    it('show what a move comes to, make it once confirmed, and give the media their text', async () => {
      const { p, app: running, session, scheduler } = await started();
      const base = `/rota/sessions/${session.id}`;
      expect((await scheduler.get(base)).text).to.include('بردن به زمان دیگر').and.to.include('آنچه به مردم گفته شد');
      const to = await p.free(session.id);
      const asked = { kind: 'move', place: placeValue(to), reason: 'مأموریت مدیر' };
      const preview = await scheduler.get(`${base}/change?${query(asked)}`);
      expect(preview.status).to.equal(200);
      expect(preview.text).to.include('ثبت و انتشار نسخهٔ ۲').and.to.include('اکنون');
      expect((await p.sessions()).find(({ id }) => id === session.id)?.day, 'a look changes nothing').to.equal(session.day);
      const made = await scheduler.post(`${base}/change`, { ...asked, seen: valueOf(preview.text, 'seen') });
      expect(made.headers.get('location')).to.equal('/rota/versions/2?done=amended');
      const version = await running.anonymous().get('/timetable/2');
      expect(version.text).to.include('متن اصلاحیه برای رسانه‌ها').and.to.include('منتقل شد').and.to.include('مأموریت مدیر').and.to.include('\u2068');
      expect(version.text, 'nobody is led to pages that are not his').to.not.include('/rota/sessions/');
      const shown = await running.anonymous().get('/timetable');
      expect(shown.text).to.include('به جای').and.to.include('timetable-gone');
      const page = await scheduler.get(base);
      expect(page.text).to.include('اصلاح‌های این نوبت').and.to.include('در انتظار شمارهٔ نامه');
      const action = /action="(\/rota\/amendments\/[\w-]+\/letter)"/.exec(page.text)?.[1] ?? '';
      expect((await scheduler.post(action, { letterNo: '', letterDay: 'x' })).status).to.equal(422);
      expect((await scheduler.post(action, { letterNo: '۱۲۳/۹۹', letterDay: '1399/1/20' })).status).to.equal(303);
      expect((await running.anonymous().get('/timetable/2')).text).to.include('۱۲۳/۹۹');
    });

    it('say beside the field what is wrong, and keep what was typed', async () => {
      const { p, session, scheduler } = await started();
      const base = `/rota/sessions/${session.id}`;
      const other = (await p.sessions()).find(({ agencyId, day }) => agencyId !== session.agencyId && day > session.day);
      const typed = { kind: 'move', place: 'other', day: formatDay(other?.day ?? session.day), from: '۹', until: '۱۱', reason: 'تعطیلی ناگهانی' };
      const taken = await scheduler.get(`${base}/change?${query(typed)}`);
      expect(taken.status).to.equal(422);
      expect(taken.text).to.include('این جا در همین ساعت نوبت').and.to.include('value="تعطیلی ناگهانی"').and.to.include(`value="${typed.day}"`);
      const night = await scheduler.get(`${base}/change?${query({ ...typed, from: '۲', until: '۳' })}`);
      expect(night.text, 'it is the hour, not the day').to.include('این ساعت شدنی نیست؛ خارج از وقت اداری').and.to.not.include('این روز تعطیل است');
      expect((await scheduler.get(`${base}/change?${query({ ...typed, from: '۹', until: '۹:۰۱' })}`)).text).to.include('جلسه دست‌کم ۱۰ دقیقه است');
      expect((await scheduler.get(`${base}/change?${query({ ...typed, place: placeValue({ ...session, line: 21 }) })}`)).text, 'no template has so many lines').to.include('زمان تازه را برگزینید');
      const empty = await scheduler.get(`${base}/change?${query({ kind: 'move', place: 'other', day: '۳۱/۱۳', from: '', until: '۸', reason: '' })}`);
      expect(empty.status).to.equal(422);
      expect(empty.text).to.include('تاریخ درستی نیست').and.to.include('«دلیل» را بنویسید.');
      expect((await scheduler.get(`${base}/change?${query({ kind: 'move', place: 'other', day: '1399/02/01', from: '11', until: '9', reason: 'x' })}`)).text).to.include('پس از آغاز آن');
      expect((await scheduler.get(`${base}/change?${query({ kind: 'swap', otherId: session.id, reason: 'x' })}`)).text).to.include('جلسه را تنها با جلسهٔ دستگاه دیگری');
      expect((await scheduler.get(`${base}/change?${query({ kind: 'substitute', personId: 'nobody', reason: 'x' })}`)).status).to.equal(422);
      expect((await scheduler.get(`${base}/change?kind=explode`)).status).to.equal(400);
      expect((await scheduler.get('/rota/sessions/nothing')).status).to.equal(404);
      expect((await scheduler.get(`/rota/sessions/nothing/change?${query({ kind: 'cancel', reason: 'x' })}`)).status).to.equal(404);
      expect((await scheduler.post(`${base}/change`, { kind: 'cancel', reason: 'x', seen: 'of another time' })).text).to.include('در این میان کس دیگری');
      expect((await scheduler.post('/rota/amendments/nothing/letter', { letterNo: '۱' })).status).to.equal(404);
    });

    it('let an agency into a place that a cancellation has freed', async () => {
      const { p, session, scheduler } = await started();
      const cancel = { kind: 'cancel', reason: 'آلودگی هوا' };
      const seen = valueOf((await scheduler.get(`/rota/sessions/${session.id}/change?${query(cancel)}`)).text, 'seen');
      expect((await scheduler.post(`/rota/sessions/${session.id}/change`, { ...cancel, seen })).status).to.equal(303);
      expect((await scheduler.get(`/rota/sessions/${session.id}`)).text).to.include('این جلسه لغو شده است');
      const { agencyId } = session;
      expect((await scheduler.get('/rota/add')).text).to.include('دیدن جاهای خالی');
      const asked = { agency: agencyId ?? '', place: placeValue(session), reason: 'هوا پاک شد' };
      expect((await scheduler.get(`/rota/add?agency=${agencyId ?? ''}`)).text).to.include(placeValue(session));
      const preview = await scheduler.get(`/rota/add/change?${query(asked)}`);
      expect(preview.text).to.include('در برنامه نیست');
      expect((await scheduler.post('/rota/add', { ...asked, seen: valueOf(preview.text, 'seen') })).headers.get('location')).to.equal('/rota/versions/3?done=amended');
      expect((await p.sessions()).some((one) => one.day === session.day && one.agencyId === agencyId)).to.equal(true);
      expect((await scheduler.get(`/rota/add/change?${query({ ...asked, reason: '' })}`)).status).to.equal(422);
    });

    it('are read, and not used, by those who only see programmes', async () => {
      const { app: running, session } = await started();
      const governor = await running.as('governor');
      const page = await governor.get(`/rota/sessions/${session.id}`);
      expect(page.status).to.equal(200);
      expect(page.text).to.not.include('تغییر پس از انتشار');
      expect((await governor.get(`/rota/sessions/${session.id}/change?kind=cancel&reason=x`)).status).to.equal(403);
      expect((await governor.post(`/rota/sessions/${session.id}/change`, { kind: 'cancel', reason: 'x', seen: 'x' })).status).to.equal(403);
    });
  });
});
