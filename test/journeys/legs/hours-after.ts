import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { addDays, type Day } from '../../../server/domain/jalali.ts';
import { check } from '../../support/browser.ts';
import { enter } from '../enter.ts';
import { open, press, pressOn, type } from '../form.ts';
import type { Ground } from '../journey.ts';
import { until } from '../until.ts';
import { checkBoth } from '../widths.ts';
import { allSent, boardCounts, comeIn, everybodyAt, openNext, report, takeAlong, type Ledger } from './hours-crew.ts';
import { afterNine, INSPECTORS, MONDAYS } from './hours-ground.ts';
import { PASSWORDS } from './hours-monday.ts';

/** Where the opened draw's file was put. */
let drawn = '';

const ROOT = join(import.meta.dirname, '../../..');

/** The verifying command over a file, or over the program's own record; what it says. */
const verify = (args: readonly string[], env: Readonly<Record<string, string>> = {}): string =>
  execFileSync(process.execPath, ['dist/verify.js', ...args], { cwd: ROOT, env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env }, encoding: 'utf8' });

const absentOf = (ledger: Ledger): string => ledger[0]?.office ?? '';

async function absentComesIn(ground: Ground): Promise<Page> {
  const absent = await ground.person('absent');
  await absent.context.clearCookies();
  await enter(absent, PASSWORDS.absent.username, PASSWORDS.absent.password);
  return absent.page;
}

/** The head confirms on the hour's own page that the manager was not there. */
async function confirm(head: Page, office: string, shot: string): Promise<void> {
  await open(head, '/hours/decisions');
  await checkBoth(head, `${shot}-decisions`);
  await head.locator('main').getByRole('link', { name: office, exact: true }).click();
  await head.waitForURL(/\/hours\/hour-/);
  await checkBoth(head, `${shot}-occurrence`);
  await head.locator('summary', { hasText: 'تأیید غیبت' }).click();
  await head.locator('details[open] textarea').first().fill('در بازدید دو بازرس در دفتر نبود و عذری ثبت نشده بود.');
  await press(head, 'غیبت تأیید شود');
}

/** From the proposal to its being served: approved, numbered, and opened by the manager himself. */
async function issue(ground: Ground, step: string, number: string, shot: string): Promise<{ readonly head: Page; readonly absent: Page }> {
  const { page: head } = await ground.person('head');
  await open(head, '/notices');
  await checkBoth(head, `${shot}-notices`);
  await head.locator('.notice-row a', { hasText: step }).first().click();
  await head.waitForURL(/\/notices\/[\w-]+$/);
  await checkBoth(head, `${shot}-proposed`);
  await press(head, 'تأیید و صدور');
  await type(head, { letterNo: number });
  await press(head, 'ثبت شماره');
  await checkBoth(head, `${shot}-issued`);
  await open(head, `${new URL(head.url()).pathname}/letter`);
  await check(head, `${shot}-letter`);
  await head.goBack();
  const absent = await absentComesIn(ground);
  await open(absent, '/mine/notices');
  await checkBoth(absent, `${shot}-own`);
  await absent.locator('.notice-row a').first().click();
  await absent.waitForURL(/\/mine\/notices\/[\w-]+$/);
  await pressOn(absent, absent.locator('section[aria-label="ابلاغ"] button[type="submit"]'));
  await checkBoth(absent, `${shot}-served`);
  return { head, absent };
}

/** After the hour: the draw is opened, the manager is heard, and the head decides. */
export function afterLeg(ground: Ground, ledger: Ledger): void {
  const [day] = MONDAYS;

  it('opens the draw after the hour, and whoever verifies draws the same again', async () => {
    await everybodyAt(ground, afterNine(day, 185));
    const head = await comeIn(ground, 'head');
    await open(head, `/draws/${day}/verify`);
    await checkBoth(head, 'draw-verify');
    const said = await head.locator('main').innerText();
    for (const { office } of ledger) expect(said, `${office} stood in the sealed list`).to.contain(office);
    const [file] = await Promise.all([head.waitForEvent('download'), head.getByRole('link', { name: 'گرفتن پروندهٔ قرعه' }).click()]);
    drawn = await file.path();
  });

  it('hears the manager who was not found, confirms one absence and excuses the other', async () => {
    const absent = await absentComesIn(ground);
    await absent.goto('/office');
    await absent.locator('.office-explain textarea').fill('برای سرکشی به شبکه از دفتر بیرون رفته بودم.');
    await press(absent, 'ثبت توضیح');
    await checkBoth(absent, 'office-explained');
    const { page: head } = await ground.person('head');
    const excused = ledger.filter(({ answer }) => answer === 'not_found')[1]?.office ?? '';
    await open(head, '/hours/excuses');
    await check(head, 'excuses');
    await head.locator('[data-ticks-all="no"]').first().click();
    await head.locator('.excuse-who', { hasText: excused }).first().click();
    await head.locator('input[name="excuse"][value="governor_meeting"]').check({ force: true });
    await head.locator('#excuse-note').fill('به نشست شورای استان فراخوانده شده بود.');
    await press(head, 'عذر موجه برای برگزیدگان ثبت شود');
    await confirm(head, absentOf(ledger), 'first');
    await open(head, '/presence');
    const counts = await boardCounts(head);
    expect([counts['absent'], counts['excused'], counts['not_found']]).to.deep.equal([1, 1, 0]);
    await checkBoth(head, 'presence-decided');
  });

  it('asks for an explanation by a letter that its manager alone opens, and upholds it after his reply', async () => {
    const { head, absent } = await issue(ground, 'درخواست توضیح', '۱۲۳/۴۵۶', 'explanation');
    await absent.locator('main textarea').first().fill('از این پس در ساعت حضور از دفتر بیرون نمی‌روم.');
    await press(absent, 'فرستادن پاسخ');
    await checkBoth(absent, 'explanation-replied');
    await head.reload();
    await head.locator('summary', { hasText: 'ابقا' }).click();
    await head.locator('#uphold-reason').fill('پاسخ رسید و عذر موجهی در آن نبود.');
    await press(head, 'ابقا شود');
    await checkBoth(head, 'explanation-upheld');
  });
}

/** A week later the same manager is absent again, and is warned; at the end the record is as it was written. */
export function warningLeg(ground: Ground, first: Ledger): void {
  it('finds the same office empty a week later, for it weighs more in the draw', async () => {
    const day: Day = MONDAYS[1];
    // The head has not drawn: by half past six the program does.
    await everybodyAt(ground, afterNine(day, -60));
    const early = await comeIn(ground, 'head');
    await until('the draw is sealed by itself', async () => {
      await early.goto(`/draws/${day}`);
      return (await early.getByText('مهرشده').count()) > 0;
    });
    await everybodyAt(ground, afterNine(day, 4));
    let found = false;
    for (const inspector of INSPECTORS) {
      await takeAlong(ground, inspector);
      const { page } = await ground.person(inspector);
      while ((await page.getByRole('button', { name: /مقصد بعدی/ }).count()) > 0) {
        const isHis = (await openNext(page)) === absentOf(first);
        found ||= isHis;
        await report(page, isHis ? 'not_found' : 'present');
        await allSent(page);
        await page.locator('.phone-target').first().waitFor();
      }
    }
    expect(found, 'it was drawn').to.equal(true);
    // Two days later the time in which he could have written is over.
    await everybodyAt(ground, afterNine(addDays(day, 2), 60));
    const head = await comeIn(ground, 'head');
    await confirm(head, absentOf(first), 'second');
  });

  it('warns him, and nobody else of his office reads it', async () => {
    const { head } = await issue(ground, 'اخطار', '۱۲۴/۷۸۹', 'warning');
    await open(head, '/notices');
    await checkBoth(head, 'notices-warned');
  });

  it('has a record whose every hash is as it was written, and a draw that comes out again from its file', () => {
    expect(verify([], { DATA_DIR: ground.program.folder })).to.match(/\d/);
    expect(verify(['--draw', drawn])).not.to.equal('');
  });
}
