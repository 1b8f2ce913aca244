import { formatClockRange, type Clock } from '../domain/calendar.ts';
import { formatDayShort, weekday, WEEKDAYS, type Day } from '../domain/jalali.ts';
import type { TimetableChange, TimetablePlace } from '../domain/rota/difference.ts';
import { correctionsIn, type Publication, type PublishedSession } from './publication.ts';

/** What became of a line that an earlier version had promised. */
export interface ChangedLine {
  readonly place: TimetablePlace;
  readonly agency: string;
  /** «لغو شد», «به سه‌شنبه ۱۷ آذر، ۹ تا ۱۱ منتقل شد» */
  readonly words: string;
}

/** What the newest versions altered of a timetable, said at the lines themselves. */
export interface TimetableChanges {
  /** What is said of a line that stands: where it came from, or that it is new; null where nothing was altered. */
  readonly markOf: (session: PublishedSession) => string | null;
  /** The promises that stand no longer. */
  readonly gone: readonly ChangedLine[];
}

const keyOf = (agencyId: string, { day, from }: { readonly day: Day; readonly from: Clock }): string => `${agencyId} ${day} ${from}`;

const moment = ({ day, from, to }: TimetablePlace): string => `${WEEKDAYS[weekday(day)]} ${formatDayShort(day)}، ${formatClockRange(from, to)}`;

const placeBefore = (change: TimetableChange): TimetablePlace | null => (change.kind === 'moved' ? change.before : change.kind === 'removed' ? change.place : null);
const placeAfter = (change: TimetableChange): TimetablePlace | null => (change.kind === 'moved' ? change.after : change.kind === 'added' ? change.place : null);
const agencyOf = (change: TimetableChange): string | null => (change.kind === 'replaced' ? null : change.agencyId);

/** Reads the corrections of all versions, the newest first, against what stands now. */
export function timetableChanges(sessions: readonly PublishedSession[], publications: readonly Publication[]): TimetableChanges {
  const standing = new Set(sessions.map((one) => keyOf(one.agencyId, one)));
  const marks = new Map<string, string>();
  const gone = new Map<string, ChangedLine>();
  for (const publication of [...publications].sort((a, b) => b.version - a.version)) {
    for (const change of correctionsIn(publication, publications)) {
      const [agencyId, before, after] = [agencyOf(change), placeBefore(change), placeAfter(change)];
      if (agencyId === null) continue;
      if (after !== null && !marks.has(keyOf(agencyId, after))) marks.set(keyOf(agencyId, after), before === null ? 'تازه افزوده شد' : `به جای ${moment(before)}`);
      if (before === null || standing.has(keyOf(agencyId, before)) || gone.has(keyOf(agencyId, before))) continue;
      gone.set(keyOf(agencyId, before), { place: before, agency: publication.names[agencyId] ?? 'دستگاه', words: after === null ? 'لغو شد' : `به ${moment(after)} منتقل شد` });
    }
  }
  return { markOf: (session) => marks.get(keyOf(session.agencyId, session)) ?? null, gone: [...gone.values()] };
}
