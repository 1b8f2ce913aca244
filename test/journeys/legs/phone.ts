import { check, shoot, WIDTHS } from '../../support/browser.ts';
import { cardAt, shows, slotAt, someMove } from '../board.ts';
import { enter } from '../enter.ts';
import type { Ground } from '../journey.ts';
import { STAFF } from './people.ts';

/** A scheduler on his way, with a telephone in his hand: the menu and the board by taps alone. */
export function phoneLeg(ground: Ground): void {
  it('moves a card on a telephone by taps, and takes it back', async () => {
    const phone = await ground.person('phone', WIDTHS.narrow);
    const { page } = phone;
    await enter(phone, STAFF.second.username, STAFF.second.password);
    await page.locator('.top-menu summary').tap();
    await check(page, 'phone-menu');
    await page.locator('.top-menu-list').getByRole('link', { name: 'تقویم' }).tap();
    await page.waitForURL(/\/calendar/);
    await page.locator('.top-menu summary').tap();
    await page.locator('.top-menu-list').getByRole('link', { name: 'برنامه', exact: true }).tap();
    await page.waitForURL(/\/rota\/drafts\//);
    const { card, to } = await someMove(page, (one, place) => place.name !== '' && place.name !== one.name);
    await cardAt(page, card.slot).tap();
    await page.locator('[data-callout]').waitFor();
    await check(page, 'phone-explained');
    await page.locator('[data-callout]').getByRole('button', { name: 'جابه‌جایی نوبت' }).tap();
    await page.locator('[data-verdict="ok"]').first().waitFor();
    await shoot(page, 'phone-carried');
    await slotAt(page, to.slot).tap();
    await shows(page, to.slot, card.name);
    await page.locator('.toast').getByRole('button', { name: 'بازگرداندن' }).tap();
    await shows(page, card.slot, card.name);
  });
}
