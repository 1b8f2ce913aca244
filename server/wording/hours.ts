import { formatClockRange } from '../domain/clock.ts';
import type { ExceptionKind, ExceptionScope, HourException } from '../domain/hour-occurrences.ts';
import { formatDayLong, WEEKDAYS } from '../domain/jalali.ts';
import type { HourState } from '../domain/manager-hour.ts';

/** Why an hour that was laid out is not due any more. */
export const HOUR_NOT_DUE = {
  weekday: 'روز ساعت حضور تغییر کرده است',
  agency: 'دستگاه در این روز برقرار نیست',
} as const;

/** What became of the plan of an hour. */
export const HOUR_STATE_NAMES: Readonly<Record<HourState, string>> = { held: 'طبق برنامه', shortened: 'کوتاه‌شده', moved: 'جابه‌جاشده', cancelled: 'لغوشده' };

/** The colour of each. */
export const HOUR_TONES = { held: 'ok', shortened: 'warning', moved: 'info', cancelled: 'bad' } as const satisfies Readonly<Record<HourState, string>>;

/** Whom an exception touches. */
export const EXCEPTION_SCOPE_NAMES: Readonly<Record<ExceptionScope['kind'], string>> = { province: 'همهٔ استان', county: 'یک شهرستان', agency: 'یک دستگاه' };

/** What an exception says. */
export const EXCEPTION_KIND_NAMES: Readonly<Record<ExceptionKind, string>> = { none: 'ساعت حضور ندارد', weekly: 'روز یا ساعت دیگری از هفته', moved: 'ساعت یک روز، در روزی دیگر' };

/** What is missing in an exception. */
export const EXCEPTION_FAULTS = {
  county: '«شهرستان» را برگزینید.',
  agency: '«دستگاه» را برگزینید.',
  movedTo: 'روزی را که ساعت حضور به آن می‌رود بنویسید.',
  clocks: 'هر دو ساعت را بنویسید، یا هیچ‌کدام را.',
  weekly: 'روز هفته یا ساعت دیگری را بنویسید.',
} as const;

/** What an exception says, in words: «دوشنبه‌ها، ۱۰ تا ۱۲», «به چهارشنبه ۱۱ آذر». */
export function exceptionWords({ kind, weekday: on, movedTo, hours }: Pick<HourException, 'kind' | 'weekday' | 'movedTo' | 'hours'>): string {
  const at = hours === null ? '' : `، ${formatClockRange(hours.from, hours.to)}`;
  if (kind === 'none') return EXCEPTION_KIND_NAMES.none;
  if (kind === 'moved') return `به ${movedTo === null ? '' : formatDayLong(movedTo)}${at}`;
  return `${on === null ? 'همان روز هفته' : `هر ${WEEKDAYS[on]}`}${at}`;
}
