import { expect } from 'chai';
import { fromJalali } from '../../../server/domain/jalali.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';
import { ground } from '../rota/ground.ts';
import { record, seenText, sentencesOf } from './ground.ts';

onSqlite((fresh) => {
  describe('the history of a programme', () => {
    let app: TestApp | null = null;
    afterEach(() => app?.stop());

    it('stands on its own page and in the record, once for every change', async () => {
      const database = await fresh();
      await ground(database);
      app = await startApp(database, '2020-03-01T06:00:00.000Z');
      const [scheduler, operator] = [await app.as('scheduler'), await app.as('supervisor')];
      const drawn = await scheduler.post('/rota/drafts', { from: '۱۳۹۹/۱/۱', to: '۱۳۹۹/۳/۳۱' });
      const base = (drawn.headers.get('location') ?? '').split('?')[0] ?? '';
      const first = await database.direct('sessions').whereNotNull('agency_id').orderBy('starts_at').first('id', 'rev');
      const pinned = await scheduler.post(`${base}/pin`, { session: first?.id ?? '', reason: 'هماهنگ شده', rev: String(first?.rev) });
      expect(pinned.status, seenText(pinned).slice(0, 400)).to.be.below(400);
      const page = await scheduler.get(base);
      const told = sentencesOf(page);
      expect(told.some((one) => /^پیش‌نویس برنامهٔ ۱ فروردین تا ۳۱ خرداد ۱۳۹۹ با \S+ جلسه تنظیم شد\.$/.test(one)), told.join('\n')).to.equal(true);
      expect(page.text).to.match(/<details>\s*<summary><h2>تاریخچهٔ تغییرها/);
      expect((await operator.get(base)).text).not.to.include('تاریخچهٔ تغییرها');
      const record = sentencesOf(await scheduler.get('/audit?thing=rota'));
      expect(new Set(record).size).to.equal(record.length);
      expect(seenText(page)).to.include('سبب ثابت بودن : هماهنگ شده');
    });

    it('and of a published session stands on the session\'s page, with what a version altered of it', async () => {
      const database = await fresh();
      const office = await ground(database);
      const draftId = await office.draft();
      await office.approve(draftId);
      await office.publish(draftId, fromJalali(1399, 2, 31));
      app = await startApp(database, '2020-03-22T06:00:00.000Z');
      const scheduler = await app.as('scheduler');
      const first = await database.direct('sessions').where({ state: 'published' }).where('day', '>=', '2020-04-20').orderBy('starts_at').first('id');
      const at = `/rota/sessions/${first?.id ?? ''}`;
      expect(sentencesOf(await scheduler.get(at)).some((one) => one.startsWith('نسخهٔ ۱ برنامهٔ')), 'it was published').to.equal(true);
      await record(app, [{ stream: `session:${first?.id ?? ''}`, kind: 'call_queued', data: { callId: first?.id } }, { stream: `session:${first?.id ?? ''}`, kind: 'session_amended', data: { version: 2, before: { day: '2020-04-21', from: '09:00' }, after: { day: '2020-04-22', from: '10:00' } } }]);
      const told = await scheduler.get(at);
      expect(sentencesOf(told)[0]).to.match(/^جلسهٔ .* با نسخهٔ ۲ تغییر کرد\.$/);
      expect(seenText(told)).to.match(/روز : از ۱۳۹۹\/۰۲\/۰۲ به ۱۳۹۹\/۰۲\/۰۳ .*از : از ۹:۰۰ به ۱۰:۰۰|روز : از ۱۳۹۹\/۰۲\/۰۲ به ۱۳۹۹\/۰۲\/۰۳/);
      expect(told.text, 'calls are told elsewhere').not.to.include('call_queued');
    });
  });
});
