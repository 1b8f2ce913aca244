import type { Knex } from 'knex';
import type { EventRow } from '../../db/tables.ts';
import type { Instant } from '../domain/calendar.ts';
import type { AuditThing } from '../wording/audit.ts';
import { GOVERNED, STREAMS_OF } from './streams.ts';

/** A place in the order of the record: the newest first, and within an instant by stream and number. */
export interface Cursor {
  readonly at: string;
  readonly stream: string;
  readonly seq: number;
}

/** An event as it is read for a history. */
export type AuditRow = Pick<EventRow, 'stream' | 'seq' | 'at' | 'actor' | 'key' | 'kind' | 'data'>;

/** What is asked of the record; null asks for all, `since` is included and `before` is not. */
export interface AuditFilter {
  readonly thing: AuditThing | null;
  /** A user's id, or '' for what nobody did by hand. */
  readonly actor: string | null;
  readonly since: Instant | null;
  readonly before: Instant | null;
  /** Streams of which the reader is not told, as patterns of LIKE. */
  readonly withheld: readonly string[];
  /** An agency that an event must be of, or mention. */
  readonly agency: string | null;
  /** Ids or codes, any of which an event is of, or mentions. */
  readonly about: readonly string[];
}

const COLUMNS = ['stream', 'seq', 'at', 'actor', 'key', 'kind', 'data'] as const;
const NEWEST = [{ column: 'at', order: 'desc' }, { column: 'stream', order: 'desc' }, { column: 'seq', order: 'desc' }] as const;

const literally = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** The record as a history of changes, over one handle; it is read, and never written. */
export function auditRepository(db: Knex) {
  const mention = (query: Knex.QueryBuilder, about: readonly string[]): void => {
    if (about.length === 0) return;
    void query.where((any) => {
      for (const text of about) {
        void any.orWhere('stream', text).orWhereRaw("stream like ? escape '\\'", [`%:${literally(text)}`]).orWhereRaw("data like ? escape '\\'", [`%"${literally(text)}"%`]);
      }
    });
  };

  return {
    /** Up to `most` events after a place in the order, the newest first. */
    async page({ thing, withheld, actor, since, before, agency, about }: AuditFilter, after: Cursor | null, most: number): Promise<AuditRow[]> {
      const query = db('events').whereRaw(GOVERNED).orderBy([...NEWEST]).limit(most).select(...COLUMNS);
      // A version and an exchange are told by their own streams: the draft's say the same.
      void query.whereRaw("not (stream like 'draft:%' and kind in ('version_published', 'swap_changed'))");
      // So do the notices, each by its own.
      void query.whereRaw("not (stream = 'notices' and kind like 'notice%')");
      for (const pattern of withheld) void query.where('stream', 'not like', pattern);
      if (after !== null) void query.whereRaw('(at, stream, seq) < (?, ?, ?)', [after.at, after.stream, after.seq]);
      if (since !== null) void query.where('at', '>=', since);
      if (before !== null) void query.where('at', '<', before);
      if (actor !== null) void (actor === '' ? query.whereNull('actor') : query.where({ actor }));
      // Messages are many, and told where they are asked for.
      if (thing === null && about.length === 0) void query.whereNot('stream', 'messages');
      if (thing === 'other') {
        for (const pattern of Object.values(STREAMS_OF).flat()) void query.where('stream', 'not like', pattern);
      } else if (thing !== null) {
        void query.where((any) => STREAMS_OF[thing].forEach((pattern) => void any.orWhere('stream', 'like', pattern)));
      }
      if (agency !== null) mention(query, [agency]);
      mention(query, about);
      return query;
    },

    /** The newest events of some streams; of those that mention one of the ids alone where any are named. */
    async ofStreams(streams: readonly string[], about: readonly string[], kinds: readonly string[] | null, most: number): Promise<AuditRow[]> {
      const query = db('events').whereIn('stream', [...streams]).whereNotIn('kind', ['login_started', 'login_ended']).orderBy([...NEWEST]).limit(most).select(...COLUMNS);
      if (kinds !== null) void query.whereIn('kind', [...kinds]);
      mention(query, about);
      return query;
    },

    /** The ids of all who ever changed something, null for what nobody did by hand. */
    async actors(): Promise<readonly (string | null)[]> {
      const rows: readonly { readonly actor: string | null }[] = await db('events').whereRaw(GOVERNED).distinct('actor');
      return rows.map(({ actor }) => actor);
    },
  };
}
