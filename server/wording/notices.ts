import { clockOf, formatClock, formatClockRange, formatInstant, type Instant } from '../domain/calendar.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';
import type { NoticeState, NoticeStep, ServedHow } from '../domain/notice.ts';
import { LADDER_STEPS, NOTICE_GROUNDS, type NoticeGround, type NoticeLadder, type ReplyWindow } from '../domain/notice-ladder.ts';
import type { NoticeSection } from '../domain/notice-section.ts';
import { formatNumber, joinWords } from '../domain/persian.ts';

/** What each step is called; a warning is never called «اخطار کتبی», which is a penalty in law (vocabulary, "Notices"). */
export const NOTICE_STEP_NAMES: Readonly<Record<NoticeStep, string>> = {
  explanation: 'درخواست توضیح',
  verbal: 'تذکر شفاهی',
  written: 'تذکر کتبی',
  warning: 'اخطار',
  escalation: 'معرفی به مرجع ذی‌صلاح',
  commendation: 'تقدیر',
};

/** What a step rests on, said so that it accuses nobody. */
export const GROUND_NAMES: Readonly<Record<NoticeGround | 'kept_hours', string>> = {
  absence: 'نبودن در ساعت حضور',
  missed_session: 'برگزار نشدن جلسهٔ پاسخگویی',
  overdue: 'پاسخ‌های معوق',
  kept_hours: 'حضور پیاپی',
};

/** How far a notice has come. */
export const NOTICE_STATE_NAMES: Readonly<Record<NoticeState, string>> = {
  proposed: 'پیشنهادشده',
  issued: 'صادرشده',
  served: 'ابلاغ‌شده',
  replied: 'پاسخ رسید',
  upheld: 'ابقا شد',
  reduced: 'کاهش یافت',
  withdrawn: 'بی‌اثر شد',
  declined: 'صادر نشد',
};

export const SERVED_HOW_NAMES: Readonly<Record<ServedHow, string>> = { system: 'در سامانه', letter: 'با نامه', by_hand: 'دستی' };

/** In what a time to reply is counted. */
export const REPLY_UNIT_NAMES: Readonly<Record<ReplyWindow['unit'], string>> = { hours: 'ساعت کاری', days: 'روز کاری' };

/** What stands where the secretariat's number has not been given yet. */
export const AWAITS_NUMBER = 'در انتظار شمارهٔ نامه';

/** The ladder as a person reads it: its steps, and after how many absences each of them comes. */
export function ladderWords({ steps, memoryDays }: NoticeLadder): string {
  const on = LADDER_STEPS.filter((step) => steps[step].on);
  const calls = NOTICE_GROUNDS.flatMap((ground) => {
    const counts = on.flatMap((step) => steps[step].triggers[ground]?.count ?? []);
    return counts.length === 0 ? [] : [`${GROUND_NAMES[ground]}: ${joinWords(counts.map((count) => formatNumber(count)))} بار`];
  });
  return [joinWords(on.map((step) => NOTICE_STEP_NAMES[step])), ...calls, `هر نامه تا ${formatNumber(memoryDays)} روز به شمار می‌آید`].join('؛ ');
}

/** Why a proposal fell: what it rested on was excused after it had been confirmed. */
export const EXCUSED_SINCE = 'آنچه این پیشنهاد بر آن استوار بود، موجه شناخته شد.';

/** What is said of an hour in which a visit did not find the manager: in the letter that asks him, too, so that it judges nothing. */
export const missedHourText = (seenAt: Instant | null): string => `${seenAt === null ? 'در بازدید' : `در بازدید ساعت ${formatClock(clockOf(seenAt))}`} حضور در دفتر ثبت نشد`;

/** What is said of an hour in which a visit found the manager at his desk. */
export const keptHourText = (seenAt: Instant | null): string => (seenAt === null ? 'حضور در دفتر' : `حضور در دفتر، بازدید ساعت ${formatClock(clockOf(seenAt))}`);

/** The sections of the head's list. */
export const NOTICE_SECTION_NAMES: Readonly<Record<NoticeSection, string>> = {
  proposed: 'پیشنهادشده',
  to_number: AWAITS_NUMBER,
  to_serve: 'در انتظار ابلاغ',
  to_reply: 'در انتظار پاسخ',
  to_judge: 'آمادهٔ تصمیم',
  ended: 'پایان‌یافته',
};

/** What the pages say when something was done. */
export const NOTICE_DONE = {
  issued: 'نامه صادر شد.',
  declined: 'ثبت شد که نامه صادر نشد.',
  numbered: 'شمارهٔ نامه ثبت شد.',
  served: 'ابلاغ ثبت شد.',
  taken: 'پاسخ ثبت شد.',
  judged: 'تصمیم ثبت شد.',
  confirmed: 'تأیید شد؛ هنوز پله‌ای پیشنهاد نمی‌شود.',
  proposed: 'تأیید شد و نامه‌ای پیشنهاد شد.',
  aside: 'کنار گذاشته شد.',
  commended: 'تقدیر پیشنهاد شد؛ متن را ببینید و صادر کنید.',
  saved: 'پله‌ها ذخیره شد.',
};

/** What the manager's own pages say when something was done. */
export const OWN_NOTICE_DONE = { opened: 'نامه به شما ابلاغ شد.', replied: 'پاسخ شما رسید.' };

/** What the manager reads of the state of his letter. */
export const OWN_STATE_NAMES: Readonly<Record<NoticeState, string>> = { ...NOTICE_STATE_NAMES, issued: 'باز نشده', served: 'در انتظار پاسخ شما', replied: 'پاسخ شما رسید' };

/** What is wrong with the files of a reply. */
export const FILE_FAULTS = {
  kind: 'تنها فایل PDF و عکس (JPEG یا PNG) پذیرفته می‌شود و هر فایل باید سالم باشد.',
  size: 'هر فایل تا ۵ مگابایت پذیرفته می‌شود.',
  count: 'بیش از ۵ فایل پذیرفته نمی‌شود.',
};

const quoted = (label: string, text: string | null): string[] => (text === null || text.trim() === '' ? [] : [`${label}: «${text}»`]);

/** What is known of an hour on which a notice rests, a sentence each: when the visit was, what the manager wrote, who decided and why. */
export function hourFacts(hour: ManagerHour | null, names: ReadonlyMap<string, string>): string[] {
  if (hour === null) return [];
  const { seenAt, from, to, explanation, explainedAt, decidedAt, decidedBy, decisionReason, presence, excusedAt, excuseNote } = hour;
  return [
    `ساعت حضور: ${formatClockRange(from, to)}`,
    ...(seenAt === null ? [] : [`بازدید: ${formatInstant(seenAt)}`]),
    ...(explainedAt === null ? ['مدیر پیش از تأیید چیزی ننوشته است'] : quoted('نوشتهٔ مدیر', explanation)),
    ...(decidedAt === null ? [] : [`تأیید: ${[names.get(decidedBy ?? '') ?? '', formatInstant(decidedAt)].filter(Boolean).join('، ')}`]),
    ...quoted('دلیل تأیید', decisionReason),
    ...(presence !== 'excused' || excusedAt === null ? [] : [`پس از آن موجه شناخته شد: ${formatInstant(excusedAt)}`, ...quoted('دلیل موجه شدن', excuseNote)]),
  ];
}
