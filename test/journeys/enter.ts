import { expect } from 'chai';
import type { Visitor } from '../support/browser.ts';
import { open, press, type } from './form.ts';
import type { Ground } from './journey.ts';

/** What the first administrator typed into set-up. */
export const ADMINISTRATOR = { name: 'علی کاظمی', username: 'kazemi', password: 'درخت گردوی حیاط پدری' } as const;

/** Somebody at his browser enters by name and password, and is let in. */
export async function enter({ page }: Visitor, username: string, password: string): Promise<void> {
  await open(page, '/login');
  await type(page, { username, password });
  await press(page, 'ورود');
  expect(page.url(), `${username} is in`).not.to.contain('/login');
}

/** Sets the program up in a browser with one of the two beginnings, and lets the first administrator in. */
export async function setUp(ground: Ground, start: 'example' | 'own'): Promise<Visitor> {
  const administrator = await ground.person('administrator');
  const { page } = administrator;
  await page.goto(ground.program.setUpLink);
  if (start === 'own') {
    await page.getByLabel('استان', { exact: true }).selectOption('اصفهان');
    await press(page, 'آوردن شهرستان‌ها و دستگاه‌های این استان');
  } else await page.getByText('نمونهٔ اصفهان ۱۳۹۹').click();
  await type(page, ADMINISTRATOR);
  await press(page, 'راه‌اندازی');
  expect(page.url()).to.match(/\/login\?done=set_up$/);
  await enter(administrator, ADMINISTRATOR.username, ADMINISTRATOR.password);
  return administrator;
}
