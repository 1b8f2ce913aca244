import { createRenderer, escapeHtml } from '../../server/http/render.ts';
import { toPersianDigits } from '../../server/domain/persian.ts';

const ROWS = 100;
const WINDOWS = 9;
const RENDERS = 2_000;

const rows = Array.from({ length: ROWS }, (_one, index) => ({
  number: toPersianDigits(index + 1),
  name: index % 10 === 0 ? 'شرکت «آب & فاضلاب» <استان>' : 'خانم محمدی',
  agency: 'اداره کل راه و شهرسازی استان اصفهان',
  county: 'خمینی‌شهر',
  topic: 'قطع مکرر آب در محلهٔ منظریه',
  day: '۱۴۰۵/۰۹/۰۸',
  state: 'در دست بررسی',
}));

/** The floor: the same bytes from a template literal written by hand, with the same escape. */
const byHand = (): string => {
  let html = '<table><tbody>\n';
  for (const row of rows) {
    html += `<tr><td>${escapeHtml(row.number)}</td><td>${escapeHtml(row.name)}</td><td>${escapeHtml(row.agency)}</td><td>${escapeHtml(row.county)}</td><td>${escapeHtml(row.topic)}</td><td>${escapeHtml(row.day)}</td><td>${escapeHtml(row.state)}</td></tr>\n`;
  }
  return `${html}</tbody></table>\n`;
};

const microseconds = (work: () => string): number => {
  const began = process.cpuUsage();
  let length = 0;
  for (let round = 0; round < RENDERS; round += 1) length += work().length;
  const spent = process.cpuUsage(began);
  if (length === 0) throw new Error('nothing was rendered');
  return (spent.user + spent.system) / RENDERS;
};

const median = (numbers: readonly number[]): number => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? NaN;
const round = (number: number): number => Math.round(number * 1000) / 1000;

/** A 100-row page through the product's renderer, over the same page written by hand; CPU time, interleaved windows. */
export async function bench(): Promise<object> {
  const render = createRenderer(import.meta.dirname, true);
  const product = (): string => render('render-rows', { rows });
  if (product() !== byHand()) throw new Error('the two pages differ, so their times say nothing');
  microseconds(product);
  microseconds(byHand);
  const ratios: number[] = [];
  const products: number[] = [];
  const hands: number[] = [];
  for (let window = 0; window < WINDOWS; window += 1) {
    const [one, other] = window % 2 === 0 ? [microseconds(product), microseconds(byHand)] : (([hand, own]) => [own, hand])([microseconds(byHand), microseconds(product)]);
    products.push(one ?? NaN);
    hands.push(other ?? NaN);
    ratios.push((one ?? NaN) / (other ?? NaN));
  }
  return {
    ratio: round(median(ratios)),
    min: round(Math.min(...ratios)),
    max: round(Math.max(...ratios)),
    product_us: round(median(products)),
    literal_us: round(median(hands)),
    goal: 1.15,
  };
}
