import type { Knex } from 'knex';
import type { ClosureRow, HolidayRow } from '../../db/tables.ts';
import type { Day } from '../domain/jalali.ts';
import type { Closure, ClosureScope, Holiday } from '../domain/working-time.ts';

/** A holiday as recorded; `removedAt` where a person took it back. */
export interface RecordedHoliday extends Holiday {
  readonly id: string;
  readonly removedAt: string | null;
}

/** A closure as recorded: when its order was issued, who wrote it down and when, and whether it was withdrawn. */
export interface RecordedClosure extends Closure {
  readonly issuedAt: Day | null;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly withdrawnAt: string | null;
}

const holidayOf = (row: HolidayRow): RecordedHoliday => ({
  id: row.id,
  day: row.day as Day,
  title: row.title,
  kind: row.kind as Holiday['kind'],
  status: row.status as Holiday['status'],
  altDay: row.alt_day as Day | null,
  hijri: row.hijri,
  removedAt: row.removed_at,
});

const holidayRow = (holiday: RecordedHoliday): HolidayRow => ({
  id: holiday.id,
  day: holiday.day,
  title: holiday.title,
  kind: holiday.kind,
  status: holiday.status,
  alt_day: holiday.altDay,
  hijri: holiday.hijri,
  removed_at: holiday.removedAt,
});

const scopeOf = (row: ClosureRow): ClosureScope => {
  if (row.scope_kind === 'county' && row.county_id !== null) return { kind: 'county', countyId: row.county_id };
  if (row.scope_kind === 'agency' && row.agency_id !== null) return { kind: 'agency', agencyId: row.agency_id };
  return { kind: row.scope_kind === 'national' ? 'national' : 'province' };
};

const closureOf = (row: ClosureRow): RecordedClosure => ({
  id: row.id,
  from: row.from_day as Day,
  to: row.to_day as Day,
  scope: scopeOf(row),
  kind: row.kind as Closure['kind'],
  openFrom: row.open_from as Closure['openFrom'],
  closeAt: row.close_at as Closure['closeAt'],
  reason: row.reason,
  orderNo: row.order_no,
  issuedAt: row.issued_at as Day | null,
  recordedAt: row.recorded_at,
  recordedBy: row.recorded_by,
  withdrawnAt: row.withdrawn_at,
});

const closureRow = (closure: RecordedClosure): ClosureRow => ({
  id: closure.id,
  from_day: closure.from,
  to_day: closure.to,
  scope_kind: closure.scope.kind,
  county_id: closure.scope.kind === 'county' ? closure.scope.countyId : null,
  agency_id: closure.scope.kind === 'agency' ? closure.scope.agencyId : null,
  kind: closure.kind,
  open_from: closure.openFrom,
  close_at: closure.closeAt,
  reason: closure.reason,
  order_no: closure.orderNo,
  issued_at: closure.issuedAt,
  recorded_at: closure.recordedAt,
  recorded_by: closure.recordedBy,
  withdrawn_at: closure.withdrawnAt,
});

/** Holidays and closures over one handle; what was taken back stays in its table. */
export function calendarRepository(db: Knex) {
  return {
    async holidaysBetween(from: Day, to: Day): Promise<RecordedHoliday[]> {
      const rows = await db('holidays').select().where('day', '>=', from).where('day', '<=', to).whereNull('removed_at').orderBy(['day', 'id']);
      return rows.map(holidayOf);
    },
    /** Closures still in force that touch a day of the span. */
    async closuresBetween(from: Day, to: Day): Promise<RecordedClosure[]> {
      const rows = await db('closures').select().where('from_day', '<=', to).where('to_day', '>=', from).whereNull('withdrawn_at').orderBy(['from_day', 'id']);
      return rows.map(closureOf);
    },
    async holiday(id: string): Promise<RecordedHoliday | null> {
      const row = await db('holidays').select().where({ id }).first();
      return row === undefined ? null : holidayOf(row);
    },
    /** The row of that day and title, taken back or not: the pair is unique. */
    async sameHoliday(day: Day, title: string): Promise<RecordedHoliday | null> {
      const row = await db('holidays').select().where({ day, title }).first();
      return row === undefined ? null : holidayOf(row);
    },
    async closure(id: string): Promise<RecordedClosure | null> {
      const row = await db('closures').select().where({ id }).first();
      return row === undefined ? null : closureOf(row);
    },
    async placeExists(scope: ClosureScope): Promise<boolean> {
      if (scope.kind === 'county') return (await db('counties').select('id').where({ id: scope.countyId }).first()) !== undefined;
      if (scope.kind === 'agency') return (await db('agencies').select('id').where({ id: scope.agencyId }).first()) !== undefined;
      return true;
    },
    insertHoliday: (holiday: RecordedHoliday) => db('holidays').insert(holidayRow(holiday)),
    updateHoliday: (holiday: RecordedHoliday) => db('holidays').where({ id: holiday.id }).update(holidayRow(holiday)),
    insertClosure: (closure: RecordedClosure) => db('closures').insert(closureRow(closure)),
    updateClosure: (closure: RecordedClosure) => db('closures').where({ id: closure.id }).whereNull('withdrawn_at').update(closureRow(closure)),
    withdrawClosure: (id: string, at: string) => db('closures').where({ id }).whereNull('withdrawn_at').update({ withdrawn_at: at }),
  };
}
