import type { Knex } from 'knex';
import type { HourRow } from '../../db/tables.ts';
import { inParts } from '../../db/parts.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import type { AbsenceDecision, Excuse, ManagerHour, Presence, VisitAnswer } from '../domain/manager-hour.ts';
import { occurrenceIn } from '../occurrences/lookup.ts';

const toHour = (row: HourRow): ManagerHour => ({
  ...occurrenceIn(row),
  personId: row.person_id,
  presence: row.presence as Presence,
  declaredAt: row.declared_at as Instant | null,
  declaredBy: row.declared_by,
  seenAt: row.seen_at as Instant | null,
  seenReportId: row.seen_report_id,
  answer: row.answer as VisitAnswer | null,
  excuse: row.excuse as Excuse | null,
  excusedAt: row.excused_at as Instant | null,
  excusedBy: row.excused_by,
  excuseNote: row.excuse_note,
  explanation: row.explanation,
  explainedAt: row.explained_at as Instant | null,
  explainedBy: row.explained_by,
  decision: row.decision as AbsenceDecision | null,
  decidedAt: row.decided_at as Instant | null,
  decidedBy: row.decided_by,
  decisionReason: row.decision_reason,
  rev: row.rev,
});

const toRow = (hour: ManagerHour): HourRow => ({
  id: hour.id,
  agency_id: hour.agencyId,
  county_id: hour.countyId,
  planned_day: hour.plannedDay,
  day: hour.day,
  from_clock: hour.from,
  to_clock: hour.to,
  starts_at: hour.startsAt,
  ends_at: hour.endsAt,
  state: hour.state,
  title: hour.title,
  person_id: hour.personId,
  presence: hour.presence,
  declared_at: hour.declaredAt,
  declared_by: hour.declaredBy,
  seen_at: hour.seenAt,
  seen_report_id: hour.seenReportId,
  answer: hour.answer,
  excuse: hour.excuse,
  excused_at: hour.excusedAt,
  excused_by: hour.excusedBy,
  excuse_note: hour.excuseNote,
  explanation: hour.explanation,
  explained_at: hour.explainedAt,
  explained_by: hour.explainedBy,
  decision: hour.decision,
  decided_at: hour.decidedAt,
  decided_by: hour.decidedBy,
  decision_reason: hour.decisionReason,
  substitute_id: hour.substituteId,
  substitute_why: hour.substituteWhy,
  rev: hour.rev,
});

/** The rows of managers' hours. */
export function hourRepository(db: Knex) {
  const inOrder = (query: Knex.QueryBuilder): Promise<HourRow[]> => query.orderBy([{ column: 'day' }, { column: 'agency_id' }, { column: 'id' }]);
  return {
    async byId(id: string): Promise<ManagerHour | null> {
      const row = await db('hours').where({ id }).first();
      return row === undefined ? null : toHour(row);
    },
    async byIds(ids: readonly string[]): Promise<ManagerHour[]> {
      const found: HourRow[] = [];
      for (const part of inParts(ids)) found.push(...(await db('hours').whereIn('id', part).orderBy('id')));
      return found.map(toHour);
    },
    onDay: async (day: Day): Promise<ManagerHour[]> => (await inOrder(db('hours').where({ day }))).map(toHour),
    /** The hours of a day in one county; null is the province's own bodies. */
    inCounty: async (day: Day, countyId: string | null): Promise<ManagerHour[]> =>
      (await inOrder(countyId === null ? db('hours').where({ day }).whereNull('county_id') : db('hours').where({ day, county_id: countyId }))).map(toHour),
    /** From the first day to the last, both included. */
    between: async (from: Day, to: Day): Promise<ManagerHour[]> => (await inOrder(db('hours').where('day', '>=', from).where('day', '<=', to))).map(toHour),
    /** Those since a day in which an inspector stood at the office, or of which it was decided, the oldest first. */
    knownSince: async (day: Day): Promise<ManagerHour[]> => (await inOrder(db('hours').where('day', '>=', day).whereIn('presence', ['verified', 'late', 'substitute', 'not_found', 'absent']))).map(toHour),
    /** Those planned between two days, both included, wherever they are held. */
    plannedBetween: async (from: Day, to: Day): Promise<ManagerHour[]> => (await inOrder(db('hours').where('planned_day', '>=', from).where('planned_day', '<=', to))).map(toHour),
    /** The hours of some agencies (null for all) planned from the first day to the last, both included, and not held before `today`. */
    async toAgree(agencyIds: readonly string[] | null, from: Day, to: Day, today: Day): Promise<ManagerHour[]> {
      const found: HourRow[] = [];
      const query = () => db('hours').where('planned_day', '>=', from).where('planned_day', '<=', to).where('day', '>=', today);
      if (agencyIds === null) found.push(...(await inOrder(query())));
      else for (const part of inParts(agencyIds)) found.push(...(await inOrder(query().whereIn('agency_id', part))));
      return found.map(toHour);
    },
    ofAgency: async (agencyId: string, from: Day, to: Day): Promise<ManagerHour[]> => (await inOrder(db('hours').where({ agency_id: agencyId }).where('day', '>=', from).where('day', '<=', to))).map(toHour),
    /** Those in which a manager was not found and nobody has decided, the oldest first. */
    undecided: async (): Promise<ManagerHour[]> => (await inOrder(db('hours').where({ presence: 'not_found' }))).map(toHour),
    /** The days on which hours are held, the newest first. */
    async daysBefore(day: Day, most: number): Promise<Day[]> {
      const days: Day[] = [];
      // A step down the index for each day: the rows of one are thousands.
      for (let before = day; days.length < most; ) {
        const row = await db('hours').where('day', '<', before).whereNot({ state: 'cancelled' }).orderBy([{ column: 'day', order: 'desc' }, { column: 'county_id', order: 'desc' }]).first('day');
        if (row === undefined) break;
        before = row.day as Day;
        days.push(before);
      }
      return days;
    },
    /** The days from a day on, it included, on which hours are held, the nearest first. */
    async daysFrom(day: Day, most: number): Promise<Day[]> {
      const rows = await db('hours').distinct('day').where('day', '>=', day).whereNot({ state: 'cancelled' }).orderBy('day').limit(most);
      return rows.map((row) => row.day as Day);
    },
    insert: (hour: ManagerHour) => db('hours').insert(toRow(hour)),
    /** Many rows in few statements: some two dozen at once, since each has some thirty values. */
    insertAll: (all: readonly ManagerHour[]): Knex.QueryBuilder[] =>
      Array.from({ length: Math.ceil(all.length / 25) }, (_, part) => db('hours').insert(all.slice(part * 25, (part + 1) * 25).map(toRow))),
    /** Writes an hour over the one that was read; touches no row where it has changed since. */
    put: (before: Pick<ManagerHour, 'id' | 'rev'>, after: ManagerHour) => db('hours').where({ id: before.id, rev: before.rev }).update({ ...toRow(after), rev: before.rev + 1 }),
  };
}
