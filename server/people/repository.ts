import type { Knex } from 'knex';
import { inParts } from '../../db/parts.ts';
import type { GrantRow, PersonRow, UserRow } from '../../db/tables.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Grant, Role } from '../domain/permission.ts';
import { foldKey, searchKey } from '../domain/persian.ts';
import { nameKeysOf, type Addressed, type Person } from './person.ts';

/** Whoever may sign in: the person, the name he signs in by, and the roles he holds. */
export interface User {
  readonly id: string;
  readonly person: Person;
  readonly username: string;
  /** Null until the person has set a password of his own. */
  readonly passwordHash: string | null;
  /** Grows with every change of rights. */
  readonly authzVersion: number;
  readonly disabledAt: Instant | null;
  readonly createdAt: Instant;
  readonly grants: readonly StoredGrant[];
}

/** A role as held, with the id of its row. */
export interface StoredGrant extends Grant {
  readonly id: string;
}

/** What a list of users may be narrowed by. */
export interface UserFilter {
  readonly search?: string;
  readonly role?: Role | null;
  readonly state?: 'enabled' | 'disabled' | null;
}

const toPerson = (row: PersonRow): Person => ({
  id: row.id,
  honorific: row.honorific,
  name: row.name,
  nationalCode: row.national_code,
  nationalCodeIndex: row.national_code_index,
  phone: row.phone,
  phoneIndex: row.phone_index,
});

const rowOf = (person: Person): PersonRow => ({
  id: person.id,
  honorific: person.honorific,
  name: person.name,
  ...nameKeysOf(person.name),
  national_code: person.nationalCode,
  national_code_index: person.nationalCodeIndex,
  phone: person.phone,
  phone_index: person.phoneIndex,
});

const toGrant = (row: GrantRow): StoredGrant => ({ id: row.id, role: row.role as Role, agencyId: row.agency_id, countyId: row.county_id });

/** Where a grant reaches, as the text that makes it unique. */
export const scopeTextOf = (grant: Grant): string =>
  grant.agencyId !== null ? `agency:${grant.agencyId}` : grant.countyId !== null ? `county:${grant.countyId}` : 'all';

/** People, users and their grants over one handle; writes are unsent builders for the change to queue. */
export function peopleRepository(db: Knex) {
  const usersOf = async (rows: readonly UserRow[]): Promise<User[]> => {
    const people = await db('people').whereIn('id', rows.map((row) => row.person_id)).select();
    const grants = await db('grants').whereIn('user_id', rows.map((row) => row.id)).orderBy(['role', 'scope', 'id']).select();
    const personOf = new Map(people.map((row) => [row.id, toPerson(row)]));
    const grantsOf = new Map<string, StoredGrant[]>(rows.map((row) => [row.id, []]));
    for (const grant of grants) grantsOf.get(grant.user_id)?.push(toGrant(grant));
    return rows.flatMap((row) => {
      const person = personOf.get(row.person_id);
      if (person === undefined) return [];
      return {
        id: row.id,
        person,
        username: row.username,
        passwordHash: row.password_hash,
        authzVersion: row.authz_version,
        disabledAt: row.disabled_at as Instant | null,
        createdAt: row.created_at as Instant,
        grants: grantsOf.get(row.id) ?? [],
      };
    });
  };
  const usersOfAgencies = async (agencyIds: readonly string[], roles: readonly Role[]): Promise<User[]> => {
    const held = db('grants').whereIn('agency_id', [...agencyIds]).whereIn('role', [...roles]).select('user_id');
    const query = db('users').join('people', 'people.id', 'users.person_id').whereNull('users.disabled_at').whereIn('users.id', held);
    return usersOf(await query.orderBy(['people.sort_key', 'users.id']).select<UserRow[]>('users.*'));
  };
  const filtered = ({ search = '', role = null, state = null }: UserFilter) => {
    const query = db('users').join('people', 'people.id', 'users.person_id');
    for (const word of searchKey(search).split(' ').filter(Boolean)) {
      void query.where((either) => {
        void either.where('people.search_key', 'like', `%${word}%`).orWhere('users.username_key', 'like', `%${word}%`);
      });
    }
    if (role !== null) void query.whereIn('users.id', db('grants').where({ role }).select('user_id'));
    if (state === 'enabled') void query.whereNull('users.disabled_at');
    if (state === 'disabled') void query.whereNotNull('users.disabled_at');
    return query;
  };
  const oneUser = async (where: Partial<UserRow>): Promise<User | null> => (await usersOf(await db('users').where(where).select()))[0] ?? null;

  return {
    userById: (id: string): Promise<User | null> => oneUser({ id }),
    /** By the folded username (`foldKey`). */
    userByUsername: (nameKey: string): Promise<User | null> => oneUser({ username_key: nameKey }),
    usersByIds: async (ids: readonly string[]): Promise<User[]> => usersOf(await db('users').whereIn('id', [...new Set(ids)]).orderBy('id').select()),
    usersOfPeople: async (personIds: readonly string[]): Promise<User[]> =>
      usersOf(await db('users').whereIn('person_id', [...new Set(personIds)]).orderBy('id').select()),

    /** Users in the order of their names: all of them, or so many from the one at `offset` on. */
    async users(filter: UserFilter = {}, part: { readonly offset: number; readonly most: number } | null = null): Promise<User[]> {
      const query = filtered(filter).orderBy(['people.sort_key', 'users.id']).select('users.*');
      if (part !== null) void query.offset(part.offset).limit(part.most);
      return usersOf((await query) as UserRow[]);
    },
    /** How many users a filter leaves. */
    async countOfUsers(filter: UserFilter): Promise<number> {
      const row = (await filtered(filter).count({ count: 'users.id' }).first()) as { readonly count: number | string } | undefined;
      return Number(row?.count ?? 0);
    },

    /** Users who are not disabled and hold one of the roles for an agency, in the order of their names. */
    usersOfAgency: (agencyId: string, roles: readonly Role[]): Promise<User[]> => usersOfAgencies([agencyId], roles),
    /** The same for any of some agencies. */
    usersOfAgencies,

    /** The ids of the administrators who can sign in today: not disabled, and with a password set. */
    async ableAdministrators(): Promise<string[]> {
      const held = db('grants').where({ role: 'administrator' }).select('user_id');
      const rows = await db('users').whereNull('disabled_at').whereNotNull('password_hash').whereIn('id', held).orderBy('id').select('id');
      return rows.map((row) => row.id);
    },

    async personById(id: string): Promise<Person | null> {
      const row = await db('people').where({ id }).first();
      return row === undefined ? null : toPerson(row);
    },
    /** By any of the indexes of the code (the present key's and the previous one's). */
    async personByNationalCode(indexes: readonly string[]): Promise<Person | null> {
      const row = await db('people').whereIn('national_code_index', [...indexes]).first();
      return row === undefined ? null : toPerson(row);
    },
    /** By any of the indexes of their codes. */
    async peopleByCodes(indexes: readonly string[]): Promise<Person[]> {
      const found: Person[] = [];
      for (const part of inParts([...new Set(indexes)])) found.push(...(await db('people').whereIn('national_code_index', part).orderBy('id').select()).map(toPerson));
      return found;
    },
    async peopleByIds(ids: readonly string[]): Promise<Person[]> {
      return (await db('people').whereIn('id', [...new Set(ids)]).orderBy(['sort_key', 'id']).select()).map(toPerson);
    },
    /** People whose name has all the words, at most `limit`. */
    async peopleNamed(search: string, limit: number): Promise<Person[]> {
      const words = searchKey(search).split(' ').filter(Boolean);
      if (words.length === 0) return [];
      const query = db('people').orderBy(['sort_key', 'id']).limit(limit);
      for (const word of words) void query.where('search_key', 'like', `%${word}%`);
      return (await query).map(toPerson);
    },

    insertPerson: (person: Person) => db('people').insert(rowOf(person)),
    /** Several, some a statement. */
    insertPeople: (added: readonly Person[]) => inParts(added).map((part) => db('people').insert(part.map(rowOf))),
    /** Writes the whole row: only under the person's stream, or an older code or phone would come back. */
    updatePerson: (person: Person) => db('people').where({ id: person.id }).update(rowOf(person)),
    /** Writes the name only. */
    renamePerson: (id: string, name: string, honorific: Addressed) => db('people').where({ id }).update({ name, honorific, ...nameKeysOf(name) }),
    insertUser: (user: Omit<User, 'person' | 'grants'>, personId: string) =>
      db('users').insert({
        id: user.id,
        person_id: personId,
        username: user.username,
        username_key: foldKey(user.username),
        password_hash: user.passwordHash,
        authz_version: user.authzVersion,
        disabled_at: user.disabledAt,
        created_at: user.createdAt,
      }),
    /** Changes fields of a user whose rights are still those of `authzVersion`: an older view of him touches no row. */
    updateUser: (id: string, authzVersion: number, fields: Partial<Pick<UserRow, 'username' | 'username_key' | 'password_hash' | 'authz_version' | 'disabled_at'>>) =>
      db('users').where({ id, authz_version: authzVersion }).update(fields),
    insertGrant: (id: string, userId: string, grant: Grant) =>
      db('grants').insert({ id, user_id: userId, role: grant.role, agency_id: grant.agencyId, county_id: grant.countyId, scope: scopeTextOf(grant) }),
    deleteGrant: (id: string) => db('grants').where({ id }).delete(),
  };
}
