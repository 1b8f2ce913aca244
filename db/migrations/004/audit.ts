const WITHOUT_HOURS = `stream not like 'call:%' and stream not like 'session:%' and stream not like 'notes:%' and stream not like 'request:%'
  and stream not like 'inbox:%' and stream not like 'commitments:%' and stream not like 'user:seat-%' and stream not like 'user:wall-%'
  and stream not like 'draft:%:%' and stream not in ('centre', 'drafts') and kind not in ('login_started', 'login_ended')`;

/** As before, and without the life of managers' hours, visits and visitors, which are some hundred thousand a year too. */
const GOVERNED = `stream not like 'call:%' and stream not like 'session:%' and stream not like 'notes:%' and stream not like 'request:%'
  and stream not like 'inbox:%' and stream not like 'commitments:%' and stream not like 'user:seat-%' and stream not like 'user:wall-%'
  and stream not like 'draft:%:%' and stream not like 'hour:%' and stream not like 'presence:%' and stream not like 'visit:%' and stream not like 'visitors:%'
  and stream not in ('centre', 'drafts') and kind not in ('login_started', 'login_ended')`;

const indexes = (where: string): Readonly<Record<string, string>> => ({
  events_governed: `create index events_governed on events (at, stream, seq) where ${where}`,
  events_governed_by_actor: `create index events_governed_by_actor on events (actor, at, stream, seq) where ${where}`,
});

/** The record in order of time, as it is read from now on, and as it was read before. */
export const auditIndexes = { now: indexes(GOVERNED), before: indexes(WITHOUT_HOURS) };
