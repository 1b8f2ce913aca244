import type { NoticeState, NoticeStep, ServedHow } from '../domain/notice.ts';
import { LADDER_STEPS, NOTICE_GROUNDS, type NoticeGround, type NoticeLadder, type ReplyWindow, type StepRule } from '../domain/notice-ladder.ts';
import { formatNumber } from '../domain/persian.ts';

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

const stepWords = (name: string, { triggers, signer, reply }: StepRule): string => {
  const calls = NOTICE_GROUNDS.flatMap((ground) => {
    const trigger = triggers[ground];
    return trigger === null ? [] : [`${GROUND_NAMES[ground]}، ${formatNumber(trigger.count)} بار در ${formatNumber(trigger.days)} روز`];
  });
  return `${name}: ${calls.length === 0 ? 'پیشنهاد نمی‌شود' : calls.join('؛ ')}؛ امضا: ${signer}؛ پاسخ تا ${formatNumber(reply.count)} ${REPLY_UNIT_NAMES[reply.unit]}`;
};

/** The ladder as a person reads it, a sentence a step. */
export const ladderWords = ({ steps, memoryDays }: NoticeLadder): string =>
  [...LADDER_STEPS.filter((step) => steps[step].on).map((step) => stepWords(NOTICE_STEP_NAMES[step], steps[step])), `هر نامه تا ${formatNumber(memoryDays)} روز به شمار می‌آید`].join('. ');

/** Why a proposal fell: what it rested on was excused after it had been confirmed. */
export const EXCUSED_SINCE = 'آنچه این پیشنهاد بر آن استوار بود، موجه شناخته شد.';
