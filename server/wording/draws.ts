import type { DrawCheck } from '../domain/inspection/draw-file.ts';
import { formatNumber, joinWords } from '../domain/persian.ts';

/** How a draw is marked that was not sealed before its hour. */
export const SEALED_LATE = 'پس از آغاز ساعت مهر شد';

/** The one sentence that others read of a day's draw; `from` is the hour's beginning, «۹», and null where it was sealed only after that. */
export const sealedWords = (from: string | null, amendments: number): string =>
  `فهرست بازدید ${from === null ? SEALED_LATE : `پیش از ساعت ${from} مهر شد`}${amendments === 0 ? ' و تغییری نکرده است.' : `؛ ${formatNumber(amendments)} اصلاحیه دارد.`}`;

/** How far the secrecy of the draw goes. */
export const SECRECY_LIMIT =
  'تا پایان ساعت حضور، هیچ مدیر، دستگاه یا کارشناسی فهرست را نمی‌خواند و از آن چیزی درنمی‌یابد. تنها خود بازرس، هر مقصد را که باز کند می‌بیند؛ پنهان ماندن فهرست از او ادعا نمی‌شود.';

/** The state of a day's draw. */
export const DRAW_STATES = {
  none: { tone: 'plain', text: 'کشیده نشده' },
  sealed: { tone: 'info', text: 'مهرشده' },
  opened: { tone: 'ok', text: 'بازشده' },
} as const;

/** What each check of an opened draw looks at. */
export const CHECK_WORDS: Readonly<Record<DrawCheck, string>> = {
  program: 'نسخهٔ برنامه همان است که قرعه با آن کشیده شد.',
  seed: 'بذر با تعهد پیشین آن یکی است.',
  seed_before: 'تعهد بذر هنگام باز شدن قرعهٔ پیشین ثبت شده است، پیش از کشیدن این قرعه.',
  before_hour: 'قرعه پیش از آغاز ساعت حضور مهر شد.',
  after_hour: 'قرعه پس از پایان ساعت حضور باز شد.',
  commitment: 'تعهد قرعه، بذر و ورودی‌ها و فهرست و نسخهٔ برنامه را درست در بر دارد.',
  list: 'با همین بذر و ورودی‌ها، همین فهرست دوباره به دست می‌آید.',
  amendments: 'زنجیرهٔ اصلاحیه‌ها پیوسته است.',
};

/** What stands after something was done on these pages. */
export const DRAW_DONE = {
  drawn: 'قرعه کشیده و مهر شد.',
  amended: 'اصلاحیه ثبت شد.',
  opened: 'قرعه باز شد و بذر بعدی تعهد شد.',
  places: 'جای دستگاه‌ها ذخیره شد.',
} as const;

/** Whether the period that is set can be held by the inspectors there are. */
export function heldWords({ weeks, extra, offices, inspectors }: { readonly weeks: number; readonly extra: number | null; readonly offices: number; readonly inspectors: number }): string {
  const who = `${formatNumber(inspectors)} بازرس برای ${formatNumber(offices)} دستگاه`;
  if (extra === null) return `${who}: با کمتر از دو بازرس استان، هیچ دوره‌ای را نمی‌توان قول داد، چون کسی که بار پیش رفته است دوباره فرستاده نمی‌شود.`;
  if (extra === 0) return `${who}: پوشش ${formatNumber(weeks)} هفته نگه داشته می‌شود.`;
  return `${who}: شمار بازرسان برای پوشش ${formatNumber(weeks)} هفته کافی نیست؛ ${formatNumber(weeks + extra)} هفته را می‌توان نگه داشت.`;
}

/** What is said while hours are held without a draw; `day` in words. */
export const missingWords = (day: string): string => `برای ساعت حضور امروز، ${day}، قرعه‌ای کشیده نشده است و بازرسان مقصدی ندارند. هنوز می‌توانید آن را بکشید؛ بر آن نوشته می‌شود که ${SEALED_LATE}.`;

/** What is said of names in the setting that nobody bears. */
export const unknownWords = (names: readonly string[]): string => `در «پوشش‌های دیگر» ${joinWords(names.map((name) => `«${name}»`))} نام هیچ شهرستان یا نوع دستگاهی نیست و به کار نمی‌رود.`;

/** What the first seed says of itself, which no opening of an earlier draw committed to. */
export const FIRST_SEED = 'این نخستین بذر است و پیش از آن قرعه‌ای باز نشده بود؛ تعهد آن هنگام راه‌اندازی قرعه ثبت شد.';
