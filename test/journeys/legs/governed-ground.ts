import { expect } from 'chai';
import holidays from '../../../db/seeds/data/holidays.json' with { type: 'json' };
import { clock, dayOf, instantOf, toInstant, type Instant } from '../../../server/domain/calendar.ts';
import { addDays, formatDay, startOfWeek, type Day } from '../../../server/domain/jalali.ts';
import { check, WIDTHS } from '../../support/browser.ts';
import { invite, setUp } from '../enter.ts';
import { choose, open, press, type } from '../form.ts';
import type { Ground } from '../journey.ts';

const isHoliday = (day: Day): boolean => holidays.some((one) => one.day === day);

/** The evening on which the journey is walked: ten o’clock on the next Saturday whose Sunday is no holiday. */
export const EVENING: Instant = (() => {
  let saturday = addDays(startOfWeek(dayOf(instantOf(Date.now()))), 7);
  while (isHoliday(addDays(saturday, 1)) || isHoliday(addDays(saturday, 3))) saturday = addDays(saturday, 7);
  return toInstant(saturday, clock('22:00'));
})();

/** Today, as the program has it. */
export const TODAY = dayOf(EVENING);
/** The day after, of which a session is promised. */
export const TOMORROW = addDays(TODAY, 1);
/** Half a year from tomorrow on, and the half-year behind it. */
export const HALF = { from: TOMORROW, to: addDays(TODAY, 26 * 7) } as const;
export const NEXT = { from: addDays(HALF.to, 1), to: addDays(HALF.to, 26 * 7) } as const;

export const HEAD = { name: 'پروین احمدی', username: 'ahmadi', role: 'inspection_head', password: 'کوه صفه در صبح برفی' } as const;
/** Passwords of the two managers who exchange their turns. */
export const HOSTS = {
  asker: { username: 'modir-yek', password: 'چشمه‌ای که هرگز نمی‌خشکد' },
  other: { username: 'modir-do', password: 'پنجره‌ای رو به باغ انار' },
} as const;

/** The same page at both widths; whoever looks keeps the width he came with. */
export async function checkWidths(ground: Ground, person: string, name: string): Promise<void> {
  const { page } = await ground.person(person);
  const wide = page.viewportSize();
  await check(page, name);
  await page.setViewportSize({ width: WIDTHS.narrow, height: 844 });
  await check(page, name);
  if (wide !== null) await page.setViewportSize(wide);
}

/** A manager's account is made from his agency's page, and he enters by the link he is given. */
export async function makeHost(ground: Ground, person: 'asker' | 'other', agency: string): Promise<void> {
  const { page } = await ground.person('administrator');
  await open(page, `/agencies?q=${encodeURIComponent(agency)}`);
  await page.locator('main').getByRole('link', { name: agency, exact: true }).first().click();
  await page.getByRole('link', { name: /^ساختن کاربر برای/ }).first().click();
  await page.waitForURL(/\/users\/new/);
  await type(page, { username: HOSTS[person].username });
  await press(page, 'افزودن کاربر');
  await ground.person(person, person === 'asker' ? WIDTHS.narrow : WIDTHS.wide);
  await invite(ground, person, HOSTS[person]);
}

/** An office with its people; two sessions a week from tomorrow on. */
export function officeLeg(ground: Ground): void {
  it('sets up, and makes the head of inspection', async () => {
    await setUp(ground, 'example');
    const { page } = await ground.person('administrator');
    await open(page, '/users/new');
    await choose(page, 'honorific', 'khanom');
    await type(page, { name: HEAD.name, username: HEAD.username });
    await page.locator(`[name="role-${HEAD.role}"]`).check();
    await press(page, 'افزودن کاربر');
    await invite(ground, 'head', HEAD);
  });

  it('invites two managers a week from tomorrow on', async () => {
    const { page } = await ground.person('administrator');
    await open(page, '/settings/sessions_per_week');
    await page.locator('main form .field input').first().fill('۲');
    await type(page, { effective: formatDay(TOMORROW) });
    await press(page, 'ذخیره');
    expect(await page.locator('main').innerText()).to.contain('۲');
  });
}
