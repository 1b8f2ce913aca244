import { expect } from 'chai';
import { addDays, formatDay } from '../../../server/domain/jalali.ts';
import { check } from '../../support/browser.ts';
import { open, press, pressOn, type } from '../form.ts';
import type { Ground } from '../journey.ts';
import { readFeed } from './governed-feed.ts';
import { checkWidths, makeHost, TOMORROW } from './governed-ground.ts';
import { promisedFrom, type Promised } from './governed-publish.ts';

/** Two managers exchange their turns: asked on a telephone, agreed, approved as version 3. */
export function swapLeg(ground: Ground, feed: () => string): void {
  const sides: Promised[] = [];
  const side = (at: number): Promised => {
    const one = sides[at];
    if (one === undefined) throw new Error('nobody to exchange with');
    return one;
  };

  it('gives two managers accounts', async () => {
    const promised = (await promisedFrom(ground, addDays(TOMORROW, 10)));
    const agencies = [...new Set(promised.map(({ agency }) => agency))];
    const [first, second] = agencies.slice(0, 2).map((agency) => promised.find((one) => one.agency === agency));
    if (first === undefined || second === undefined) throw new Error('too few sessions');
    const { page } = await ground.person('administrator');
    for (const one of [first, second]) {
      await open(page, one.href);
      // Staff know an agency by its short name.
      sides.push({ ...one, agency: ((await page.locator('h1').innerText()).split('،')[0] ?? '').trim() });
    }
    await makeHost(ground, 'asker', side(0).agency);
    await makeHost(ground, 'other', side(1).agency);
  });

  it('lets one ask the other for his turn, with a reason', async () => {
    const { page } = await ground.person('asker');
    await open(page, '/mine');
    await check(page, 'mine-governed');
    const id = side(0).href.split('/').at(-1) ?? '';
    await open(page, `/mine/sessions/${id}/swap`);
    await press(page, 'فرستادن درخواست');
    expect(await page.locator('main [aria-invalid="true"], main .field-error').count(), 'whom, and why').to.be.greaterThan(0);
    await check(page, 'swap-refused');
    await page.locator('.choice-option', { hasText: side(1).agency }).first().locator('input').check({ force: true });
    await page.locator('main [name="reason"]').fill('در آن روز در هیئت دولت گزارش می‌دهم.');
    await press(page, 'فرستادن درخواست');
    await check(page, 'swap-asked');
  });

  it('waits for the other’s word, then for the scheduler’s, and is carried out as version 3', async () => {
    const other = await ground.person('other');
    await open(other.page, '/mine');
    await other.page.getByRole('link', { name: 'دیدن و پاسخ' }).first().click();
    await other.page.waitForURL(/\/mine\/swaps\//);
    await checkWidths(ground, 'other', 'swap-answer');
    await press(other.page, 'می‌پذیرم');
    const { page } = await ground.person('administrator');
    await open(page, '/rota/week');
    await page.locator('main a[href^="/rota/swaps/"]').first().click();
    await page.waitForURL(/\/rota\/swaps\//);
    await checkWidths(ground, 'administrator', 'swap-decide');
    await page.getByText('شمارهٔ نامه و یادداشت').click();
    await type(page, { letterDay: '۱۴۰۰/۱۲/۳۰' });
    await press(page, 'تأیید و انتشار نسخهٔ ۳');
    expect(await page.locator('main [aria-invalid="true"]').count(), 'a day that does not exist').to.equal(1);
    await type(page, { letterDay: '', letterNo: '' });
    await press(page, 'تأیید و انتشار نسخهٔ ۳');
    expect(await page.locator('main').innerText()).to.contain('نسخهٔ ۳');
    const days = await promisedFrom(ground, addDays(TOMORROW, 10));
    expect(days.find(({ href }) => href === side(0).href)?.day).to.equal(side(1).day);
    expect(days.find(({ href }) => href === side(1).href)?.day).to.equal(side(0).day);
    const ids = [side(0), side(1)].map(({ href }) => href.split('/').at(-1) ?? '');
    const moved = (await readFeed(feed())).filter(({ uid }) => ids.some((id) => uid.startsWith(id)));
    expect(moved.map(({ sequence }) => sequence), 'each moved once').to.deep.equal([1, 1]);
  });

  it('names no substitute where the rule of the day forbids it', async () => {
    const { page } = await ground.person('administrator');
    await open(page, '/settings/substitutes');
    await page.locator('main [name="value"][value="forbidden"], main input[value="forbidden"]').first().check({ force: true });
    await type(page, { effective: formatDay(TOMORROW) });
    await press(page, 'ذخیره');
    await open(page, side(0).href);
    await page.locator('#change-substitute > summary').click();
    expect(await page.locator('#change-substitute').innerText()).to.match(/جانشین/);
    expect(await page.locator('#change-substitute form').count(), 'there is nothing to fill in').to.equal(0);
    await checkWidths(ground, 'administrator', 'published-session');
  });

  it('cancels a session with a reason, as version 4, and calendars say so', async () => {
    const { page } = await ground.person('administrator');
    await open(page, side(0).href);
    await page.locator('#change-cancel > summary').click();
    await pressOn(page, page.locator('#change-cancel button[type="submit"]'));
    expect(await page.locator('main [aria-invalid="true"]').count(), 'it wants a reason').to.be.greaterThan(0);
    if ((await page.locator('#change-cancel').getAttribute('open')) === null) await page.locator('#change-cancel > summary').click();
    await page.locator('#change-cancel [name="reason"]').fill('دستگاه در حال جابه‌جایی ساختمان است.');
    await pressOn(page, page.locator('#change-cancel button[type="submit"]'));
    await checkWidths(ground, 'administrator', 'cancel-preview');
    await pressOn(page, page.locator('main form[method="post"] button[type="submit"]').first());
    const entry = (await readFeed(feed())).find(({ uid }) => uid.startsWith(side(0).href.split('/').at(-1) ?? ''));
    expect(entry).to.include({ status: 'CANCELLED', sequence: 2 });
    const asker = await ground.person('asker');
    await open(asker.page, '/mine');
    await check(asker.page, 'mine-cancelled');
  });
}
