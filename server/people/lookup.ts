import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { Grant, Role } from '../domain/permission.ts';
import { calledName } from '../wording/fa.ts';
import { openPhone, type Addressed, type Person } from './person.ts';
import { loginRepository } from './logins.ts';
import { peopleRepository } from './repository.ts';
import { hashToken } from './token.ts';

/** Somebody of an agency to whom a request can be handed. */
export interface Expert {
  readonly userId: string;
  readonly name: string;
  readonly honorific: Addressed;
}

/** What other slices may ask of people: their names, and who an agency's experts are. */
export function peopleLookup(db: Knex) {
  const people = peopleRepository(db);
  return {
    personById: (id: string): Promise<Person | null> => people.personById(id),
    /** A person's telephone in E.164; null where none is known. */
    async phoneOf(seal: Seal, id: string): Promise<string | null> {
      const person = await people.personById(id);
      return person === null ? null : openPhone(seal, person);
    },
    /** People whose name has all the words, at most `limit`, in the order of their names. */
    peopleNamed: (search: string, limit: number): Promise<Person[]> => people.peopleNamed(search, limit),
    peopleByIds: (ids: readonly string[]): Promise<Person[]> => people.peopleByIds(ids),
    /** How each person is addressed, «خانم زهرا محمدی», by the person's id. */
    async calledPeople(ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
      return new Map((await people.peopleByIds([...new Set(ids.filter((id) => id !== null))])).map((person) => [person.id, calledName(person)]));
    },
    /** People by any index of their national codes. */
    peopleByCodes: (indexes: readonly string[]): Promise<Person[]> => people.peopleByCodes(indexes),
    /** The name of each user, by the user's id: who registered, approved or published something. */
    async namesOfUsers(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
      return new Map((await people.usersByIds(userIds)).map((user) => [user.id, user.person.name]));
    },
    /** Who some users are and which roles they hold now, wherever they hold them. */
    async accounts(userIds: readonly string[]): Promise<readonly { readonly id: string; readonly name: string; readonly roles: readonly Role[] }[]> {
      return (await people.usersByIds(userIds)).map(({ id, person, grants }) => ({ id, name: person.name, roles: [...new Set(grants.map(({ role }) => role))] }));
    },
    /** How each user is addressed, «خانم زهرا محمدی», by the user's id. */
    async calledOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
      return new Map((await people.usersByIds(userIds)).map(({ id, person }) => [id, calledName(person)]));
    },
    /** Who may sign in and holds one of the roles anywhere, by how they are addressed, in the order of their names. */
    async holdersOf(roles: readonly Role[]): Promise<readonly { readonly id: string; readonly name: string; readonly grants: readonly Grant[] }[]> {
      const users = await people.users({ state: 'enabled' });
      return users.filter(({ grants }) => grants.some(({ role }) => roles.includes(role))).map(({ id, person, grants }) => ({ id, name: calledName(person), grants: grants.filter(({ role }) => roles.includes(role)) }));
    },
    /** Who stands behind each user: the person's id, and how he is addressed. */
    async whoAre(userIds: readonly string[]): Promise<ReadonlyMap<string, { readonly personId: string; readonly called: string }>> {
      return new Map((await people.usersByIds(userIds)).map(({ id, person }) => [id, { personId: person.id, called: calledName(person) }]));
    },
    /** Those who answer for the managers of some agencies, not disabled, by agency in the order of their names. */
    async officesOf(agencyIds: readonly string[]): Promise<ReadonlyMap<string, readonly Expert[]>> {
      const users = await people.usersOfAgencies(agencyIds, ['manager_office']);
      const of = (agencyId: string): Expert[] =>
        users.filter(({ grants }) => grants.some((grant) => grant.role === 'manager_office' && grant.agencyId === agencyId)).map(({ id, person: { name, honorific } }) => ({ userId: id, name, honorific }));
      return new Map(agencyIds.map((agencyId) => [agencyId, of(agencyId)]));
    },
    /** The experts who sit beside an agency's host, those not disabled, in the order of their names. */
    async companionsOf(agencyId: string): Promise<Expert[]> {
      return (await people.usersOfAgency(agencyId, ['companion_expert'])).map(({ id, person: { name, honorific } }) => ({ userId: id, name, honorific }));
    },
    /** The experts and liaisons of an agency who are not disabled, in the order of their names. */
    async expertsOf(agencyId: string): Promise<Expert[]> {
      const users = await people.usersOfAgency(agencyId, ['agency_expert', 'agency_liaison']);
      return users.map(({ id, person: { name, honorific } }) => ({ userId: id, name, honorific }));
    },
    /** Whose open login a token is; null where it is none. */
    async holderOfToken(token: string): Promise<string | null> {
      return (await loginRepository(db).byToken(hashToken(token)))?.userId ?? null;
    },
    /** The ids of the people who may sign in. */
    async peopleWithUser(personIds: readonly string[]): Promise<ReadonlySet<string>> {
      return new Set((await people.usersOfPeople(personIds)).map((user) => user.person.id));
    },
  };
}
