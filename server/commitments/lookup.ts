import type { Knex } from 'knex';
import type { Commitment } from '../domain/commitment.ts';
import { commitmentRepository } from './repository.ts';

/** What other slices may ask of commitments. */
export function commitmentLookup(db: Knex) {
  const commitments = commitmentRepository(db);
  return {
    byId: (id: string): Promise<Commitment | null> => commitments.byId(id),
    /** An agency's open commitments, the nearest day first, so many at most. */
    openOf: (agencyId: string, most: number): Promise<Commitment[]> => commitments.openWithin([agencyId], 0, most),
    /** Those of these that are open and of the agency, the nearest day first. */
    openAmong: (agencyId: string, ids: readonly string[]): Promise<Commitment[]> => commitments.openAmong(agencyId, ids),
    /** How many commitments of an agency are open. */
    openCountOf: (agencyId: string): Promise<number> => commitments.openCount([agencyId]),
  };
}
