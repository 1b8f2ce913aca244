import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { check, WIDTHS } from '../support/browser.ts';

// Every byte that the page has kept, as text: what is read here in clear, whoever finds the phone reads.
const KEPT = `(async () => {
  const said = [];
  const words = (value) => {
    if (value instanceof ArrayBuffer) return new TextDecoder().decode(value);
    if (ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
    if (value instanceof CryptoKey) return 'key that can be read out: ' + value.extractable;
    if (Array.isArray(value)) return value.map(words).join(' ');
    if (value !== null && typeof value === 'object') return Object.entries(value).map(([name, one]) => name + '=' + words(one)).join(' ');
    return String(value);
  };
  const asked = (request) => new Promise((done, fail) => { request.onsuccess = () => done(request.result); request.onerror = () => fail(request.error); });
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const work = database.transaction(store).objectStore(store);
      const [keys, values] = [await asked(work.getAllKeys()), await asked(work.getAll())];
      said.push(...values.map((value, at) => store + ': ' + words(keys[at]) + ' ' + words(value)));
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const kept = await cache.match(request);
      const type = kept.headers.get('content-type') ?? '';
      said.push('cache: ' + request.url + ' ' + (/html|json/.test(type) ? await kept.text() : ''));
    }
  }
  for (const area of [localStorage, sessionStorage]) said.push('storage: ' + JSON.stringify({ ...area }));
  return said;
})()`;

/** All that the phone keeps, piece by piece, read as text. */
export const keptOn = (page: Page): Promise<string[]> => page.evaluate<string[]>(KEPT);

/** Nothing of what was meant for the server alone can be read in what the phone keeps. */
export async function expectSealed(page: Page, secrets: readonly string[]): Promise<void> {
  const kept = await keptOn(page);
  expect(kept.length, 'the phone keeps something').to.be.greaterThan(5);
  for (const secret of secrets) expect(kept.filter((piece) => piece.includes(secret)).map((piece) => piece.slice(0, 80)), `«${secret}» in clear`).to.deep.equal([]);
}

/** What was sent to the server in earnest, by its path, as the browser sees it. */
export function watchSent(context: BrowserContext): { take(): string[] } {
  const sent: string[] = [];
  context.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (response.request().method() === 'POST' && pathname.startsWith('/inspect/')) sent.push(`${pathname.replace(/[\w-]{20,}/g, '…')} ${response.status()}`);
  });
  return { take: () => sent.splice(0).sort() };
}

/** The phone's page is fit to be shown, as a phone and on an office screen. */
export async function checkPhone(page: Page, name: string): Promise<void> {
  const size = page.viewportSize();
  await check(page, `phone-${name}`);
  await page.setViewportSize({ width: WIDTHS.wide, height: 900 });
  await check(page, `phone-${name}`);
  if (size !== null) await page.setViewportSize(size);
}

/** Presses what has these words, once it is there and can be pressed. */
export const tap = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name }).first().click();

/** Chooses one of the big answers or of a row of two or three. */
export const choose = (page: Page, legend: string, label: string): Promise<void> =>
  page.getByRole('group', { name: legend }).getByRole('radio', { name: label, exact: true }).check({ force: true });

/** Waits until the strip at the top says this. */
export async function strip(page: Page, words: string): Promise<void> {
  await page.locator('[data-strip]', { hasText: words }).waitFor({ timeout: 15_000 });
}
