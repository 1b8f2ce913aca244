import { expect } from 'chai';
import { invite, setUp } from '../enter.ts';
import { choose, notice, open, press, type } from '../form.ts';
import type { Ground } from '../journey.ts';
import { todayTyped } from '../morning.ts';
import { checkBoth } from '../widths.ts';

/** The two agencies whose managers answer side by side, as they are called in short and in full. */
export const WATER = { short: 'آب و فاضلاب', full: 'شرکت آب و فاضلاب استان اصفهان' } as const;
export const GAS = { short: 'گاز', full: 'شرکت گاز استان اصفهان' } as const;

/** Who works at the centre and in the first agency, each with a browser of his own. */
export const CREW = {
  operator: { honorific: 'khanom', name: 'مریم توکلی', username: 'tavakoli', role: 'operator', password: 'باران پشت پنجرهٔ ایوان' },
  supervisor: { honorific: 'agha', name: 'بهروز نیکبخت', username: 'nikbakht', role: 'supervisor', password: 'چراغ سبز کنار پل خواجو' },
  companion: { honorific: 'khanom', name: 'سمیه یزدانی', username: 'yazdani', role: 'companion_expert', password: 'دفتر آبی روی میز چوبی' },
  expert: { honorific: 'agha', name: 'کامران فلاح', username: 'fallah', role: 'agency_expert', password: 'لوله‌های نو زیر خیابان' },
  inspection: { honorific: 'khanom', name: 'پروین احمدی', username: 'ahmadi', role: 'inspection_head', password: 'کوه صفه در صبح برفی' },
} as const;

const OFFICE_ROLES: readonly string[] = ['operator', 'supervisor', 'inspection_head'];

/** The example of Isfahan, and the people of one morning's sessions. */
export function liveSetUpLeg(ground: Ground): void {
  it('sets up with the example of Isfahan 1399, and lets everybody of the morning in', async () => {
    const { page } = await setUp(ground, 'example');
    for (const [person, { honorific, name, username, role, password }] of Object.entries(CREW)) {
      await open(page, '/users/new');
      await choose(page, 'honorific', honorific);
      await type(page, { name, username });
      if (OFFICE_ROLES.includes(role)) await page.locator(`[name="role-${role}"]`).check();
      else {
        await page.locator('[name="agencyRole0"]').selectOption(role);
        await page.locator('[name="agency0"]').selectOption({ label: WATER.short });
      }
      await press(page, 'افزودن کاربر');
      await invite(ground, person, { username, password });
    }
  });

  it('gives notes a shorter time from today on', async () => {
    const { page } = await ground.person('administrator');
    await open(page, '/settings/live_calls');
    await type(page, { wrapUpSeconds: '۱۰', effective: todayTyped() });
    await press(page, 'ذخیره');
    expect(await notice(page)).to.contain('تنظیم ذخیره شد');
    await open(page, '/settings/live_calls');
    await checkBoth(page, 'live-settings');
  });
}
