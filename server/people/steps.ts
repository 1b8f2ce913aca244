import type { Seal } from '../../db/sealed.ts';
import type { Tx } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Grant } from '../domain/permission.ts';
import { foldKey } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';
import { merged, sealPerson, type Honorific, type PersonEntry, type SealedPerson } from './person.ts';
import { loginRepository } from './logins.ts';
import { peopleRepository } from './repository.ts';
import { hashToken } from './token.ts';

// Set-up too makes a password: the first administrator's.
export { refuseWeakPassword } from './password-rules.ts';
// A seat at a session's desk is entered like a login.
export { hashToken, newToken } from './token.ts';

/** Where a person's own changes are recorded; whoever writes his row declares it. */
export const personStream = (personId: string): string => `person:${personId}`;

/** Ends the login of a token because its browser has entered elsewhere; declare the stream `user:<userId>`. Nothing where it has ended. */
export async function replaceLogin(tx: Tx, token: string, at: Instant): Promise<void> {
  const logins = loginRepository(tx.db);
  const login = await logins.byToken(hashToken(token));
  if (login === null) return;
  tx.write(logins.end(login.id, at, 'replaced'));
  tx.raise(`user:${login.userId}`, 'login_ended', { loginId: login.id, why: 'replaced' });
}

/** A user to add; every id is made before the change, one `grantIds` entry for each grant. */
export interface NewUser {
  readonly id: string;
  readonly personId: string;
  readonly username: string;
  readonly passwordHash: string | null;
  readonly grants: readonly (Grant & { readonly id: string })[];
}

/** The writes on people that another change may join to its own; it declares the stream `user:<id>` where it adds a user. */
export function peopleSteps(tx: Tx) {
  const people = peopleRepository(tx.db);
  return {
    /** Refuses `national_code_taken` where somebody else has the code. */
    async addPerson(person: SealedPerson): Promise<void> {
      await refuseTakenCode(tx, person);
      tx.write(people.insertPerson(person));
    },
    /** Adds people of a list, no two of whom have one code; refuses `national_code_taken`. */
    async addPeople(added: readonly SealedPerson[]): Promise<void> {
      const [holder] = await people.peopleByCodes(added.flatMap((person) => person.nationalCodeIndexes));
      if (holder !== undefined) throw new Refusal('national_code_taken', { field: 'nationalCode', facts: { name: holder.name } });
      tx.write(...people.insertPeople(added));
    },
    /** Writes over known people of a list what is not left empty, each under his stream; refuses `not_found`, `national_code_taken`. */
    async changePeople(written: readonly SealedPerson[]): Promise<void> {
      const known = new Map((await people.peopleByIds(written.map(({ id }) => id))).map((person) => [person.id, person]));
      const holders = await people.peopleByCodes(written.flatMap((person) => person.nationalCodeIndexes));
      for (const person of written) {
        const before = known.get(person.id);
        if (before === undefined) throw new Refusal('not_found');
        const holder = holders.find((one) => person.nationalCodeIndexes.includes(one.nationalCodeIndex ?? '') && one.id !== person.id);
        if (holder !== undefined) throw new Refusal('national_code_taken', { field: 'nationalCode', facts: { name: holder.name } });
        const { id } = person;
        tx.write(people.updatePerson(merged(before, person, { nationalCode: false, phone: false })));
        tx.raise(personStream(id), 'person_changed', {
          before: { id, ...pick(before) }, after: { id, ...pick(person) },
          nationalCode: person.nationalCode === null ? 'kept' : 'written', phone: person.phone === null ? 'kept' : 'written',
        });
      }
    },
    /** Puts the name of a known person right, under his stream; refuses `not_found`. */
    async rename(personId: string, { name, honorific }: { readonly name: string; readonly honorific: Honorific }): Promise<void> {
      if ((await people.personById(personId)) === null) throw new Refusal('not_found');
      tx.write(people.renamePerson(personId, name, honorific));
    },
    /** Refuses `username_taken`; `name` and `honorific` are the person's, for the record of events. */
    async addUser(user: NewUser, named: { readonly name: string; readonly honorific: string }, at: Instant): Promise<void> {
      await refuseTakenUsername(tx, user.id, user.username);
      tx.write(
        people.insertUser({ id: user.id, username: user.username, passwordHash: user.passwordHash, authzVersion: 1, disabledAt: null, createdAt: at }, user.personId),
        ...user.grants.map((grant) => people.insertGrant(grant.id, user.id, grant)),
      );
      const after = { id: user.id, personId: user.personId, ...pick(named), username: user.username, grants: user.grants.map(plainGrant) };
      tx.raise(`user:${user.id}`, 'user_added', { before: null, after });
    },
  };
}

/** A person to add by `addPerson`; made before the change, since sealing draws chance. */
export const newPerson = (seal: Seal, id: string, entry: PersonEntry): SealedPerson => sealPerson(seal, id, entry);

const pick = ({ name, honorific }: { readonly name: string; readonly honorific: string }) => ({ name, honorific });

/** A grant without the id of its row, as events and forms speak of it. */
export const plainGrant = ({ role, agencyId, countyId }: Grant): Grant => ({ role, agencyId, countyId });

/** Refuses where another person has the national code: two people with one code would be one. */
export async function refuseTakenCode(tx: Pick<Tx, 'db'>, person: SealedPerson): Promise<void> {
  if (person.nationalCodeIndexes.length === 0) return;
  const holder = await peopleRepository(tx.db).personByNationalCode(person.nationalCodeIndexes);
  if (holder !== null && holder.id !== person.id) throw new Refusal('national_code_taken', { field: 'nationalCode', facts: { name: holder.name } });
}

/** Refuses where another user signs in by the name, however it is spelt. */
export async function refuseTakenUsername(tx: Pick<Tx, 'db'>, userId: string, username: string): Promise<void> {
  const holder = await peopleRepository(tx.db).userByUsername(foldKey(username));
  if (holder !== null && holder.id !== userId) throw new Refusal('username_taken', { field: 'username' });
}
