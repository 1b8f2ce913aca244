import { calledName, type Honorific } from './fa.ts';

/** The words that a calendar's entry is made of, as they were published. */
interface Told {
  readonly agencyName: string;
  readonly shortName: string;
  readonly headTitle: string;
  readonly personName: string | null;
  readonly honorific: Honorific | null;
  readonly post: string | null;
  readonly substituteFor: string | null;
}

const called = ({ personName, honorific, headTitle, post }: Told): string =>
  personName === null ? headTitle : `${calledName({ honorific, name: personName })}، ${post ?? headTitle}`;

/** The line by which an entry is known in a calendar. */
export const entryTitle = ({ shortName }: Told, cancelled: boolean): string => `${cancelled ? 'لغو شد: ' : ''}پاسخگویی مدیران، ${shortName}`;

/** What stands in an entry beside its time and place. */
export const entryText = (told: Told, cancelled: boolean): string =>
  [
    ...(cancelled ? ['این جلسه لغو شده است.'] : []),
    told.agencyName,
    `مدیر پاسخگو: ${called(told)}`,
    ...(told.substituteFor === null ? [] : [`به جای ${told.substituteFor}`]),
    'شمارهٔ تماس مردم: ۱۱۱',
  ].join('\n');

/** What a calendar of these is called. */
export const feedTitle = (of: string, governorate: string): string => `پاسخگویی مدیران، ${of} (${governorate})`;

/** How to subscribe, by program. */
export const SUBSCRIBE_STEPS: readonly { readonly program: string; readonly steps: readonly string[] }[] = [
  { program: 'تقویم گوگل', steps: ['در رایانه به تقویم گوگل بروید و کنار «Other calendars» نشان + را بزنید.', '«From URL» را برگزینید، نشانی را بچسبانید و «Add calendar» را بزنید.', 'تقویم گوگل چند ساعت یک بار نشانی را دوباره می‌خواند؛ تغییرها با همین فاصله دیده می‌شود.'] },
  { program: 'اوت‌لوک', steps: ['در بخش تقویم، «Add calendar» و سپس «Subscribe from web» را بزنید.', 'نشانی را بچسبانید، نامی بنویسید و «Import» را بزنید.'] },
  { program: 'آیفون و آیپد', steps: ['«Settings»، سپس «Calendar»، «Accounts»، «Add Account» و «Other» را بزنید.', '«Add Subscribed Calendar» را بزنید و نشانی را بچسبانید.'] },
  { program: 'گوشی اندروید', steps: ['نشانی را از رایانه در تقویم گوگل خود بیفزایید؛ با همان حساب در گوشی هم دیده می‌شود.'] },
];

/** What is said in plain text where an address leads to no calendar. */
export const FEED_GONE = {
  unknown: 'این نشانی تقویم شناخته نیست. نشانی را دوباره و کامل بردارید.',
  revoked: 'این نشانی تقویم باطل شده است. نشانی تازه را از دفتر خود یا مسئول برنامه بگیرید و این یکی را از تقویمتان بردارید.',
} as const;
