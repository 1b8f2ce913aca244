import { formatDayLong } from '../domain/jalali.ts';
import type { Notice, NoticeEvidence } from '../domain/notice.ts';
import { toPersianDigits } from '../domain/persian.ts';
import { NOTICE_STEP_NAMES } from './notices.ts';

// No word in these accuses before it is decided: what was seen is named by its day and hour, and asked about.

const SUBJECTS: Readonly<Record<Notice['ground'], string>> = {
  absence: 'ساعت حضور مدیران در دفتر',
  missed_session: 'جلسهٔ پاسخگویی به مردم',
  overdue: 'پاسخ به درخواست‌های مردم',
  kept_hours: 'حضور در ساعت پاسخگویی به مردم',
};

/** What a letter is about: «درخواست توضیح دربارهٔ ساعت حضور مدیران در دفتر». */
export const noticeSubject = ({ step, ground }: Pick<Notice, 'step' | 'ground'>): string => `${NOTICE_STEP_NAMES[step]} دربارهٔ ${SUBJECTS[ground]}`;

/** One thing on which a letter rests, with its day: «دوشنبه ۹ آذر ۱۴۰۵: …». */
export const evidenceLine = ({ day, text }: NoticeEvidence): string => `${formatDayLong(day)}${text === '' ? '' : `: ${toPersianDigits(text)}`}`;

const ASKED: Readonly<Record<Exclude<Notice['ground'], 'kept_hours'>, string>> = {
  absence: 'در بازدید از دفتر شما در ساعت حضور مدیران، این موردها ثبت شده است:',
  missed_session: 'این جلسه‌های پاسخگویی شما به مردم برگزار نشده است:',
  overdue: 'مهلت پاسخ به این درخواست‌های مردم در دستگاه شما گذشته است:',
};

const following = (earlier: Pick<Notice, 'letterNo' | 'letterDay' | 'step'> | null): string => {
  if (earlier === null) return '';
  const number = earlier.letterNo === null ? '' : ` شمارهٔ ${toPersianDigits(earlier.letterNo)}`;
  return `پیرو ${NOTICE_STEP_NAMES[earlier.step]}${number}${earlier.letterDay === null ? '' : ` مورخ ${formatDayLong(earlier.letterDay)}`}، `;
};

const ENDINGS: Readonly<Record<Notice['step'], string>> = {
  explanation: 'خواهشمند است اگر علتی داشته است، آن را تا پایان مهلت پاسخ بنویسید تا در نظر گرفته شود.',
  verbal: 'خواهشمند است دستور فرمایید برای پاسخگویی به مردم در زمان تعیین‌شده برنامه‌ریزی شود. اگر توضیحی دارید، تا پایان مهلت پاسخ بنویسید تا در نظر گرفته شود.',
  written: 'خواهشمند است برای پاسخگویی به مردم در زمان تعیین‌شده برنامه‌ریزی کنید و نتیجه را بنویسید. اگر توضیحی دارید، تا پایان مهلت پاسخ بنویسید تا در نظر گرفته شود.',
  warning: 'خواهشمند است برنامهٔ خود را برای پاسخگویی به مردم در زمان تعیین‌شده بنویسید. اگر توضیحی دارید، تا پایان مهلت پاسخ بنویسید تا پیش از هر تصمیمی در نظر گرفته شود.',
  escalation: 'این موضوع برای بررسی به مرجع ذی‌صلاح فرستاده می‌شود. اگر توضیحی دارید، تا پایان مهلت پاسخ بنویسید تا همراه آن فرستاده شود.',
  commendation: 'از حضور پیوستهٔ شما و پاسخگویی‌تان به مردم سپاسگزاریم.',
};

/** The words with which a letter begins its life, to be edited before it is issued; a blank line parts paragraphs. */
export function noticeText(notice: Pick<Notice, 'step' | 'ground' | 'evidence' | 'basis'>, earlier: Pick<Notice, 'letterNo' | 'letterDay' | 'step'> | null): string {
  const lines = notice.evidence.map((one) => `• ${evidenceLine(one)}`).join('\n');
  const basis = notice.basis === '' ? '' : `بر پایهٔ ${notice.basis}، `;
  if (notice.ground === 'kept_hours') return [lines === '' ? '' : `در این روزها حضور شما در ساعت پاسخگویی به مردم ثبت شده است:\n${lines}`, `${basis}${ENDINGS.commendation}`].filter(Boolean).join('\n\n');
  return [`${following(earlier)}${ASKED[notice.ground]}\n${lines}`, `${basis}${ENDINGS[notice.step]}`].join('\n\n');
}
