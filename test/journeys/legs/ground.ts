import { expect } from 'chai';
import { dayOf, instant } from '../../../server/domain/calendar.ts';
import { addDays, formatDay } from '../../../server/domain/jalali.ts';
import { check } from '../../support/browser.ts';
import { choose, notice, open, press, sentenceBeside, type, typedIn } from '../form.ts';
import type { Ground } from '../journey.ts';

/** The agency whose manager is away in the journey, and his days. */
export const AWAY = { agency: 'راه و شهرسازی', from: '۱۳۹۹/۰۱/۱۶', to: '۱۳۹۹/۰۱/۲۲' } as const;
/** A working day that the scheduler closes, and why. */
export const CLOSED = { day: '۱۳۹۹/۰۲/۰۲', reason: 'بارش سنگین برف' } as const;

/** What a scheduler lays under a rota: numbers, a closure, an absence, a setting. */
export function groundLeg(ground: Ground): void {
  it('types the numbers of a year, in any digits; a wrong cell is marked and nothing is saved', async () => {
    const { page } = await ground.person('scheduler');
    await open(page, '/demand?year=1398&measure=calls');
    await check(page, 'demand');
    const cells = page.locator('.demand-cell input');
    const [first = '', second = ''] = await Promise.all([0, 1].map(async (at) => (await cells.nth(at).getAttribute('name')) ?? ''));
    await cells.nth(0).fill('۱۲ نفر');
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator(':focus').getAttribute('name'), 'the next month lies to the left').to.equal(second);
    await page.keyboard.type('۱۲۳');
    await press(page, 'ذخیره');
    expect(await sentenceBeside(page, first)).not.to.equal('');
    expect(await typedIn(page, first)).to.equal('۱۲ نفر');
    expect(await typedIn(page, second)).to.equal('۱۲۳');
    await check(page, 'demand-refused');
    await type(page, { [first]: '٢٤٠', [second]: '123' });
    await press(page, 'ذخیره');
    expect(await notice(page)).to.contain('۲ خانه ذخیره شد');
    expect(await typedIn(page, first)).to.equal('۲۴۰');
    expect(await typedIn(page, second)).to.equal('۱۲۳');
  });

  it('closes a day; a month and a half at once is too long', async () => {
    const { page } = await ground.person('scheduler');
    await open(page, '/calendar/closures/new');
    await type(page, { from: '۱۴۰۰/۱۲/۳۰', to: '', reason: '' });
    await press(page, 'ثبت تعطیلی');
    expect(await sentenceBeside(page, 'from'), '1400 was no leap year').to.contain('تاریخ درستی نیست');
    expect(await typedIn(page, 'from')).to.equal('۱۴۰۰/۱۲/۳۰');
    expect(await sentenceBeside(page, 'reason')).not.to.equal('');
    await check(page, 'closure-refused');
    await type(page, { from: CLOSED.day, to: '۱۳۹۹/۰۳/۱۵', reason: CLOSED.reason });
    await press(page, 'ثبت تعطیلی');
    expect(await page.getByText('نمی‌تواند بیش از ۳۱ روز باشد').count()).to.be.greaterThan(0);
    await type(page, { to: '' });
    await press(page, 'ثبت تعطیلی');
    expect(await notice(page)).to.contain('تعطیلی ثبت شد');
    expect(await page.getByText(CLOSED.reason).count()).to.be.greaterThan(0);
    await check(page, 'calendar-1399');
  });

  it('registers an absence of a manager', async () => {
    const { page } = await ground.person('scheduler');
    await open(page, `/agencies?q=${encodeURIComponent(AWAY.agency)}`);
    await page.locator('main').getByRole('link', { name: AWAY.agency, exact: true }).first().click();
    await page.getByRole('link', { name: 'ثبت غیبت' }).click();
    await page.waitForURL(/absences\/new/);
    await type(page, { from: AWAY.to, to: AWAY.from, note: 'مأموریت آزمون' });
    await choose(page, 'kind', 'mission');
    await press(page, 'ثبت غیبت');
    expect(await page.getByText('پایان بازه پیش از آغاز').count()).to.be.greaterThan(0);
    await check(page, 'absence-refused');
    await type(page, { from: AWAY.from, to: AWAY.to });
    await press(page, 'ثبت غیبت');
    expect(await notice(page)).to.contain('غیبت ثبت شد');
    // The history below says it too, folded.
    expect(await page.getByText('مأموریت آزمون').filter({ visible: true }).count()).to.equal(1);
  });

  it('changes a setting for the days to come, never for the past', async () => {
    const { page } = await ground.person('scheduler');
    await open(page, '/settings/least_gap_days');
    const value = page.locator('main form .field input').first();
    await value.fill('۲۱');
    await type(page, { effective: '۱۳۹۹/۰۱/۰۱' });
    await press(page, 'ذخیره');
    expect(await sentenceBeside(page, 'effective')).to.contain('گذشته');
    expect(await value.inputValue()).to.equal('۲۱');
    await type(page, { effective: formatDay(addDays(dayOf(instant(new Date().toISOString())), 30)) });
    await press(page, 'ذخیره');
    expect(await notice(page)).to.contain('تنظیم ذخیره شد');
    await check(page, 'settings');
  });
}
