import type { IdentityKind, MatterKind } from '../domain/applicant.ts';
import { daysBetween, type Day } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import { isOverdue, isUnanswered, type AnswerKind, type Channel, type RequestState } from '../domain/request.ts';

/** What is asked, by kind. */
export const MATTER_KIND_NAMES: Readonly<Record<MatterKind, string>> = {
  service_request: 'درخواست',
  complaint: 'شکایت',
  suggestion: 'پیشنهاد',
  criticism: 'انتقاد',
  report: 'گزارش',
  idea: 'ایده',
};

/** By what somebody says who he is. */
export const IDENTITY_KIND_NAMES: Readonly<Record<IdentityKind, string>> = {
  national_code: 'کد ملی',
  foreign: 'کد فراگیر اتباع',
  passport: 'شمارهٔ گذرنامه',
  none: 'بی‌شناسه',
};

/** Where a request stands, in lists and to the citizen. */
export const REQUEST_STATE_NAMES: Readonly<Record<RequestState, string>> = {
  registered: 'ثبت‌شده',
  referred: 'ارجاع‌شده',
  in_progress: 'در دست بررسی',
  needs_info: 'نیازمند تکمیل',
  returned: 'بازگشته به مرکز',
  answered: 'پاسخ‌داده‌شده',
  closed: 'مختومه',
};

/** How a request came in. */
export const CHANNEL_NAMES: Readonly<Record<Channel, string>> = { phone: 'تماس با ۱۱۱', live_call: 'گفت‌وگو با مدیر پاسخگو', visit: 'مراجعهٔ حضوری' };

/** What an answer is to the citizen. */
export const ANSWER_KIND_NAMES: Readonly<Record<AnswerKind, string>> = { interim: 'پاسخ اولیه', final: 'پاسخ نهایی' };

/** How many days are left until a day, or have gone by since it: «۳ روز مانده»، «امروز آخرین روز است»، «۲ روز گذشته». */
export function daysLeft(due: Day, today: Day): string {
  const left = daysBetween(today, due);
  if (left === 0) return 'امروز آخرین روز است';
  return left > 0 ? `${formatNumber(left)} روز مانده` : `${formatNumber(-left)} روز گذشته`;
}

/** The deadline of a request as its agency reads it; empty once it is answered. */
export function dueWords(request: { readonly state: RequestState; readonly dueDay: Day }, today: Day): string {
  if (!isUnanswered(request.state)) return '';
  return isOverdue(request, today) ? `معوق: ${daysLeft(request.dueDay, today)}` : daysLeft(request.dueDay, today);
}

/** What has happened to a request, by the kind of its event; an answer is named by its own kind. */
export const REQUEST_EVENT_NAMES: Readonly<Record<string, string>> = {
  request_registered: 'ثبت درخواست',
  request_followed: 'تماس یا درخواست دیگری دربارهٔ همین موضوع',
  request_referred: 'ارجاع به دستگاه',
  request_reopened: 'بازگشایی',
  request_passed: 'ارجاع به کارشناس',
  request_taken_up: 'آغاز بررسی',
  request_returned: 'بازگشت به مرکز',
  request_closed: 'بسته شدن',
  request_revealed: 'دیدن کامل تلفن و شناسه',
};

/** What the pages of requests say when something was done. */
export const REQUEST_DONE = {
  taken: 'بررسی این درخواست با شما آغاز شد.',
  interim: 'پاسخ اولیه ثبت شد؛ شهروند آن را با کد رهگیری می‌بیند.',
  final: 'پاسخ نهایی ثبت شد؛ شهروند آن را با کد رهگیری می‌بیند.',
  interim_kept: 'پاسخ اولیه ثبت شد.',
  final_kept: 'پاسخ نهایی ثبت شد.',
  returned: 'درخواست به مرکز بازگشت تا به دستگاه دیگری ارجاع شود.',
  referred: 'درخواست به دستگاه ارجاع شد.',
  passed: 'درخواست به کارشناس ارجاع شد.',
  reopened: 'درخواست بازگشایی و دوباره ارجاع شد.',
  closed: 'درخواست بسته شد.',
};
