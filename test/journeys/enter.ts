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

/** The administrator, before a user's page, hands the person a link; the person makes a password behind it, and enters. */
export async function invite(ground: Ground, person: string, { username, password }: { readonly username: string; readonly password: string }): Promise<void> {
  const { page } = await ground.person('administrator');
  await press(page, 'پیوند ساختن گذرواژه');
  const link = await page.locator('#link').innerText();
  expect(link.replace(/[\w-]{40,}$/, ''), 'the address people type').to.equal(`${ground.program.url}/welcome/`);
  const invited = await ground.person(person);
  await invited.page.goto(link);
  await type(invited.page, { password, again: password });
  await press(invited.page, 'ذخیرهٔ گذرواژه');
  expect(invited.page.url()).to.match(/\/login\?done=password$/);
  await enter(invited, username, password);
}
