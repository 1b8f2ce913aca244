/**
 * What is worth reading of the record as a history of changes: not the life of calls, sessions and requests, which are
 * millions, nor the coming and going of people. Frozen as the two indexes have it.
 */
const GOVERNED = `stream not like 'call:%' and stream not like 'session:%' and stream not like 'notes:%' and stream not like 'request:%'
  and stream not like 'inbox:%' and stream not like 'commitments:%' and stream not like 'user:seat-%' and stream not like 'user:wall-%'
  and stream not like 'draft:%:%' and stream not in ('centre', 'drafts') and kind not in ('login_started', 'login_ended')`;

/** The record in order of time, all of it and what one person did, without what is counted in millions. */
export const auditIndexes: Readonly<Record<string, string>> = {
  events_governed: `create index events_governed on events (at, stream, seq) where ${GOVERNED}`,
  events_governed_by_actor: `create index events_governed_by_actor on events (actor, at, stream, seq) where ${GOVERNED}`,
};
