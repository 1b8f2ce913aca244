import type { Knex } from 'knex';
import type { Day } from '../domain/jalali.ts';
import { sessionRepository } from './repository.ts';

/** What other slices may ask of sessions and invitations. */
export function sessionLookup(db: Knex) {
  const sessions = sessionRepository(db);
  return {
    byId: (id: string) => sessions.byId(id),
    ofDraft: sessions.ofDraft,
    published: sessions.published,
    tallyBefore: (day: Day) => sessions.tallyBefore(day),
    invitationsOfDraft: sessions.invitationsOfDraft,
  };
}
