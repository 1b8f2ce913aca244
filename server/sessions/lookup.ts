import type { Knex } from 'knex';
import { sessionRepository } from './repository.ts';

/** What other slices may ask of sessions and invitations. */
export function sessionLookup(db: Knex) {
  const { byId, ofDraft, published, ofAgencies, invitationsOfDraft, invitationsOfSessions } = sessionRepository(db);
  return { byId, ofDraft, published, ofAgencies, invitationsOfDraft, invitationsOfSessions };
}

export type SessionLookup = ReturnType<typeof sessionLookup>;
