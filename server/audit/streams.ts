import type { AuditThing } from '../wording/audit.ts';

/** The streams of each kind of thing, as patterns of LIKE: those named in full, and those of one thing each. */
export const STREAMS_OF: Readonly<Record<Exclude<AuditThing, 'other'>, readonly string[]>> = {
  agencies: ['agency:%', 'county:%', 'roster'],
  people: ['user:%', 'person:%', 'administrators'],
  calendar: ['calendar'],
  settings: ['settings'],
  demand: ['demand:%'],
  rota: ['draft:%', 'versions', 'amendments', 'swap:%', 'swaps', 'invitation:%'],
  topics: ['topics'],
  exchange: ['feeds', 'feed:%', 'imports', 'import:%'],
  messages: ['messages', 'message:%'],
  notices: ['notices', 'notice:%'],
  inspections: ['draws', 'places', 'inspection_orders', 'findings:%', 'complaints', 'hour_exceptions'],
};

const fits = (stream: string, pattern: string): boolean => (pattern.endsWith('%') ? stream.startsWith(pattern.slice(0, -1)) : stream === pattern);

/** The kind of thing whose history a stream is. */
export function thingOf(stream: string): AuditThing {
  const found = Object.entries(STREAMS_OF).find(([, patterns]) => patterns.some((pattern) => fits(stream, pattern)));
  return (found?.[0] as AuditThing | undefined) ?? 'other';
}

/**
 * What the two indexes of the migration are made for, word for word, so that the database takes them: the record without the
 * life of calls, sessions, requests, managers' hours and visits, and without people's coming and going.
 */
export const GOVERNED = `stream not like 'call:%' and stream not like 'session:%' and stream not like 'notes:%' and stream not like 'request:%'
  and stream not like 'inbox:%' and stream not like 'commitments:%' and stream not like 'user:seat-%' and stream not like 'user:wall-%'
  and stream not like 'draft:%:%' and stream not like 'hour:%' and stream not like 'presence:%' and stream not like 'visit:%' and stream not like 'visitors:%'
  and stream not in ('centre', 'drafts') and kind not in ('login_started', 'login_ended')`;
