import type { Knex } from 'knex';
import type { LoginRow } from '../../db/tables.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Actor, Role } from '../domain/permission.ts';

/** One login of a person: from entering until it is ended, grows idle or reaches its end. */
export interface Login {
  readonly id: string;
  readonly userId: string;
  readonly startedAt: Instant;
  readonly seenAt: Instant;
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
  readonly ip: string;
  readonly device: string;
}

/** Whose login it is: who acts, and the version of his rights. */
export interface Holder {
  readonly login: Login;
  readonly actor: Actor;
  readonly authzVersion: number;
}

interface HolderRow extends LoginRow {
  authz_version: number;
  name: string;
  role: Role | null;
  agency_id: string | null;
  county_id: string | null;
}

const toLogin = (row: LoginRow): Login => ({
  id: row.id,
  userId: row.user_id,
  startedAt: row.started_at as Instant,
  seenAt: row.seen_at as Instant,
  expiresAt: row.expires_at as Instant,
  endedAt: row.ended_at as Instant | null,
  ip: row.ip,
  device: row.device,
});

/** Logins over one handle. An ended login stays ended: every write but the first asks that it is still open. */
export function loginRepository(db: Knex) {
  const open = () => db('logins').whereNull('ended_at');
  return {
    async byToken(tokenHash: string): Promise<Login | null> {
      const row = await open().where({ token_hash: tokenHash }).first();
      return row === undefined ? null : toLogin(row);
    },
    /** The login of a token with its person and his roles, in one read; null where it is unknown or ended, or he is shut out. */
    async holderOf(tokenHash: string): Promise<Holder | null> {
      const rows = await db('logins')
        .join('users', 'users.id', 'logins.user_id')
        .join('people', 'people.id', 'users.person_id')
        .leftJoin('grants', 'grants.user_id', 'users.id')
        .where('logins.token_hash', tokenHash)
        .whereNull('logins.ended_at')
        .whereNull('users.disabled_at')
        .orderBy(['grants.role', 'grants.scope', 'grants.id'])
        .select<HolderRow[]>('logins.*', 'users.authz_version', 'people.name', 'grants.role', 'grants.agency_id', 'grants.county_id');
      const [first] = rows;
      if (first === undefined) return null;
      const grants = rows.flatMap(({ role, agency_id, county_id }) => (role === null ? [] : [{ role, agencyId: agency_id, countyId: county_id }]));
      return { login: toLogin(first), actor: { id: first.user_id, name: first.name, grants }, authzVersion: first.authz_version };
    },
    /** Logins of a person that nobody ended and that are not past their end, latest seen first; some of them may be idle too long. */
    async unendedOf(userId: string, now: Instant): Promise<Login[]> {
      return (await open().where({ user_id: userId }).where('expires_at', '>', now).orderBy([{ column: 'seen_at', order: 'desc' }, { column: 'id' }]).select()).map(toLogin);
    },
    insert: (login: Login, tokenHash: string) =>
      db('logins').insert({
        id: login.id,
        token_hash: tokenHash,
        user_id: login.userId,
        started_at: login.startedAt,
        seen_at: login.seenAt,
        expires_at: login.expiresAt,
        ended_at: null,
        ended_why: null,
        ip: login.ip,
        device: login.device,
      }),
    touch: (id: string, at: Instant) => open().where({ id }).update({ seen_at: at }),
    end: (id: string, at: Instant, why: string) => open().where({ id }).update({ ended_at: at, ended_why: why }),
    async knowsDevice(tokenHash: string, userId: string): Promise<boolean> {
      return (await db('known_devices').where({ token_hash: tokenHash, user_id: userId }).first()) !== undefined;
    },
    rememberDevice: (tokenHash: string, userId: string, at: Instant) =>
      db('known_devices').insert({ token_hash: tokenHash, user_id: userId, seen_at: at }).onConflict('token_hash').merge(['seen_at']),
    /** Deletes at most `most` logins that were past their end before an instant; says how many. */
    forgetLogins: (before: Instant, most: number) =>
      db('logins').whereIn('id', db('logins').where('expires_at', '<', before).orderBy('id').limit(most).select('id')).delete(),
    /** Deletes at most `most` devices that nobody entered from since an instant. */
    forgetDevices: (before: Instant, most: number) =>
      db('known_devices').whereIn('token_hash', db('known_devices').where('seen_at', '<', before).orderBy('token_hash').limit(most).select('token_hash')).delete(),
  };
}
