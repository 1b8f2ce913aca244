import { expect } from 'chai';
import { addDays, formatDay } from '../../../server/domain/jalali.ts';
import { startApp, type Client, type TestApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';
import { command, FROM, ground, TO } from './ground.ts';
import { HALF, isfahan } from './isfahan.ts';

describe('the page of what would be', () => {
  onSqlite((fresh) => {
    let app: TestApp | null = null;
    afterEach(async () => {
      await app?.stop();
      app = null;
    });
    const started = async () => {
      const database = await fresh();
      const g = await ground(database);
      app = await startApp(database, '2020-03-01T06:00:00.000Z');
      return { g, app, scheduler: await app.as('scheduler') };
    };
    const at = (base: string, fields: Readonly<Record<string, string>>): string => `${base}?${new URLSearchParams({ show: '1', ...fields }).toString()}`;
    const markIn = (text: string): string => /name="mark" value="([\w-]+)"/.exec(text)?.[1] ?? '';
    const choose = (client: Client, base: string, fields: Readonly<Record<string, string>>, text: string, reason = 'تصمیم شورا') =>
      client.post(base, { ...fields, mark: markIn(text), reason });

    it('asks, shows, and makes it so by plain forms', async () => {
      const { g, scheduler } = await started();
      const draftId = await g.draft();
      const base = `/rota/drafts/${draftId}/what-if`;
      expect((await scheduler.get(`/rota/drafts/${draftId}`)).text).to.include(`href="${base}"`);
      const empty = await scheduler.get(base);
      expect(empty.status).to.equal(200);
      expect(empty.text).to.include('تا برنگزینید چیزی ذخیره نمی‌شود').and.to.not.include('این را برگزین');
      const fields = { per_week: '۳' };
      const shown = await scheduler.get(at(base, fields));
      expect(shown.status).to.equal(200);
      expect(shown.text).to.match(/با ۳ جلسه در هفته، میانگین انتظار از [\d۰-۹٫]+ هفته به [\d۰-۹٫]+ هفته می‌رسد\./).and.to.include('این را برگزین').and.to.include('نوبت بیشتر');
      expect((await choose(scheduler, base, fields, shown.text, '')).text, 'without a reason').to.include('«دلیل» را بنویسید');
      const done = await choose(scheduler, base, fields, shown.text);
      expect([done.status, done.headers.get('location')]).to.deep.equal([303, `/rota/drafts/${draftId}?done=chosen`]);
      expect((await scheduler.get(`/rota/drafts/${draftId}?done=chosen`)).text).to.include('فرض برگزیده شد');
      expect((await scheduler.get('/settings')).text).to.include('۳ جلسه در هفته');
    });

    it('shows the comparison anew where something moved on, and stores nothing', async () => {
      const { g, scheduler } = await started();
      const draftId = await g.draft();
      const base = `/rota/drafts/${draftId}/what-if`;
      const fields = { per_week: '3' };
      const shown = await scheduler.get(at(base, fields));
      await g.edit(draftId, { kind: 'pin', slotId: (await g.board.see(draftId)).sessions[0]?.id ?? '', reason: 'ثابت' });
      const late = await choose(scheduler, base, fields, shown.text);
      expect(late.status).to.equal(422);
      expect(late.text).to.include('مقایسه را دوباره ببینید').and.to.include('تصمیم شورا').and.to.include('با ۳ جلسه در هفته');
      expect((await choose(scheduler, base, fields, late.text)).status).to.equal(303);
    });

    it('says beside the field what cannot be supposed, and keeps what was typed', async () => {
      const { g, scheduler } = await started();
      const draftId = await g.draft();
      const base = `/rota/drafts/${draftId}/what-if`;
      const id = g.agencies[0]?.id ?? '';
      const said = async (fields: Readonly<Record<string, string>>, sentence: string): Promise<void> => {
        const answer = await scheduler.get(at(base, fields));
        expect(answer.status, sentence).to.equal(422);
        expect(answer.text).to.include(sentence).and.to.not.include('name="mark"');
        for (const value of Object.values(fields)) if (value !== 'nothing') expect(answer.text).to.include(value);
      };
      await said({}, 'چیزی فرض نشده است');
      await said({ per_week: '0' }, '«شمار جلسه در هفته» باید عددی از ۱ تا ۵۰ باشد');
      await said({ per_week: '۹۹' }, '«شمار جلسه در هفته» باید عددی از ۱ تا ۵۰ باشد');
      await said({ per_week: 'چهار' }, '«شمار جلسه در هفته» باید عددی از ۱ تا ۵۰ باشد');
      await said({ per_week: '3', since: '۱۳۹۸/۰۱/۰۱' }, 'این تاریخ گذشته است');
      await said({ per_week: '3', since: '۱۳۹۹/۱۳/۰۱' }, 'تاریخ درستی نیست');
      await said({ r0_w1: '1', r0_from: '۹', r0_to: '۱۱', r1_w1: '1', r1_from: '۱۰', r1_to: '۱۲' }, 'روی هم افتاده‌اند');
      await said({ r0_w1: '1', r0_from: '۱۱', r0_to: '۹' }, 'ساعت پایان باید پس از ساعت آغاز باشد');
      await said({ a0_agency: id, a0_kind: 'leave', a0_from: formatDay(addDays(FROM, 9)), a0_to: formatDay(FROM) }, 'پایان');
      await said({ a0_agency: id, a0_kind: 'nothing', a0_from: formatDay(FROM), a0_to: formatDay(TO) }, '«چگونه» را برگزینید');
      await said({ f0_agency: id, f0_may: 'yes' }, 'هم‌اکنون همین‌گونه است');
      expect((await scheduler.get(at(base, { f0_agency: 'nobody', f0_may: 'yes' }))).text).to.include('چنین دستگاهی در روزهای این برنامه نیست');
      // The second row alone is read as the first: its fault stands beside it.
      const second = await scheduler.get(at(base, { a2_agency: 'nobody', a2_kind: 'leave', a2_from: formatDay(FROM), a2_to: formatDay(TO) }));
      expect(second.text).to.match(/id="f-a0_agency-error"/);
    });

    it('leads from a horizon that is not drawn up to its draft', async () => {
      const { scheduler } = await started();
      const days = { from: FROM, to: TO };
      const prospect = await scheduler.post('/rota/drafts/new', { from: formatDay(FROM), to: formatDay(TO) });
      expect(prospect.text).to.include(`/rota/what-if?from=${FROM}&amp;to=${TO}`);
      expect((await scheduler.get(`/rota/what-if?from=${FROM}&to=${TO}`)).text).to.include('هنوز تنظیم نشده است');
      const fields = { ...days, per_week: '1' };
      const shown = await scheduler.get(at('/rota/what-if', fields));
      const drawn = await choose(scheduler, '/rota/what-if', fields, shown.text);
      expect(drawn.status).to.equal(303);
      expect(drawn.headers.get('location')).to.match(/^\/rota\/drafts\/[\w-]+\?done=chosen$/);
      expect((await scheduler.get('/rota/what-if?from=x&to=y')).status).to.equal(404);
    });

    it('leads an approved programme back to drafting, and is nobody else\'s to see', async () => {
      const { g, app: running, scheduler } = await started();
      const draftId = await g.draft();
      await g.approve(draftId);
      const base = `/rota/drafts/${draftId}/what-if`;
      const shown = await scheduler.get(at(base, { per_week: '3' }));
      expect(shown.text).to.include('نخست آن را به پیش‌نویس برگردانید').and.to.not.include('name="mark"');
      expect((await scheduler.post(base, { per_week: '3', mark: 'x', reason: 'تصمیم شورا' })).text).to.include('به پیش‌نویس');
      await g.publish(draftId, TO);
      expect((await scheduler.get(at(base, { per_week: '3' }))).text).to.include('همهٔ این برنامه منتشر شده است');
      expect((await (await running.as('supervisor')).get(base)).status).to.equal(403);
      expect((await scheduler.get(`/rota/drafts/none/what-if`)).status).to.equal(404);
      await g.approval.reopen({ draftId, seen: null }, command(g.scheduler.id)).catch(() => undefined);
    });

    it('halves the mean wait of Isfahan\'s first half of 1399 with four sessions a week', async function () {
      this.timeout(60_000);
      const database = await fresh();
      await isfahan(database);
      app = await startApp(database, '2020-03-01T06:00:00.000Z');
      const scheduler = await app.as('scheduler');
      const begun = performance.now();
      const shown = await scheduler.get(at('/rota/what-if', { ...HALF, per_week: '4' }));
      console.log(`        a half-year of Isfahan, twice drawn up and laid side by side: ${Math.round(performance.now() - begun)} ms`);
      const [, before, after] = /میانگین انتظار از ([۰-۹٫]+) هفته به ([۰-۹٫]+) هفته/.exec(shown.text) ?? [];
      const number = (text = ''): number => Number(text.replace(/[۰-۹]/g, (digit) => String('۰۱۲۳۴۵۶۷۸۹'.indexOf(digit))).replace('٫', '.'));
      // A little more than half: with four of four places a week, each holiday takes a session away.
      expect(number(after) / number(before)).to.be.closeTo(0.53, 0.05);
      const drawn = await choose(scheduler, '/rota/what-if', { ...HALF, per_week: '4' }, shown.text);
      expect(drawn.status).to.equal(303);
      const base = `${(drawn.headers.get('location') ?? '').split('?')[0] ?? ''}/what-if`;
      const again = performance.now();
      expect((await scheduler.get(at(base, { per_week: '2' }))).text).to.include('با ۲ جلسه در هفته');
      console.log(`        on its draft: ${Math.round(performance.now() - again)} ms`);
    });
  });
});
