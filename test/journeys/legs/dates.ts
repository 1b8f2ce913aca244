import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { formatDay, formatDayLong, day as asDay } from '../../../server/domain/jalali.ts';
import { check } from '../../support/browser.ts';
import { open, press, pressOn, sentenceBeside, type, typedIn } from '../form.ts';
import type { Ground } from '../journey.ts';

const FORMS = ['/agencies/new', '/counties/new', '/calendar/closures/new', '/calendar/holidays/new', '/rota/drafts/new', '/settings/sessions_per_week', '/settings/slot_template'];
/** 1400 was no leap year: its Esfand had 29 days. */
const IMPOSSIBLE = '۱۴۰۰/۱۲/۳۰';

/** Asks for a horizon as far as the program lets one; gives what the page says in the end. */
async function ask(page: Page, from: string, to: string): Promise<string> {
  await open(page, '/rota/drafts/new');
  await type(page, { from, to });
  await press(page, 'دیدن سهم‌ها و نوبت‌ها');
  // Whether it is refused before or after it has shown what the horizon comes to, nothing may be drawn up.
  const draw = page.locator('main').getByRole('button', { name: 'تنظیم پیش‌نویس' });
  if ((await draw.count()) > 0) await pressOn(page, draw);
  expect(page.url()).not.to.contain('done=drawn');
  return page.locator('main').innerText();
}

/** Days that do not exist, the calendar by keys alone, and horizons on which nothing can be drawn. */
export function datesLeg(ground: Ground): void {
  it('refuses a day that does not exist in every date field, beside it and keeping it', async () => {
    const { page } = await ground.person('administrator');
    const refuse = async (path: string): Promise<void> => {
      await open(page, path);
      const names = await page.locator('main [data-date-field] input').evaluateAll((all: { name: string }[]) => all.map((one) => one.name));
      expect(names, path).not.to.deep.equal([]);
      await type(page, Object.fromEntries(names.map((name) => [name, IMPOSSIBLE])));
      await pressOn(page, page.locator('main form:has([data-date-field]) button[type="submit"]').first());
      for (const name of names) {
        expect(await sentenceBeside(page, name), `${path} ${name}`).to.contain('تاریخ درستی نیست');
        expect(await typedIn(page, name), `${path} ${name}`).to.equal(IMPOSSIBLE);
      }
    };
    for (const path of FORMS) await refuse(path);
    await open(page, '/agencies');
    const agency = (await page.locator('main th a, main td a').first().getAttribute('href')) ?? '';
    for (const path of ['edit', 'terms/new']) await refuse(`${agency}/${path}`);
  });

  it('fills a date field by keys alone', async () => {
    const { page } = await ground.person('administrator');
    await open(page, '/calendar/closures/new');
    const field = page.locator('#f-from');
    await field.focus();
    await page.keyboard.type('1405-10-1');
    await page.keyboard.press('Tab');
    expect(await field.inputValue(), 'written in the one form everybody reads').to.equal('۱۴۰۵/۱۰/۰۱');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowDown');
    const chosen = page.locator('[data-day]:focus');
    expect(await chosen.getAttribute('aria-label')).to.equal(formatDayLong(asDay('2026-12-30')));
    await check(page, 'picker');
    await page.keyboard.press('Enter');
    expect(await field.inputValue()).to.equal(formatDay(asDay('2026-12-30')));
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    expect(await page.locator('[data-date-field] > button:focus').count(), 'the focus comes back').to.equal(1);
  });

  it('draws nothing up where nobody has asked for anybody', async () => {
    const { page } = await ground.person('administrator');
    expect(await ask(page, '۱۴۰۶/۰۲/۰۱', '۱۴۰۶/۰۴/۳۱')).to.contain('برای هیچ دستگاهی مراجعه یا تماسی ثبت نشده است');
    await check(page, 'draft-no-weights');
  });

  it('draws nothing up for a week of which every session’s day is a holiday', async () => {
    const { page } = await ground.person('administrator');
    await open(page, '/demand?year=1405');
    await page.locator('.demand-cell input').first().fill('۱۲');
    await press(page, 'ذخیره');
    expect(await ask(page, '۱۴۰۶/۰۱/۰۱', '۱۴۰۶/۰۱/۰۷')).to.contain('هیچ نوبتی نمی‌ماند');
    await check(page, 'draft-no-slots');
  });
}
