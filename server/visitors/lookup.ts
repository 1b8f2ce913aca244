import type { Knex } from 'knex';
import type { Day } from '../domain/jalali.ts';
import { visitorRepository } from './repository.ts';

/** What other slices may ask of visitors: counts alone. */
export function visitorLookup(db: Knex) {
  const visitors = visitorRepository(db);
  return {
    /** How many visitors of each agency said since the day, it included, that the manager was not there. */
    saidNoSince: (day: Day): Promise<ReadonlyMap<string, number>> => visitors.saidNoSince(day),
    /** How many came to the agency on the day. */
    countOn: async (agencyId: string, day: Day): Promise<number> => (await visitors.timesOn(agencyId, day)).length,
  };
}
