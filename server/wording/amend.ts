import { formatClockRange } from '../domain/calendar.ts';
import { formatDayLong } from '../domain/jalali.ts';
import { isolate } from '../domain/persian.ts';
import type { Amendment } from '../domain/rota/amendment.ts';
import type { TimetableChange, TimetablePlace } from '../domain/rota/difference.ts';

/** What was done to a published session. */
export const AMENDMENT_NAMES: Readonly<Record<Amendment['kind'], string>> = {
  move: 'تغییر زمان',
  swap: 'جابه‌جایی نوبت',
  cancel: 'لغو جلسه',
  substitute: 'معرفی جانشین',
  add: 'افزودن دستگاه',
};

/** «دوشنبه ۹ آذر ۱۴۰۵، ۹ تا ۱۱» */
export const placeWords = ({ day, from, to }: TimetablePlace): string => `${formatDayLong(day)}، ${formatClockRange(from, to)}`;

const moment = ({ day, from, to }: TimetablePlace): string => isolate(`${formatDayLong(day)}، ساعت ${formatClockRange(from, to)}`);

/** One change as plain text for the media: names and times are isolated, so that nothing turns them round where they are pasted. */
export function noticeLine(change: TimetableChange, names: Readonly<Record<string, string>>): string {
  const name = (id: string): string => isolate(names[id] ?? 'دستگاه');
  switch (change.kind) {
    case 'added':
      return `${name(change.agencyId)}: در ${moment(change.place)} پاسخگوی مردم است.`;
    case 'removed':
      return `${name(change.agencyId)}: جلسهٔ ${moment(change.place)} برگزار نمی‌شود.`;
    case 'moved':
      return `${name(change.agencyId)}: جلسهٔ ${moment(change.before)} به ${moment(change.after)} منتقل شد.`;
    case 'replaced':
      return `${moment(change.place)}: ${name(change.after)} به جای ${name(change.before)} پاسخگوی مردم است.`;
    case 'substituted':
      return change.instead === null
        ? `${name(change.agencyId)}: در ${moment(change.place)}، ${isolate(change.after ?? 'مدیر دستگاه')} خود پاسخگوی مردم است.`
        : `${name(change.agencyId)}: در ${moment(change.place)}، ${isolate(change.after ?? 'جانشین مدیر')} به جای ${isolate(change.instead)} پاسخگوی مردم است.`;
  }
}

/** What each change of a published session is for, and the button that shows what it comes to. */
export const CHANGE_WORDS = {
  move: { title: 'بردن به زمان دیگر', lead: 'دعوت و تماس‌گیرندگان در صف همراه نوبت می‌روند.', icon: 'calendar-clock' },
  swap: { title: 'جابه‌جایی نوبت با دستگاه دیگر', lead: 'دو دستگاه به جای هم می‌روند و هر یک دعوت و صف خود را می‌برد.', icon: 'arrow-left-right' },
  cancel: { title: 'لغو جلسه', lead: 'این دستگاه از دید سهم و نوبت طلبکار می‌ماند و در برنامهٔ بعد جبران می‌شود.', icon: 'calendar-x' },
  substitute: { title: 'معرفی جانشین', lead: 'جانشین به جای مدیر پاسخ می‌دهد و در برنامهٔ عمومی هم نام او می‌آید.', icon: 'user-check' },
} as const;

/** Why nobody may come in the head's place, or who may. */
export const SUBSTITUTE_RULES = {
  forbidden: 'بنا بر تنظیمات استان جانشین پذیرفته نیست؛ جلسه را به زمان دیگری ببرید یا لغو کنید.',
  deputies: 'بنا بر تنظیمات استان تنها معاونان همین دستگاه می‌توانند جانشین شوند.',
  with_approval: 'بنا بر تنظیمات استان جانشین از همین دستگاه و با موافقت مرکز پذیرفته است.',
} as const;
