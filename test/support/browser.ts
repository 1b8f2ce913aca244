import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'chai';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** The two widths at which everything is looked at: an office screen and a telephone. */
export const WIDTHS = { wide: 1366, narrow: 390 } as const;

/** One person before one browser of his own, with his own cookies. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong in this browser since it was last asked: errors, the content policy, foreign requests, HTTP 5xx, dialogs. */
  faults(): string[];
}

const EXECUTABLE = '/usr/bin/chromium';
const ARGUMENTS = [
  '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-gpu',
];
/** Where the papers of a run are kept, and its pictures where somebody asks for them by DIDAR_SHOTS: they cost time, and the gate has nobody to look at them. */
export const SHOTS = process.env['DIDAR_SHOTS'] ?? join(tmpdir(), 'didar-journeys');
const TAKES_PICTURES = process.env['DIDAR_SHOTS'] !== undefined;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let launched: Promise<Browser> | null = null;

/** Whether journeys can be walked here; on the gate's machine a missing browser is a fault and no excuse. */
export const hasBrowser = (): boolean => existsSync(EXECUTABLE) || process.env['CI'] === 'true';

const browser = (): Promise<Browser> => (launched ??= chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS }));

/** Closes the run's browser, if one was launched. */
export async function closeBrowser(): Promise<void> {
  const closing = launched;
  launched = null;
  await (await closing)?.close();
}

// The browser writes every refused form into its console; the refusal is the page's business.
const isRefusedForm = (text: string): boolean => /the server responded with a status of 4\d\d/.test(text);

const watch = (page: Page, origin: string, faults: string[]): void => {
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type()) || isRefusedForm(message.text())) return;
    faults.push(`console ${message.type()} at ${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => void faults.push(`error at ${page.url()}: ${error.stack ?? error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`) && /^(https?|wss?):/.test(request.url())) faults.push(`foreign request at ${page.url()}: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`HTTP ${response.status()}: ${response.request().method()} ${response.url()}`);
    if (response.status() === 404 && response.url().includes('/assets/')) faults.push(`missing file: ${response.url()}`);
  });
  page.on('dialog', (dialog) => {
    // Leaving a half-typed grid asks; any other dialog of the browser was not ours.
    if (dialog.type() !== 'beforeunload') faults.push(`dialog at ${page.url()}: ${dialog.message()}`);
    void (dialog.type() === 'beforeunload' ? dialog.accept() : dialog.dismiss());
  });
};

/** Opens a browser of its own for one person at one width (CSS pixels); its faults are collected until `faults` takes them. */
export async function openVisitor(url: string, { width = WIDTHS.wide }: { readonly width?: number } = {}): Promise<Visitor> {
  const phone = width <= WIDTHS.narrow;
  const context = await (await browser()).newContext({
    baseURL: url,
    viewport: { width, height: phone ? 844 : 900 },
    hasTouch: phone,
    isMobile: phone,
    deviceScaleFactor: phone ? 2 : 1,
    locale: 'fa-IR',
    timezoneId: 'Asia/Tehran',
  });
  context.setDefaultTimeout(8_000);
  const faults: string[] = [];
  context.on('page', (page) => watch(page, url, faults));
  const page = await context.newPage();
  return { page, context, faults: () => faults.splice(0) };
}

/** Gives a browser the login that somebody has already (`didar=…`). */
export async function carryLogin({ context }: Pick<Visitor, 'context'>, url: string, cookie: string): Promise<void> {
  const [name = '', value = ''] = cookie.split(/=(.*)/s);
  await context.addCookies([{ name, value, url }]);
}

// Text as it stands on the page outside of fields and of what is marked as left-to-right: digits in it are Persian.
const FOREIGN_DIGITS = `(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!/[0-9\\u0660-\\u0669]/.test(node.data) || parent.closest('[dir="ltr"], bdi, code, script, style, textarea, [hidden]')) continue;
    if (parent.checkVisibility()) found.push(node.data.trim());
  }
  return found;
})()`;

// A hundred rows of the same fields tell no more than the first eight, and take axe half a minute.
const MORE_OF_THE_SAME = ['[data-demand-row]:nth-child(n+9)', '.year-month:nth-child(n+3)', '.setup-agency:nth-of-type(n+9)', '.topic-branch:nth-of-type(n+5)', '.topic-agencies details:nth-of-type(n+3)', '.presence-group li:nth-child(n+9)', '.presence-tile:nth-child(n+9)', '.presence-county:nth-of-type(n+3)'];

const SIDEWAYS = `(() => {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  const wide = [...document.querySelectorAll('body *')].filter((one) => { const box = one.getBoundingClientRect(); return box.width > 0 && (box.left < -1 || box.right > innerWidth + 1); });
  return ['scrolls to ' + document.documentElement.scrollWidth, ...wide.slice(0, 5).map((one) => one.tagName + '.' + one.className)];
})()`;

/** Keeps a picture of the page as it stands, for a person to judge: SHOTS/NAME-WIDTH.png. Nothing is kept where no folder was named. */
export async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate('scrollTo(0, 0); document.fonts.ready.then(() => true)');
  mkdirSync(SHOTS, { recursive: true });
  if (!TAKES_PICTURES) return;
  await page.screenshot({ path: join(SHOTS, `${name}-${page.viewportSize()?.width ?? 0}.png`), fullPage: true, animations: 'disabled' });
}

/** A page is fit to be shown: no WCAG 2.2 AA violation that axe can find, no sideways scroll, no foreign digit; a picture is kept where asked for. */
export async function check(page: Page, name: string): Promise<void> {
  await shoot(page, name);
  // No page holds frames: axe need not open a page of its own to add up what it found in them, which takes it longer than the looking.
  const builder = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] }).withTags(TAGS);
  for (const more of MORE_OF_THE_SAME) builder.exclude(more);
  const { violations } = await builder.analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 4).map(({ html, failureSummary }) => `${html}\n${failureSummary ?? ''}`).join('\n')}`);
  expect(told, `axe on ${name}`).to.deep.equal([]);
  expect(await page.evaluate(SIDEWAYS), `sideways scroll of ${name}`).to.deep.equal([]);
  expect(await page.evaluate(FOREIGN_DIGITS), `digits on ${name}`).to.deep.equal([]);
}
