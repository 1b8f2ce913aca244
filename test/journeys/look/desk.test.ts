import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { addMinutes } from '../../../server/domain/calendar.ts';
import type { Client } from '../../support/app.ts';
import { carryLogin, check, closeBrowser, hasBrowser, openVisitor, WIDTHS, type Visitor } from '../../support/browser.ts';
import { onSqlite } from '../../support/database.ts';
import { until } from '../until.ts';
import { deskGround, TEN, told, type DeskGround } from '../../slices/calls/desk-ground.ts';

/** A key as a Persian layout sends it: the place is that of the key, the sign is another. */
const persian = (page: Page, code: string, more: { readonly ctrlKey?: boolean; readonly altKey?: boolean; readonly shiftKey?: boolean } = {}): Promise<unknown> =>
  page.evaluate(`(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', ${JSON.stringify({ code, key: 'ض', bubbles: true, cancelable: true, ...more })}))`);

const focused = (page: Page): Promise<unknown> => page.evaluate('document.activeElement.name || document.activeElement.id');

onSqlite((fresh) => {
  describe("the operators' desk before a browser", function () {
    this.timeout(120_000);
    let g: DeskGround;
    const visitors: Visitor[] = [];

    before(function () {
      if (!hasBrowser()) this.skip();
    });
    beforeEach(async () => (g = await deskGround(fresh)));
    afterEach(async () => {
      const faults = visitors.flatMap((one) => one.faults()).filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'));
      await Promise.all(visitors.splice(0).map(({ context }) => context.close()));
      await g.app.stop();
      expect(faults).to.deep.equal([]);
    });
    after(closeBrowser);

    const sit = async (width: number = WIDTHS.wide, client: Client = g.operator): Promise<Page> => {
      await g.database.direct('people').where('name', 'like', 'آزمون%').update({ name: 'احمدی' });
      const visitor = await openVisitor(g.app.url, { width });
      visitors.push(visitor);
      await carryLogin(visitor, g.app.url, client.cookie);
      await visitor.page.goto('/desk');
      await visitor.page.waitForSelector('[data-live-state="fresh"]');
      return visitor.page;
    };
    const kept = (page: Page): Promise<unknown> => page.evaluate("JSON.stringify({ ...sessionStorage, ...localStorage })");

    it('is led to by the page of all call-backs, and loses nothing that is typed of another call', async () => {
      const owe = async (name: string, phone: string): Promise<string> => told(await g.send({ what: 'call_back', name, phone, identity: '' })).callId ?? '';
      const [one, other] = [await owe('محمدی', '09131001010'), await owe('کریمی', '09131001011')];
      const page = await sit();
      // By the server's clock, which stands in another year than the browser's.
      expect(await page.locator('[data-live-time]').innerText()).to.match(/^ساعت ۱۰:۰۰/);
      await page.locator('a[href="/desk/call-backs"]').click();
      await check(page, 'desk-call-backs');
      await page.locator(`#call-back-${one} [data-call-back] button`).click();
      await page.waitForURL(/\/desk(?!\/)/);
      await until('his name is filled in', async () => (await page.locator('[name=name]').inputValue()) === 'محمدی');
      expect([await page.locator('[name=callBackOf]').inputValue(), new URL(page.url()).hash]).to.deep.equal([one, '']);
      await page.goto('/desk/call-backs');
      await page.locator(`#call-back-${other} [data-call-back] button`).click();
      await page.locator('.toast', { hasText: 'نخست این تماس را به نتیجه برسانید' }).waitFor();
      expect(await page.locator('[name=name]').inputValue()).to.equal('محمدی');
    });

    it('takes a whole call by keyboard, on a Persian layout', async () => {
      await g.send({ what: 'registered' });
      const page = await sit();
      expect(await focused(page)).to.equal('phone');
      await page.keyboard.type('۰۹۱۳۱۲۳۴۵۶۷');
      await page.waitForSelector('text=این تماس‌گیرنده را می‌شناسیم');
      await page.fill('[name=identity]', '1111111111');
      await page.waitForSelector('text=این کد ملی ساختگی است.');
      await page.fill('[name=identity]', '12345679');
      await page.keyboard.press('Tab');
      await page.waitForSelector('[data-check="identity"] :text("درست است")');
      expect(await page.inputValue('[name=identity]'), 'its noughts back').to.equal('0012345679');
      await page.focus('[name=phone]');
      await page.keyboard.press('Enter');
      expect(await page.inputValue('[name=name]')).to.equal('مریم محمدی');
      expect(await focused(page)).to.equal('kind');
      await persian(page, 'Slash');
      expect(await focused(page)).to.equal('f-topicId');
      await page.keyboard.type('کنتور هوشمند');
      await page.keyboard.press('Enter');
      await page.waitForSelector('[data-topic-agency]:has-text("آب و فاضلاب")', { state: 'attached' });
      await page.fill('[name=summary]', 'قبض آبان زیاد است');
      await check(page, 'desk-filled');
      await persian(page, 'Enter', { ctrlKey: true });
      await page.waitForSelector('.desk-done:has-text("نفر اول صف")');
      expect([await focused(page), await page.inputValue('[name=name]'), await page.inputValue('[name=summary]')]).to.deep.equal(['phone', '', '']);
      await page.waitForSelector('.desk-waiting:has-text("مریم محمدی")');
      expect(await g.waiting()).to.have.length(1);
      await persian(page, 'Escape');
      await page.waitForSelector('.desk-done', { state: 'detached' });
      await persian(page, 'Slash', { shiftKey: true });
      await page.waitForSelector('#desk-help[open]');
      await check(page, 'desk-help');
    });

    it('keeps what was typed through a reload and a cut, and neither telephone nor identity in the browser', async () => {
      const page = await sit();
      await page.fill('[name=phone]', '09131234567');
      await page.fill('[name=identity]', '0012345679');
      await page.fill('[name=name]', 'علی رضایی');
      await page.fill('[name=summary]', 'شرح نیمه‌کاره');
      await page.check('[name=kind][value=complaint]', { force: true });
      expect(await kept(page)).to.include('شرح نیمه‌کاره').and.not.to.match(/1234567|0012345679/);
      await page.reload();
      expect([await page.inputValue('[name=name]'), await page.inputValue('[name=summary]'), await page.isChecked('[name=kind][value=complaint]')]).to.deep.equal(['علی رضایی', 'شرح نیمه‌کاره', true]);
      await page.fill('[name=phone]', '09131234567');
      await page.context().setOffline(true);
      await persian(page, 'Digit4', { altKey: true });
      await page.waitForSelector('.toast-bad:has-text("نوشته‌های شما همین‌جاست")', { timeout: 20_000 });
      expect(await page.inputValue('[name=summary]')).to.equal('شرح نیمه‌کاره');
      await page.context().setOffline(false);
      await persian(page, 'Digit4', { altKey: true });
      await page.waitForSelector('.toast:has-text("پاسخ در مرکز ۱۱۱")');
      expect(await g.count()).to.equal(1);
      expect(await kept(page)).not.to.include('شرح نیمه‌کاره');
    });

    it('warns before queueing, and gives the tracking code to be read out', async () => {
      const page = await sit();
      g.app.setNow(addMinutes(TEN, 54));
      await g.send({ what: 'queue_despite', phone: '09131111111', identity: '', name: 'رضایی', honorific: 'agha' });
      await page.waitForSelector('.desk-waiting:has-text("رضایی")');
      await page.fill('[name=phone]', '09132222222');
      await page.fill('[name=name]', 'زهرا کریمی');
      await page.waitForSelector('.desk-offers:has-text("نفر دوم می‌شود")');
      expect(await g.count(), 'nobody was queued').to.equal(1);
      await persian(page, 'Slash');
      await page.keyboard.type('کنتور هوشمند');
      await page.keyboard.press('Enter');
      await page.fill('[name=summary]', 'قبض');
      await check(page, 'desk-offers');
      await persian(page, 'Digit3', { altKey: true });
      const code = await page.textContent('.desk-code-digits');
      expect(code).to.match(/^[۰-۹]{4}\u00a0[۰-۹]{4}\u00a0[۰-۹]{5}$/);
      await check(page, 'desk-code');
      await persian(page, 'Digit9', { altKey: true });
      await check(page, 'desk-confidential');
      await persian(page, 'Digit8', { altKey: true });
      await persian(page, 'Digit2');
      await page.waitForSelector('.desk-done:has-text("اورژانس")');
    });

    it('says whom to connect the moment the host asks, and one of two desks takes a ringing call', async () => {
      const page = await sit();
      await g.send({ line: 'to_ring' });
      await g.calls.taking.next(g.session, g.command());
      await page.waitForSelector('.desk-job:has-text("مریم محمدی"):has-text("•••")');
      await page.click('[data-do="reveal"]');
      await page.waitForSelector('.desk-number:has-text("۰۹۱۳\u00a0۱۲۳\u00a0۴۵۶۷")');
      await g.hook({ type: 'call.incoming', data: { call_id: 'r1', from: '09137654321', to: '2' } });
      await page.waitForSelector('.desk-ring:has-text("زنگ می‌خورد")');
      expect(await page.textContent('.desk-number'), 'what was shown stays').to.include('۴۵۶۷');
      await check(page, 'desk-job');
      await persian(page, 'F8');
      await page.waitForSelector('.desk-job', { state: 'detached' });
      expect((await g.waiting())[0]?.state).to.equal('talking');
      const second = await sit(WIDTHS.wide, await g.app.as('operator'));
      await Promise.all([persian(page, 'F2'), persian(second, 'F2')]);
      await page.waitForSelector('.desk-ring-taken');
      await second.waitForSelector('.desk-ring-taken');
      const filled = [await page.inputValue('[name=phone]'), await second.inputValue('[name=phone]')].filter((text) => text !== '');
      expect(filled).to.deep.equal(['0913 765 4321']);
    });

    it('is fit to be held in a hand', async () => {
      await g.send({});
      await g.calls.taking.next(g.session, g.command());
      const page = await sit(WIDTHS.narrow);
      await check(page, 'desk');
      await page.fill('[name=phone]', '09131234567');
      await page.waitForSelector('.desk-recall');
      await page.fill('[name=identity]', '1111111111');
      await check(page, 'desk-filled');
    });
  });
});
