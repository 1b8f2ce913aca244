import type { Knex } from 'knex';
import type { Day } from '../domain/jalali.ts';
import type { CalendarChange } from './change.ts';
import type { RecordedClosure, RecordedHoliday } from './repository.ts';
import { CALENDAR_STREAM } from './steps.ts';

type Recorded = RecordedClosure | RecordedHoliday;

/** One thing that happened to a holiday or a closure, as the record keeps it; events of long ago have no order number. */
export interface CalendarEvent {
  readonly at: string;
  readonly actor: string | null;
  readonly kind: CalendarChange['kind'] | 'reference_holidays_added';
  readonly before: Recorded | null;
  /** Null of the official list, which came in as a whole. */
  readonly after: Recorded | null;
  readonly reason: string | null;
  readonly orderNo: string | null;
}

// A year has some thirty changes beside the official list: what is older than these was looked up in its own time.
const MOST = 2_000;

interface Data {
  readonly before?: Recorded | null;
  readonly after?: Recorded;
  readonly reason?: string;
  readonly orderNo?: string | null;
  readonly days?: readonly Day[];
}

const rowsOf = async (db: Knex, like: string | null): Promise<(CalendarEvent & { readonly days: readonly Day[] })[]> => {
  const query = db('events').where({ stream: CALENDAR_STREAM }).orderBy('seq', 'desc').limit(MOST);
  const rows = await (like === null ? query : query.where('data', 'like', like)).select('at', 'actor', 'kind', 'data');
  return rows.map(({ at, actor, kind, data }) => {
    const { before = null, after = null, reason = null, orderNo = null, days = [] } = JSON.parse(data) as Data;
    return { at, actor, kind: kind as CalendarEvent['kind'], before, after, reason, orderNo, days };
  });
};

const touches = (one: Recorded | null, day: Day): boolean => {
  if (one === null) return false;
  return 'from' in one ? one.from <= day && day <= one.to : one.day === day || one.altDay === day;
};

/** What happened to one holiday or closure, the newest first. */
export const historyOf = async (db: Knex, id: string): Promise<CalendarEvent[]> =>
  (await rowsOf(db, `%"${id}"%`)).filter(({ after }) => after?.id === id);

/** What happened to the holidays and closures that touched a day, before or after the change, the newest first. */
export const dayHistory = async (db: Knex, day: Day): Promise<CalendarEvent[]> =>
  (await rowsOf(db, null)).filter(({ before, after, days }) => touches(before, day) || touches(after, day) || days.includes(day));
