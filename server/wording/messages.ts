import { formatInstant } from '../domain/calendar.ts';
import type { Message, MessageFault, MessageKind, MessageState } from '../domain/message.ts';

/** What a message tells of. */
export const MESSAGE_KIND_NAMES: Readonly<Record<MessageKind, string>> = {
  invitation: 'دعوت',
  reminder_month: 'یادآوری یک ماه پیش',
  reminder_week: 'یادآوری یک هفته پیش',
  reminder_day: 'یادآوری روز پیش',
  change: 'تغییر نوبت',
  cancellation: 'لغو نوبت',
  substitute: 'معرفی جانشین',
  swap_asked: 'درخواست جابه‌جایی',
  swap_agreed: 'موافقت با جابه‌جایی',
  swap_declined: 'پاسخ منفی به جابه‌جایی',
  swap_approved: 'تأیید جابه‌جایی',
  swap_rejected: 'رد جابه‌جایی',
  letter_waits: 'نامهٔ شخصی',
  letter_answered: 'خبر نامهٔ شخصی',
};

/** How far a message has come. */
export const MESSAGE_STATE_NAMES: Readonly<Record<MessageState, string>> = {
  waiting: 'در انتظار',
  claimed: 'در حال فرستادن',
  given: 'فرستاده شد',
  failed: 'فرستاده نشد',
  dropped: 'کنار گذاشته شد',
};

/** Why a message was not sent. */
export const MESSAGE_FAULT_WORDS: Readonly<Record<MessageFault, string>> = {
  no_phone: 'برای مدیر و دستگاه تلفنی ثبت نشده است.',
  no_answer: 'سامانهٔ پیامکی پاسخ نداد.',
  refused: 'سامانهٔ پیامکی نپذیرفت.',
  moved: 'زمان جلسه عوض شد.',
  cancelled: 'جلسه لغو شد.',
  withdrawn: 'دعوت پس گرفته شد.',
  too_late: 'زمان جلسه گذشته بود.',
  by_hand: 'مسئول برنامه کنار گذاشت.',
};

/** What the page of messages says when something was done. */
export const MESSAGE_DONE = { again: 'پیام دوباره فرستاده می‌شود.', dropped: 'پیام کنار گذاشته شد.' };

/** The latest messages to one's own agency, as their section shows them. */
export interface OwnMessagesPart {
  readonly rows: readonly { readonly kind: string; readonly when: string; readonly text: string }[];
}

/** What an agency is shown of its messages: what was told and when, also what no telephone could take. */
export const ownMessages = (messages: readonly Message[]): OwnMessagesPart => ({
  rows: messages.map(({ kind, body, givenAt, dueAt }) => ({ kind: MESSAGE_KIND_NAMES[kind], when: formatInstant(givenAt ?? dueAt), text: body })),
});
