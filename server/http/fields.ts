import { z } from 'zod';
import { parseClock, type Clock } from '../domain/calendar.ts';
import { parseJalali, type Day, type Weekday } from '../domain/jalali.ts';
import { checkNationalCode, cleanText, hasForbiddenControls, normalizePhone, toAsciiDigits } from '../domain/persian.ts';
import type { SlotRow } from '../domain/settings.ts';

/** A body field as text; a missing or repeated one reads as empty. */
const raw = z.preprocess((value) => (typeof value === 'string' ? value : ''), z.string());

interface TextRules {
  readonly max?: number;
  readonly min?: number;
  readonly long?: boolean;
}

const refuseText = (text: string, label: string, { max = 200, min = 1, long = false }: TextRules): string | null => {
  if (hasForbiddenControls(text, long ? 'long' : 'line')) return `در «${label}» نویسه‌ای پنهان هست که پذیرفته نمی‌شود؛ آن را دوباره بنویسید.`;
  if (text.length === 0 && min > 0) return `«${label}» را بنویسید.`;
  if (text.length < min) return `«${label}» کوتاه است.`;
  if (text.length > max) return `«${label}» بلند است؛ بیش از ${max.toLocaleString('fa-IR')} نویسه پذیرفته نمی‌شود.`;
  return null;
};

/** Required text, cleaned for display; at most 200 characters unless said otherwise. */
export const text = (label: string, rules: TextRules = {}): z.ZodType<string> =>
  raw.transform((value, context) => {
    // Judged before cleaning too: cleaning a hundred thousand characters only to refuse them is work for nothing.
    const fault = value.length > 100_000 ? refuseText(value.slice(0, 100_001), label, rules) : refuseText(value.trim(), label, rules);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault });
    return fault === null ? cleanText(value) : '';
  });

/** Text that may be left empty, which reads as null. */
export const optionalText = (label: string, rules: TextRules = {}): z.ZodType<string | null> =>
  text(label, { ...rules, min: 0 }).transform((value) => (value === '' ? null : value));

/** One of the listed codes. */
export const choice = <const Code extends string>(label: string, codes: readonly Code[]): z.ZodType<Code> =>
  raw.transform((value, context) => {
    const found = codes.find((code) => code === value);
    if (found === undefined) context.addIssue({ code: 'custom', message: `«${label}» را برگزینید.` });
    return found ?? (codes[0] as Code);
  });

/** An id chosen from a list, null where nothing was chosen. */
export const optionalId = raw.transform((value) => (/^[\w-]{1,64}$/.test(value) ? value : null));

/** An id that must be chosen. */
export const id = (label: string): z.ZodType<string> =>
  raw.transform((value, context) => {
    if (!/^[\w-]{1,64}$/.test(value)) context.addIssue({ code: 'custom', message: `«${label}» را برگزینید.` });
    return value;
  });

/** A tick box. */
export const ticked = z.preprocess((value) => value === 'on' || value === '1' || value === 'true', z.boolean());

/** A Jalali day as people type it. */
export const day = (label: string): z.ZodType<Day> =>
  raw.transform((value, context) => {
    const found = parseJalali(value);
    if (found === null) {
      const message = value.trim() === '' ? `«${label}» را بنویسید.` : `«${label}» تاریخ درستی نیست؛ مانند ۱۴۰۵/۰۹/۰۸ بنویسید.`;
      context.addIssue({ code: 'custom', message });
    }
    return found ?? ('1970-01-01' as Day);
  });

/** A Jalali day that may be left empty, which reads as null. */
export const optionalDay = (label: string): z.ZodType<Day | null> =>
  raw.transform((value, context) => {
    if (value.trim() === '') return null;
    const found = parseJalali(value);
    if (found === null) context.addIssue({ code: 'custom', message: `«${label}» تاریخ درستی نیست؛ مانند ۱۴۰۵/۰۹/۰۸ بنویسید.` });
    return found;
  });

/** A time of day as people type it: ۹, ۹:۳۰, 09:30. */
export const clock = (label: string): z.ZodType<Clock> =>
  raw.transform((value, context) => {
    const found = parseClock(value);
    if (found === null) context.addIssue({ code: 'custom', message: `«${label}» ساعت درستی نیست؛ مانند ۹:۳۰ بنویسید.` });
    return found ?? ('00:00' as Clock);
  });

/** A time of day that may be left empty, which reads as null. */
export const optionalClock = (label: string): z.ZodType<Clock | null> =>
  raw.transform((value, context) => {
    if (value.trim() === '') return null;
    const found = parseClock(value);
    if (found === null) context.addIssue({ code: 'custom', message: `«${label}» ساعت درستی نیست؛ مانند ۹:۳۰ بنویسید.` });
    return found;
  });

/** A whole number within bounds, in any of the three digit sets. */
export const whole = (label: string, least: number, most: number): z.ZodType<number> =>
  raw.transform((value, context) => {
    const digits = toAsciiDigits(value).replace(/[\s٬,]/g, '');
    const number = /^\d{1,12}$/.test(digits) ? Number(digits) : NaN;
    if (!(number >= least && number <= most)) {
      const range = `${least.toLocaleString('fa-IR')} تا ${most.toLocaleString('fa-IR')}`;
      context.addIssue({ code: 'custom', message: `«${label}» باید عددی از ${range} باشد.` });
      return least;
    }
    return number;
  });

/** What is wrong with a typed national code; also said by the browser, as one types. */
export const NATIONAL_CODE_FAULTS = {
  length: 'کد ملی ده رقم دارد.',
  digits: 'کد ملی تنها رقم دارد.',
  repeated: 'این کد ملی ساختگی است.',
  checksum: 'کد ملی درست نیست؛ رقم‌ها را دوباره بخوانید.',
} as const;

/** A national code that may be left empty; its check digit is tested (domain rule of the civil registration). */
export const optionalNationalCode = raw.transform((value, context) => {
  if (value.trim() === '') return null;
  const checked = checkNationalCode(value);
  if (!checked.ok) context.addIssue({ code: 'custom', message: NATIONAL_CODE_FAULTS[checked.why] });
  return checked.ok ? checked.code : null;
});

/** What is wrong with a typed telephone; also said by the browser. */
export const PHONE_FAULT = 'شمارهٔ تلفن درست نیست؛ مانند ۰۹۱۳۱۲۳۴۵۶۷ یا ۰۳۱۳۲۱۲۳۴۵۶ بنویسید.';

/** A telephone that may be left empty, kept in E.164; a local number without its area code is one of the province's ('031'). */
export const phoneField = (areaCode: string): z.ZodType<string | null> => raw.transform((value, context) => {
  if (value.trim() === '') return null;
  const checked = normalizePhone(value, areaCode);
  if (!checked.ok) context.addIssue({ code: 'custom', message: PHONE_FAULT });
  return checked.ok ? checked.e164 : null;
});

/** A name to sign in by: ASCII letters, digits, dot, dash and underscore, so that no two look alike; Persian digits are folded. */
export const username: z.ZodType<string> = text('نام کاربری', { max: 40, min: 3 }).transform((value, context) => {
  const written = toAsciiDigits(value).toLowerCase();
  if (value !== '' && !/^[a-z0-9._-]{3,}$/.test(written)) {
    context.addIssue({ code: 'custom', message: 'نام کاربری دست‌کم سه حرف لاتین یا رقم است و جز آن‌ها تنها نقطه، خط تیره و زیرخط می‌پذیرد.' });
  }
  return written;
});

/** How many rows the form of a slot template has. */
export const TEMPLATE_ROWS = 6;

/** The name of a template row's field: 'r0_from'. */
export const rowField = (row: number, field: string): string => `r${row}_${field}`;

/** The name of a field of one step of the ladder: 'warning_signer'. */
export const ladderField = (step: string, field: string): string => `${step}_${field}`;

/** A body's fields, whatever they hold. */
export const fieldsOf: z.ZodType<Readonly<Record<string, unknown>>> = z.record(z.string(), z.unknown());
/** What was typed into one of them, without the spaces around it; a missing or repeated one reads as empty. */
export const typedIn = (fields: Readonly<Record<string, unknown>>, name: string): string => (typeof fields[name] === 'string' ? fields[name].trim() : '');

const ROW_NUMBERS = Array.from({ length: TEMPLATE_ROWS }, (_, row) => row);
const WORKDAY_CODES = ['0', '1', '2', '3', '4', '5'] as const;

/** The rows of a slot template, each read whole: its fields matter only where a day is ticked or a time is written. */
export const slotRows: z.ZodType<readonly SlotRow[]> = fieldsOf.transform((fields, context) =>
  ROW_NUMBERS.flatMap((row) => {
    const at = (field: string): string => typedIn(fields, rowField(row, field));
    const weekdays = WORKDAY_CODES.filter((code) => at(`w${code}`) !== '').map((code) => Number(code) as Weekday);
    if (weekdays.length === 0 && at('from') === '' && at('to') === '') return [];
    const read = <T>(field: string, schema: z.ZodType<T>, otherwise: T): T => {
      const found = schema.safeParse(at(field));
      if (!found.success) context.addIssue({ code: 'custom', path: [rowField(row, field)], message: found.error.issues[0]?.message ?? '' });
      return found.success ? found.data : otherwise;
    };
    if (weekdays.length === 0) context.addIssue({ code: 'custom', path: [rowField(row, 'from')], message: 'روزهای این ردیف را برگزینید.' });
    const from = read('from', clock('از ساعت'), '00:00' as SlotRow['from']);
    const to = read('to', clock('تا ساعت'), '00:01' as SlotRow['to']);
    const minutes = at('minutes') === '' ? null : read('minutes', whole('مدت جلسه', 10, 600), 60);
    const gap = at('gap') === '' ? 0 : read('gap', whole('فاصلهٔ جلسه‌ها', 0, 240), 0);
    const lines = at('lines') === '' ? 1 : read('lines', whole('مدیر هم‌زمان', 1, 20), 1);
    return [{ weekdays, from, to, minutes, gap, lines }];
  }),
);
