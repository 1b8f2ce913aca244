import type { Tx } from '../../db/writer.ts';
import { Refusal } from '../domain/refusal.ts';
import { MEASURES, type CellChange, type Demand } from './demand.ts';
import { demandRepository } from './repository.ts';

/** Joins a year's numbers to another change, for an office that is being set up; declare `demand:YEAR` for each year. */
export function addDemand(tx: Tx, rows: readonly Demand[], at: string, by: string): void {
  const demand = demandRepository(tx.db);
  tx.write(...demand.insertAll(rows, at, by));
  for (const year of new Set(rows.map((row) => row.year))) {
    tx.raise(`demand:${year}`, 'demand_laid_in', { year, rows: rows.filter((row) => row.year === year).length });
  }
}

/** A month of an agency as it stood (null: nothing was written) and as it is to stand. */
export interface DemandChange {
  readonly before: Demand | null;
  readonly after: Demand;
}

/** Writes the months of a list over what stands; declare `demand:YEAR` for each year. Refuses `changed_meanwhile` where a month does not stand as it did. */
export async function putDemand(tx: Tx, changes: readonly DemandChange[], at: string, by: string): Promise<void> {
  const demand = demandRepository(tx.db);
  for (const year of new Set(changes.map(({ after }) => after.year))) {
    const standing = new Map((await demand.between({ from: { year, month: 1 }, to: { year, month: 12 } })).map((row) => [`${row.agencyId} ${row.month}`, row]));
    const own = changes.filter(({ after }) => after.year === year);
    for (const { before, after } of own) {
      const now = standing.get(`${after.agencyId} ${after.month}`) ?? null;
      if (MEASURES.some((measure) => (now?.[measure] ?? 0) !== (before?.[measure] ?? 0))) throw new Refusal('changed_meanwhile');
    }
    tx.write(...demand.saveAll(own.map(({ after }) => after), at, by));
    for (const measure of MEASURES) {
      const cells = own.map(({ before, after }): CellChange => ({ agencyId: after.agencyId, month: after.month, before: before?.[measure] ?? 0, after: after[measure] }));
      const changed = cells.filter((cell) => cell.before !== cell.after);
      if (changed.length > 0) tx.raise(`demand:${year}`, 'demand_changed', { year, measure, changes: changed });
    }
  }
}
