import { expect } from 'chai';
import type { Page } from 'playwright-core';
import decodeQR from 'qr/decode.js';
import sharp from 'sharp';
import { instant, millisecondsOf } from '../../server/domain/calendar.ts';
import { toAsciiDigits } from '../../server/domain/persian.ts';
import { createPresenceCodes } from '../../server/hours/codes.ts';
import type { Grant, Role } from '../../server/domain/permission.ts';
import { at, layBody, MONDAY, notFound, of, visited, type Body } from '../slices/hours/office-ground.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { check, closeBrowser, hasBrowser, openVisitor, shoot, WIDTHS, type Visitor } from '../support/browser.ts';
import { onSqlite } from '../support/database.ts';
import { layHour } from '../support/hours.ts';
import { letIn } from './let-in.ts';
import { until } from './until.ts';

const HOUR = at('09:40');

onSqlite((fresh) => {
  describe('The manager’s office in its hour, before a browser', function () {
    this.timeout(90_000);
    let app: TestApp;
    let water: Body;
    let hour: string;
    const codes = () => createPresenceCodes(app.presenceSecret);
    const visitors: Visitor[] = [];

    before(function () {
      if (!hasBrowser()) this.skip();
    });
    beforeEach(async () => {
      app = await startApp(await fresh(), HOUR);
      water = await layBody(app, 'آب و فاضلاب');
    });
    afterEach(async () => {
      for (const visitor of visitors.splice(0)) {
        expect(visitor.faults(), 'what went wrong unseen').to.deep.equal([]);
        await visitor.context.close();
      }
      await app.stop();
    });
    after(closeBrowser);

    const open = async (path: string, grants: readonly (Role | Grant)[], width: number = WIDTHS.wide): Promise<Page> => {
      const visitor = await openVisitor(app.url, { width });
      visitors.push(visitor);
      await letIn(visitor, app, grants, 'زهرا یزدانی');
      await visitor.page.goto(path);
      return visitor.page;
    };
    const shownCode = async (page: Page): Promise<string> => toAsciiDigits((await page.locator('[data-code-digits]').innerText()).replace(/\s/g, ''));

    it('shows the code that the server finds, in digits and as a QR, and another one half a minute later', async () => {
      hour = await layHour(app.database, { agencyId: water.agencyId, day: MONDAY });
      const page = await open(`/office/${water.agencyId}`, [of('manager_office', water)]);
      await page.locator('[data-code-digits] span').first().waitFor();
      const code = await shownCode(page);
      expect(await codes().codeAt(hour, instant(HOUR))).to.equal(code);
      const { data, info } = await sharp(await page.locator('.code-qr svg').screenshot()).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
      expect(decodeQR({ width: info.width, height: info.height, data }), 'as a phone reads it').to.equal(code);
      expect(await page.content(), 'the secret stands nowhere on the page').not.to.include(codes().secretOf(hour));
      await check(page, 'office-hour');
      await page.getByRole('button', { name: 'نمایش تمام‌صفحه' }).click();
      await page.locator('.office-code:fullscreen').waitFor();
      await shoot(page, 'office-code-full');
      const box = await page.locator('[data-code-digits] span').first().boundingBox();
      expect(box?.height ?? 0, 'read from two metres').to.be.above(140);
      await until('another code', async () => (await shownCode(page)) !== code, 32_000);
      const next = await shownCode(page);
      expect(next).to.match(/^\d{8}$/).and.not.equal(code);
      const found = await codes().find({ id: hour, startsAt: instant(at('09:00')), endsAt: instant(at('12:00')) }, next);
      expect(millisecondsOf(found ?? instant(HOUR)) - millisecondsOf(instant(HOUR))).to.be.within(30_000, 60_000);
    });

    it('declares, and hears of the visit the moment its report lands', async () => {
      hour = await layHour(app.database, { agencyId: water.agencyId, day: MONDAY });
      const [manager, desk] = [await open('/office', [of('host', water)], WIDTHS.narrow), await open('/office', [of('manager_office', water)])];
      await manager.locator('[data-code-digits] span').first().waitFor();
      await check(manager, 'office-phone');
      await desk.getByRole('button', { name: 'در دفترم حاضرم' }).click();
      await desk.getByText('حضور در ساعت ۹:۴۰ اعلام شد').waitFor();
      await manager.getByText('حضور در ساعت ۹:۴۰ اعلام شد').waitFor();
      expect(await manager.getByRole('button', { name: 'در دفترم حاضرم' }).isVisible(), 'said once').to.equal(false);
      await visited(app, hour, 'present');
      for (const page of [manager, desk]) await page.getByText('بازرس حضور شما را در ساعت ۹:۴۲ ثبت کرد.').waitFor();
      await check(desk, 'office-visited');
    });

    it('says why it shows no code where the page is not secure', async () => {
      hour = await layHour(app.database, { agencyId: water.agencyId, day: MONDAY });
      const visitor = await openVisitor(app.url);
      visitors.push(visitor);
      await letIn(visitor, app, [of('manager_office', water)], 'زهرا یزدانی');
      await visitor.context.addInitScript('delete Crypto.prototype.subtle');
      await visitor.page.goto('/office');
      await visitor.page.getByText('مرورگر نمی‌تواند کد حضور بسازد').waitFor();
      expect(await visitor.page.locator('[data-code-board]').isVisible()).to.equal(false);
    });

    it('asks the manager, and the head decides', async () => {
      hour = await notFound(app, water);
      const gas = await layBody(app, 'گاز');
      await notFound(app, gas);
      for (const width of [WIDTHS.narrow, WIDTHS.wide]) {
        const manager = await open('/office', [of('host', water)], width);
        await manager.getByText('در بازدید ساعت ۹:۴۲ در دفتر نبودید.').waitFor();
        await check(manager, 'office-asked');
        const head = await open('/hours/decisions', ['inspection_head', 'supervisor'], width);
        await check(head, 'hours-decisions');
        await head.goto(`/hours/${hour}`);
        await check(head, 'hours-occurrence');
        await head.goto(`/hours/excuses?day=${MONDAY}`);
        await head.getByRole('button', { name: 'هیچ‌کدام' }).click();
        await head.getByText('۰ مدیر').waitFor();
        await check(head, 'hours-excuses');
      }
    });
  });
});
