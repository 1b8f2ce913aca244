import type { VisitFlag } from '../domain/inspection/landed.ts';
import type { CodeFinding } from '../domain/inspection/report.ts';
import type { VisitAnswer } from '../domain/manager-hour.ts';

/** What a report says of the manager. */
export const ANSWER_NAMES: Readonly<Record<VisitAnswer, string>> = {
  present: 'حاضر بود', late: 'با تأخیر', substitute: 'جانشین حاضر بود', in_meeting: 'در جلسه بود، به گفتهٔ دفتر', on_mission: 'در مأموریت بود، به گفتهٔ دفتر', not_found: 'در محل نبود (بررسی‌نشده)',
};

/** How the presence code of a report was found. */
export const CODE_NAMES: Readonly<Record<CodeFinding, string>> = { fresh: 'کد حضور تازه', stale: 'کد حضور مانده', none: 'بی کد حضور' };

/** What is odd about a report, short enough for a list. */
export const FLAG_NAMES: Readonly<Record<VisitFlag, string>> = {
  code_stale: 'کد مانده', code_missing: 'کد نوشته نشده', opened_offline: 'باز شده بدون شبکه', never_opened: 'باز شدنش ثبت نشده', device_time: 'ساعت گوشی ناجور', outside_hour: 'بیرون از ساعت حضور',
  order_invalid: 'حکم معتبر نبود', amended: 'پس از اصلاحیه', rules: 'ناتمام',
};

/** The same in a sentence. */
export const FLAG_SENTENCES: Readonly<Record<VisitFlag, string>> = {
  code_stale: 'کد حضور از همین ساعت است، اما زمان نمایشش با زمان بازدید جور نیست.',
  code_missing: 'این دفتر نمایشگر دارد و کد حضور در گزارش نیامده است.',
  opened_offline: 'مقصد بدون شبکه باز شد؛ زمان باز شدن را گوشی نوشته است.',
  never_opened: 'باز شدن این مقصد پیش از گزارش ثبت نشده بود.',
  device_time: 'ساعتی که گوشی نوشته با زمان رسیدن یا با ساعت حضور جور نیست؛ ترتیب گزارش‌ها از آن گرفته نمی‌شود.',
  outside_hour: 'زمان بازدید بیرون از ساعت حضور است.',
  order_invalid: 'بازرس در آن روز حکم بازرسی معتبر نداشت.',
  amended: 'اصلاحیهٔ قرعه این مقصد را پیش از رسیدن گزارش از این بازرس گرفته بود؛ گوشی او بدون شبکه از آن خبر نداشت.',
  rules: 'گزارش همهٔ آنچه را که برای این نتیجه لازم است ندارد.',
};

/** What a visit found to be mended, by the item; an item of the checklist is told by its own words. */
export const FINDING_TEXTS = { notice_board: 'نصب تابلوی ساعت حضور مدیر', name_plate: 'نصب تابلوی نام و سمت', conduct: 'برخورد با مراجعان' } as const;

export const CONDUCT_NAMES = { good: 'خوب', fair: 'متوسط', poor: 'نامناسب' } as const;

/** The sentence of each act of the pages of inspections. */
export const INSPECTION_DONE = { issued: 'حکم صادر شد.', revoked: 'حکم باطل شد.' } as const;

/** By what the list of reports can be narrowed. */
export const MARK_NAMES = {
  any: 'هر نشانه‌ای', contradicted: 'گزارش‌های ناهمسان', photos: 'عکس نرسیده', code_stale: 'کد مانده یا نانوشته', opened_offline: 'باز شده بدون شبکه', device_time: 'ساعت گوشی ناجور', order_invalid: 'حکم معتبر نبود', rules: 'ناتمام',
} as const;
