import type { Knex } from 'knex';
import { inParts } from '../../db/parts.ts';
import type { Instant } from '../domain/calendar.ts';
import type { OfficeAccountRole } from '../domain/office-account.ts';
import { OFFICE_ACCOUNT_ROLES } from '../domain/office-account.ts';
import { foldKey } from '../domain/persian.ts';

/** An account that an office has, whether or not it may sign in now. */
export interface OfficeAccount {
  readonly userId: string;
  readonly agencyId: string;
  readonly role: OfficeAccountRole;
  readonly username: string;
  /** Whether somebody has set its password. */
  readonly used: boolean;
  readonly disabled: boolean;
}

/** An account to be stored with its person and its one grant. */
export interface NewAccount {
  readonly userId: string;
  readonly personId: string;
  readonly grantId: string;
  readonly agencyId: string;
  readonly role: OfficeAccountRole;
  readonly username: string;
}

/** The accounts of offices and their links, over one handle; writes are unsent builders of several rows each. */
export function officesRepository(db: Knex) {
  return {
    /** The accounts of all offices, or of some. */
    async accounts(agencyIds: readonly string[] | null): Promise<OfficeAccount[]> {
      const read = (part: readonly string[] | null) => {
        const query = db('grants').join('users', 'users.id', 'grants.user_id').whereIn('grants.role', [...OFFICE_ACCOUNT_ROLES]).whereNotNull('grants.agency_id')
          .orderBy(['grants.agency_id', 'grants.role', 'users.id'])
          .select('users.id as user_id', 'grants.agency_id as agency_id', 'grants.role as role', 'users.username as username', 'users.password_hash as password_hash', 'users.disabled_at as disabled_at');
        return part === null ? query : query.whereIn('grants.agency_id', [...part]);
      };
      const parts = agencyIds === null ? [null] : inParts(agencyIds);
      const found: OfficeAccount[] = [];
      for (const part of parts) {
        const rows = (await read(part)) as readonly { readonly user_id: string; readonly agency_id: string; readonly role: string; readonly username: string; readonly password_hash: string | null; readonly disabled_at: string | null }[];
        found.push(...rows.map((row) => ({ userId: row.user_id, agencyId: row.agency_id, role: row.role as OfficeAccountRole, username: row.username, used: row.password_hash !== null, disabled: row.disabled_at !== null })));
      }
      return found;
    },
    /** Every folded name to sign in by. */
    async usernames(): Promise<Set<string>> {
      return new Set((await db('users').select('username_key')).map((row) => row.username_key));
    },
    /** Of some folded names those that are taken. */
    async takenAmong(names: readonly string[]): Promise<Set<string>> {
      const found: string[] = [];
      for (const part of inParts(names)) found.push(...(await db('users').whereIn('username_key', part).select('username_key')).map((row) => row.username_key));
      return new Set(found);
    },
    /** The hashes of the links of some users that were not used yet, by user. */
    async unusedLinks(userIds: readonly string[]): Promise<ReadonlyMap<string, readonly { readonly hash: string; readonly expiresAt: Instant }[]>> {
      const links = new Map<string, { hash: string; expiresAt: Instant }[]>();
      for (const part of inParts(userIds)) {
        const rows = await db('one_time_links').where({ purpose: 'password' }).whereIn('user_id', part).whereNull('used_at').orderBy('token_hash').select('user_id', 'token_hash', 'expires_at');
        for (const row of rows) links.set(row.user_id ?? '', [...(links.get(row.user_id ?? '') ?? []), { hash: row.token_hash, expiresAt: row.expires_at as Instant }]);
      }
      return links;
    },
    insertUsers: (added: readonly NewAccount[], at: Instant) =>
      inParts(added).map((part) => db('users').insert(part.map((one) => ({
        id: one.userId, person_id: one.personId, username: one.username, username_key: foldKey(one.username), password_hash: null, authz_version: 1, disabled_at: null, created_at: at,
      })))),
    insertGrants: (added: readonly NewAccount[]) =>
      inParts(added).map((part) => db('grants').insert(part.map((one) => ({ id: one.grantId, user_id: one.userId, role: one.role, agency_id: one.agencyId, county_id: null, scope: `agency:${one.agencyId}` })))),
    insertLinks: (links: readonly { readonly hash: string; readonly userId: string }[], at: Instant, expiresAt: Instant) =>
      inParts(links).map((part) => db('one_time_links').insert(part.map(({ hash, userId }) => ({ token_hash: hash, purpose: 'password', user_id: userId, created_at: at, expires_at: expiresAt, used_at: null })))),
    /** Voids links that nobody has used. */
    spendLinks: (hashes: readonly string[], at: Instant) => inParts(hashes).map((part) => db('one_time_links').whereIn('token_hash', part).whereNull('used_at').update({ used_at: at })),
  };
}
