import { clockOf, dayOf, formatClock, type Instant } from '../domain/calendar.ts';
import { daysBetween, formatDayLong } from '../domain/jalali.ts';
import type { Presence } from '../domain/manager-hour.ts';

/** The names of decisions and of what is done of one hour, as its history tells them. */
export const HOUR_EVENT_NAMES: Readonly<Record<string, string>> = {
  hour_altered: 'برنامهٔ این ساعت تغییر کرد.',
  hour_declared: 'حضور در دفتر اعلام شد.',
  hour_visited: 'گزارش بازدید رسید.',
  hour_substituted: 'جانشین معرفی شد.',
  hour_explained: 'مدیر توضیح داد.',
  hour_excused: 'عذر موجه ثبت شد.',
  hour_excuse_taken_back: 'عذر موجه پس گرفته شد.',
  hour_absence_confirmed: 'غیبت تأیید شد.',
  hour_report_laid_aside: 'گزارش کنار گذاشته شد.',
};

const at = (instant: Instant): string => formatClock(clockOf(instant));

/** What a manager's own screen says the moment a report lands; a report of not found is told to him alone. */
export function visitSentence(presence: Presence, seenAt: Instant): string | null {
  switch (presence) {
    case 'verified':
      return `بازرس حضور شما را در ساعت ${at(seenAt)} ثبت کرد.`;
    case 'late':
      return `بازرس حضور شما را با تأخیر، در ساعت ${at(seenAt)} ثبت کرد.`;
    case 'substitute':
      return `بازرس حضور جانشین شما را در ساعت ${at(seenAt)} ثبت کرد.`;
    default:
      return null;
  }
}

/** What the manager is asked where he was not found; `until` names the end of his time where that is not tomorrow. */
export function askedSentence(seenAt: Instant, today: Instant, until: Instant): string {
  const days = dayOf(until) > dayOf(today) ? `تا پایان وقت اداری ${daysBetween(dayOf(today), dayOf(until)) === 1 ? 'فردا' : formatDayLong(dayOf(until))}` : `تا ساعت ${at(until)} امروز`;
  const visit = dayOf(seenAt) === dayOf(today) ? `در بازدید ساعت ${at(seenAt)}` : `در بازدید ${formatDayLong(dayOf(seenAt))}، ساعت ${at(seenAt)}`;
  return `${visit} در دفتر نبودید. اگر علتی هست، ${days} بنویسید.`;
}

/** What stands after something was done on these pages. */
export const OFFICE_DONE = {
  declared: 'حضور شما در دفتر اعلام شد.',
  substitute: 'جانشین ثبت شد؛ تماس‌های این ساعت به نام او وصل می‌شود.',
  explained: 'توضیح شما ثبت شد و به دفتر بازرسی رسید.',
} as const;

/** The same for the head's pages. */
export const ABSENCE_DONE = {
  confirmed: 'غیبت تأیید شد.',
  laid_aside: 'گزارش کنار گذاشته شد و در جایی شمرده نمی‌شود.',
  excused: 'عذر موجه ثبت شد.',
  taken_back: 'عذر پس گرفته شد.',
  substitute: 'جانشین ثبت شد.',
} as const;
