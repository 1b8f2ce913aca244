import { toPersianDigits } from '../../server/domain/digits.ts';
import { parseHtml } from './page/policy.ts';

// A half-year has a hundred letters and more: the page has the first of them, and fetches the rest part by part.
const bar = document.querySelector<HTMLElement>('[data-letters]');
const list = document.querySelector<HTMLElement>('[data-letters-list]');
const told = document.querySelector<HTMLElement>('[data-letters-progress]');
const meter = document.querySelector<HTMLProgressElement>('[data-letters-bar]');
const print = bar?.querySelector<HTMLButtonElement>('[data-print]') ?? null;
const again = bar?.querySelector<HTMLButtonElement>('[data-letters-again]') ?? null;

const CHANGED = 'برنامه در این میان تغییر کرد؛ صفحه را تازه کنید.';
const CUT = 'همهٔ نامه‌ها نرسید. ارتباط را بررسی کنید و «دوباره» را بزنید.';

/** The letters of one part of this page; an Error with a sentence for the reader where they are not to be had. */
async function part(number: number): Promise<Element[]> {
  const reply = await fetch(`${bar?.dataset['href'] ?? ''}${number}`, { headers: { accept: 'text/html' }, credentials: 'same-origin' }).catch(() => null);
  if (reply === null || !reply.ok || reply.redirected) throw new Error(CUT);
  const page = parseHtml(await reply.text());
  if (page.querySelector<HTMLElement>('[data-letters]')?.dataset['mark'] !== bar?.dataset['mark']) throw new Error(CHANGED);
  return [...page.querySelectorAll('[data-letters-list] > .letter')];
}

const shown = (): number => list?.children.length ?? 0;

function tell(sentence: string): void {
  if (told !== null) told.textContent = sentence;
  if (meter !== null) meter.value = shown();
}

async function load(parts: number, total: number): Promise<void> {
  if (print !== null) print.disabled = true;
  if (again !== null) again.hidden = true;
  try {
    // What came before a cut stays: parts are full, so what is shown says which is next.
    for (let number = loaded + 1; number <= parts; number += 1) {
      tell(`${toPersianDigits(shown())} از ${toPersianDigits(total)} نامه آماده شد`);
      list?.append(...(await part(number)));
      loaded = number;
    }
    tell(`هر ${toPersianDigits(total)} نامه آماده شد؛ هر نامه یک برگ`);
    if (print !== null) print.disabled = false;
  } catch (error) {
    tell(error instanceof Error ? error.message : CUT);
    if (again !== null) again.hidden = false;
  }
}

let loaded = 1;
const parts = Number(bar?.dataset['parts'] ?? 1);
// Whoever asked for a later part by its own address gets that part.
if (bar !== null && bar.dataset['part'] === '1' && parts > 1) {
  const total = Number(bar.dataset['total'] ?? 0);
  document.querySelector('[data-letters-parts]')?.remove();
  again?.addEventListener('click', () => void load(parts, total));
  void load(parts, total);
}
