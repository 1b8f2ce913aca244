/** A civil day of the Gregorian calendar as ISO text 'YYYY-MM-DD' (years 0001 to 9999): plain string order is time order. */
export type Day = string & { readonly __brand: 'Day' };

/** A day of the Iranian week: 0 is Saturday, 6 is Friday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

// The numbering and the two conversions below are the civil-day arithmetic of H. Hinnant's `days_from_civil`:
// the year is taken to begin in March, so that the leap day is its last; day 0 is 1970-01-01.
const DAYS_IN_ERA = 146_097;
const EPOCH_SHIFT = 719_468;
const FIRST_NUMBER = -719_162; // 0001-01-01
const LAST_NUMBER = 2_932_896; // 9999-12-31

/** The number of a Gregorian date, counted in days from 1970-01-01; the parts are not checked. */
export function dayNumber(year: number, month: number, dayOfMonth: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_IN_ERA + dayOfEra - EPOCH_SHIFT;
}

/** The day that bears a number of days from 1970-01-01; RangeError outside the years 0001 to 9999. */
export function dayOfNumber(number: number): Day {
  if (!Number.isInteger(number) || number < FIRST_NUMBER || number > LAST_NUMBER) {
    throw new RangeError(`No day bears the number ${number}`);
  }
  const shifted = number + EPOCH_SHIFT;
  const era = Math.floor(shifted / DAYS_IN_ERA);
  const dayOfEra = shifted - era * DAYS_IN_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}` as Day;
}

/** The year, month and day of the month written in a day, as Gregorian numbers. */
export function gregorianParts(day: Day): readonly [year: number, month: number, dayOfMonth: number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

/** The number of a day, counted in days from 1970-01-01. */
export function numberOfDay(day: Day): number {
  return dayNumber(...gregorianParts(day));
}

/** Whether a text is a day that exists, in exactly the form 'YYYY-MM-DD' with ASCII digits. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const number = numberOfDay(text as Day);
  return number >= FIRST_NUMBER && number <= LAST_NUMBER && dayOfNumber(number) === text;
}

/** The text as a day; RangeError where no such day exists or the form is another. */
export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError(`Not a day: ${text}`);
  return text;
}

/** The day `days` after (or, negative, before) a day; whole days only, else RangeError. */
export function addDays(day: Day, days: number): Day {
  return dayOfNumber(numberOfDay(day) + days);
}

/** How many days lie from one day to another: 0 for the same, negative where `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return numberOfDay(to) - numberOfDay(from);
}

/** Every day from the first to the last, both included; none where the last is earlier. */
export function daysFrom(from: Day, to: Day): Day[] {
  const first = numberOfDay(from);
  return Array.from({ length: Math.max(0, numberOfDay(to) - first + 1) }, (_, index) => dayOfNumber(first + index));
}

/** The day's place in the Iranian week, 0 (Saturday) to 6 (Friday). */
export function weekday(day: Day): Weekday {
  // 1970-01-01 was a Thursday, the sixth day of a week that begins on Saturday.
  return ((((numberOfDay(day) + 5) % 7) + 7) % 7) as Weekday;
}

/** The Saturday on which the day's week begins. */
export function startOfWeek(day: Day): Day {
  return addDays(day, -weekday(day));
}

function pad(number: number, width: number): string {
  return String(number).padStart(width, '0');
}
