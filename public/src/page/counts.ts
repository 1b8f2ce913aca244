import { toPersianDigits } from '../../../server/domain/digits.ts';
import { serverNow } from './server-time.ts';

const MINUTE = 60_000;

const minutesIn = (span: number): number => Math.max(0, Math.floor(span / MINUTE));
const minutes = (count: number): string => (count === 0 ? 'کمتر از ۱ دقیقه' : `${toPersianDigits(count)} دقیقه`);

const stopwatch = (span: number): string => {
  const seconds = Math.max(0, Math.floor(span / 1000));
  return toPersianDigits(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`);
};

/** How each kind of count reads, from the milliseconds that have gone by since its instant. */
const READS: Readonly<Record<string, (gone: number) => string>> = {
  minutes: (gone) => minutes(minutesIn(gone)),
  number: (gone) => toPersianDigits(minutesIn(gone)),
  clock: stopwatch,
  left: (gone) => (gone >= 0 ? 'وقت جلسه تمام شده است' : `${minutes(minutesIn(-gone + MINUTE - 1))} تا پایان`),
  turn: (gone) => (gone > -MINUTE / 2 ? 'به‌زودی' : `حدود ${minutes(Math.round(-gone / MINUTE))}`),
  late: (gone) => `مدیر ${minutes(minutesIn(gone))} دیر کرده است`,
};

const write = (shown: Element, text: string): void => {
  if (shown.textContent !== text) shown.textContent = text;
};

const countTime = (shown: HTMLTimeElement, now: number): void => {
  const { count = '', after, ages } = shown.dataset;
  const gone = now - Date.parse(shown.dateTime);
  const read = READS[count];
  if (read === undefined) return;
  write(shown, read(gone));
  // Nobody is late before the governorate says so.
  if (after !== undefined) shown.toggleAttribute('data-early', gone < Number(after) * MINUTE);
  if (ages === undefined) return;
  const [aging = Infinity, overdue = Infinity] = ages.split(' ').map(Number);
  shown.dataset['age'] = gone >= overdue * MINUTE ? 'overdue' : gone >= aging * MINUTE ? 'aging' : 'fresh';
};

const countBar = (bar: SVGElement, now: number): void => {
  const [from, until] = [Date.parse(bar.dataset['from'] ?? ''), Date.parse(bar.dataset['until'] ?? '')];
  const left = Math.max(0, Math.min(1, (until - now) / (until - from)));
  const width = String(Math.round(left * 1000) / 10);
  if (bar.getAttribute('width') !== width) bar.setAttribute('width', width);
};

/**
 * Counts again everything that a page or a fragment counts in the browser: `<time datetime data-count="minutes | number | clock | left | turn | late">`,
 * with `data-after="MINUTES"` before which it carries `data-early`, and `data-ages="AGING OVERDUE"` (minutes) that give it `data-age`; and
 * `<rect data-count="bar" data-from data-until>`, whose width is the share, of a hundred, that is left.
 */
export function refreshCounts(): void {
  const now = serverNow();
  for (const shown of document.querySelectorAll<HTMLTimeElement>('time[data-count]')) countTime(shown, now);
  for (const bar of document.querySelectorAll<SVGElement>('[data-count="bar"]')) countBar(bar, now);
}

/** Keeps what is counted true while the page stands open, and right after a fragment has come. */
export function startCounts(): void {
  if (document.querySelector('[data-count], [data-live]') === null) return;
  refreshCounts();
  setInterval(refreshCounts, 1000);
  document.addEventListener('didar:morphed', refreshCounts);
}
