import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { PlannedSession } from '../../../server/domain/session.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { carryLogin, check, closeBrowser, hasBrowser, openVisitor, WIDTHS, type Visitor } from '../../support/browser.ts';
import { onSqlite } from '../../support/database.ts';
import { NOW, published, UNTIL, type Published } from '../../slices/rota/amend-ground.ts';

const NAMES = [
  'راه و شهرسازی', 'آموزش و پرورش', 'تأمین اجتماعی', 'امور مالیاتی', 'محیط زیست', 'آب و فاضلاب', 'توزیع برق', 'گاز', 'مخابرات', 'بهزیستی', 'کمیتهٔ امداد', 'ثبت اسناد و املاک', 'میراث فرهنگی', 'دامپزشکی',
  'شهرداری اصفهان', 'علوم پزشکی', 'جهاد کشاورزی', 'صنعت، معدن و تجارت', 'ورزش و جوانان', 'منابع طبیعی و آبخیزداری',
];
const PEOPLE = ['زهرا محمدی', 'علی رضایی', 'مریم کاظمی', 'حسین قاسمی', 'فاطمه نادری', 'رضا صادقی', 'اکبر نیک‌نام'];

onSqlite((fresh) => {
  describe('changing what is published, in a browser', function () {
    this.timeout(180_000);
    let app: TestApp;
    let p: Published;
    let session: PlannedSession;
    const visitors: Visitor[] = [];

    before(function () {
      if (!hasBrowser()) this.skip();
    });
    after(closeBrowser);
    beforeEach(async () => {
      const database = await fresh();
      p = await published(database, UNTIL, { count: 20 }, ({ agencies }) => Promise.all(agencies.flatMap(({ id, headId }, index) => [
        database.direct('agencies').where({ id }).update({ name: `ادارهٔ کل ${NAMES[index] ?? ''} استان اصفهان`, short_name: NAMES[index] ?? '' }),
        database.direct('people').where({ id: headId }).update({ name: PEOPLE[index % PEOPLE.length] ?? '', honorific: index % 2 === 0 ? 'khanom' : 'agha' }),
      ])));
      await database.direct('settings').insert({ id: randomUUID(), name: 'governorate', value: '"استانداری اصفهان"', from_day: '2018-03-21', recorded_at: NOW, recorded_by: 'x' });
      const found = (await p.sessions()).find(({ day }) => day > '2020-04-04');
      if (found === undefined) throw new Error('nothing is published');
      session = found;
      const deputy = randomUUID();
      await database.direct('people').insert({ id: deputy, honorific: 'khanom', name: 'الهام شریفی', name_key: deputy, sort_key: deputy, search_key: deputy });
      await database.direct('terms').insert({ id: randomUUID(), agency_id: session.agencyId ?? '', person_id: deputy, post: 'معاون فنی', from_day: '2018-04-01' });
      app = await startApp(database, NOW);
    });
    afterEach(async () => {
      const faults = visitors.flatMap((one) => one.faults());
      await Promise.all(visitors.splice(0).map(({ context }) => context.close()));
      await app.stop();
      expect(faults).to.deep.equal([]);
    });

    const sit = async (width: number): Promise<Page> => {
      const client = await app.as('scheduler');
      await app.database.direct('people').where('name', 'like', 'آزمون%').update({ name: 'کریمی' });
      const visitor = await openVisitor(app.url, { width });
      visitors.push(visitor);
      await carryLogin(visitor, app.url, client.cookie);
      return visitor.page;
    };

    for (const [size, width] of Object.entries(WIDTHS)) {
      it(`goes from the session's page over a look at what comes of it to the notice, ${size}`, async () => {
        const page = await sit(width);
        const base = `/rota/sessions/${session.id}`;
        await page.goto(base);
        await check(page, 'amend-page');
        await page.locator('#change-move summary').click();
        await page.locator('#change-move [name="place"]').first().check();
        await check(page, 'amend-page-move');
        await page.locator('#change-move [name="place"][value="other"]').check();
        await page.locator('#change-move [name="day"]').fill('۱۳۹۹/۰۱/۰۱');
        await page.locator('#change-move [name="from"]').fill('۹');
        await page.locator('#change-move [name="until"]').fill('۸');
        await page.locator('#change-move [name="reason"]').fill('مأموریت ناگهانی مدیر به تهران');
        await page.locator('#change-move').getByRole('button', { name: 'دیدن پیامد' }).click();
        await page.locator('.field-error').first().waitFor();
        await check(page, 'amend-page-refused');
        await page.locator('#change-move [name="place"]').first().check();
        await page.locator('#change-move').getByRole('button', { name: 'دیدن پیامد' }).click();
        await page.waitForURL(/\/change\?/);
        await check(page, 'amend-preview');
        await page.getByRole('button', { name: 'ثبت و انتشار نسخهٔ ۲' }).click();
        await page.waitForURL(/\/rota\/versions\/2/);
        await check(page, 'amend-version');
        await page.goto(`${base}?kind=substitute`);
        await page.locator('#change-substitute [name="personId"]').selectOption({ index: 1 });
        await page.locator('#change-substitute [name="reason"]').fill('مدیر در بیمارستان است.');
        await check(page, 'amend-page-substitute');
        await page.locator('#change-substitute').getByRole('button', { name: 'دیدن پیامد' }).click();
        await page.getByRole('button', { name: 'ثبت و انتشار نسخهٔ ۳' }).click();
        await page.waitForURL(/\/rota\/versions\/3/);
        await page.goto(`${base}/change?kind=cancel&reason=${encodeURIComponent('آلودگی هوا')}`);
        await check(page, 'amend-preview-cancel');
        await page.goto(base);
        await check(page, 'amend-page-history');
        await page.goto('/rota/add?agency=agency-07');
        await check(page, 'amend-add');
        await page.goto('/timetable?month=1399-01');
        await check(page, 'amend-timetable');
        await page.goto(`/rota/drafts/${p.draftId}?view=week&day=${session.day}`);
        await check(page, 'amend-board');
      });
    }
  });
});
