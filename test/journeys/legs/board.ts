import { expect } from 'chai';
import { check, shoot } from '../../support/browser.ts';
import { cardAt, shows, slotAt, someMove } from '../board.ts';
import { enter } from '../enter.ts';
import { choose, notice, open, press, type } from '../form.ts';
import type { Ground } from '../journey.ts';
import { STAFF } from './people.ts';
import { formatDay, day as asDay } from '../../../server/domain/jalali.ts';

/** The board by mouse, by clicks and by keys; conflicts before the drop; two people on one draft. */
export function boardLeg(ground: Ground): void {
  let board = '';

  it('moves a card by dragging, and a colleague’s open board shows it at once', async () => {
    const { page } = await ground.person('scheduler');
    board = new URL(page.url()).pathname;
    const second = await ground.person('second');
    await open(page, `${board}?month=1399-02`);
    await open(second.page, `${board}?month=1399-02`);
    await second.page.locator('.foot [data-live-state="fresh"]').waitFor();
    const { card, to } = await someMove(page);
    await cardAt(page, card.slot).dragTo(slotAt(page, to.slot));
    await shows(page, to.slot, card.name);
    await shows(page, card.slot, to.name);
    await shows(second.page, to.slot, card.name);
    await shows(second.page, card.slot, to.name);
    await page.locator('.toast', { hasText: 'جابه‌جا شد' }).waitFor();
  });

  it('takes the last change back with the button, for everybody', async () => {
    const { page } = await ground.person('scheduler');
    const second = await ground.person('second');
    const before = await page.locator('[data-card-name]').allInnerTexts();
    const { card, to } = await someMove(page);
    await cardAt(page, card.slot).dragTo(slotAt(page, to.slot));
    await shows(second.page, to.slot, card.name);
    await page.getByRole('button', { name: 'بازگرداندن آخرین تغییر شما' }).click();
    await page.waitForURL(/done=undone/);
    expect(await page.locator('[data-card-name]').allInnerTexts()).to.deep.equal(before);
    await shows(second.page, card.slot, card.name);
  });

  it('explains a selected card, moves it by two clicks, and takes it back with Ctrl+Z', async () => {
    const { page } = await ground.person('scheduler');
    await open(page, `${board}?month=1399-02`);
    const { card, to } = await someMove(page);
    await cardAt(page, card.slot).click();
    const callout = page.locator('[data-callout]');
    await callout.waitFor();
    expect(await callout.locator('[data-callout-title]').innerText()).to.contain(card.name);
    expect(await callout.locator('[data-callout-lines] li').count()).to.be.greaterThan(0);
    await check(page, 'board-explained');
    await callout.getByRole('button', { name: 'جابه‌جایی نوبت' }).click();
    await page.locator('[data-verdict="ok"]').first().waitFor();
    await shoot(page, 'board-carried');
    await slotAt(page, to.slot).click();
    await shows(page, to.slot, card.name);
    await page.keyboard.press('Control+KeyZ');
    await shows(page, card.slot, card.name);
  });

  it('moves by Enter, arrows and Enter', async () => {
    const { page } = await ground.person('scheduler');
    await open(page, `${board}?month=1399-02`);
    const { card } = await someMove(page);
    await cardAt(page, card.slot).focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-verdict]').first().waitFor();
    for (const key of ['ArrowLeft', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'ArrowLeft', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowDown', 'Home', 'ArrowLeft', 'ArrowLeft']) {
      await page.keyboard.press(key);
      if ((await page.locator('[data-here][data-verdict="ok"]').count()) > 0) break;
    }
    const here = (await page.locator('[data-here][data-verdict="ok"]').getAttribute('data-slot')) ?? '';
    await page.keyboard.press('Enter');
    await shows(page, here, card.name);
    // The focus goes with the card.
    await slotAt(page, here).locator('[data-card]:focus').waitFor();
    await page.keyboard.press('Control+KeyZ');
    await shows(page, card.slot, card.name);
  });

  it('says a new absence before the drop, and refuses the drop', async () => {
    const { page } = await ground.person('scheduler');
    const { card, to } = await someMove(page, (one, place) => place.name !== '' && place.name !== one.name);
    await open(page, `/agencies/${card.agency}/absences/new`);
    await type(page, { from: formatDay(asDay(to.day)), note: 'پس از تنظیم' });
    await choose(page, 'kind', 'leave');
    await press(page, 'ثبت غیبت');
    expect(await notice(page)).to.contain('غیبت ثبت شد');
    await open(page, `${board}?month=1399-02`);
    await cardAt(page, card.slot).click();
    await page.locator('[data-callout]').getByRole('button', { name: 'جابه‌جایی نوبت' }).click();
    await slotAt(page, to.slot).and(page.locator('[data-verdict="bad"]')).waitFor();
    await cardAt(page, to.slot).hover();
    expect(await slotAt(page, to.slot).locator('.slot-verdict').innerText()).to.contain('مرخصی');
    await shoot(page, 'board-barred');
    await page.locator('[data-callout]').getByRole('button', { name: 'رها کردن' }).click();
    await cardAt(page, card.slot).dragTo(slotAt(page, to.slot));
    await page.locator('.toast-bad').waitFor();
    expect(await page.locator('.toast-bad').innerText()).to.contain('مرخصی');
    await shows(page, card.slot, card.name);
    await shows(page, to.slot, to.name);
  });

  it('pins a card with a reason; a pinned card stays', async () => {
    const { page } = await ground.person('scheduler');
    await open(page, `${board}?month=1399-02`);
    const { card } = await someMove(page);
    await cardAt(page, card.slot).click();
    await page.locator('[data-callout]').getByRole('button', { name: 'جای ثابت' }).click();
    const dialog = page.locator('[data-pin-dialog]');
    await dialog.getByLabel('چرا این جا ثابت بماند؟').fill('هفتهٔ همان دستگاه است');
    await check(page, 'board-pin');
    await dialog.getByRole('button', { name: 'ثابت کردن' }).click();
    await page.waitForURL(/done=saved/);
    expect(await slotAt(page, card.slot).innerText()).to.contain('جای ثابت');
    await cardAt(page, card.slot).click();
    expect(await page.locator('[data-callout-lines]').innerText()).to.contain('هفتهٔ همان دستگاه است');
    await check(page, 'board-pinned');
  });

  it('tells the second of two at once who was first, and overwrites nothing', async () => {
    const second = await ground.person('second');
    const { page } = await ground.person('scheduler');
    await open(page, `${board}?month=1399-03`);
    await open(second.page, `${board}?month=1399-03`);
    const { card, to } = await someMove(page, (one, place) => place.name !== '' && place.name !== one.name);
    let release = (): void => undefined;
    const firstIsThere = new Promise<void>((resolve) => (release = resolve));
    const sent = second.page.waitForRequest(/\/move$/);
    await second.page.route(/\/move$/, async (route) => {
      await firstIsThere;
      await route.continue();
    });
    await cardAt(second.page, card.slot).dragTo(slotAt(second.page, to.slot));
    await sent;
    await cardAt(page, card.slot).dragTo(slotAt(page, to.slot));
    await shows(page, to.slot, card.name);
    await page.locator('.toast', { hasText: 'جابه‌جا شد' }).waitFor();
    release();
    await second.page.locator('.toast-bad', { hasText: STAFF.scheduler.name }).waitFor();
    await second.page.unroute(/\/move$/);
    await shows(second.page, to.slot, card.name);
    await shows(second.page, card.slot, to.name);
  });

  it('leaves an agency out with a reason, and draws the rest anew', async () => {
    const { page } = await ground.person('scheduler');
    await open(page, `${board}/exclusions`);
    await page.locator('[name="agency"]').selectOption({ index: 3 });
    await type(page, { from: '۱۳۹۹/۰۳/۰۱', to: '۱۴۰۰/۱۲/۳۰', reason: '' });
    await press(page, 'کنار گذاشتن');
    await check(page, 'exclusions-refused');
    await type(page, { to: '۱۳۹۹/۰۳/۳۱', reason: 'جابه‌جایی ساختمان' });
    await press(page, 'کنار گذاشتن');
    expect(await notice(page)).to.contain('کنار گذاشته شد');
    await check(page, 'exclusions');
    await open(page, `${board}?month=1399-03`);
    await press(page, 'تنظیم دوباره');
    expect(await notice(page)).to.contain('دوباره چیده شد');
    await open(page, `${board}?view=week&day=2020-04-25`);
    await check(page, 'board-week');
    await open(page, '/shares');
    await check(page, 'shares');
  });

  it('lets a person who is logged out by the administrator fall off the live board', async () => {
    const administrator = await ground.person('administrator');
    const second = await ground.person('second');
    await open(administrator.page, '/users');
    await administrator.page.locator('main').getByRole('link', { name: STAFF.second.name }).click();
    await administrator.page.waitForURL(/\/users\/[\w-]{36}/);
    await press(administrator.page, 'بستن همهٔ ورودها');
    await second.page.waitForURL(/\/login/);
    await enter(second, STAFF.second.username, STAFF.second.password);
  });
}
