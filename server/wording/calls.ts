import type { CallOutcome, CallState, EmergencyNumber, Line } from '../domain/call.ts';

/** Where a call stands. */
export const CALL_STATE_NAMES: Readonly<Record<CallState, string>> = {
  waiting: 'در صف',
  connecting: 'در حال وصل شدن',
  talking: 'در گفت‌وگو',
  on_hold: 'پشت خط',
  wrap_up: 'تکمیل یادداشت',
  ended: 'پایان‌یافته',
};

/** Whether a caller is on the centre's telephone or is rung. */
export const LINE_NAMES: Readonly<Record<Line, string>> = { on_line: 'روی خط', to_ring: 'منتظر تماس ما' };

/** What a call came to. */
export const CALL_OUTCOME_NAMES: Readonly<Record<CallOutcome, string>> = {
  answered: 'پاسخ داده شد',
  settled_on_line: 'در همین تماس حل شد',
  commitment: 'تعهد با مهلت',
  referred: 'ارجاع به کارشناس',
  other_agency: 'مربوط به دستگاه دیگر',
  linked: 'پیوسته به درخواست پیشین',
  same_problem: 'همان مشکل درخواست دیگر',
  call_back: 'دوباره تماس می‌گیریم',
  dropped: 'تماس قطع شد',
  answered_by_centre: 'پاسخ در مرکز ۱۱۱',
  registered: 'ثبت درخواست',
  out_of_scope: 'خارج از حوزهٔ سامد',
  dropped_early: 'قطع پیش از پاسخ',
  emergency: 'فوریت',
  confidential: 'محرمانه',
  carried: 'منتقل به جلسهٔ بعد',
  transferred: 'انتقال به جلسهٔ دیگر',
  not_reached: 'به این جلسه نرسید',
};

/** Where an emergency is sent. */
export const EMERGENCY_NAMES: Readonly<Record<EmergencyNumber, string>> = {
  110: 'پلیس ۱۱۰',
  115: 'اورژانس ۱۱۵',
  123: 'اورژانس اجتماعی ۱۲۳',
  125: 'آتش‌نشانی ۱۲۵',
};
