import type { WeekKind, WeekNearness, WeekPeriod } from '../domain/rota/week.ts';
import { formatNumber } from '../domain/persian.ts';

/** What is to be done, as the mark of a row. */
export const WEEK_KIND_NAMES: Readonly<Record<WeekKind, string>> = {
  conflict: 'تداخل با تقویم یا غیبت',
  vacant: 'بی‌مدیر',
  change_asked: 'درخواست تغییر',
  head_changed: 'مدیر تازه',
  not_invited: 'دعوت‌نشده',
  swap_decide: 'جابه‌جایی: تصمیم شما',
  unanswered: 'بی‌پاسخ',
  swap_answer: 'جابه‌جایی: پاسخ همکار',
  message: 'پیام فرستاده نشد',
  letter: 'در انتظار شمارهٔ نامه',
};

/** How far ahead the list looks. */
export const WEEK_PERIOD_NAMES: Readonly<Record<WeekPeriod, string>> = { week: 'این هفته', month: 'چهار هفته', all: 'همه' };

/** The heading over what is as near. */
export const WEEK_NEARNESS_NAMES: Readonly<Record<WeekNearness, string>> = {
  days: 'تا دو روز دیگر',
  week: 'تا پایان هفته',
  month: 'تا چهار هفتهٔ دیگر',
  later: 'پس از چهار هفته',
  desk: 'کارهای دفتری',
};

/** Since when an invitation waits: «۱۲ روز است پاسخی نرسیده است.» */
export function waitingWords(days: number): string {
  if (days <= 0) return 'امروز فرستاده شده است.';
  return days === 1 ? 'از دیروز پاسخی نرسیده است.' : `${formatNumber(days)} روز است پاسخی نرسیده است.`;
}

/** How far away a session is: «امروز», «فردا», «۹ روز دیگر». */
export function aheadWords(days: number): string {
  if (days <= 0) return 'امروز';
  return days === 1 ? 'فردا' : `${formatNumber(days)} روز دیگر`;
}
