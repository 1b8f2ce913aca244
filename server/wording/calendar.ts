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
