import { expect } from 'chai';
import { fromJalali, formatDay, lastOfMonth } from '../../../server/domain/jalali.ts';
import type { Role } from '../../../server/domain/permission.ts';
import { onSqlite } from '../../support/database.ts';
import { absent, command, FROM, TO } from './ground.ts';
import { running } from './running.ts';

const UNTIL = lastOfMonth({ year: 1399, month: 1 });

describe('the pages of programmes', () => {
  onSqlite((fresh) => {
    const started = running(fresh);

    it('go from a horizon over approval and invitation to a public timetable, by plain forms', async () => {
      const { g, app: running } = await started();
      const [scheduler, head] = [await running.as('scheduler'), await running.as('inspection_head')];
      expect((await scheduler.get('/rota')).text).to.include('هنوز برنامه‌ای تنظیم نشده است');
      const horizon = { from: '۱۳۹۹/۱/۱', to: '1399-03-31' };
      const prospect = await scheduler.post('/rota/drafts/new', horizon);
      expect(prospect.status).to.equal(200);
      expect(prospect.text).to.include('امتیاز هر دستگاه = ');
      const drawn = await scheduler.post('/rota/drafts', horizon);
      expect(drawn.status).to.equal(303);
      const base = (drawn.headers.get('location') ?? '').split('?')[0] ?? '';
      const draftId = base.split('/').at(-1) ?? '';
      expect((await scheduler.get('/rota')).headers.get('location')).to.equal(base);
      expect((await scheduler.get(base)).text).to.include('ساعت حضور مدیران').and.to.include('تعطیل: روز جمهوری اسلامی');
      const seen = async () => String((await g.programmes.byId(draftId))?.rev);
      expect((await scheduler.post(`${base}/submit`)).status, 'a step says what was seen').to.equal(400);
      expect((await scheduler.post(`${base}/submit`, { seen: await seen() })).status).to.equal(303);
      expect((await head.get(base)).text).to.include('تأیید برنامه');
      expect((await head.post(`${base}/return`, { seen: await seen(), reason: '' })).status).to.equal(422);
      expect((await head.post(`${base}/approve`, { seen: await seen(), letterNo: '۱۲۳/۹۹', letterDay: '۱۳۹۹/۰۱/۰۵' })).status).to.equal(303);
      const denied = await scheduler.post(`${base}/publish`, { seen: await seen(), until: formatDay(UNTIL) });
      expect(denied.status).to.equal(422);
      expect(denied.text).to.include('هنوز دعوت‌نامه فرستاده نشده است');
      expect((await scheduler.post(`${base}/invite`, { until: formatDay(UNTIL) })).status).to.equal(303);
      const unanswered = await scheduler.post(`${base}/publish`, { seen: await seen(), until: formatDay(UNTIL) });
      expect(unanswered.text).to.include('هنوز پذیرفته نشده است');
      const published = await scheduler.post(`${base}/publish`, { seen: await seen(), until: formatDay(UNTIL), despiteUnanswered: '1', despiteEmpty: '1', note: 'نخستین برنامه' });
      expect(published.headers.get('location')).to.equal('/rota/versions/1?done=published');
      const visitor = running.anonymous();
      const timetable = await visitor.get('/timetable?month=1399-01');
      expect(timetable.status).to.equal(200);
      expect(timetable.text).to.include('نسخهٔ ۱').and.to.include('نخستین برنامه').and.to.include('شمارهٔ ۱۱۱');
      expect(timetable.text, 'a citizen learns nothing of shares').to.not.include('برگزارشده');
      expect((await visitor.get('/timetable?month=1399-02')).text, 'what is foreseen was asked of nobody yet').to.include('هنوز برنامه‌ای منتشر نشده است').and.to.not.include('پیش‌بینی');
      expect((await visitor.get('/timetable/1')).text, 'a first version corrects nothing').to.not.include('تغییر نسبت به نسخهٔ پیش');
      expect((await visitor.get('/timetable/1')).status).to.equal(200);
      expect((await visitor.get('/timetable/2')).status).to.equal(404);
      expect((await scheduler.get('/shares')).text).to.include('حد نظری');
      expect((await g.board.see(draftId)).draft.letterNo).to.equal('۱۲۳/۹۹');
    });

    it('answer a script in JSON: the move, the refusal, the conflicts', async () => {
      const { g, app: running } = await started();
      const draftId = await g.draft();
      const scheduler = await running.as('scheduler');
      const { sessions } = await g.board.see(draftId);
      const [from] = sessions;
      const base = `/rota/drafts/${draftId}`;
      const answer = await scheduler.get(`${base}/conflicts?slot=${from?.id}&agency=${from?.agencyId}`, { accept: 'application/json' });
      const { conflicts } = JSON.parse(answer.text) as { conflicts: Record<string, string | null> };
      const good = sessions.find(({ id, agencyId }) => conflicts[id] === null && agencyId !== from?.agencyId);
      const bad = sessions.find(({ id }) => typeof conflicts[id] === 'string');
      const move = (to: typeof good, rev: number) => scheduler.postJson(`${base}/move`, { slot: from?.id, to: to?.id, revs: { from: rev, to: to?.rev } });
      const refusedMove = await move(bad, 1);
      expect(refusedMove.status).to.equal(409);
      expect(JSON.parse(refusedMove.text)).to.include({ code: 'slot_conflict' });
      const moved = await move(good, 1);
      expect(JSON.parse(moved.text)).to.include({ ok: true });
      const late = await move(good, 1);
      expect(JSON.parse(late.text)).to.include({ code: 'slot_changed' });
      expect((await scheduler.postJson(`${base}/undo`)).status).to.equal(200);
      expect(JSON.parse((await scheduler.postJson(`${base}/undo`)).text)).to.include({ code: 'nothing_to_undo' });
      const empty = await scheduler.postJson(`${base}/pin`, { session: from?.id, reason: '' });
      expect(empty.status).to.equal(422);
    });

    it('record the letter of an approval when its number is known', async () => {
      const { g, app: running } = await started();
      const draftId = await g.draft();
      await g.approval.submit({ draftId, seen: null }, command(g.scheduler.id));
      await g.approval.approve({ draftId, seen: null }, { letterNo: null, letterDay: null }, g.head, command(g.head.id));
      const base = `/rota/drafts/${draftId}`;
      const scheduler = await running.as('scheduler');
      expect((await scheduler.get(base)).text).to.include('در انتظار شمارهٔ نامه').and.to.include(`href="${base}/letter"`);
      const form = await scheduler.get(`${base}/letter`);
      const seen = /name="seen" value="(\d+)"/.exec(form.text)?.[1] ?? '';
      expect((await scheduler.post(`${base}/letter`, { seen, letterNo: '', letterDay: '۱۳۹۹/۱۳/۰۱' })).status).to.equal(422);
      expect((await (await running.as('supervisor')).post(`${base}/letter`, { seen, letterNo: '۱', letterDay: '۱۳۹۹/۰۱/۰۵' })).status).to.equal(403);
      expect((await scheduler.post(`${base}/letter`, { seen, letterNo: '۷۷/۹۹', letterDay: '۱۳۹۹/۰۱/۰۵' })).status).to.equal(303);
      expect((await scheduler.get(base)).text).to.include('نامهٔ تأیید: ۷۷/۹۹');
    });

    it('move a card by a plain form that says what it showed, and refuse one that does not', async () => {
      const { g, app: running } = await started();
      const draftId = await g.draft();
      const scheduler = await running.as('scheduler');
      const [from] = (await g.board.see(draftId)).sessions;
      const base = `/rota/drafts/${draftId}`;
      const page = await scheduler.get(`${base}/explain/${from?.id}`);
      const target = /<option value="([\w-]+@\d+)"(?![^>]*disabled)/.exec(page.text)?.[1] ?? '';
      expect((await scheduler.post(`${base}/move`, { slot: from?.id ?? '', to: target.split('@')[0] ?? '' })).status).to.equal(422);
      expect((await scheduler.post(`${base}/move`, { slot: from?.id ?? '', rev: String(from?.rev), to: target })).status).to.equal(303);
      const late = await scheduler.post(`${base}/move`, { slot: from?.id ?? '', rev: String(from?.rev), to: target });
      expect(late.status).to.equal(422);
      expect(late.text).to.include('چیزی بازنویسی نشد');
      expect((await scheduler.post(`${base}/redraw`)).status).to.equal(400);
    });

    it('explain a session to staff with those passed over, and to its manager without them', async () => {
      const { g, app: running } = await started();
      for (const away of g.agencies.slice(-2)) await absent(g.database, away.headId, FROM, fromJalali(1399, 2, 10));
      const draftId = await g.draft();
      await g.approve(draftId);
      await g.invitations.invite(draftId, TO, command(g.scheduler.id));
      const { sessions } = await g.board.see(draftId);
      const passed = sessions.find(({ why }) => (why?.passedOver.length ?? 0) > 0);
      const staff = await (await running.as('scheduler')).get(`/rota/drafts/${draftId}/explain/${passed?.id}`);
      expect(staff.text).to.match(/تماس در ۳۰ روز پیش از آغاز برنامه/).and.to.include('نوبتشان زودتر بود');
      const host = await running.as({ role: 'host', agencyId: passed?.agencyId ?? '', countyId: null });
      const own = await host.get('/mine');
      expect(own.text).to.match(/تماس در ۳۰ روز پیش از آغاز برنامه/);
      expect(own.text).to.not.include('نوبت محفوظ است').and.to.not.include('زودتر بود');
      expect((await host.get(`/rota/drafts/${draftId}`)).status).to.equal(403);
      const [invitation] = (await g.board.see(draftId)).invitations.filter(({ agencyId }) => agencyId === passed?.agencyId);
      expect((await host.postJson(`/mine/invitations/${invitation?.id}/seen`)).status).to.equal(200);
      expect((await host.post(`/mine/invitations/${invitation?.id}/ask-change`, { reason: '' })).status).to.equal(422);
      expect((await host.post(`/mine/invitations/${invitation?.id}/accept`)).status).to.equal(303);
      const other = g.agencies.find(({ id }) => id !== passed?.agencyId);
      const stranger = await running.as({ role: 'host', agencyId: other?.id ?? '', countyId: null });
      expect((await stranger.post(`/mine/invitations/${invitation?.id}/accept`)).status).to.equal(403);
    });

    it('are closed to roles that do not plan', async () => {
      const { g, app: running } = await started();
      const draftId = await g.draft();
      const status = async (role: Role, path: string) => (await (await running.as(role)).get(path)).status;
      expect(await status('operator', `/rota/drafts/${draftId}`)).to.equal(403);
      expect(await status('operator', '/shares')).to.equal(200);
      expect(await status('governor', `/rota/drafts/${draftId}`)).to.equal(200);
      expect((await (await running.as('governor')).post(`/rota/drafts/${draftId}/redraw`)).status).to.equal(403);
      expect((await (await running.as('scheduler')).post(`/rota/drafts/${draftId}/approve`)).status).to.equal(403);
      expect((await running.anonymous().get(`/rota/drafts/${draftId}`)).status).to.equal(303);
      expect((await (await running.as('scheduler')).get('/rota/drafts/none')).status).to.equal(404);
      expect((await (await running.as('scheduler')).get(`/rota/drafts/new?from=${FROM}&to=${fromJalali(1399, 1, 3)}`)).status).to.equal(422);
    });
  });
});
