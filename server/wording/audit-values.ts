import { formatInstant, type Instant } from '../domain/calendar.ts';
import { clock, formatClock } from '../domain/clock.ts';
import { formatDay, isDay } from '../domain/jalali.ts';
import { checkNationalCode, formatNumber, maskedIdentity, maskedPhone, normalizePhone, toAsciiDigits, toPersianDigits } from '../domain/persian.ts';
import { UNKNOWN, type AuditNames } from './audit.ts';

/** A value as people read it; `code` where it is written from left to right. */
export interface ValueWords {
  readonly text: string;
  readonly code: boolean;
}

/** Puts a value that is not null into words. */
export type Worded = (value: unknown, names: AuditNames) => ValueWords;

/** Names for values that name nobody. */
export const NO_NAMES: AuditNames = { agency: () => '', county: () => '', person: () => '', user: () => '', topic: () => '', session: () => '', draft: () => '' };

const saying = (text: string): ValueWords => ({ text, code: false });

/** What must never be read from a history, by the name under which it would stand: secrets, keys, and citizens. */
const SECRET = /hash|token|secret|password|pepper|seal|cipher|national|identity|keys?$|^ip$|device|caller|applicant|citizen/i;
const SECRET_VALUE = /^s\d+[.:]|^[\w+/=.-]{40,}$/;
const PHONE = /^\+?\d{10,14}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z$/;
const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

const HIDDEN = saying('پوشیده');

const inJalali = (value: string): string | null => {
  try {
    if (isDay(value)) return formatDay(value);
    return INSTANT.test(value) ? formatInstant(value as Instant) : null;
  } catch {
    // A day outside the years that the calendar answers for.
    return null;
  }
};

// Who wrote a number of somebody into a reason wrote it for those who read it then.
const withoutNumbers = (text: string): string =>
  text.replace(/\+?[\d۰-۹٠-٩]{10,14}/g, (number) => {
    const digits = toAsciiDigits(number);
    const phone = normalizePhone(digits, '021');
    if (phone.ok) return maskedPhone(phone.e164);
    return checkNationalCode(digits).ok ? maskedIdentity(digits) : number;
  });

/** Text as it was typed, its digits Persian, the numbers of people covered; a day, an instant or a time of day as they are said. */
export const textWords: Worded = (value) => {
  if (typeof value === 'boolean') return saying(value ? 'بله' : 'خیر');
  if (typeof value === 'number') return saying(Number.isInteger(value) ? formatNumber(value) : formatNumber(value, { fraction: 2 }));
  if (Array.isArray(value)) return saying(value.length === 0 ? 'هیچ' : value.map((one) => (one === null || typeof one === 'object' ? toPersianDigits(JSON.stringify(one)) : textWords(one, NO_NAMES).text)).join('، '));
  if (typeof value !== 'string') return { text: toPersianDigits(JSON.stringify(value) ?? ''), code: true };
  if (CLOCK.test(value)) return saying(formatClock(clock(value)));
  return saying(inJalali(value) ?? toPersianDigits(withoutNumbers(value)));
};

/** A value of a field that no table knows: as it is, but never a secret, a long key or a whole telephone number. */
export const unknownWords = (name: string): Worded => (value, names) => {
  if (SECRET.test(name) || (typeof value === 'string' && SECRET_VALUE.test(value) && !/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value))) return HIDDEN;
  if (/phone|line|mobile|tel/i.test(name) || (typeof value === 'string' && PHONE.test(value))) return phoneWords(value, names);
  const { text } = textWords(value, names);
  return { text, code: !/[\u0600-\u06ff]/.test(text) };
};

/** A code, a username, a number of a form: from left to right. */
export const codeWords: Worded = (value) => ({ text: toPersianDigits(typeof value === 'string' ? value : (JSON.stringify(value) ?? '')), code: true });

/** The last digits of a telephone. */
export const phoneWords: Worded = (value) => (typeof value === 'string' ? { text: toPersianDigits(maskedPhone(value)), code: true } : HIDDEN);

/** One of a table of codes; a code that the table lacks stands as it is. */
export const wordsOf = (table: Readonly<Record<string, string>>): Worded => (value) =>
  typeof value === 'string' && Object.hasOwn(table, value) ? saying(table[value] ?? '') : codeWords(value, NO_NAMES);

/** Yes and no in words of the field's own. */
export const eitherWords = (yes: string, no: string): Worded => (value) => saying(value === true || value === 1 ? yes : no);

/** The name behind an id. */
export const nameWords = (who: Exclude<keyof AuditNames, symbol>): Worded => (value, names) => saying(names[who](value) || UNKNOWN);

/** A span of two days: «۱ مهر ۱۴۰۵ تا ۳۰ مهر ۱۴۰۵». */
export const spanText = (from: unknown, to: unknown): string => {
  const words = (value: unknown): string => (typeof value === 'string' ? (inJalali(value) ?? '') : '');
  const [first, last] = [words(from), words(to)];
  return last === '' || first === last ? first : first === '' ? last : `${first} تا ${last}`;
};
