import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { startApp, type Client, type TestApp } from '../../support/app.ts';
import { carryLogin, check, closeBrowser, hasBrowser, openVisitor, shoot, WIDTHS, type Visitor } from '../../support/browser.ts';
import { onSqlite } from '../../support/database.ts';
import { centreGround, NOW, type CentreGround } from '../../slices/calls/centre-ground.ts';

onSqlite((fresh) => {
  describe('the centre\'s pages are fit to be shown', function () {
    this.timeout(120_000);
    let app: TestApp;
    let g: CentreGround;
    let ids: Awaited<ReturnType<CentreGround['busyDay']>>;
    const visitors: Visitor[] = [];

    before(function () {
      if (!hasBrowser()) this.skip();
    });
    beforeEach(async () => {
      app = await startApp(await fresh(), NOW);
      g = await centreGround(app);
      ids = await g.busyDay();
    });
    afterEach(async () => {
      const faults = visitors.flatMap((one) => one.faults());
      await Promise.all(visitors.splice(0).map(({ context }) => context.close()));
      await app.stop();
      expect(faults).to.deep.equal([]);
    });
    after(closeBrowser);

    const sit = async (client: Client, width: number): Promise<Visitor> => {
      await app.database.direct('people').where('name', 'like', 'آزمون%').update({ name: 'کریمی' });
      const visitor = await openVisitor(app.url, { width });
      visitors.push(visitor);
      await carryLogin(visitor, app.url, client.cookie);
      return visitor;
    };

    for (const width of Object.values(WIDTHS)) {
      it(`at ${width} px`, async () => {
        const supervisor = await sit(await app.as('supervisor'), width);
        const { page } = supervisor;
        const look = async (path: string, name: string): Promise<void> => {
          await page.goto(path);
          await page.waitForSelector('[data-live-state="fresh"], main:not(:has([data-live]))', { timeout: 8000 }).catch(() => undefined);
          await check(page, name);
        };
        await look('/today', 'centre-today');
        await page.click('#convene summary');
        await check(page, 'centre-convene');
        await look('/today?day=2026-12-25', 'centre-today-empty');
        await look(`/today/${ids.water}`, 'centre-manage');
        await look(`/today/${ids.tax}`, 'centre-manage-late');
        await page.fill('#f-desk', 'میز ۱');
        await page.click('text=گرفتن کد');
        await check(page, 'centre-seat-code');
        await look(`/today/${ids.schools}/close`, 'centre-close');
        await look(`/today/${ids.tax}/close?how=cancel`, 'centre-cancel');
        await look(`/today/${ids.closed}/summary`, 'centre-summary');
        await look(`/today/${ids.water}/summary`, 'centre-summary-so-far');
        await look('/supervise', 'centre-supervise');
        await look('/walls', 'centre-walls');
        await page.fill('#f-name', 'سالن طبقهٔ همکف');
        await page.click('text=گرفتن نشانی');
        await check(page, 'centre-wall-key');
        const stranger = await openVisitor(app.url, { width });
        visitors.push(stranger);
        await stranger.page.goto('/seat');
        await check(stranger.page, 'centre-seat');
      });
    }

    it('on the wall of the hall', async () => {
      const { key } = await g.walls.add('سالن', { key: randomUUID(), bodyHash: '', actor: 'x', at: NOW });
      const visitor = await openVisitor(app.url);
      visitors.push(visitor);
      const { page } = visitor;
      await page.setViewportSize({ width: 1920, height: 1080 });
      await page.goto(`/wall/${key}`);
      await page.waitForSelector('[data-live-state="fresh"]');
      await check(page, 'wall-three');
      const command = () => g.command();
      await g.life.step(ids.tax, 'await', command());
      await page.waitForSelector('.wall-panel:nth-child(4)');
      await check(page, 'wall-four');
      await g.life.step(ids.roads, 'await', command());
      await page.waitForSelector('[data-wall-turn]:not(:empty)');
      await check(page, 'wall-turns');
      expect(await page.locator('.wall-panel:visible').count()).to.equal(4);
      const left = async (id: string): Promise<Record<string, { way: 'call_back' }>> =>
        Object.fromEntries((await app.database.reads('calls').where({ session_id: id, state: 'waiting' }).orderBy('id').select('id')).map((row) => [row.id, { way: 'call_back' }]));
      for (const id of [ids.tax, ids.roads]) await g.closing.end(id, { cancelled: 'مدیر نیامد', ways: await left(id) }, command());
      await g.closing.end(ids.gas, { cancelled: null, ways: {} }, command());
      await page.waitForSelector('.wall-two');
      await check(page, 'wall-two');
      await page.setViewportSize({ width: 390, height: 844 });
      await shoot(page, 'wall-two');
      await page.setViewportSize({ width: 1920, height: 1080 });
      const talking = await app.database.reads('session_lives').where({ id: ids.water }).first('current_call_id');
      await g.concluding.conclude(ids.water, talking?.current_call_id ?? '', { outcome: 'answered' }, command());
      await g.closing.end(ids.water, { cancelled: null, ways: await left(ids.water) }, command());
      await page.waitForSelector('.wall-one');
      await check(page, 'wall-one');
      await g.closing.end(ids.schools, { cancelled: null, ways: await left(ids.schools) }, command());
      await page.waitForSelector('.wall-none');
      await check(page, 'wall-none');
      await page.goto('/wall/no-such-key');
      await check(page, 'wall-gone');
    });

    it('on the wall over midnight: by itself the page becomes the next day\'s', async () => {
      app.setNow('2026-11-29T20:29:57.000Z');
      const { key } = await g.walls.add('سالن', g.command());
      const visitor = await openVisitor(app.url);
      visitors.push(visitor);
      await visitor.page.goto(`/wall/${key}`);
      await visitor.page.waitForSelector('[data-stream="today:2026-11-29"]');
      app.setNow('2026-11-29T20:30:01.000Z');
      await visitor.page.waitForSelector('[data-stream="today:2026-11-30"]');
      expect(await visitor.page.textContent('.wall-when')).to.include('دوشنبه ۹ آذر ۱۴۰۵');
    });

    it('on the wall whose key ended while it was cut off: dark, and not red for ever', async () => {
      const { id, key } = await g.walls.add('سالن', g.command());
      const visitor = await openVisitor(app.url);
      visitors.push(visitor);
      await visitor.page.goto(`/wall/${key}`);
      await visitor.page.waitForSelector('[data-live-state="fresh"]');
      await visitor.context.setOffline(true);
      await g.walls.revoke(id, g.command());
      await visitor.context.setOffline(false);
      await visitor.page.waitForSelector('.wall-gone', { timeout: 40_000 });
      visitor.faults();
    });
  });
});
