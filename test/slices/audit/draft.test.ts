import { expect } from 'chai';
import { startApp, type TestApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';
import { ground } from '../rota/ground.ts';
import { seenText, sentencesOf } from './ground.ts';

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
  });
});
