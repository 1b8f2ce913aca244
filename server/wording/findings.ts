import type { FindingState } from '../domain/finding.ts';
import { daysBetween, type Day } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';

/** How a finding stands. */
export const FINDING_STATE_NAMES: Readonly<Record<FindingState, string>> = {
  open: 'در انتظار اقدام',
  done: 'انجام شد؛ در انتظار بررسی',
  accepted: 'پذیرفته شد',
  returned: 'برگشت برای اقدام',
};

/** The sides of the list of findings. */
export const FINDING_TAB_NAMES: Readonly<Record<'toDo' | 'overdue' | 'done' | 'accepted', string>> = {
  toDo: 'در انتظار اقدام',
  overdue: 'مهلت‌گذشته',
  done: 'در انتظار بررسی',
  accepted: 'پذیرفته‌شده',
};

/** What stands where a side of the list is empty. */
export const NO_FINDINGS: Readonly<Record<'toDo' | 'overdue' | 'done' | 'accepted', string>> = {
  toDo: 'اقدام اصلاحی انجام‌نشده‌ای نمانده است.',
  overdue: 'مهلت هیچ اقدامی نگذشته است.',
  done: 'اقدامی در انتظار بررسی نیست.',
  accepted: 'هنوز اقدامی پذیرفته نشده است.',
};

/** How near the day of a finding is: «۳ روز مانده», «مهلت امروز است», «۲ روز از مهلت گذشته». */
export function findingDue(due: Day, today: Day): string {
  const left = daysBetween(today, due);
  if (left === 0) return 'مهلت امروز است';
  return left > 0 ? `${formatNumber(left)} روز مانده` : `${formatNumber(-left)} روز از مهلت گذشته`;
}

/** What the page of a finding says when something was done. */
export const FINDING_DONE = {
  mended: 'ثبت شد. پس از بررسی دفتر بازرسی، نتیجه همین‌جا دیده می‌شود.',
  accepted: 'اقدام پذیرفته شد.',
  returned: 'با مهلت تازه به دستگاه برگشت.',
};
