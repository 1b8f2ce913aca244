import type { Knex } from 'knex';
import { inParts } from '../../db/parts.ts';
import type { DemandRow } from '../../db/tables.ts';
import type { JalaliMonth } from '../domain/jalali.ts';
import type { Demand, MonthSpan } from './demand.ts';

const demandOf = (row: DemandRow): Demand => ({
  agencyId: row.agency_id,
  year: row.year,
  month: row.month,
  clients: row.clients,
  calls: row.calls,
  openRequests: row.open_requests,
});

const rowOf = (demand: Demand, recordedAt: string, recordedBy: string): DemandRow => ({
  agency_id: demand.agencyId,
  year: demand.year,
  month: demand.month,
  clients: demand.clients,
  calls: demand.calls,
  open_requests: demand.openRequests,
  recorded_at: recordedAt,
  recorded_by: recordedBy,
});

/** Monthly demand over one handle: at most one row an agency and month. */
export function demandRepository(db: Knex) {
  return {
    /** Rows of the months from first to last, both included, in the order of agency, year, month. */
    async between({ from, to }: MonthSpan): Promise<Demand[]> {
      const rows = await db('demand')
        .select()
        .whereRaw('year * 12 + month >= ?', [from.year * 12 + from.month])
        .whereRaw('year * 12 + month <= ?', [to.year * 12 + to.month])
        .orderBy(['agency_id', 'year', 'month']);
      return rows.map(demandOf);
    },
    /** The first and the last month for which anything is written; null where nothing is. */
    async writtenSpan(): Promise<MonthSpan | null> {
      const at = async (order: 'asc' | 'desc'): Promise<JalaliMonth | undefined> =>
        db('demand').whereRaw('clients + calls + open_requests > 0').orderBy([{ column: 'year', order }, { column: 'month', order }, 'agency_id']).first('year', 'month');
      const [from, to] = [await at('asc'), await at('desc')];
      return from === undefined || to === undefined ? null : { from: { year: from.year, month: from.month }, to: { year: to.year, month: to.month } };
    },
    save: (demand: Demand, recordedAt: string, recordedBy: string) =>
      db('demand').insert(rowOf(demand, recordedAt, recordedBy)).onConflict(['agency_id', 'year', 'month']).merge(),
    /** Several rows that are not there yet, some a statement. */
    insertAll: (rows: readonly Demand[], recordedAt: string, recordedBy: string) =>
      inParts(rows).map((part) => db('demand').insert(part.map((row) => rowOf(row, recordedAt, recordedBy)))),
    /** Several rows over what stands, some a statement; no two of one agency and month. */
    saveAll: (rows: readonly Demand[], recordedAt: string, recordedBy: string) =>
      inParts(rows).map((part) => db('demand').insert(part.map((row) => rowOf(row, recordedAt, recordedBy))).onConflict(['agency_id', 'year', 'month']).merge()),
  };
}
