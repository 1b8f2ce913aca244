import { toPersianDigits } from '../../../server/domain/digits.ts';
import { day as asDay, formatDayLong } from '../../../server/domain/jalali.ts';

const MINUTE = 60_000;
const clockFormat = new Intl.DateTimeFormat('fa-IR', { timeZone: 'Asia/Tehran', hour: 'numeric', minute: '2-digit', hour12: false });
const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tehran', year: 'numeric', month: '2-digit', day: '2-digit' });

const secondsFormat = new Intl.DateTimeFormat('fa-IR', { timeZone: 'Asia/Tehran', hour: 'numeric', minute: '2-digit', second: '2-digit', hour12: false });

/** The time of day in Tehran, «۱۰:۴۲», with its seconds where asked for. */
export const clockNow = (at: number = Date.now(), seconds = false): string => (seconds ? secondsFormat : clockFormat).format(at);

/** The civil day in Tehran as ISO text. */
export const todayIso = (at: number = Date.now()): string => dayFormat.format(at);

const wordsFor = (age: number): string | null => {
  if (age < MINUTE) return 'همین حالا';
  const minutes = Math.floor(age / MINUTE);
  if (minutes < 60) return `${toPersianDigits(minutes)} دقیقه پیش`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${toPersianDigits(hours)} ساعت پیش` : null;
};

/** Rewrites every `<time data-now datetime="…">` of the last day as «۳ دقیقه پیش»; an older one keeps the server's words. */
export function refreshMoments(): void {
  for (const shown of document.querySelectorAll<HTMLTimeElement>('time[data-now]')) {
    const words = wordsFor(Date.now() - Date.parse(shown.dateTime));
    if (words === null || shown.textContent === words) continue;
    if (!shown.title) shown.title = shown.textContent.trim();
    shown.textContent = words;
  }
}

/** Writes the day of printing on paper, where it is read later. */
export function startPrintDay(): void {
  window.addEventListener('beforeprint', () => {
    document.querySelector('[data-print-day]')?.replaceChildren(`چاپ: ${formatDayLong(asDay(todayIso()))}`);
  });
}

/** Keeps relative times true while the page stands open. */
export function startMoments(): void {
  refreshMoments();
  setInterval(refreshMoments, 30_000);
}
