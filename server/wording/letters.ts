import { formatClockRange, type Clock } from '../domain/calendar.ts';
import { formatDay, formatDayLong, type Day } from '../domain/jalali.ts';
import type { LetterChoice, LetterKind } from '../domain/letter.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import type { SettingValues } from '../domain/settings.ts';
import { calledName, type Honorific } from './fa.ts';

/** A time as a letter says it. */
interface When {
  readonly day: Day;
  readonly from: Clock;
  readonly to: Clock;
}

/** Somebody a letter is written to, or tells of. */
interface Named {
  readonly name: string;
  readonly honorific: Honorific;
  readonly post: string;
}

/** What every letter of the office has about its own words, as it is read on paper. */
export interface LetterFrame {
  readonly governorate: string;
  readonly office: string;
  /** '' where it has none yet: a place for the pen. */
  readonly number: string;
  readonly date: string;
  /** What stands under number and date. */
  readonly mark: { readonly term: string; readonly text: string };
  readonly to: readonly string[];
  readonly subject: string;
  readonly signer: string;
  readonly signerTitle: string;
  readonly foot: readonly { readonly term: string; readonly text: string; readonly ltr: boolean }[];
}

interface Framed extends Pick<LetterFrame, 'governorate' | 'office' | 'mark' | 'to' | 'subject' | 'signer' | 'signerTitle'> {
  readonly letterNo: string | null;
  readonly letterDay: Day | null;
  readonly letterhead: Pick<SettingValues['letterhead'], 'address' | 'phone'>;
}

/** The frame of a letter under the head of the office. */
export const letterFrame = ({ letterNo, letterDay, letterhead: { address, phone }, ...more }: Framed): LetterFrame => ({
  ...more,
  number: letterNo === null ? '' : toPersianDigits(letterNo),
  date: letterDay === null ? '' : formatDay(letterDay),
  foot: [
    ...(address === '' ? [] : [{ term: 'نشانی', text: toPersianDigits(address), ltr: false }]),
    ...(phone === '' ? [] : [{ term: 'تلفن', text: toPersianDigits(phone), ltr: true }]),
  ],
});

/** What each kind of letter is about. */
export const LETTER_SUBJECTS: Readonly<Record<LetterKind, string>> = {
  invitation: 'دعوت به جلسهٔ پاسخگویی تلفنی به مردم',
  change: 'تغییر زمان جلسهٔ پاسخگویی تلفنی به مردم',
  substitute: 'حضور جانشین در جلسهٔ پاسخگویی تلفنی به مردم',
  cancellation: 'لغو جلسهٔ پاسخگویی تلفنی به مردم',
};

/** What each kind of letter is called on a list. */
export const LETTER_KIND_NAMES: Readonly<Record<LetterKind, string>> = { invitation: 'دعوت', change: 'تغییر زمان', substitute: 'جانشین', cancellation: 'لغو' };

/** Which letters a list shows. */
export const LETTER_CHOICE_NAMES: Readonly<Record<LetterChoice, string>> = { all: 'همهٔ نامه‌ها', unnumbered: 'در انتظار شمارهٔ نامه', unprinted: 'چاپ‌نشده' };

const ADDRESSED: Readonly<Record<Honorific, string>> = { agha: 'جناب آقای', khanom: 'سرکار خانم' };
/** How the reader is spoken of in the text. */
const YOU: Readonly<Record<Honorific, string>> = { agha: 'جناب‌عالی', khanom: 'سرکار عالی' };

/** The lines that say whom a letter is for; an agency without a head is written to under the head's title. */
export function addressee(recipient: Named | null, agency: { readonly name: string; readonly headTitle: string }): string[] {
  if (recipient === null) return [`${agency.headTitle} محترم ${agency.name}`];
  return [`${ADDRESSED[recipient.honorific]} ${recipient.name}`, `${recipient.post} محترم ${agency.name}`];
}

/** A time as one line of a letter: «دوشنبه ۲۰ مرداد ۱۳۹۹، ساعت ۹ تا ۱۱». */
export const letterTime = ({ day, from, to }: When): string => `${formatDayLong(day)}، ساعت ${formatClockRange(from, to)}`;

/** «نامهٔ شمارهٔ … مورخ …», of a letter that this one follows. */
const following = (earlier: { readonly letterNo: string; readonly letterDay: Day | null } | null): string =>
  earlier === null ? '' : `پیرو نامهٔ شمارهٔ ${toPersianDigits(earlier.letterNo)}${earlier.letterDay === null ? '' : ` مورخ ${formatDay(earlier.letterDay)}`}، `;

// A scheduler writes reasons as they come; in the sentence they stand without a full stop.
const because = (reason: string | null): string => (reason === null ? '' : ` به سبب «${reason.trim().replace(/[.\s]+$/u, '')}»`);

/** What a letter tells, from its facts. */
export interface LetterFacts {
  readonly kind: LetterKind;
  readonly recipient: Named | null;
  readonly agencyName: string;
  readonly session: When;
  readonly before: When | null;
  readonly substitute: Named | null;
  readonly reason: string | null;
  readonly earlier: { readonly letterNo: string; readonly letterDay: Day | null } | null;
  readonly governorate: string;
}

/** The sentences with which a letter begins, before the time and place. */
export function opening({ kind, recipient, session, before, substitute, reason, earlier, governorate }: LetterFacts): string {
  const you = YOU[recipient?.honorific ?? 'agha'];
  switch (kind) {
    case 'invitation':
      return `به آگاهی می‌رساند در برنامهٔ پاسخگویی مدیران دستگاه‌های اجرایی، که ${governorate} آن را تنظیم و منتشر می‌کند، نوبت گفت‌وگوی تلفنی ${you} با مردم از راه شمارهٔ ۱۱۱ به شرح زیر است:`;
    case 'change':
      return `${following(earlier)}به آگاهی می‌رساند زمان جلسهٔ پاسخگویی ${you}${before === null ? '' : ` از ${letterTime(before)}`}${because(reason)} تغییر کرده و زمان تازهٔ آن به شرح زیر است:`;
    case 'substitute':
      return substitute === null
        ? `${following(earlier)}به آگاهی می‌رساند در جلسهٔ پاسخگویی زیر، شخص ${you} پاسخگوی مردم خواهید بود و معرفی جانشین${because(reason)} کنار گذاشته شد:`
        : `${following(earlier)}به آگاهی می‌رساند با حضور ${calledName(substitute)}، ${substitute.post}، به جای ${you} در جلسهٔ پاسخگویی زیر${because(reason)} موافقت شد:`;
    case 'cancellation':
      return `${following(earlier)}به آگاهی می‌رساند جلسهٔ پاسخگویی ${you} در ${letterTime(session)}${because(reason)} برگزار نمی‌شود. نوبت بعدی آن دستگاه در برنامه‌های آینده تعیین و اعلام خواهد شد.`;
  }
}

/** How many callers an hour are to be expected, «حدود ۱۲ تماس در ساعت». */
export const callsAnHour = ({ talkMinutes }: SettingValues['live_calls']): string => `حدود ${formatNumber(Math.max(1, Math.round(60 / talkMinutes)))} تماس در ساعت`;

const SUBSTITUTE_RULES: Readonly<Record<SettingValues['substitutes'], (you: string) => string>> = {
  forbidden: (you) => `پاسخگویی با حضور شخص ${you} است و معرفی جانشین پذیرفته نیست.`,
  with_approval: (you) => `اگر حضور شخص ${you} شدنی نباشد، معرفی جانشین تنها با موافقت این دفتر ممکن است.`,
  deputies: (you) => `اگر حضور شخص ${you} شدنی نباشد، تنها یکی از معاونان دستگاه می‌تواند به جای ایشان بیاید.`,
};

/** What the manager is asked to do, one sentence each; nothing where the session is off. */
export function requests({ kind, recipient }: LetterFacts, { substitutes }: Pick<SettingValues, 'substitutes'>, answerBy: Day | null): string[] {
  if (kind === 'cancellation') return [];
  const you = YOU[recipient?.honorific ?? 'agha'];
  const answer = answerBy === null ? [] : [`پذیرش نوبت یا درخواست تغییر آن تا پایان ${formatDayLong(answerBy)} در سامانهٔ دیدار ثبت یا به این دفتر اعلام شود.`];
  return [
    'حضور در محل جلسه ده دقیقه پیش از آغاز آن.',
    'همراه داشتن آخرین وضعیت درخواست‌های باز و معوق دستگاه در سامد، فهرست طرح‌های در دست اجرا و اعتبار آن‌ها، و پاسخ تعهدهای جلسهٔ پیشین.',
    'حضور یک کارشناس آگاه به امور دستگاه در کنار مدیر، برای یافتن سوابق و ثبت تعهدها.',
    ...(kind === 'substitute' ? [] : [SUBSTITUTE_RULES[substitutes](you)]),
    ...answer,
  ];
}

/** What happens in such a session. */
export const COURSE = 'در این جلسه تماس‌های مردم یکی پس از دیگری وصل می‌شود و پاسخ، دستور یا تعهد شما همان‌جا ثبت و پیگیری می‌شود.';
