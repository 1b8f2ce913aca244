import { expect } from 'chai';
import { addDays, formatDay, monthKey, monthOf, type Day } from '../../../server/domain/jalali.ts';
import { notice, open, press, type } from '../form.ts';
import type { Ground } from '../journey.ts';
import { checkWidths, HALF } from './governed-ground.ts';

/** A line of the public timetable as staff read it. */
export interface Promised {
  readonly day: Day;
  readonly agency: string;
  /** The page of the session. */
  readonly href: string;
}

/** What the timetable promises in the month of a day. */
export async function promisedIn(ground: Ground, day: Day): Promise<Promised[]> {
  const { page } = await ground.person('administrator');
  await open(page, `/timetable?month=${monthKey(monthOf(day))}`);
  return page.locator('.timetable-day').evaluateAll((days: { id: string; querySelectorAll(selector: string): Iterable<{ textContent: string; getAttribute(name: string): string }> }[]) =>
    days.flatMap((one) => [...one.querySelectorAll('.timetable-agency a')].map((link) => ({ day: one.id.replace('day-', ''), agency: link.textContent.trim(), href: link.getAttribute('href') }))),
  ) as Promise<Promised[]>;
}

/** What the timetable promises from a day on, over two months. */
export async function promisedFrom(ground: Ground, day: Day): Promise<Promised[]> {
  const months = [...new Set([day, addDays(day, 31)].map((one) => monthKey(monthOf(one))))];
  const all: Promised[] = [];
  for (const month of months) all.push(...(await promisedIn(ground, (month === monthKey(monthOf(day)) ? day : addDays(day, 31)))));
  return all.filter((one) => one.day >= day);
}

/** The half-year is drawn up, approved, its managers are invited, and it is published; gives the programme's address. */
export function publishLeg(ground: Ground): { readonly board: () => string } {
  let board = '';
  it('draws the half-year up and has it approved', async () => {
    const { page } = await ground.person('administrator');
    await open(page, '/rota/drafts/new');
    await type(page, { from: formatDay(HALF.from), to: formatDay(HALF.to) });
    await press(page, 'دیدن سهم‌ها و نوبت‌ها');
    await press(page, 'تنظیم پیش‌نویس');
    board = new URL(page.url()).pathname;
    await press(page, 'ارسال برای تأیید');
    const head = await ground.person('head');
    await open(head.page, board);
    await press(head.page, 'تأیید برنامه');
    expect(await notice(head.page)).to.contain('تأیید شد');
  });

  it('invites everybody and publishes the whole as version 1', async () => {
    const { page } = await ground.person('administrator');
    await open(page, `${board}/invitations`);
    await type(page, { until: formatDay(HALF.to) });
    await press(page, 'فرستادن دعوت‌نامه‌ها');
    await open(page, `${board}/publish?until=${HALF.to}`);
    for (const box of await page.locator('main input[type="checkbox"]').all()) await box.check();
    await press(page, 'انتشار نسخهٔ ۱');
    expect(new URL(page.url()).pathname).to.equal('/rota/versions/1');
    const promised = await promisedIn(ground, HALF.from);
    expect(promised.some(({ day }) => day === HALF.from), 'somebody comes tomorrow').to.equal(true);
  });

  it('shows on one page who has not answered, and what each was told', async () => {
    const { page } = await ground.person('administrator');
    await open(page, '/rota/week');
    expect(await page.locator('.task').count()).to.be.greaterThan(1);
    await checkWidths(ground, 'administrator', 'week');
    await open(page, '/messages');
    await checkWidths(ground, 'administrator', 'messages');
  });
  return { board: () => board };
}
