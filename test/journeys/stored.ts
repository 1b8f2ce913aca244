import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { open } from './form.ts';
import { HOSTILE } from './legs/hostile-text.ts';

// Everything of a page that could run or reach out, beside what our own layout brings.
const STRANGERS = `[...document.querySelectorAll('script, style, iframe, object, embed, base, meta[http-equiv], marquee, math, video, template, link')]
  .filter((one) => !((one.matches('script[src^="/assets/"]') || one.matches('link[href^="/assets/"]')) && one.parentElement === document.head))
  .map((one) => one.outerHTML)
  .concat([...document.querySelectorAll('*')].filter((one) => [...one.attributes].some(({ name, value }) => /^on/.test(name) || /^\\s*javascript:/i.test(value))).map((one) => one.outerHTML.slice(0, 200)))`;

/** Sends a form of the page's person as his browser would, without filling it in by hand; gives the address it leads to ('' where it is answered with a page itself, status 200). */
export async function post(page: Page, path: string, form: Readonly<Record<string, string>>, status: 303 | 200 = 303): Promise<string> {
  const csrf = (await page.locator('meta[name="csrf"]').getAttribute('content')) ?? '';
  const { origin } = new URL(page.url());
  const reply = await page.context().request.post(`${origin}${path}`, { form: { _csrf: csrf, _key: randomUUID(), ...form }, headers: { origin }, maxRedirects: 0 });
  expect(reply.status(), `${path}: ${reply.status() === status ? '' : (await reply.text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').slice(0, 2000)}`).to.equal(status);
  return reply.headers()['location'] ?? '';
}

/** The same with the form that stands on a page: its hidden fields, which say what the page had shown, go with it. */
export async function send(page: Page, on: string, path: string, form: Readonly<Record<string, string>>): Promise<string> {
  await open(page, on);
  const hidden = await page.locator(`main form[action="${path}"]`).first().locator('[type="hidden"]')
    .evaluateAll((all: { name: string; value: string }[]) => all.map((one) => [one.name, one.value] as const));
  return post(page, path, { ...Object.fromEntries(hidden.filter(([name]) => name !== '_csrf' && name !== '_key')), ...form });
}

/** What stands on a page that neither our layout nor our scripts have put there; [] where all is ours. */
export const strangersOn = (page: Page): Promise<string[]> => page.evaluate<string[]>(STRANGERS);

/** One of the hostile texts, and something behind it where two must differ. */
export const hostile = (at: number, more = ''): string => `${HOSTILE[at % HOSTILE.length] ?? ''}${more}`;
