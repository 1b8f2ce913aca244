import type { Knex } from 'knex';
import type { HourExceptionRow, HourRow } from '../../db/tables.ts';
import { inParts } from '../../db/parts.ts';
import type { Clock, Instant } from '../domain/calendar.ts';
import type { ExceptionKind, ExceptionScope, HourException, HourPlace, PlannedHour } from '../domain/hour-occurrences.ts';
import type { Day, Weekday } from '../domain/jalali.ts';
import type { HourState } from '../domain/manager-hour.ts';

/** An exception as recorded: who wrote it down and when, and whether it was withdrawn. */
export interface RecordedException extends HourException {
  readonly recordedBy: string;
  readonly withdrawnAt: string | null;
}

/** One occurrence of an agency's hour, with its id. */
export interface AgencyHour extends PlannedHour, HourPlace {
  readonly id: string;
  /** Who receives in the head's place, and why, where somebody is named. */
  readonly substituteId: string | null;
  readonly substituteWhy: string | null;
}

/** How many hours of one county are laid out for a day in one state. */
export interface LaidCount {
  readonly day: Day;
  readonly countyId: string | null;
  readonly state: HourState;
  readonly count: number;
}

const scopeOf = (row: HourExceptionRow): ExceptionScope => {
  if (row.county_id !== null) return { kind: 'county', countyId: row.county_id };
  return row.agency_id === null ? { kind: 'province' } : { kind: 'agency', agencyId: row.agency_id };
};

const toException = (row: HourExceptionRow): RecordedException => ({
  id: row.id,
  scope: scopeOf(row),
  from: row.from_day as Day,
  to: row.to_day as Day | null,
  kind: row.kind as ExceptionKind,
  weekday: row.weekday as Weekday | null,
  movedTo: row.moved_to as Day | null,
  hours: row.from_clock === null || row.to_clock === null ? null : { from: row.from_clock as Clock, to: row.to_clock as Clock },
  reason: row.reason,
  letterNo: row.letter_no,
  recordedAt: row.recorded_at,
  recordedBy: row.recorded_by,
  withdrawnAt: row.withdrawn_at,
});

const toRow = ({ scope, ...one }: RecordedException): HourExceptionRow => ({
  id: one.id,
  scope_kind: scope.kind,
  county_id: scope.kind === 'county' ? scope.countyId : null,
  agency_id: scope.kind === 'agency' ? scope.agencyId : null,
  from_day: one.from,
  to_day: one.to,
  kind: one.kind,
  weekday: one.weekday,
  moved_to: one.movedTo,
  from_clock: one.hours?.from ?? null,
  to_clock: one.hours?.to ?? null,
  reason: one.reason,
  letter_no: one.letterNo,
  recorded_at: one.recordedAt,
  recorded_by: one.recordedBy,
  withdrawn_at: one.withdrawnAt,
});

/** What a row of `hours` says of when the hour is and who receives in it. */
export const occurrenceIn = (row: HourRow): AgencyHour => ({
  id: row.id,
  agencyId: row.agency_id,
  countyId: row.county_id,
  plannedDay: row.planned_day as Day,
  day: row.day as Day,
  from: row.from_clock as Clock,
  to: row.to_clock as Clock,
  startsAt: row.starts_at as Instant,
  endsAt: row.ends_at as Instant,
  state: row.state as HourState,
  title: row.title,
  substituteId: row.substitute_id,
  substituteWhy: row.substitute_why,
});

/** Exceptions from the weekly hour, and what is laid out of it, as those see it who only ask when it is. */
export function occurrenceRepository(db: Knex) {
  return {
    /** The standing exceptions that say something of a day from the first to the last, both included. */
    async standing(from: Day, to: Day): Promise<RecordedException[]> {
      const rows = await db('hour_exceptions').whereNull('withdrawn_at').where('from_day', '<=', to)
        .where((open) => void open.whereNull('to_day').orWhere('to_day', '>=', from)).orderBy(['from_day', 'id']);
      return rows.map(toException);
    },
    async exception(id: string): Promise<RecordedException | null> {
      const row = await db('hour_exceptions').where({ id }).first();
      return row === undefined ? null : toException(row);
    },
    insert: (exception: RecordedException) => db('hour_exceptions').insert(toRow(exception)),
    withdraw: (id: string, at: string) => db('hour_exceptions').where({ id }).whereNull('withdrawn_at').update({ withdrawn_at: at }),
    async laid(id: string): Promise<AgencyHour | null> {
      const row = await db('hours').where({ id }).first();
      return row === undefined ? null : occurrenceIn(row);
    },
    async laidAmong(ids: readonly string[]): Promise<AgencyHour[]> {
      const found: HourRow[] = [];
      for (const part of inParts(ids)) found.push(...(await db('hours').whereIn('id', part).orderBy('id')));
      return found.map(occurrenceIn);
    },
    async laidOn(day: Day): Promise<AgencyHour[]> {
      return (await db('hours').where({ day }).orderBy('id')).map(occurrenceIn);
    },
    /** Hours that are held or cancelled on a day, or were planned for it. */
    async laidAbout(day: Day): Promise<AgencyHour[]> {
      return (await db('hours').where({ day }).orWhere({ planned_day: day }).orderBy(['starts_at', 'id'])).map(occurrenceIn);
    },
    /** What is laid out from the first day to the last, both included. */
    async laidCounts(from: Day, to: Day): Promise<LaidCount[]> {
      const query = db('hours').where('day', '>=', from).where('day', '<=', to).groupBy('day', 'county_id', 'state');
      const rows: readonly Readonly<Record<string, unknown>>[] = await query.select('day', 'county_id', 'state').count({ count: 'id' }).orderBy(['day', 'county_id', 'state']);
      return rows.map((row) => ({ day: String(row['day']) as Day, countyId: row['county_id'] as string | null, state: row['state'] as HourState, count: Number(row['count']) }));
    },
    /** An agency's laid hours that are held between two days, both included, or were planned there. */
    async laidOf(agencyId: string, from: Day, to: Day): Promise<AgencyHour[]> {
      const rows = await db('hours').where({ agency_id: agencyId })
        .where((either) => void either.where((held) => void held.where('day', '>=', from).where('day', '<=', to)).orWhere((planned) => void planned.where('planned_day', '>=', from).where('planned_day', '<=', to)))
        .orderBy(['day', 'id']);
      return rows.map(occurrenceIn);
    },
  };
}
