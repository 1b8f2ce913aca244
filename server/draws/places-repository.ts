import type { Knex } from 'knex';
import type { InspectionPlaceRow } from '../../db/tables.ts';

/** Where offices are, one row for each of which something was written. */
export function placeRepository(db: Knex) {
  return {
    async byAgency(agencyId: string): Promise<InspectionPlaceRow | null> {
      return (await db('inspection_places').where({ agency_id: agencyId }).first()) ?? null;
    },
    all: (): Promise<InspectionPlaceRow[]> => db('inspection_places').orderBy('agency_id').select(),
    /** Writes a row in the place of the one that was read, whose `rev` was 0 where there was none; touches no row where it has changed since. */
    put: (row: InspectionPlaceRow, before: { readonly rev: number }) =>
      before.rev === 0 ? db('inspection_places').insert(row) : db('inspection_places').where({ agency_id: row.agency_id, rev: before.rev }).update(row),
  };
}
