import type { Locator, Page } from 'playwright-core';
import { calledOf, type Caller } from './callers.ts';

/** What the host's desk may be at. */
export type At = 'before' | 'ready' | 'empty' | 'connecting' | 'talking' | 'wrap_up' | 'away' | 'over';

/** Longer than the time for a note, after which a desk is free by itself. */
const PATIENCE_MS = 20_000;

/** Waits until the desk is at something, with somebody where he is named. */
export const deskAt = (page: Page, at: At, caller?: Pick<Caller, 'honorific' | 'name'>): Promise<void> =>
  page.locator(`[data-desk="${at}"]${caller === undefined ? '' : `[data-name="${calledOf(caller)}"]`}`).waitFor({ state: 'attached', timeout: PATIENCE_MS });

/** Takes the hand off whatever is being typed, so that single keys mean what the page says they mean. */
const handOff = (page: Page): Promise<void> => page.locator('.host-title h1').click();

/** Presses «نفر بعد» by its key. */
export async function nextByKey(page: Page): Promise<void> {
  await handOff(page);
  await page.keyboard.press('KeyN');
}

/** The operator puts through (or not) whomever a host has called for, with the keys of his desk. */
export async function answerJob(page: Page, caller: Pick<Caller, 'honorific' | 'name'>, key: 'F8' | 'F9'): Promise<void> {
  await page.locator('.desk-job', { hasText: calledOf(caller) }).waitFor();
  await page.keyboard.press(key);
}

/** The next caller is called for, put through by the operator, and spoken with. */
export async function talkTo(host: Page, operator: Page, caller: Pick<Caller, 'honorific' | 'name'>): Promise<void> {
  await nextByKey(host);
  await deskAt(host, 'connecting', caller);
  await answerJob(operator, caller, 'F8');
  await deskAt(host, 'talking', caller);
}

/** Opens the panel of an outcome by its key, 2 to 4. */
export async function openByKey(page: Page, key: '2' | '3' | '4', panel: string): Promise<Locator> {
  await handOff(page);
  await page.keyboard.press(`Digit${key}`);
  const opened = page.locator(`#panel-${panel}`);
  await opened.waitFor();
  return opened;
}

/** Opens something under «بیشتر» by what it says; gives its panel, or presses it where it has none. */
export async function more(page: Page, label: RegExp): Promise<Locator> {
  await page.locator('.host-outcomes:visible').getByRole('button', { name: 'بیشتر' }).click();
  await page.locator('#panel-more').getByRole('button', { name: label }).click();
  return page.locator('.host-panel:visible');
}

/** Sends an opened panel. */
export const submit = (panel: Locator): Promise<void> => panel.locator('button[type="submit"]').click();

/** Finds an agency in a panel’s field by typing, and leaves it by Tab. */
export async function nameAgency(panel: Locator, typed: string): Promise<void> {
  const field = panel.getByRole('combobox');
  await field.fill(typed);
  await panel.getByRole('option').first().waitFor();
  await field.press('Enter');
}

/** Ends the talk with «پاسخ داده شد» by its key, and waits for the wrap-up. */
export async function answered(page: Page, caller: Pick<Caller, 'honorific' | 'name'>): Promise<void> {
  await handOff(page);
  await page.keyboard.press('Digit1');
  await deskAt(page, 'wrap_up', caller);
}

/** The tracking code that the page gives the host to read out. */
export const codeShown = async (page: Page): Promise<string> => (await page.locator('.talk-code-figures').innerText()).trim();
