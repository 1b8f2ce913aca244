import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { WIDTHS } from '../support/browser.ts';

/** Types into fields by their names; what is too long for the browser is the server's to refuse. */
export async function type(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`main [name="${name}"]:not([type="hidden"])`).first();
    await field.evaluate((one: { removeAttribute(name: string): void }) => one.removeAttribute('maxlength'));
    await field.fill(value);
  }
}

/** Chooses one of a row of choices by what it says. */
export async function choose(page: Page, name: string, value: string): Promise<void> {
  await page.locator(`main input[name="${name}"][value="${value}"]`).check({ force: true });
}

/** Presses a button, says yes where the page asks first, and waits for the page that follows. */
export async function pressOn(page: Page, button: Locator): Promise<void> {
  // The browser's own checks stand aside: it is the server whose sentences are looked at.
  const asks = await button.evaluate((one: { form: { noValidate: boolean; dataset: Record<string, string> } | null }) => {
    if (one.form) one.form.noValidate = true;
    return one.form?.dataset['confirm'] !== undefined;
  });
  const follows = page.waitForEvent('domcontentloaded');
  const touch = (page.viewportSize()?.width ?? 0) <= WIDTHS.narrow;
  for (const one of asks ? [button, page.locator('#confirm-yes')] : [button]) await (touch ? one.tap() : one.click());
  await follows;
}

/** Presses a button of the page by what it says. */
export const press = (page: Page, label: string): Promise<void> => pressOn(page, page.locator('main').getByRole('button', { name: label, exact: true }).first());

/** The sentence beside a field, empty where there is none; the field must then say that it is wrong. */
export async function sentenceBeside(page: Page, name: string): Promise<string> {
  const field = page.locator(`main [name="${name}"]:not([type="hidden"])`).first();
  const ids = ((await field.getAttribute('aria-describedby')) ?? '').split(' ').filter((id) => /^e-|-error$/.test(id));
  const sentences = await Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).innerText()));
  if (sentences.length > 0) expect(await field.getAttribute('aria-invalid'), `${name} is marked`).to.equal('true');
  return sentences.join(' ').trim();
}

/** What stands in a field now. */
export const typedIn = (page: Page, name: string): Promise<string> => page.locator(`main [name="${name}"]:not([type="hidden"])`).first().inputValue();

/** Opens an address of the program and expects the page itself, not a way elsewhere. */
export async function open(page: Page, path: string): Promise<void> {
  const response = await page.goto(path);
  expect(response?.status(), path).to.equal(200);
  expect(new URL(page.url()).pathname, 'the page that was asked for').to.equal(path.split(/[?#]/)[0]);
}

/** The sentence at the head of the page that says what was done. */
export const notice = (page: Page): Promise<string> => page.locator('main > .notice').first().innerText();
