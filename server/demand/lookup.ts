import type { Knex } from 'knex';
import type { JalaliMonth } from '../domain/jalali.ts';
import type { DemandRow } from '../domain/rota/entitlement.ts';
import { demandRepository } from './repository.ts';
import type { Demand } from './demand.ts';

/** One row an agency with the sums of its months, in the order in which the agencies first come. */
export function sumByAgency(rows: readonly Demand[]): DemandRow[] {
  const sums = new Map<string, { agencyId: string; clients: number; calls: number; openRequests: number }>();
  for (const { agencyId, clients, calls, openRequests } of rows) {
    const sum = sums.get(agencyId) ?? { agencyId, clients: 0, calls: 0, openRequests: 0 };
    sums.set(agencyId, {
      agencyId,
      clients: sum.clients + clients,
      calls: sum.calls + calls,
      openRequests: sum.openRequests + openRequests,
    });
  }
  return [...sums.values()];
}

/** What other slices may ask of the demand. */
export function demandLookup(db: Knex) {
  const demand = demandRepository(db);
  return {
    /** Monthly rows from one Jalali month to another, both included; months without a row had none. */
    demandBetween: (from: JalaliMonth, to: JalaliMonth): Promise<Demand[]> => demand.between({ from, to }),
    /** The same, summed to one row an agency: what `weightsOf` takes. */
    demandSums: async (from: JalaliMonth, to: JalaliMonth): Promise<DemandRow[]> => sumByAgency(await demand.between({ from, to })),
  };
}

export type DemandLookup = ReturnType<typeof demandLookup>;
