import { formatClockRange, type Clock } from '../domain/clock.ts';
import { formatDayLong, type Day } from '../domain/jalali.ts';
import { formatNumber, isolate, toPersianDigits } from '../domain/persian.ts';

// Plain text that is copied and sent. What somebody typed is isolated, so that a Latin name or a letter's number turns nothing round;
// days and hours are Persian words and digits alone and need no sign of their own (domain facts 9.3). Each text begins with a Persian
// word, by which every program knows that it runs from right to left.

/** A day and its hours. */
export interface ToldPlace {
  readonly day: Day;
  readonly from: Clock;
  readonly to: Clock;
}

/** A session as a message tells of it. */
export interface ToldSession extends ToldPlace {
  readonly headTitle: string;
  /** The agency's short name. */
  readonly agency: string;
  /** Where managers answer: the governorate. */
  readonly governorate: string;
}

/** Why something was changed, and by which letter; either may be missing. */
export interface ToldGrounds {
  readonly reason: string | null;
  readonly letterNo: string | null;
}

const placeWords = ({ day, from, to }: ToldPlace): string => `${formatDayLong(day)}، ساعت ${formatClockRange(from, to)}`;
const who = ({ headTitle, agency }: Pick<ToldSession, 'headTitle' | 'agency'>): string => `${isolate(headTitle)} ${isolate(agency)}`;
const where = ({ governorate }: ToldSession): string => `مرکز ۱۱۱ ${isolate(governorate)}`;
const sentence = (text: string): string => isolate(text.replace(/\s+/gu, ' ').trim().replace(/[.؛،:]+$/u, ''));

const grounds = ({ reason, letterNo }: ToldGrounds): string => {
  const parts = [
    ...(reason === null || reason.trim() === '' ? [] : [`دلیل: ${sentence(reason)}`]),
    ...(letterNo === null ? [] : [`شمارهٔ نامه: ${isolate(toPersianDigits(letterNo))}`]),
  ];
  return parts.length === 0 ? '' : ` ${parts.join('؛ ')}.`;
};

/** Asks a manager to come. */
export const invitationText = (session: ToldSession): string =>
  `دعوت به پاسخگویی: ${isolate(session.headTitle)} محترم ${isolate(session.agency)}، ${placeWords(session)}، ${where(session)}. لطفاً در «جلسه‌های من» پاسخ دهید.`;

/** Reminds a manager of his turn. */
export const reminderText = (session: ToldSession): string => `یادآوری: نوبت پاسخگویی ${who(session)}، ${placeWords(session)}، ${where(session)}.`;

/** Tells of a turn that has moved. */
export const changeText = (session: ToldSession, earlier: ToldPlace, why: ToldGrounds): string =>
  `تغییر نوبت: نوبت پاسخگویی ${who(session)} از ${placeWords(earlier)} به ${placeWords(session)} منتقل شد؛ ${where(session)}.${grounds(why)}`;

/** Tells of a turn that will not be held. */
export const cancellationText = (session: ToldSession, why: ToldGrounds): string =>
  `لغو نوبت: نوبت پاسخگویی ${who(session)} در ${placeWords(session)} برگزار نمی‌شود.${grounds(why)}`;

/** Tells who comes in the head's place; without a name, that the head comes himself again. */
export const substituteText = (session: ToldSession, substitute: string | null): string =>
  substitute === null
    ? `جانشین نوبت: در ${placeWords(session)} خود ${who(session)} در ${where(session)} پاسخ می‌دهد؛ جانشین برداشته شد.`
    : `جانشین نوبت: در ${placeWords(session)}، ${isolate(substitute)} به‌جای ${who(session)} در ${where(session)} پاسخ می‌دهد.`;

/** Asks a colleague to exchange turns. */
export const swapAskedText = (asker: ToldSession, own: ToldPlace): string =>
  `درخواست جابه‌جایی: ${who(asker)} می‌خواهد نوبت خود را، ${placeWords(asker)}، با نوبت شما، ${placeWords(own)}، جابه‌جا کند. لطفاً پاسخ را در «جلسه‌های من» بنویسید.`;

/** Tells the asker what his colleague said; an exchange that was agreed to waits for the scheduler. */
export const swapAnsweredText = (own: ToldPlace, colleague: ToldSession, agreed: boolean): string =>
  agreed
    ? `جابه‌جایی نوبت: ${who(colleague)} با درخواست شما موافقت کرد. پس از تأیید مسئول برنامه، نوبت شما ${placeWords(colleague)} است.`
    : `جابه‌جایی نوبت: ${who(colleague)} با درخواست شما موافقت نکرد. نوبت شما همان ${placeWords(own)} است.`;

/** Tells either side that an exchange was carried out: `session` is where his turn is now. */
export const swapApprovedText = (session: ToldSession): string => `جابه‌جایی نوبت تأیید شد: نوبت پاسخگویی ${who(session)}، ${placeWords(session)}، ${where(session)}.`;

/** Tells either side that the scheduler did not approve of an exchange: his turn stays. */
export const swapRejectedText = (session: ToldSession): string => `جابه‌جایی نوبت انجام نشد: نوبت پاسخگویی ${who(session)} همان ${placeWords(session)} است.`;

const ONE_PART = 70;
const EACH_PART = 67;

/** Into how many short messages a Persian text falls: one up to 70 characters, beyond that 67 each. */
export const shortMessages = (text: string): number => (text.length <= ONE_PART ? 1 : Math.ceil(text.length / EACH_PART));

/** How long a text is: «۲ پیامک، ۱۱۸ نویسه». */
export const lengthWords = (text: string): string => `${formatNumber(shortMessages(text))} پیامک، ${formatNumber(text.length)} نویسه`;

/** A text with a button that copies it; `id` is unique on its page. */
export interface CopyPart {
  readonly id: string;
  readonly text: string;
  readonly length: string;
  /** Whose message it is, for readers. */
  readonly title: string;
}

/** A text to be copied, as its partial takes it. */
export const copyPart = (id: string, title: string, text: string): CopyPart => ({ id: `copy-${id}`, title, text, length: lengthWords(text) });

/** Tells somebody that a letter waits for him, and nothing of what is in it: whoever sees his telephone learns no more. */
export const LETTER_WAITS_TEXT = 'نامه‌ای برای شما در سامانهٔ دیدار هست. لطفاً آن را در «نامه‌های من» ببینید.';
/** Tells him that it has been answered. */
export const LETTER_ANSWERED_TEXT = 'نامهٔ شما در سامانهٔ دیدار خبر تازه‌ای دارد. لطفاً آن را در «نامه‌های من» ببینید.';
