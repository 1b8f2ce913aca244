import { toAsciiDigits, toPersianDigits } from './digits.ts';

/** A time of day on the wall as 'HH:mm', 00:00 to 23:59: plain string order is time order. */
export type Clock = string & { readonly __brand: 'Clock' };

const MINUTES_IN_DAY = 24 * 60;
const NO_BREAK_SPACE = '\u00a0';

/** The text as a time of day; RangeError unless it is exactly 'HH:mm' in ASCII digits. */
export function clock(text: string): Clock {
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text)) throw new RangeError(`Not a time of day: ${text}`);
  return text as Clock;
}

/** The time of day that a person typed (۹, ۹:۳۰, 09:30, in any of the three digit sets), or null. */
export function parseClock(text: string): Clock | null {
  const match = /^(\d{1,2})(?::(\d{2}))?$/.exec(toAsciiDigits(text).replace(/[\s\p{Cf}]/gu, ''));
  const minutes = match ? Number(match[1]) * 60 + Number(match[2] ?? 0) : MINUTES_IN_DAY;
  return minutes < MINUTES_IN_DAY && Number(match?.[2] ?? 0) < 60 ? clockOfMinutes(minutes) : null;
}

/** A time of day for reading: «۹», «۹:۳۰»; midnight is «۰:۰۰», which a bare nought would not say. */
export function formatClock(clock: Clock): string {
  const [hour, minute] = [Number(clock.slice(0, 2)), clock.slice(3)];
  return toPersianDigits(minute === '00' && hour > 0 ? hour : `${hour}:${minute}`);
}

/** A span of the day for reading, in one piece that no line end breaks: «۹ تا ۱۰:۳۰». */
export function formatClockRange(from: Clock, to: Clock): string {
  return [formatClock(from), 'تا', formatClock(to)].join(NO_BREAK_SPACE);
}

/** The minutes from midnight to a time of day, 0 to 1439. */
export function minutesOfClock(clock: Clock): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

/** The time of day so many minutes after midnight; RangeError unless a whole number from 0 to 1439. */
export function clockOfMinutes(minutes: number): Clock {
  if (!Number.isInteger(minutes) || minutes < 0 || minutes >= MINUTES_IN_DAY) {
    throw new RangeError(`Not within a day: ${minutes} minutes`);
  }
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` as Clock;
}
