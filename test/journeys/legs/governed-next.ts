import { expect } from 'chai';
import { formatDay } from '../../../server/domain/jalali.ts';
import { open, press, type } from '../form.ts';
import type { Ground } from '../journey.ts';
import { checkWidths, NEXT } from './governed-ground.ts';

/** What four a week would be instead of two, and the next draft that is chosen by it. */
export function nextLeg(ground: Ground): void {
  it('lays four sessions a week beside two, and says who gains', async () => {
    const { page } = await ground.person('administrator');
    const span = `from=${NEXT.from}&to=${NEXT.to}`;
    await open(page, `/rota/what-if?${span}`);
    await checkWidths(ground, 'administrator', 'what-if');
    await type(page, { per_week: '۰' });
    await press(page, 'مقایسه');
    expect(await page.locator('main [aria-invalid="true"]').count(), 'none a week is no programme').to.be.greaterThan(0);
    await type(page, { per_week: '۴' });
    await press(page, 'مقایسه');
    expect(await page.locator('#outcome').innerText()).to.contain('۴ جلسه در هفته');
    await checkWidths(ground, 'administrator', 'what-if-result');
  });

  it('draws the next half-year up as it was chosen', async () => {
    const { page } = await ground.person('administrator');
    await type(page, { reason: 'شمار تماس‌ها سه برابر شده است.' });
    await press(page, 'این را برگزین');
    expect(new URL(page.url()).pathname).to.match(/^\/rota\/drafts\/[\w-]{36}$/);
    await checkWidths(ground, 'administrator', 'next-board');
    await open(page, '/settings');
    expect(await page.locator('main').innerText()).to.contain(formatDay(NEXT.from).slice(0, 4));
  });

  it('tells on one page who changed what, from what to what', async () => {
    const { page } = await ground.person('administrator');
    await open(page, '/audit');
    const said = await page.locator('main').innerText();
    for (const word of ['تعطیلی', 'نسخه', 'علی کاظمی']) expect(said).to.contain(word);
    await checkWidths(ground, 'administrator', 'audit');
  });
}
