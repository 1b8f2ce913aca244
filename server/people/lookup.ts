import type { Knex } from 'knex';
import type { Person } from './person.ts';
import { peopleRepository } from './repository.ts';

/** What other slices may ask of people: their names. */
export function peopleLookup(db: Knex) {
  const people = peopleRepository(db);
  return {
    personById: (id: string): Promise<Person | null> => people.personById(id),
    /** People whose name has all the words, at most `limit`, in the order of their names. */
    peopleNamed: (search: string, limit: number): Promise<Person[]> => people.peopleNamed(search, limit),
    peopleByIds: (ids: readonly string[]): Promise<Person[]> => people.peopleByIds(ids),
    /** The name of each user, by the user's id: who registered, approved or published something. */
    async namesOfUsers(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
      return new Map((await people.usersByIds(userIds)).map((user) => [user.id, user.person.name]));
    },
    /** The ids of the people who may sign in. */
    async peopleWithUser(personIds: readonly string[]): Promise<ReadonlySet<string>> {
      return new Set((await people.usersOfPeople(personIds)).map((user) => user.person.id));
    },
  };
}
