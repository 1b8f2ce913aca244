import { formatClock, formatClockRange } from '../domain/calendar.ts';
import { formatDay, formatDayLong, WEEKDAYS, weekday, type Day } from '../domain/jalali.ts';
import { isolate } from '../domain/persian.ts';
import { calledName } from '../wording/fa.ts';
import type { PublishedSession } from './publication.ts';

/** The timetable as the media are given it: as text to copy, and as a table with the same rows. */
export interface MediaTable {
  readonly title: string;
  readonly governorate: string;
  readonly sessions: readonly PublishedSession[];
  /** What was corrected, one sentence each. */
  readonly corrections: readonly string[];
}

const nameOf = ({ personName, honorific }: PublishedSession): string => (personName === null ? '' : calledName({ honorific, name: personName }));

const hostOf = (session: PublishedSession): string => {
  const { headTitle, post, personName, substituteFor } = session;
  const who = personName === null ? [headTitle] : [nameOf(session), post ?? headTitle];
  return `${who.map(isolate).join('، ')}${substituteFor === null ? '' : ` (به جای ${isolate(substituteFor)})`}`;
};

const inTime = (one: PublishedSession, other: PublishedSession): number => (`${one.day} ${one.from} ${one.agencyName}` < `${other.day} ${other.from} ${other.agencyName}` ? -1 : 1);

/** The table as plain text: every name, time and date isolated, so that it reads alike wherever it is pasted. */
export function mediaText({ title, governorate, sessions, corrections }: MediaTable): string {
  const sorted = [...sessions].sort(inTime);
  const days = [...new Set(sorted.map(({ day }) => day))];
  const row = (session: PublishedSession): string => `ساعت ${isolate(formatClockRange(session.from, session.to))}: ${isolate(session.agencyName)}، ${hostOf(session)}`;
  return [
    title,
    governorate,
    'مردم در ساعت هر جلسه با شمارهٔ ۱۱۱ تماس می‌گیرند.',
    ...(days.length === 0 ? ['', 'برای این روزها جلسه‌ای منتشر نشده است.'] : []),
    ...days.flatMap((day) => ['', isolate(formatDayLong(day)), ...sorted.filter((one) => one.day === day).map(row)]),
    ...(corrections.length === 0 ? [] : ['', 'تغییر نسبت به نسخهٔ پیش:', ...corrections]),
    '',
  ].join('\n');
}

const weekdayOf = (day: Day): string => WEEKDAYS[weekday(day)];

/** The table as a sheet: Jalali dates as people read them, and the day beside them as programs do. */
export const mediaSheet = ({ sessions }: Pick<MediaTable, 'sessions'>) => ({
  name: 'برنامهٔ پاسخگویی مدیران',
  columns: [
    { header: 'ردیف', width: 7 }, { header: 'روز', width: 12 }, { header: 'تاریخ', width: 13 }, { header: 'از ساعت', width: 9 }, { header: 'تا ساعت', width: 9 },
    { header: 'دستگاه', width: 46 }, { header: 'مدیر پاسخگو', width: 28 }, { header: 'سمت', width: 22 }, { header: 'به جای', width: 26 }, { header: 'تاریخ میلادی', width: 14 },
  ],
  rows: [...sessions].sort(inTime).map((one, index) => [
    index + 1, weekdayOf(one.day), formatDay(one.day), formatClock(one.from), formatClock(one.to), one.agencyName, nameOf(one), one.post ?? one.headTitle, one.substituteFor ?? '', one.day,
  ]),
});
