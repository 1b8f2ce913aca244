import type { Knex } from 'knex';
import type { DemandRow } from '../../db/tables.ts';
import type { Demand, MonthSpan } from './demand.ts';

const demandOf = (row: DemandRow): Demand => ({
  agencyId: row.agency_id,
  year: row.year,
  month: row.month,
  clients: row.clients,
  calls: row.calls,
  openRequests: row.open_requests,
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
    save: (demand: Demand, recordedAt: string, recordedBy: string) =>
      db('demand')
        .insert({
          agency_id: demand.agencyId,
          year: demand.year,
          month: demand.month,
          clients: demand.clients,
          calls: demand.calls,
          open_requests: demand.openRequests,
          recorded_at: recordedAt,
          recorded_by: recordedBy,
        })
        .onConflict(['agency_id', 'year', 'month'])
        .merge(),
  };
}
