import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Grant, Role } from '../../server/domain/permission.ts';
import { bring, MONDAY, NOW } from '../slices/presence/ground.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { check, closeBrowser, hasBrowser, openVisitor, shoot, WIDTHS, type Visitor } from '../support/browser.ts';
import { onSqlite } from '../support/database.ts';
import { layProvince, morningState } from '../support/province.ts';
import { letIn } from './let-in.ts';
import { until } from './until.ts';

const OFFICES = 2_000;

onSqlite((fresh) => {
  describe('The board of presence with two thousand offices, before a browser', function () {
    this.timeout(120_000);
    let app: TestApp;
    let province: Awaited<ReturnType<typeof layProvince>>;
    const visitors: Visitor[] = [];

    before(function () {
      if (!hasBrowser()) this.skip();
    });
    beforeEach(async () => {
      app = await startApp(await fresh(), NOW);
      province = await layProvince(app.database, { counties: 24, offices: OFFICES, days: ['2026-11-23', MONDAY], stateOf: morningState });
    });
    afterEach(async () => {
      for (const visitor of visitors.splice(0)) {
        expect(visitor.faults(), 'what went wrong unseen').to.deep.equal([]);
        await visitor.context.close();
      }
      await app.stop();
    });
    after(closeBrowser);

    const open = async (path: string, grant: Role | Grant, width: number = WIDTHS.wide): Promise<Page> => {
      const visitor = await openVisitor(app.url, { width });
      visitors.push(visitor);
      await letIn(visitor, app, [grant]);
      await visitor.page.goto(path);
      return visitor.page;
    };
    const isLive = (page: Page): Promise<unknown> => page.waitForSelector('[data-live-state="fresh"]');
    const county = (index: number): string => province.counties[index]?.id ?? '';

    for (const [size, width] of Object.entries(WIDTHS)) {
      it(`is fit to be shown, ${size}: the province, a state, a county, the paper`, async () => {
        const page = await open('/presence', 'inspection_head', width);
        await isLive(page);
        await check(page, 'presence-board');
        await page.locator('.presence-legend').getByRole('link', { name: 'در محل نبود' }).click();
        await page.waitForURL(/state=not_found/);
        await check(page, 'presence-state');
        await page.goto(`/presence/counties/${county(0)}`);
        await check(page, 'presence-county');
        await page.goto(`/presence/print?day=${MONDAY}`);
        await check(page, 'presence-print');
      });
    }

    it('shows a change in its tile, in the legend and in what comes in, without being loaded again', async () => {
      const page = await open('/presence', 'inspection_head');
      await isLive(page);
      const office = province.offices.find(({ countyId }, index) => countyId === county(3) && morningState(index) === 'no_report');
      const tile = page.locator(`[data-stream="presence:${MONDAY}:${county(3)}"]`);
      const count = async (): Promise<string> => (await tile.locator('[data-state="declared"] b').textContent()) ?? '';
      const [before, legend] = [await count(), (await page.locator('.presence-legend [data-state="declared"] b').textContent()) ?? ''];
      await page.evaluate('window.loaded = "once"');
      await bring(app, office?.hourIds[1] ?? '', 'declared', { minute: 46 });
      await until('the tile shows it', async () => (await count()) !== before);
      await until('the legend shows it', async () => (await page.locator('.presence-legend [data-state="declared"] b').textContent()) !== legend);
      await until('it comes in first', async () => (await page.locator('.presence-feed li').first().textContent())?.startsWith('۹:۴۶') === true);
      expect(await page.evaluate('window.loaded')).to.equal('once');
      await shoot(page, 'presence-live');
    });

    it('keeps its filters in the address: the group stays while one looks at states and counties, and a name finds its office', async () => {
      const page = await open('/presence', 'inspection_head');
      await page.getByLabel('بخش', { exact: true }).selectOption('economy');
      await page.getByRole('button', { name: 'نمایش' }).click();
      await page.waitForURL(/sector=economy/);
      await page.locator('.presence-legend').getByRole('link', { name: 'اعلام حضور' }).click();
      await page.waitForURL(/sector=economy/);
      expect(page.url()).to.include('state=declared').and.include(`day=${MONDAY}`);
      await page.goto(`/presence?day=${MONDAY}&sector=economy`);
      await page.locator('.presence-tile').getByRole('link', { name: 'کاشان' }).click();
      await page.waitForURL(/\/presence\/counties\/.*sector=economy/);
      await page.goto('/presence');
      await page.getByLabel('نام دفتر یا مدیر').fill('گاز نطنز');
      await page.getByRole('button', { name: 'نمایش' }).click();
      await page.waitForURL(/q=/);
      expect((await page.locator('.presence-list li').allTextContents()).every((text) => text.includes('گاز نطنز'))).to.equal(true);
      expect(await page.locator('.presence-list li').count()).to.be.greaterThan(0);
    });

    it('gives a county governor his county, kept fresh, and comes on paper on a sane number of pages', async () => {
      const page = await open('/presence', { role: 'county_governor', agencyId: null, countyId: county(1) });
      await isLive(page);
      expect(page.url()).to.include(`/presence/counties/${county(1)}`);
      const rows = page.locator('.presence-list li');
      expect(await rows.count()).to.equal(province.offices.filter(({ countyId }) => countyId === county(1)).length);
      expect((await rows.count()) > 60).to.equal(true);
      const head = await open(`/presence/print?day=${MONDAY}`, 'inspection_head');
      const paper = await head.pdf({ preferCSSPageSize: true });
      const pages = paper.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
      expect(pages).to.be.within(10, 22);
      await page.goto('/presence/print');
      expect((await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length).to.equal(2);
    });
  });
});
