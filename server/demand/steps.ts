import type { Tx } from '../../db/writer.ts';
import type { Demand } from './demand.ts';
import { demandRepository } from './repository.ts';

/** Joins a year's numbers to another change, for an office that is being set up; declare `demand:YEAR` for each year. */
export function addDemand(tx: Tx, rows: readonly Demand[], at: string, by: string): void {
  const demand = demandRepository(tx.db);
  tx.write(...demand.insertAll(rows, at, by));
  for (const year of new Set(rows.map((row) => row.year))) {
    tx.raise(`demand:${year}`, 'demand_laid_in', { year, rows: rows.filter((row) => row.year === year).length });
  }
}
