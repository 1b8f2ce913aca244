import type { CallBackEnd, EmergencyNumber } from '../domain/call.ts';
import type { IdentityKind } from '../domain/applicant.ts';
import { formatNumber } from '../domain/persian.ts';

/** By what a caller may say who he is; nobody is asked to say «none». */
export const ASKED_IDENTITIES: Readonly<Record<Exclude<IdentityKind, 'none'>, string>> = {
  national_code: 'کد ملی',
  foreign: 'کد فراگیر اتباع',
  passport: 'شمارهٔ گذرنامه',
};

/** What is wrong with an identity that is no national code. */
export const OTHER_IDENTITY_FAULTS = {
  foreign: 'کد فراگیر درست نیست؛ ۸ تا ۱۵ رقم دارد.',
  passport: 'شمارهٔ گذرنامه درست نیست؛ از حرف‌های لاتین و رقم است.',
} as const;

/** What the desk still wants to know before something can become of a call. */
export const DESK_WANTS = {
  name: 'نام تماس‌گیرنده را بنویسید.',
  topic: 'موضوع را برگزینید؛ با آن دانسته می‌شود کدام دستگاه پاسخ می‌دهد.',
  summary: 'شرح کوتاهی بنویسید.',
  session: 'جلسه‌ای را برگزینید.',
  reason: 'دلیل اولویت را بنویسید؛ سرپرست مرکز آن را می‌بیند.',
  deed: 'بگویید این تماس به کجا رسید.',
} as const;

/** The helpers of an emergency, with the number that is dialled apart. */
export const EMERGENCY_HELP: Readonly<Record<EmergencyNumber, string>> = { 110: 'پلیس', 115: 'اورژانس', 123: 'اورژانس اجتماعی', 125: 'آتش‌نشانی' };

/** Why a call that the centre owes need not be made any more. */
export const CALL_BACK_END_NAMES: Readonly<Record<CallBackEnd, string>> = {
  called_again: 'خودش دوباره تماس گرفت',
  settled: 'پاسخ گرفته یا کارش انجام شده است',
  not_wanted: 'خودش نمی‌خواهد',
  unreachable: 'چند بار زنگ زدیم و پاسخ نداد',
  wrong_number: 'شماره درست نیست',
};

/** What is said when a call that was owed is written off. */
export const CALL_BACK_DONE = { off: 'ثبت شد که دیگر لازم نیست؛ از فهرست رفت.' } as const;

/** A wait that can only be guessed: «حدود ۱۲ دقیقه», «به‌زودی». */
export const aboutMinutes = (minutes: number): string => (minutes < 1 ? 'به‌زودی' : `حدود ${formatNumber(minutes)} دقیقه`);

/** What the desk says when something was done with a caller of a queue. */
export const DESK_DONE = {
  connected: 'وصل شد؛ گفت‌وگو آغاز شد.',
  unanswered: 'پاسخ نداد؛ دوباره به صف برگشت.',
  unanswered_last: 'چند بار پاسخ نداد؛ در فهرست «دوباره تماس می‌گیریم» ماند.',
  unanswered_gone: 'چند بار پاسخ نداد و از صف بیرون رفت؛ شمارهٔ تلفنش ثبت نشده است.',
  dropped: 'از صف بیرون رفت: قطع پیش از پاسخ.',
  call_back: 'از صف بیرون رفت؛ دوباره با او تماس می‌گیریم.',
  moved: 'جای او در صف عوض شد.',
  went_on: 'به جلسهٔ دیگر رفت.',
  taken: 'تماس را برداشتید.',
} as const;
