import type { Knex } from 'knex';
import type { FeedRow } from '../../db/tables.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Feed } from './feed.ts';

// A governorate has some hundred calendars; of those revoked the latest tell what happened.
const IN_USE_SHOWN = 500;
const REVOKED_SHOWN = 20;

const toFeed = (row: FeedRow): Feed => ({
  id: row.id,
  scope: row.scope,
  agencyId: row.agency_id,
  personId: row.person_id,
  name: row.name,
  createdAt: row.created_at as Instant,
  createdBy: row.created_by,
  revokedAt: row.revoked_at as Instant | null,
  readAt: row.read_at as Instant | null,
});

/** Feeds over one handle; writes are unsent builders for the change to queue. */
export function feedRepository(db: Knex) {
  const feeds = async (query: Knex.QueryBuilder): Promise<Feed[]> => ((await query) as FeedRow[]).map(toFeed);
  const shown = async (narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder): Promise<Feed[]> => [
    ...(await feeds(narrow(db('feeds').whereNull('revoked_at')).orderBy([{ column: 'created_at', order: 'desc' }, 'id']).limit(IN_USE_SHOWN))),
    ...(await feeds(narrow(db('feeds').whereNotNull('revoked_at')).orderBy([{ column: 'revoked_at', order: 'desc' }, 'id']).limit(REVOKED_SHOWN))),
  ];
  return {
    /** Those in use, the newest first, and after them the latest that were revoked. */
    all: (): Promise<Feed[]> => shown((query) => query),
    ofAgencies: (ids: readonly string[]): Promise<Feed[]> => shown((query) => query.whereIn('agency_id', [...ids])),
    byId: async (id: string): Promise<Feed | null> => (await feeds(db('feeds').where({ id })))[0] ?? null,
    byKeyHash: async (hash: string): Promise<Feed | null> => (await feeds(db('feeds').where({ key_hash: hash })))[0] ?? null,
    insert: (feed: Feed, keyHash: string) =>
      db('feeds').insert({
        id: feed.id, key_hash: keyHash, scope: feed.scope, agency_id: feed.agencyId, person_id: feed.personId, name: feed.name,
        created_at: feed.createdAt, created_by: feed.createdBy, revoked_at: null, revoked_by: null, read_at: null,
      }),
    revoke: (id: string, at: Instant, by: string) => db('feeds').where({ id, revoked_at: null }).update({ revoked_at: at, revoked_by: by }),
    /** Notes that a program asked, where nothing later is noted. */
    touch: (id: string, at: Instant) => db('feeds').where({ id }).where((either) => void either.whereNull('read_at').orWhere('read_at', '<', at)).update({ read_at: at }),
  };
}
