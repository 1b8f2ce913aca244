import { d2j, isLeapJalaaliYear, j2d, jalaaliMonthLength } from 'jalaali-js';
import { dayOfNumber, numberOfDay, weekday, type Day } from './day.ts';
import { foldLetters, toAsciiDigits, toPersianDigits } from './persian.ts';

// Days are the calendar's alphabet: whoever speaks Jalali takes both from here.
export { addDays, day, daysBetween, daysFrom, isDay, startOfWeek, weekday, type Day, type Weekday } from './day.ts';

/** A date of the Jalali (Solar Hijri) calendar, years 1300 to 1499, months and days from 1. */
export interface JalaliDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A month of the Jalali calendar, years 1300 to 1499, months from 1. */
export interface JalaliMonth {
  readonly year: number;
  readonly month: number;
}

/** The names of the weekdays, by `Weekday`: Saturday first. */
export const WEEKDAYS = ['شنبه', 'یکشنبه', 'دوشنبه', 'سه‌شنبه', 'چهارشنبه', 'پنجشنبه', 'جمعه'] as const;

/** The names of the months, Farvardin first (Act of 11 Farvardin 1304). */
export const MONTHS = [
  'فروردین', 'اردیبهشت', 'خرداد', 'تیر', 'مرداد', 'شهریور',
  'مهر', 'آبان', 'آذر', 'دی', 'بهمن', 'اسفند',
] as const;

/** The first and the last year that this module answers for. */
export const FIRST_YEAR = 1300;
export const LAST_YEAR = 1499;

// The Calendar Center's table of leap years begins in 1206; jalaali-js equals it row by row.
const FIRST_TABLED_YEAR = 1206;
const JULIAN_DAY_OF_1970 = 2_440_588;

/** Whether a year has 30 days in Esfand; years 1206 to 1499, else RangeError (Calendar Center, Kabise Shamsi 1206–1498). */
export function isLeapJalali(year: number): boolean {
  if (!Number.isInteger(year) || year < FIRST_TABLED_YEAR || year > LAST_YEAR) {
    throw new RangeError(`Jalali year outside ${FIRST_TABLED_YEAR} to ${LAST_YEAR}: ${year}`);
  }
  return isLeapJalaaliYear(year);
}

/** Whether a Jalali date exists; false for fractions and for years outside 1300 to 1499. */
export function isJalaliDate(year: number, month: number, dayOfMonth: number): boolean {
  // jalaali-js takes year 0 and fractions for dates and lets a wrong month through: the check is ours.
  return isMonth(year, month) && Number.isInteger(dayOfMonth) && dayOfMonth >= 1 && dayOfMonth <= jalaaliMonthLength(year, month);
}

/** The day's Jalali date; RangeError outside the years 1300 to 1499. */
export function toJalali(day: Day): JalaliDate {
  const { jy, jm, jd } = d2j(numberOfDay(day) + JULIAN_DAY_OF_1970);
  if (jy < FIRST_YEAR || jy > LAST_YEAR) throw new RangeError(`Jalali year outside ${FIRST_YEAR} to ${LAST_YEAR}: ${day}`);
  return { year: jy, month: jm, day: jd };
}

/** The day on which a Jalali date falls; RangeError where the date does not exist or its year is outside 1300 to 1499. */
export function fromJalali(year: number, month: number, dayOfMonth: number): Day {
  if (!isJalaliDate(year, month, dayOfMonth)) throw new RangeError(`No such Jalali date: ${year}/${month}/${dayOfMonth}`);
  return dayOfNumber(j2d(year, month, dayOfMonth) - JULIAN_DAY_OF_1970);
}

/** The Jalali month in which a day falls. */
export function monthOf(day: Day): JalaliMonth {
  const { year, month } = toJalali(day);
  return { year, month };
}

/** How many days a Jalali month has; RangeError for a month that does not exist. */
export function monthLength(month: JalaliMonth): 29 | 30 | 31 {
  assertMonth(month);
  return jalaaliMonthLength(month.year, month.month) as 29 | 30 | 31;
}

/** The first day of a Jalali month. */
export function firstOfMonth(month: JalaliMonth): Day {
  return fromJalali(month.year, month.month, 1);
}

/** The last day of a Jalali month. */
export function lastOfMonth(month: JalaliMonth): Day {
  return fromJalali(month.year, month.month, monthLength(month));
}

/** The month so many months later (or, negative, earlier); RangeError where it leaves the years 1300 to 1499. */
export function addMonths(month: JalaliMonth, months: number): JalaliMonth {
  const count = month.year * 12 + (month.month - 1) + months;
  const sum = { year: Math.floor(count / 12), month: (count % 12) + 1 };
  assertMonth(sum);
  return sum;
}

/** A month as a key for addresses and rows: '1399-07', ASCII digits, its order the order of time. */
export function monthKey(month: JalaliMonth): string {
  return `${month.year}-${String(month.month).padStart(2, '0')}`;
}

/** The month of a key such as '1399-07' (any of the three digit sets), or null. */
export function parseMonthKey(text: string): JalaliMonth | null {
  const match = /^(\d{4})-(\d{1,2})$/.exec(toAsciiDigits(text).trim());
  if (!match) return null;
  const found = { year: Number(match[1]), month: Number(match[2]) };
  return isMonth(found.year, found.month) ? found : null;
}

/**
 * The day that a person typed, or null: ۱۴۰۵/۹/۸, 1405-09-08, «۲۰ مرداد ۱۳۹۹», with or without the weekday's name,
 * in Persian, Arabic or ASCII digits; «۲۰ مرداد» too where `year` says which year is meant.
 * Dates that do not exist, years outside 1300 to 1499 and a weekday that does not fit are refused.
 */
export function parseJalali(text: string, year?: number): Day | null {
  const folded = foldLetters(toAsciiDigits(text)).replace(/\s+/g, ' ').trim();
  const numeric = /^(\d{4}) ?([/\-.]) ?(\d{1,2}) ?\2 ?(\d{1,2})$/.exec(folded);
  if (numeric) return existing(Number(numeric[1]), Number(numeric[3]), Number(numeric[4]));

  const worded = /^(?:(\D+?)،? )?(\d{1,2}) ?([^\d ]+)(?: ?(\d{4}))?$/.exec(folded);
  if (!worded) return null;
  const month = MONTHS.findIndex((name) => foldLetters(name) === worded[3]) + 1;
  const found = existing(worded[4] ? Number(worded[4]) : (year ?? NaN), month, Number(worded[2]));
  const named = worded[1]?.replaceAll(' ', '');
  return found && named && foldLetters(WEEKDAYS[weekday(found)]) !== named ? null : found;
}

/** A day in figures: «۱۳۹۹/۰۵/۲۰». */
export function formatDay(day: Day): string {
  const { year, month, day: dayOfMonth } = toJalali(day);
  return toPersianDigits(`${year}/${String(month).padStart(2, '0')}/${String(dayOfMonth).padStart(2, '0')}`);
}

/** A day in words: «دوشنبه ۲۰ مرداد ۱۳۹۹». */
export function formatDayLong(day: Day): string {
  return `${WEEKDAYS[weekday(day)]} ${formatDayShort(day)} ${toPersianDigits(toJalali(day).year)}`;
}

/** A day within a year that is known: «۲۰ مرداد». */
export function formatDayShort(day: Day): string {
  const { month, day: dayOfMonth } = toJalali(day);
  return `${toPersianDigits(dayOfMonth)} ${MONTHS[month - 1] ?? ''}`;
}

/** A month in words: «مرداد ۱۳۹۹». */
export function formatMonth(month: JalaliMonth): string {
  assertMonth(month);
  return `${MONTHS[month.month - 1] ?? ''} ${toPersianDigits(month.year)}`;
}

function existing(year: number, month: number, dayOfMonth: number): Day | null {
  return isJalaliDate(year, month, dayOfMonth) ? fromJalali(year, month, dayOfMonth) : null;
}

function isMonth(year: number, month: number): boolean {
  return Number.isInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR && Number.isInteger(month) && month >= 1 && month <= 12;
}

function assertMonth(month: JalaliMonth): void {
  if (!isMonth(month.year, month.month)) throw new RangeError(`No such Jalali month: ${month.year}/${month.month}`);
}
