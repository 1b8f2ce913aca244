import { expect } from 'chai';
import { check } from '../../support/browser.ts';
import { open, press, sentenceBeside, type, typedIn } from '../form.ts';
import type { Ground } from '../journey.ts';
import { AWAY, CLOSED } from './ground.ts';

const dayOf = (jalali: string): string => jalali.replace(/^۱۳۹۹\/۰?(.+)\/۰?(.+)$/, '$2');

/** Drawing up half a year: what it comes to is shown before, and refused where it makes no sense. */
export function draftLeg(ground: Ground): void {
  it('says that there is no programme yet, to staff and to everybody', async () => {
    const { page } = await ground.person('scheduler');
    await open(page, '/rota');
    await check(page, 'rota-none');
    const citizen = await ground.person('citizen');
    await open(citizen.page, '/timetable');
    await check(citizen.page, 'timetable-none');
  });

  it('refuses days that do not exist, a horizon wholly on holidays and one that is too short', async () => {
    const { page } = await ground.person('scheduler');
    await open(page, '/rota/drafts/new');
    await check(page, 'draft-new');
    await type(page, { from: '۱۴۰۰/۱۲/۳۰', to: '۱۴۰۱/۰۶/۳۲' });
    await press(page, 'دیدن سهم‌ها و نوبت‌ها');
    expect(await sentenceBeside(page, 'from')).to.contain('تاریخ درستی نیست');
    expect(await sentenceBeside(page, 'to')).to.contain('تاریخ درستی نیست');
    expect(await typedIn(page, 'from')).to.equal('۱۴۰۰/۱۲/۳۰');
    await check(page, 'draft-refused');
    await type(page, { from: '۱۳۹۹/۰۱/۰۱', to: '۱۳۹۹/۰۱/۰۴' });
    await press(page, 'دیدن سهم‌ها و نوبت‌ها');
    expect(await page.locator('main').innerText()).to.match(/یک هفته تا یک سال/);
  });

  it('shows what half a year comes to before it is drawn up, and draws it up', async () => {
    const { page } = await ground.person('scheduler');
    await type(page, { from: '۱۳۹۹/۰۱/۰۱', to: '۱۳۹۹/۰۶/۳۱' });
    await press(page, 'دیدن سهم‌ها و نوبت‌ها');
    await check(page, 'draft-prospect');
    await press(page, 'تنظیم پیش‌نویس');
    expect(new URL(page.url()).pathname).to.match(/^\/rota\/drafts\/[\w-]{36}$/);
    await check(page, 'board');
    await page.locator('.foot [data-live-state="fresh"]').waitFor();
  });

  it('invites nobody to a closed day, nor a manager while he is away', async () => {
    const { page } = await ground.person('scheduler');
    const board = new URL(page.url()).pathname;
    const away = page.locator('.day', { has: page.locator('[data-card-name]', { hasText: AWAY.agency }) }).locator('.day-number');
    const [from, to] = [AWAY.from, AWAY.to].map((jalali) => Number(dayOf(jalali).replace(/[۰-۹]/g, (digit) => String('۰۱۲۳۴۵۶۷۸۹'.indexOf(digit)))));
    for (const label of await away.allInnerTexts()) {
      const day = Number(label.replace(/[۰-۹]/g, (digit) => String('۰۱۲۳۴۵۶۷۸۹'.indexOf(digit))));
      expect(day < (from ?? 0) || day > (to ?? 0), `${AWAY.agency} on ${label} Farvardin`).to.equal(true);
    }
    await open(page, `${board}?month=1399-02`);
    const closed = page.locator('.day:not(.day-outside)', { has: page.getByText(CLOSED.reason) });
    expect(await closed.locator('.day-number').innerText()).to.equal(dayOf(CLOSED.day));
    expect(await closed.locator('[data-slot]').count()).to.equal(0);
    await check(page, 'board-ordibehesht');
  });
}
