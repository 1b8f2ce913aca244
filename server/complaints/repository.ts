import type { Knex } from 'knex';
import type { AbsenceComplaintRow } from '../../db/tables.ts';
import type { Instant } from '../domain/calendar.ts';
import type { AbsenceComplaint, ComplaintChannel } from '../domain/complaint.ts';
import type { Day } from '../domain/jalali.ts';

const toComplaint = (row: AbsenceComplaintRow): AbsenceComplaint => ({
  id: row.id,
  agencyId: row.agency_id,
  hourId: row.hour_id,
  day: row.day as Day,
  callId: row.call_id,
  channel: row.channel as ComplaintChannel,
  note: row.note,
  recordedAt: row.recorded_at as Instant,
  recordedBy: row.recorded_by,
  withdrawnAt: row.withdrawn_at as Instant | null,
  withdrawnBy: row.withdrawn_by,
  withdrawnWhy: row.withdrawn_why,
  rev: row.rev,
});

const rowOf = (one: AbsenceComplaint): AbsenceComplaintRow => ({
  id: one.id,
  agency_id: one.agencyId,
  hour_id: one.hourId,
  day: one.day,
  call_id: one.callId,
  channel: one.channel,
  note: one.note,
  recorded_at: one.recordedAt,
  recorded_by: one.recordedBy,
  withdrawn_at: one.withdrawnAt,
  withdrawn_by: one.withdrawnBy,
  withdrawn_why: one.withdrawnWhy,
  rev: one.rev,
});

interface Counted {
  readonly agency_id: string;
  readonly count: number | string;
}

/** Complaints of absence over one handle; writes are unsent builders for the change to queue. */
export function complaintRepository(db: Knex) {
  return {
    async byId(id: string): Promise<AbsenceComplaint | null> {
      const row = await db('absence_complaints').where({ id }).first();
      return row === undefined ? null : toComplaint(row);
    },
    /** Of one call about one day, withdrawn or not: a call says it once. */
    async ofCall(callId: string, day: Day): Promise<AbsenceComplaint | null> {
      const row = await db('absence_complaints').where({ call_id: callId, day }).first();
      return row === undefined ? null : toComplaint(row);
    },
    /** Of the days since one, it included, the latest first, so many at most. */
    async since(day: Day, most: number): Promise<AbsenceComplaint[]> {
      return (await db('absence_complaints').where('day', '>=', day).orderBy([{ column: 'day', order: 'desc' }, { column: 'recorded_at', order: 'desc' }, { column: 'id' }]).limit(most)).map(toComplaint);
    },
    /** How many stand against each agency since the day, it included; withdrawn ones count nowhere. */
    async countsSince(day: Day): Promise<ReadonlyMap<string, number>> {
      const rows = await db('absence_complaints').whereNull('withdrawn_at').where('day', '>=', day).groupBy('agency_id').orderBy('agency_id').select('agency_id').count<readonly Counted[]>({ count: 'id' });
      return new Map(rows.map((row) => [row.agency_id, Number(row.count)]));
    },
    insert: (one: AbsenceComplaint) => db('absence_complaints').insert(rowOf(one)),
    /** Writes one over the state before it: an older view touches no row. */
    update: (before: Pick<AbsenceComplaint, 'id' | 'rev'>, after: AbsenceComplaint) => db('absence_complaints').where({ id: before.id, rev: before.rev }).update({ ...rowOf(after), rev: before.rev + 1 }),
  };
}
