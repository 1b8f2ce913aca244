import { formatClockRange, formatInstant, type Clock } from '../domain/calendar.ts';
import { addMonths, firstOfMonth, formatDay, formatDayLong, formatDayShort, formatMonth, lastOfMonth, monthKey, weekday, WEEKDAYS, type Day, type JalaliMonth } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import type { SettingValues } from '../domain/settings.ts';
import { changeSentence, sectorMark } from '../wording/rota.ts';
import { noticeText } from './notice-view.ts';
import { correctionsIn, type Publication, type PublishedSession } from './publication.ts';
import { hostWords } from './published-words.ts';
import { timetableChanges, type ChangedLine } from './timetable-changes-view.ts';
import type { Timetable, TimetableService } from './timetable.ts';

/** A line of the public timetable. */
export interface TimetableRow {
  readonly time: string;
  readonly agency: string;
  readonly sector: string;
  readonly person: string;
  /** What was altered of it: «به جای یکشنبه ۱۵ آذر، ۹ تا ۱۱»; null where nothing was. */
  readonly mark: string | null;
  /** Whether it was promised and stands no longer. */
  readonly gone: boolean;
  /** The page of the session, for staff; null for everybody else. */
  readonly href: string | null;
}

/** What a citizen reads: who answers, when, how to call, and what was corrected. */
export interface TimetableView {
  readonly title: string;
  readonly lead: string;
  readonly version: string | null;
  readonly note: string | null;
  readonly frozen: boolean;
  /** The same table for the media, as text and as a sheet. */
  readonly media: { readonly txt: string; readonly xlsx: string };
  readonly days: readonly { readonly day: Day; readonly full: string; readonly today: boolean; readonly rows: readonly TimetableRow[] }[];
  readonly previous: { readonly href: string; readonly label: string } | null;
  readonly next: { readonly href: string; readonly label: string } | null;
  readonly corrections: readonly { readonly title: string; readonly href: string | null; readonly published: string; readonly lines: readonly string[] }[];
  readonly versions: readonly { readonly href: string; readonly label: string }[];
  /** The correction notice for the media, ready to be copied; empty where nothing was corrected. */
  readonly notice: string;
}

declare module '../http/pages.ts' {
  interface Pages {
    'rota/timetable': TimetableView;
  }
}

interface Line extends TimetableRow {
  readonly day: Day;
  readonly from: Clock;
}

const published = (session: PublishedSession, staff: boolean, mark: string | null = null): Line => ({
  day: session.day, from: session.from, time: formatClockRange(session.from, session.to), agency: session.agencyName, sector: sectorMark(session.sector).mark, person: hostWords(session),
  mark, gone: false, href: staff ? `/rota/sessions/${session.sessionId}` : null,
});

const gone = ({ place: { day, from, to }, agency, words }: ChangedLine): Line => ({
  day, from, time: formatClockRange(from, to), agency, sector: '', person: words, mark: null, gone: true, href: null,
});

// The month's own page has the year in its title.
function daysOf(lines: readonly Line[], today: Day, name: (day: Day) => string): TimetableView['days'] {
  const days = [...new Set(lines.map(({ day }) => day))].sort();
  return days.map((day) => ({
    day,
    full: name(day),
    today: day === today,
    rows: lines.filter((line) => line.day === day).sort((a, b) => (`${a.from} ${Number(a.gone)} ${a.agency}` < `${b.from} ${Number(b.gone)} ${b.agency}` ? -1 : 1)),
  }));
}

/** How to talk to a manager, with the weekly hour of all of them. */
export const leadOf = (hour: SettingValues['manager_hour']): string =>
  `در ساعت جلسه با شمارهٔ ۱۱۱ تماس بگیرید. مدیران دستگاه‌ها ${WEEKDAYS[hour.weekday]}‌ها ${formatClockRange(hour.from, hour.to)} نیز در دفتر خود پاسخگو هستند.`;

/** Changes that correct what was promised; a version that only goes further has none. */
const correctionsOf = (publications: readonly Publication[]): TimetableView['corrections'] =>
  publications.flatMap((publication) => {
    const { version, publishedAt, names } = publication;
    const own = correctionsIn(publication, publications);
    return own.length === 0 ? [] : [{ title: `اصلاحیهٔ برنامه، نسخهٔ ${formatNumber(version)}`, href: `/timetable/${version}`, published: formatInstant(publishedAt), lines: own.map((change) => changeSentence(change, names)) }];
  });

/** A month of the published timetable; `staff` are led to the sessions' own pages. */
export function timetableView(timetable: Timetable, month: JalaliMonth, hour: SettingValues['manager_hour'], today: Day, staff = false): TimetableView {
  const changes = timetableChanges(timetable.sessions, timetable.publications);
  const link = (one: JalaliMonth) => ({ href: `/timetable?month=${monthKey(one)}`, label: formatMonth(one) });
  const [first, last] = [firstOfMonth(month), lastOfMonth(month)];
  // One that only took sessions away speaks of the month too.
  const newest = timetable.publications.find(({ from, until }) => from <= last && until >= first);
  const lost = changes.gone.filter(({ place: { day } }) => first <= day && day <= last);
  const earliest = timetable.publications.reduce<Day | null>((least, { from }) => (least === null || from < least ? from : least), null);
  const latest = timetable.publications.reduce<Day | null>((most, { until }) => (most === null || until > most ? until : most), null);
  return {
    title: `برنامهٔ پاسخگویی مدیران، ${formatMonth(month)}`,
    lead: leadOf(hour),
    version: newest === undefined ? null : `نسخهٔ ${formatNumber(newest.version)}، انتشار ${formatInstant(newest.publishedAt)}`,
    note: newest?.note ?? null,
    frozen: false,
    media: { txt: `/timetable/media.txt?month=${monthKey(month)}`, xlsx: `/timetable/media.xlsx?month=${monthKey(month)}` },
    days: daysOf([...timetable.sessions.map((one) => published(one, staff, changes.markOf(one))), ...lost.map(gone)], today, (day) => `${WEEKDAYS[weekday(day)]} ${formatDayShort(day)}`),
    previous: earliest !== null && earliest < first ? link(addMonths(month, -1)) : null,
    next: latest !== null && latest > last ? link(addMonths(month, 1)) : null,
    corrections: correctionsOf(timetable.publications).slice(0, 5),
    versions: timetable.publications.slice(0, 12).map(({ version, from, until }) => ({ href: `/timetable/${version}`, label: `نسخهٔ ${formatNumber(version)}: ${formatDay(from)} تا ${formatDay(until)}` })),
    notice: '',
  };
}

/** What the office calls itself. */
interface Titles {
  readonly governorate: string;
  readonly office: string;
}

type Version = Awaited<ReturnType<TimetableService['version']>>;

/** One version, as it was published and for ever; with the notice to the media, where it corrects earlier ones. */
export function versionView({ publication, corrections, amendments, sessions }: Version, titles: Titles, hour: SettingValues['manager_hour'], today: Day, staff = false): TimetableView {
  const [amendment] = amendments;
  const { version, from, until, publishedAt, note, names } = publication;
  return {
    title: `برنامهٔ پاسخگویی مدیران، نسخهٔ ${formatNumber(version)}`,
    lead: leadOf(hour),
    version: `${formatDay(from)} تا ${formatDay(until)}، انتشار ${formatInstant(publishedAt)}`,
    note,
    frozen: true,
    media: { txt: `/timetable/versions/${version}/media.txt`, xlsx: `/timetable/versions/${version}/media.xlsx` },
    days: daysOf(sessions.map((one) => published(one, staff)), today, formatDayLong),
    previous: null,
    next: null,
    corrections: corrections.length === 0 ? [] : [{ title: 'تغییر نسبت به نسخهٔ پیش', href: null, published: formatInstant(publishedAt), lines: corrections.map((change) => changeSentence(change, names)) }],
    versions: [],
    notice: noticeText({
      ...titles, version, corrections, names, note, reason: amendment?.reason ?? null,
      letterNo: amendment === undefined ? publication.letterNo : amendment.letterNo, letterDay: amendment === undefined ? publication.letterDay : amendment.letterDay,
    }),
  };
}
