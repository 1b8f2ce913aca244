import type { Knex } from 'knex';
import type { Day } from '../domain/jalali.ts';
import { visitorLookup } from '../visitors/lookup.ts';
import { complaintRepository } from './repository.ts';

/** What the public says of managers who were not there, as counts without persons: it weighs in the draw, and never makes a step by itself. */
export function complaintLookup(db: Knex) {
  return {
    /** By agency, since the day, it included: complaints that were not withdrawn, and visitors who answered «no». Agencies without any are left out. */
    async countsSince(day: Day): Promise<ReadonlyMap<string, number>> {
      const counts = new Map(await complaintRepository(db).countsSince(day));
      for (const [agencyId, count] of await visitorLookup(db).saidNoSince(day)) counts.set(agencyId, (counts.get(agencyId) ?? 0) + count);
      return counts;
    },
  };
}
