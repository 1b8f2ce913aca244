import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { nameKeysOf } from '../../server/people/person.ts';
import type { Grant, Role } from '../../server/domain/permission.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { check, closeBrowser, hasBrowser, openVisitor, shoot, WIDTHS, type Visitor } from '../support/browser.ts';
import { onSqlite } from '../support/database.ts';
import { layPlace, type Place } from '../support/place.ts';
import { letIn } from './let-in.ts';
import { until } from './until.ts';

onSqlite((fresh) => {
  describe('The desk of visitors and what stands beside it, before a browser', function () {
    this.timeout(120_000);
    let app: TestApp;
    let place: Place;
    let other: Place;
    const visitors: Visitor[] = [];

    before(function () {
      if (!hasBrowser()) this.skip();
    });
    beforeEach(async () => {
      app = await startApp(await fresh(), '2026-11-22T06:10:00.000Z');
      [place, other] = [await layPlace(app.database), await layPlace(app.database)];
      // The names that places are laid with hold figures, which no name of a page may.
      for (const [one, name] of [[place, 'آب و فاضلاب'], [other, 'گاز']] as const) {
        await app.database.direct('agencies').where({ id: one.agencyId }).update({ name: `شرکت ${name}`, short_name: name, code: name === 'گاز' ? 'gas' : 'abfa', ...nameKeysOf(`شرکت ${name}`) });
        await app.database.direct('counties').where({ id: one.countyId }).update({ name: name === 'گاز' ? 'کاشان' : 'خوانسار', ...(({ name_key, sort_key }) => ({ name_key, sort_key }))(nameKeysOf(name)) });
      }
    });
    afterEach(async () => {
      for (const visitor of visitors.splice(0)) {
        expect(visitor.faults(), 'what went wrong unseen').to.deep.equal([]);
        await visitor.context.close();
      }
      await app.stop();
    });
    after(closeBrowser);

    const browserOf = async (grant: Role | Grant | null, width: number = WIDTHS.wide): Promise<Page> => {
      const visitor = await openVisitor(app.url, { width });
      visitors.push(visitor);
      if (grant !== null) await letIn(visitor, app, [grant]);
      return visitor.page;
    };
    const office = (): Grant => ({ role: 'manager_office', agencyId: place.agencyId, countyId: null });
    const isLive = (page: Page): Promise<unknown> => page.waitForSelector('[data-live-state="fresh"]');

    it('writes visitors down from the keyboard alone, each in seconds, before two screens at once', async () => {
      const [page, beside] = [await browserOf(office()), await browserOf(office(), WIDTHS.narrow)];
      for (const one of [page, beside]) {
        await one.goto('/visitors');
        await isLive(one);
      }
      await until('the first field has the focus', async () => (await page.evaluate('document.activeElement?.getAttribute("name")')) === 'name');
      for (const [index, name] of ['مریم رضایی', 'علی احمدی', 'زهرا کریمی'].entries()) {
        const begun = performance.now();
        await page.keyboard.insertText(name);
        await page.keyboard.press('Alt+2');
        await page.keyboard.press('Enter');
        await page.locator('.visitor').nth(index).waitFor();
        await until('the first field is empty and has the focus again', async () => (await page.evaluate('document.activeElement?.getAttribute("name") === "name" && document.activeElement.value === ""')) === true);
        console.log(`        a visitor in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
      }
      await page.keyboard.press('Alt+0');
      await beside.getByText('۱ نفر تنها شمرده شده‌اند.').waitFor();
      expect(await beside.locator('.visitor-day').textContent()).to.include('م… ر…').and.not.include('مریم');
      expect(await beside.locator('.visitor .chip').allTextContents()).to.deep.equal(Array(3).fill('کارشناس پاسخ داد'));
      expect(await app.database.direct('walk_ins')).to.have.length(4);
    });

    it('keeps what was typed and says beside the field what is lacking; what is registered gets both codes, and the slip is all that is printed', async () => {
      const page = await browserOf(office());
      await page.goto('/visitors');
      await isLive(page);
      await page.getByLabel('نام و نام خانوادگی').fill('مریم رضایی');
      await page.getByLabel('تلفن').fill('۰۹۱۳');
      await page.keyboard.press('Alt+3');
      await page.keyboard.press('Enter');
      await page.getByText('شمارهٔ تلفن درست نیست').waitFor();
      await check(page, 'visitors-refused');
      await page.getByLabel('تلفن').fill('۰۹۱۳۱۲۳۴۵۶۷');
      await page.getByLabel('یادداشت').fill('آب روستا گل‌آلود است');
      await page.keyboard.press('Enter');
      await page.getByText('کد رهگیری درخواست').waitFor();
      await check(page, 'visitors-slip');
      await page.emulateMedia({ media: 'print' });
      await shoot(page, 'visitors-slip-print');
      expect(await page.locator('.visitors').isVisible()).to.equal(false);
      expect(await page.locator('.slip-paper').isVisible()).to.equal(true);
      const code = (await page.locator('.slip-line').last().locator('bdi').textContent()) ?? '';
      const citizen = await browserOf(null, WIDTHS.narrow);
      await citizen.goto('/visit');
      await check(citizen, 'visit');
      await citizen.getByLabel('کد برگه').fill(code);
      await citizen.getByLabel('نه، نبود یا مرا ندید').check();
      await citizen.getByRole('button', { name: 'فرستادن پاسخ' }).click();
      await citizen.getByRole('heading', { name: 'از پاسخ شما سپاسگزاریم.' }).waitFor();
      await check(citizen, 'visit-thanks');
      expect(await app.database.direct('walk_ins').whereNotNull('met').select('met')).to.deep.equal([{ met: 'no' }]);
    });

    for (const [size, width] of Object.entries(WIDTHS)) {
      it(`is fit to be shown, ${size}: the desk, the paper form, the figures`, async () => {
        const page = await browserOf('supervisor', width);
        await page.goto(`/visitors/${place.agencyId}/paper`);
        await page.locator('[name="r0_name"]').fill('مریم رضایی');
        await page.locator('[name="r0_outcome"]').selectOption('by_expert');
        await page.locator('[name="r2_outcome"]').selectOption('referred');
        await page.getByRole('button', { name: 'ثبت همهٔ ردیف‌ها' }).click();
        await page.getByText('«دستگاه» را بنویسید.').first().waitFor();
        await check(page, 'visitors-paper');
        await page.locator('[name="r2_target"]').fill('گاز');
        await page.locator('[name="counted"]').fill('۴۰');
        await page.locator('[name="day"]').fill('۱۴۰۵/۰۹/۰۱');
        await page.getByRole('button', { name: 'ثبت همهٔ ردیف‌ها' }).click();
        await page.waitForURL(/done=laid/);
        await isLive(page);
        await check(page, 'visitors');
        await page.goto('/visitors/figures');
        await check(page, 'visitors-figures');
      });

      it(`is fit to be shown, ${size}: findings, complaints of absence, accounts of offices`, async () => {
        await app.database.direct('findings').where({ id: place.findingId }).update({ due_day: '2026-11-20' });
        const agency = await browserOf(office(), width);
        await agency.goto('/findings');
        await isLive(agency);
        await check(agency, 'findings-own');
        await agency.getByRole('link', { name: 'نصب تابلو' }).click();
        await agency.getByLabel('آنچه انجام شد').fill('تابلو نصب شد.');
        await agency.getByRole('button', { name: 'ثبت انجام اقدام' }).click();
        await agency.waitForURL(/done=mended/);
        await check(agency, 'finding-done');
        const head = await browserOf('inspection_head', width);
        await head.goto('/findings');
        await isLive(head);
        await check(head, 'findings-head');
        await head.getByRole('link', { name: 'نصب تابلو' }).click();
        await check(head, 'finding-judge');
        await agency.goto('/findings?show=accepted');
        await isLive(agency);
        await head.getByRole('button', { name: 'پذیرفته شود' }).click();
        await agency.locator('.finding').waitFor();
        const operator = await browserOf('operator', width);
        await operator.goto(`/complaints/new?agency=${place.agencyId}`);
        await check(operator, 'complaint-new');
        await operator.getByLabel('یادداشت').fill('در دفتر بسته بود');
        await operator.getByRole('button', { name: 'ثبت گزارش' }).click();
        await operator.waitForURL(/done=registered/);
        await head.goto('/complaints');
        await check(head, 'complaints');
        const administrator = await browserOf('administrator', width);
        await administrator.goto('/users/offices');
        await administrator.getByRole('button', { name: 'پیش‌نمایش' }).click();
        await administrator.getByText('حساب تازه ساخته می‌شود').first().waitFor();
        await check(administrator, 'offices-plan');
        await administrator.getByRole('button', { name: /^ساختن و نمایش/ }).click();
        await administrator.locator('dialog[open] button.button-primary, dialog[open] .button-danger').first().click();
        await administrator.locator('.office-slip').first().waitFor();
        await check(administrator, 'offices-sheet');
        await administrator.emulateMedia({ media: 'print' });
        await shoot(administrator, 'offices-sheet-print');
      });
    }
  });
});
