import type { VisitFault, VisitField, WrittenVisit } from '../../../server/domain/inspection/visit.ts';
import { joinWords, toPersianDigits } from '../../../server/domain/persian.ts';
import { clockNow } from '../page/moments.ts';
import type { Sending } from './store.ts';

type VisitAnswer = NonNullable<WrittenVisit['answer']>;

/** The six answers as they stand on the buttons, each with its icon, in the order of the thumb. */
export const ANSWERS: readonly { readonly id: VisitAnswer; readonly label: string; readonly icon: string }[] = [
  { id: 'present', label: 'حاضر بود', icon: 'user-check' },
  { id: 'late', label: 'با تأخیر', icon: 'clock' },
  { id: 'in_meeting', label: 'در جلسه', icon: 'meeting' },
  { id: 'on_mission', label: 'در مأموریت', icon: 'case' },
  { id: 'substitute', label: 'جانشین حاضر بود', icon: 'users-round' },
  { id: 'not_found', label: 'در محل نبود', icon: 'door' },
];

/** An answer in words. */
export const answerWords = (answer: VisitAnswer | null): string => ANSWERS.find(({ id }) => id === answer)?.label ?? '';

export const CONDUCTS = [{ id: 'good', label: 'خوب' }, { id: 'fair', label: 'متوسط' }, { id: 'poor', label: 'نامناسب' }] as const;

/** What is said when the phone keeps no more. */
export const FULL = 'حافظهٔ گوشی پر است و این نوشته نگه داشته نشد. صفحه را نبندید؛ چند عکس یا برنامه را از گوشی پاک کنید و دوباره بکوشید.';
export const SEALED_SINCE = 'پس از ثبت، گزارش مهر می‌شود و روی گوشی خوانده نمی‌شود.';

const OF_FIELD: Readonly<Record<VisitField, string>> = {
  answer: 'یکی از شش پاسخ را برگزینید.',
  substitute: 'نام جانشین را بنویسید.',
  peopleWaiting: 'شمار نفرات را درست وارد کنید.',
  checklist: 'توضیح این فهرست را کوتاه‌تر بنویسید.',
  note: 'یادداشت را کوتاه‌تر بنویسید.',
  code: 'کد حضور هشت رقم است.',
  presenceWitness: 'نام گواه را کوتاه و در یک سطر بنویسید.',
  position: 'موقعیت خوانده نشد؛ دوباره ثبت کنید یا آن را بردارید.',
  photos: 'عکس‌ها را بازبینی کنید.',
  proof: 'روشن کنید که «در محل نبود» چگونه دیده شد.',
  second: 'همکار همراه را برگزینید.',
  waited: 'زمان انتظار هنوز کامل نیست.',
  witness: 'نام گواه را بنویسید.',
  said: 'بنویسید دفتر چه گفت.',
  letterNo: 'شمارهٔ نامهٔ دفتر را بنویسید؛ اگر نامه‌ای ندارند بنویسید «ندارد».',
  time: 'ساعت گوشی خوانده نمی‌شود؛ تاریخ و ساعت گوشی را درست کنید.',
};

/** What to do about a fault, in a sentence beside its field. */
export function faultWords({ field, code }: VisitFault): string {
  if (field === 'code' && code === 'unproved') return 'کد حضور را وارد کنید؛ اگر نمایشگری نبود، نام گواه را بنویسید.';
  if (field === 'photos' && code === 'forbidden') return 'در این دستگاه عکس گرفته نمی‌شود؛ عکس‌ها را بردارید.';
  if (field === 'photos' && code === 'too_many') return 'حداکثر ۶ عکس پذیرفته می‌شود.';
  if (field === 'second' && code === 'missing') return 'برای «در محل نبود» همکار دوم لازم است؛ او را برگزینید.';
  if (code === 'too_long') return 'این نوشته از اندازه بلندتر است؛ کوتاه‌تر بنویسید.';
  return OF_FIELD[field];
}

const countOf = (sendings: readonly Sending[], kind: Sending['kind'], word: string): readonly string[] => {
  const count = sendings.filter((one) => one.kind === kind).length;
  return count === 0 ? [] : [`${toPersianDigits(count)} ${word}`];
};

/** «۲ گزارش و ۵ عکس»; '' of nothing. */
export const sendingsWords = (sendings: readonly Sending[]): string =>
  joinWords([...countOf(sendings, 'opening', 'باز شدن مقصد'), ...countOf(sendings, 'report', 'گزارش'), ...countOf(sendings, 'photo', 'عکس')]);

/** The hour in Tehran of a time of this device, by the server's clock: «۹:۴۲». */
export const hourWords = (deviceIso: string, offset: number): string => clockNow(Date.parse(deviceIso) + offset);

/** A clock's time as people say it: «۹», «۹:۳۰». */
export const clockWords = (clock: string): string => toPersianDigits(clock.replace(/^0(?=\d)/, '').replace(/:00$/, ''));
