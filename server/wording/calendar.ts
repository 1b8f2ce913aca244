import { formatClock } from '../domain/clock.ts';
import { daysBetween, formatDay, formatDayLong, formatDayShort, toJalali, type Day } from '../domain/jalali.ts';
import { toPersianDigits } from '../domain/persian.ts';
import type { Closure, ClosureScope, Holiday } from '../domain/working-time.ts';

/** Where a closure holds. */
export const CLOSURE_SCOPES: Readonly<Record<ClosureScope['kind'], string>> = {
  province: 'همین استان',
  national: 'سراسر کشور',
  county: 'یک شهرستان',
  agency: 'یک دستگاه',
};

/** What a closure does to the day. */
export const CLOSURE_KINDS: Readonly<Record<Closure['kind'], string>> = {
  full: 'تعطیل کامل',
  remote_work: 'دورکاری',
  late_open: 'شروع با تأخیر',
  early_close: 'پایان زودتر',
};

/** How sure a holiday's day is. */
export const HOLIDAY_STATUSES: Readonly<Record<Holiday['status'], string>> = {
  final: 'قطعی',
  published: 'تقویم رسمی',
  predicted: 'پیش‌بینی',
};

/** What happened to a holiday or a closure, as its history names it. */
export const CALENDAR_EVENTS = {
  closure_added: 'تعطیلی ثبت شد',
  closure_edited: 'تعطیلی ویرایش شد',
  closure_withdrawn: 'تعطیلی پس گرفته شد',
  holiday_added: 'مناسبت افزوده شد',
  holiday_edited: 'مناسبت ویرایش شد',
  holiday_removed: 'مناسبت از تقویم برداشته شد',
  reference_holidays_added: 'از تقویم رسمی وارد شد',
} as const;

/** A span of days for reading: «دوشنبه ۲۰ مرداد ۱۳۹۹», «۲۰ مرداد تا ۲۲ مرداد ۱۳۹۹». */
export function daySpan(from: Day, to: Day): string {
  if (from === to) return formatDayLong(from);
  const sameYear = toJalali(from).year === toJalali(to).year;
  return `${sameYear ? formatDayShort(from) : formatDay(from)} تا ${formatDayShort(to)} ${toPersianDigits(toJalali(to).year)}`;
}

/** The same with the number of days where they are more than one. */
export const daySpanCounted = (from: Day, to: Day): string => (from === to ? daySpan(from, to) : `${daySpan(from, to)} (${toPersianDigits(daysBetween(from, to) + 1)} روز)`);

/** What a closure does, with its hour: «پایان زودتر، ساعت ۱۰». */
export function closureWhat({ kind, openFrom, closeAt }: Pick<Closure, 'kind' | 'openFrom' | 'closeAt'>): string {
  if (kind === 'late_open' && openFrom !== null) return `${CLOSURE_KINDS[kind]}، از ساعت ${formatClock(openFrom)}`;
  if (kind === 'early_close' && closeAt !== null) return `${CLOSURE_KINDS[kind]}، ساعت ${formatClock(closeAt)}`;
  return CLOSURE_KINDS[kind];
}
