import { expect } from 'chai';
import { addDays, formatDay } from '../../../server/domain/jalali.ts';
import { open, press, sentenceBeside, type, typedIn } from '../form.ts';
import type { Ground } from '../journey.ts';
import { readFeed } from './governed-feed.ts';
import { checkWidths, TODAY, TOMORROW } from './governed-ground.ts';
import { promisedIn } from './governed-publish.ts';

/** At ten in the evening tomorrow is closed: what it hits is listed, confirmed, and told as version 2. */
export function closureLeg(ground: Ground, { board, feed }: { readonly board: () => string; readonly feed: () => string }): void {
  let agency = '';

  it('refuses a closure of a whole year, and one that ends before it begins', async () => {
    const { page } = await ground.person('administrator');
    await open(page, '/calendar/closures/new');
    await type(page, { from: formatDay(TOMORROW), to: formatDay(addDays(TOMORROW, 365)), reason: 'آلودگی هوا' });
    await press(page, 'ثبت تعطیلی');
    expect(await sentenceBeside(page, 'to')).to.contain('۳۱ روز');
    await type(page, { to: formatDay(TODAY) });
    await press(page, 'ثبت تعطیلی');
    expect(await sentenceBeside(page, 'to')).not.to.equal('');
    expect(await typedIn(page, 'reason')).to.equal('آلودگی هوا');
  });

  it('lists what the closure of tomorrow hits before anything is changed, and proposes what becomes of it', async () => {
    const { page } = await ground.person('administrator');
    await open(page, '/calendar/closures/new');
    await type(page, { from: formatDay(TOMORROW), to: '', reason: 'آلودگی هوا' });
    await press(page, 'ثبت تعطیلی');
    const hit = page.locator('.consequence').first();
    agency = await hit.locator('.list-title').innerText();
    expect(await hit.locator('select option:checked').innerText()).not.to.equal('');
    expect((await promisedIn(ground, TOMORROW)).some(({ day }) => day === TOMORROW), 'nothing has changed yet').to.equal(true);
    await open(page, '/calendar/closures/new');
    await type(page, { from: formatDay(TOMORROW), to: '', reason: 'آلودگی هوا' });
    await press(page, 'ثبت تعطیلی');
    await checkWidths(ground, 'administrator', 'consequences');
    await type(page, { 'c-letterNo': '۴۴/۱۲', 'c-letterDay': '۱۴۰۰/۱۲/۳۰' });
    await page.locator('main .consequences button.button-primary').click();
    await page.waitForLoadState();
    expect(await sentenceBeside(page, 'c-letterDay')).to.contain('تاریخ درستی نیست');
    await type(page, { 'c-letterDay': formatDay(TODAY) });
  });

  it('closes the day and publishes version 2 in one go, with a notice for the media', async () => {
    const { page } = await ground.person('administrator');
    const follows = page.waitForEvent('domcontentloaded');
    await page.locator('main .consequences button.button-primary').click();
    await follows;
    const citizen = await ground.person('citizen');
    await open(citizen.page, '/timetable/2');
    const notice = await citizen.page.locator('#notice-text').innerText();
    expect(notice).to.contain(agency).and.to.contain('اصلاحیه');
    await checkWidths(ground, 'citizen', 'correction');
    const now = (await promisedIn(ground, TOMORROW)).filter(({ day }) => day === TOMORROW);
    expect(now, 'nobody comes tomorrow').to.deep.equal([]);
    await open(page, `/calendar/${TOMORROW}`);
    expect(await page.locator('main').innerText()).to.contain('آلودگی هوا');
    await checkWidths(ground, 'administrator', 'calendar-day');
  });

  it('changes letters and calendars with it', async () => {
    const { page } = await ground.person('administrator');
    const changed = (await readFeed(feed())).filter(({ sequence }) => sequence > 0);
    expect(changed.map(({ summary }) => summary).join(), 'the calendar').to.contain(agency);
    await open(page, `${board()}/letters`);
    await checkWidths(ground, 'administrator', 'letters');
    expect(await page.locator('.list-row', { hasText: agency }).count()).to.be.greaterThan(0);
    await open(page, `${board()}/letters?kinds=amendments`);
    await page.getByRole('link', { name: 'آماده‌سازی چاپ' }).click();
    await page.locator('[data-letters-list] > *').first().waitFor();
    await checkWidths(ground, 'administrator', 'letters-print');
  });
}
