import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { formatClock, type Clock } from '../../server/domain/calendar.ts';
import { toAsciiDigits } from '../../server/domain/persian.ts';
import { open, press, type } from './form.ts';
import { todayTyped } from './morning.ts';

/** A session that the supervisor calls for today. */
export interface Convened {
  readonly agency: string;
  readonly from: Clock;
  readonly to: Clock;
}

/** Calls a session beside the programme; gives its id. */
export async function convene(page: Page, { agency, from, to }: Convened): Promise<string> {
  await open(page, '/today');
  await page.getByText('جلسهٔ فوق‌العاده', { exact: true }).click();
  await page.locator('main [name="agencyId"]').selectOption({ label: agency });
  await type(page, { day: todayTyped(), from: formatClock(from), to: formatClock(to) });
  await press(page, 'افزودن جلسه');
  expect(page.url(), `the page of ${agency}’s session`).to.match(/\/today\/[\w-]{36}$/);
  return page.url().split('/').at(-1) ?? '';
}

/** Takes a code for somebody who sits down at a session's desk: eight digits, as they are read out. */
export async function seatCode(page: Page, session: string, desk: string, side: 'host' | 'companion' = 'host'): Promise<string> {
  await open(page, `/today/${session}`);
  await page.locator(`main input[name="side"][value="${side}"]`).check({ force: true });
  await type(page, { desk });
  await press(page, 'گرفتن کد');
  const code = (await page.locator('.seat-digits').innerText()).trim();
  expect(toAsciiDigits(code).replace(/\s/g, '')).to.match(/^\d{8}$/);
  return code;
}

/** Makes a wallboard; gives its address. */
export async function wallAddress(page: Page, name: string): Promise<string> {
  await open(page, '/walls');
  await type(page, { name });
  await press(page, 'گرفتن نشانی');
  return page.locator('#wall-url').innerText();
}
