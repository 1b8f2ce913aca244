import { DateTime, IANAZone } from 'luxon';
import { clockOfMinutes, formatClock, minutesOfClock, type Clock } from './clock.ts';
import { dayOfNumber, numberOfDay, type Day } from './day.ts';
import { millisecondsOf, type Instant } from './instant.ts';
import { formatDayShort, toJalali } from './jalali.ts';
import { toPersianDigits } from './digits.ts';

// Times of day without an instant are in clock.ts, which the browser can take; here they stand beside the instants.
export {
  clock, clockOfMinutes, formatClock, formatClockRange, minutesOfClock, parseClock, type Clock,
} from './clock.ts';
// What can be said of instants without a zone, which the browser can take too.
export { millisecondsOf, minutesBetween, type Instant } from './instant.ts';

/** The zone in which every day and time of day of the governorate is meant. */
export const ZONE = 'Asia/Tehran';

const MS_IN_MINUTE = 60_000;
const MS_IN_DAY = 86_400_000;
const TEHRAN = IANAZone.create(ZONE);
const EARLIEST = Date.parse('0001-01-01T00:00:00.000Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');
// Since 1970 Tehran's clocks have changed at full and half hours of UTC only, so one answer is good for the half-hour.
const MS_IN_HALF_HOUR = 1_800_000;
const OFFSETS_KEPT = 512;
const offsets = new Map<number, number>();

/** The text as an instant, brought to UTC; RangeError unless it is ISO with a zone ('Z' or an offset) and exists. */
export function instant(text: string): Instant {
  const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  const parsed = DateTime.fromISO(text, { zone: 'utc' });
  if (!zoned || !parsed.isValid) throw new RangeError(`Not an instant: ${text}`);
  return instantOf(parsed.toMillis());
}

/** The instant of a count of milliseconds from 1970-01-01T00:00Z; RangeError outside the years 1 to 9999. */
export function instantOf(milliseconds: number): Instant {
  if (!(milliseconds >= EARLIEST && milliseconds <= LATEST)) throw new RangeError(`Not an instant: ${milliseconds}`);
  return new Date(milliseconds).toISOString() as Instant;
}

/**
 * The instant at which Tehran's clocks show a time on a day. In the hour that the spring change leaves out, the time moves
 * forward with the clocks; of an hour that comes twice in autumn, the first is meant.
 */
export function toInstant(day: Day, clock: Clock): Instant {
  const wall = numberOfDay(day) * MS_IN_DAY + minutesOfClock(clock) * MS_IN_MINUTE;
  // The clocks change at most once in the two days around: the offset is the one before or the one after.
  const early = offsetAt(wall - MS_IN_DAY);
  const late = offsetAt(wall + MS_IN_DAY);
  const shownAt = (offset: number): boolean => offsetAt(wall - offset) === offset;
  const offset = early === late || shownAt(early) || !shownAt(late) ? early : late;
  return instantOf(wall - offset);
}

/** The day that it is in Tehran at an instant. */
export function dayOf(instant: Instant): Day {
  return dayOfNumber(Math.floor(wallOf(instant) / MS_IN_DAY));
}

/** What Tehran's clocks show at an instant, seconds left out. */
export function clockOf(instant: Instant): Clock {
  const wall = wallOf(instant);
  return clockOfMinutes(Math.floor((wall - Math.floor(wall / MS_IN_DAY) * MS_IN_DAY) / MS_IN_MINUTE));
}

/** The first instant of a day in Tehran: 01:00 on 2 Farvardin of the years 1387 to 1401, when 00:00 did not exist. */
export function startOfDay(day: Day): Instant {
  return toInstant(day, clockOfMinutes(0));
}

/** An instant for reading, in Tehran's time: «۲۰ مرداد ۱۳۹۹، ساعت ۹:۴۲». */
export function formatInstant(instant: Instant): string {
  const day = dayOf(instant);
  return `${formatDayShort(day)} ${toPersianDigits(toJalali(day).year)}، ساعت ${formatClock(clockOf(instant))}`;
}

/** The instant so many minutes later (or, negative, earlier). */
export function addMinutes(instant: Instant, minutes: number): Instant {
  return instantOf(millisecondsOf(instant) + minutes * MS_IN_MINUTE);
}

/** Whether the machine's zone data knows Tehran's summer time and its end (Act of 1401/02/10; tzdata 2022b or later). */
export function tzDataIsRight(): boolean {
  const minutesAt = (text: string): number => offsetAt(millisecondsOf(instant(text))) / MS_IN_MINUTE;
  return minutesAt('2023-07-01T00:00:00Z') === 210 && minutesAt('2020-08-10T00:00:00Z') === 270;
}

function wallOf(instant: Instant): number {
  const at = millisecondsOf(instant);
  return at + offsetAt(at);
}

function offsetAt(milliseconds: number): number {
  if (milliseconds < 0) return TEHRAN.offset(milliseconds) * MS_IN_MINUTE;
  const halfHour = Math.floor(milliseconds / MS_IN_HALF_HOUR);
  const known = offsets.get(halfHour);
  if (known !== undefined) return known;
  const offset = TEHRAN.offset(milliseconds) * MS_IN_MINUTE;
  if (offsets.size >= OFFSETS_KEPT) offsets.clear();
  offsets.set(halfHour, offset);
  return offset;
}
