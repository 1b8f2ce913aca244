import type { Knex } from 'knex';
import type { JalaliMonth } from '../domain/jalali.ts';
import type { DemandRow } from '../domain/rota/entitlement.ts';
import { demandRepository } from './repository.ts';
import { countedBetween } from './counted.ts';
import { sumByAgency, withCounted, type Demand } from './demand.ts';

/** What other slices may ask of the demand. */
export function demandLookup(db: Knex) {
  const demand = demandRepository(db);
  const between = async (from: JalaliMonth, to: JalaliMonth): Promise<Demand[]> => withCounted(await demand.between({ from, to }), await countedBetween(db, { from, to }));
  return {
    /** Monthly rows from one Jalali month to another, both included; calls that nobody wrote down are those counted here. */
    demandBetween: between,
    /** The same, summed to one row an agency: what `weightsOf` takes. */
    demandSums: async (from: JalaliMonth, to: JalaliMonth): Promise<DemandRow[]> => sumByAgency(await between(from, to)),
    /** What somebody wrote from one Jalali month to another, both included, and nothing that was only counted. */
    writtenBetween: (from: JalaliMonth, to: JalaliMonth): Promise<Demand[]> => demand.between({ from, to }),
    /** The first and the last month for which anything is written; null where nothing is. */
    writtenSpan: () => demand.writtenSpan(),
  };
}
