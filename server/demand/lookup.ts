import type { Knex } from 'knex';
import type { JalaliMonth } from '../domain/jalali.ts';
import type { DemandRow } from '../domain/rota/entitlement.ts';
import { demandRepository } from './repository.ts';
import { sumByAgency, type Demand } from './demand.ts';

/** What other slices may ask of the demand. */
export function demandLookup(db: Knex) {
  const demand = demandRepository(db);
  return {
    /** Monthly rows from one Jalali month to another, both included; months without a row had none. */
    demandBetween: (from: JalaliMonth, to: JalaliMonth): Promise<Demand[]> => demand.between({ from, to }),
    /** The same, summed to one row an agency: what `weightsOf` takes. */
    demandSums: async (from: JalaliMonth, to: JalaliMonth): Promise<DemandRow[]> => sumByAgency(await demand.between({ from, to })),
    /** The first and the last month for which anything is written; null where nothing is. */
    writtenSpan: () => demand.writtenSpan(),
  };
}
