import type { Knex } from 'knex';
import type { Commitment } from '../domain/commitment.ts';
import { commitmentRepository } from './repository.ts';

/** What other slices may ask of commitments. */
export function commitmentLookup(db: Knex) {
  const commitments = commitmentRepository(db);
  return {
    byId: (id: string): Promise<Commitment | null> => commitments.byId(id),
    /** An agency's open commitments, the nearest day first. */
    openOf: (agencyId: string): Promise<Commitment[]> => commitments.openOf(agencyId),
  };
}
