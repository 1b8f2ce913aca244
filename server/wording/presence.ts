import type { Excuse, Presence, VisitAnswer } from '../domain/manager-hour.ts';

/** What is known of a manager in his hour; «غیبت» stands nowhere before it is confirmed. */
export const PRESENCE_NAMES: Readonly<Record<Presence, string>> = {
  no_report: 'هنوز گزارشی نیست',
  declared: 'اعلام حضور',
  verified: 'حضور تأیید شد',
  late: 'با تأخیر',
  substitute: 'جانشین حاضر بود',
  not_found: 'در محل نبود (بررسی‌نشده)',
  absent: 'غیبت تأییدشده',
  excused: 'عذر موجه',
};

/** The shape that stands beside each state: a file in `public/icons`. */
export const PRESENCE_ICONS: Readonly<Record<Presence, string>> = {
  no_report: 'presence-no-report',
  declared: 'presence-declared',
  verified: 'presence-verified',
  late: 'presence-late',
  substitute: 'presence-substitute',
  not_found: 'presence-not-found',
  absent: 'presence-absent',
  excused: 'presence-excused',
};

/** Why somebody is excused. */
export const EXCUSE_NAMES: Readonly<Record<Excuse, string>> = {
  leave: 'مرخصی',
  mission: 'مأموریت',
  sickness: 'بیماری',
  governor_meeting: 'جلسهٔ استاندار',
  other: 'علت دیگر',
};

/** What an inspector answered of a visit. */
export const VISIT_ANSWER_NAMES: Readonly<Record<VisitAnswer, string>> = {
  present: 'حاضر بود',
  late: 'با تأخیر آمد',
  substitute: 'جانشین حاضر بود',
  in_meeting: 'در جلسه بود',
  on_mission: 'در مأموریت بود',
  not_found: 'در محل نبود',
};

/** What stands for the bodies that belong to no county. */
export const PROVINCE_OFFICES = 'مرکز استان';
