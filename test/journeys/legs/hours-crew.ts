import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { millisecondsOf, type Instant } from '../../../server/domain/calendar.ts';
import type { VisitAnswer } from '../../../server/domain/manager-hour.ts';
import { enter } from '../enter.ts';
import type { Ground } from '../journey.ts';
import { choose, strip, tap } from '../phone-hand.ts';
import { at, CREW, INSPECTORS, type Crew } from './hours-ground.ts';

/** One visit as it was reported, for all screens to agree with. */
export interface Reported {
  readonly inspector: Crew;
  readonly office: string;
  readonly answer: VisitAnswer;
}

/** What was reported of one Monday, in the order of sending. */
export type Ledger = Reported[];

/** Puts everybody at an instant: the program starts again with its clock there, and the phones' clocks are set. */
export async function everybodyAt(ground: Ground, instant: Instant): Promise<void> {
  await at(ground, instant);
  for (const inspector of INSPECTORS) {
    const { context } = await ground.person(inspector);
    await context.clock.install({ time: new Date(millisecondsOf(instant)) });
  }
}

/** Somebody of the crew enters anew. */
export async function comeIn(ground: Ground, person: Crew): Promise<Page> {
  const one = await ground.person(person);
  await one.context.clearCookies();
  await enter(one, CREW[person].username, CREW[person].password);
  return one.page;
}

/** An inspector opens his page at the beginning of the hour, and has the day on his phone. */
export async function takeAlong(ground: Ground, inspector: Crew): Promise<number> {
  const page = await comeIn(ground, inspector);
  await page.goto('/inspect');
  await page.getByRole('button', { name: /مقصد بعدی/ }).waitFor();
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  return page.locator('.phone-target').count();
}

const question = (page: Page) => page.getByRole('group', { name: 'مدیر در دفتر بود؟' });
const officeOn = async (page: Page): Promise<string> => (await page.locator('h1').first().innerText()).trim().replace(/^ادارهٔ /, '');

/** Opens the next target and gives the office's short name; whoever has another visit open is asked first. */
export async function openNext(page: Page): Promise<string> {
  await tap(page, /مقصد بعدی/);
  const yes = page.getByRole('dialog').getByRole('button', { name: 'باز شود' });
  await yes.or(question(page)).first().waitFor({ timeout: 20_000 });
  if (await yes.isVisible()) await yes.click();
  await question(page).waitFor({ timeout: 20_000 });
  return officeOn(page);
}

/** Goes on with the visit that is open, as whoever was named the second of a pair; the office's short name, null where none is open. */
export async function goOn(page: Page): Promise<string | null> {
  const going = page.getByRole('button', { name: /^ادامهٔ بازدید/ });
  if ((await going.count()) === 0) return null;
  await going.first().click();
  await question(page).waitFor();
  return officeOn(page);
}

const ANSWER_LABELS = { present: 'حاضر بود', late: 'با تأخیر', substitute: 'جانشین حاضر بود', in_meeting: 'در جلسه', on_mission: 'در مأموریت', not_found: 'در محل نبود' } as const;

/** Fills in and seals the visit on the screen; a code where the office's screen shows one, else a witness; «در محل نبود» by two inspectors. */
export async function report(page: Page, answer: VisitAnswer, how: { readonly code?: string; readonly colleague?: Crew; readonly noBoard?: boolean } = {}): Promise<void> {
  await choose(page, 'مدیر در دفتر بود؟', ANSWER_LABELS[answer]);
  if (answer === 'substitute') await page.getByLabel('نام جانشین').fill('ناهید رضوی');
  await choose(page, 'تابلوی ساعت حضور', how.noBoard === true ? 'نبود' : 'بود');
  await choose(page, 'نام مدیر روی در', 'بود');
  await choose(page, 'برخورد دفتر با مراجعان', 'خوب');
  if (how.code !== undefined) await page.getByLabel('کد حضور').fill(how.code);
  else if (answer !== 'not_found') await page.getByLabel('گواه حضور شما').fill('منوچهر گواه‌پور');
  if (answer === 'not_found') {
    await choose(page, 'چگونه روشن شد؟', 'دو بازرس');
    const colleagues = page.getByLabel('همکاری که همراه شماست');
    await colleagues.selectOption(how.colleague === undefined ? { index: 1 } : { label: (await colleagues.locator('option', { hasText: CREW[how.colleague].name }).innerText()).trim() });
  }
  await tap(page, 'بازبینی و ثبت');
  await tap(page, 'ثبت بازدید');
  await page.getByText('بازدید ثبت و مهر شد.').waitFor();
}

/** Waits until nothing waits to be sent. */
export const allSent = (page: Page): Promise<void> => strip(page, 'همه چیز ارسال شده است.');

/** How many hours of each state the board tells in its legend. */
export async function boardCounts(page: Page): Promise<Readonly<Record<string, number>>> {
  const chips = await page.locator('.presence-totals .presence-chip[data-state]').evaluateAll((all: { dataset: Record<string, string>; querySelector(of: string): { textContent: string } | null }[]) =>
    all.map((one) => [one.dataset['state'] ?? '', one.querySelector('b')?.textContent ?? ''] as const));
  const latin = (text: string): number => Number(text.replace(/[۰-۹]/g, (digit) => String('۰۱۲۳۴۵۶۷۸۹'.indexOf(digit))).replace(/\D/g, ''));
  const counts = Object.fromEntries(chips.map(([state, text]) => [state, latin(text)]));
  expect(Object.keys(counts).length, 'the board has a legend').to.be.greaterThan(5);
  return counts;
}
