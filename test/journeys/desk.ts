import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Caller } from './callers.ts';

const MOST_TABS = 30;

// Where the hand is: the name of a field, or of the choice that a combobox fills.
const FOCUSED = `(() => { const one = document.activeElement; return one?.getAttribute('name') ?? one?.id.replace(/^f-/, '') ?? ''; })()`;

/** Goes to a field with the Tab key alone; throws where it cannot be reached so. */
export async function tabTo(page: Page, field: string): Promise<void> {
  for (let step = 0; step < MOST_TABS; step += 1) {
    if ((await page.evaluate(FOCUSED)) === field) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`No Tab leads to ${field}.`);
}

const valueOf = (page: Page, name: string): Promise<string> => page.locator(`#desk-form [name="${name}"]:checked`).inputValue({ timeout: 500 }).catch(() => '');

/** Chooses one of a row of choices with the arrows. */
async function chooseByKeys(page: Page, name: string, value: string): Promise<void> {
  if ((await valueOf(page, name)) === value) return;
  await tabTo(page, name);
  await page.keyboard.press('Space');
  for (let step = 0; step < 8 && (await valueOf(page, name)) !== value; step += 1) await page.keyboard.press('ArrowDown');
  expect(await valueOf(page, name), `${name} by keys`).to.equal(value);
}

/** Types into a combobox and leaves it by Tab, which takes what stands marked. */
async function find(page: Page, name: string, typed: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.insertText(typed);
  await page.locator(`#desk-form [data-combobox="${name}"] [role="option"]`).first().waitFor();
  await page.keyboard.press('Tab');
  expect(await page.locator(`#desk-form input[type="hidden"][name="${name}"]`).inputValue(), `${name}: ${typed}`).not.to.equal('');
}

/** Types a call into the empty form of the operators' desk, by keys alone and in the order of the page. */
export async function typeCall(page: Page, caller: Caller): Promise<void> {
  // Whoever has just pressed something beside the form goes back to it.
  if ((await page.evaluate(FOCUSED)) !== 'phone') await page.locator('#f-phone').click();
  const fill = async (field: string, text: string | undefined): Promise<void> => {
    if (text === undefined) return;
    await tabTo(page, field);
    await page.keyboard.insertText(text);
  };
  await fill('phone', caller.phone);
  await fill('identity', caller.code);
  await chooseByKeys(page, 'honorific', caller.honorific);
  await fill('name', caller.name);
  if (caller.county !== undefined) await find(page, 'countyId', caller.county);
  if (caller.kind !== undefined) await chooseByKeys(page, 'kind', caller.kind);
  if (caller.topic !== undefined) await find(page, 'topicId', caller.topic);
  await fill('summary', caller.summary);
  if (caller.toRing === true) await chooseByKeys(page, 'line', 'to_ring');
  if (caller.priority !== undefined) {
    await tabTo(page, 'priority');
    await page.keyboard.press('Space');
    await fill('priorityReason', caller.priority);
  }
}

/** Selects a session by the digit of its key, as its card says it. */
export async function selectByKey(page: Page, title: string): Promise<void> {
  const card = page.locator('.desk-session', { hasText: title });
  await page.keyboard.press(`Control+Digit${(await card.getAttribute('data-digit')) ?? ''}`);
  await page.locator('.desk-session[data-selected]', { hasText: title }).waitFor();
}

/** What the page says has become of the call, once its form is empty for the next one. */
export async function told(page: Page): Promise<string> {
  await page.locator('#desk-form:not([aria-busy])').waitFor();
  await page.locator('#f-phone:focus').waitFor();
  expect(await page.locator('#f-name').inputValue(), 'ready for the next call').to.equal('');
  const done = page.locator('[data-done] .desk-done');
  if ((await done.count()) > 0) return done.innerText();
  return page.locator('[data-toasts] .toast').last().innerText();
}

/** Queues what stands in the form into a session; gives what the caller is told. */
export async function queueByKeys(page: Page, title: string): Promise<string> {
  await selectByKey(page, title);
  await page.keyboard.press('Control+Enter');
  return told(page);
}

/** Ends what stands in the form with an outcome of the desk, by its keys one after another. */
export async function settleByKeys(page: Page, ...keys: readonly string[]): Promise<string> {
  for (const key of keys) await page.keyboard.press(key);
  return told(page);
}

/** The tracking code that is read to the caller, ASCII digits. */
export const codeTold = async (page: Page): Promise<string> => (await page.locator('#tracking-code').innerText()).trim();
