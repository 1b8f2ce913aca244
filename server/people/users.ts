import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import { uniqueViolation } from '../../db/errors.ts';
import type { Tx, Writer } from '../../db/writer.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import type { Grant } from '../domain/permission.ts';
import { foldKey } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';
import { ADMINISTRATORS, findUser, recordOf, refuseLastAdministrator, streamOf } from './access.ts';
import { isOpen } from './login-ends.ts';
import { loginRepository, type Login } from './logins.ts';
import { hintsOf, merged, named, sealPerson, type Person, type PersonEntry, type SealedPerson } from './person.ts';
import { peopleRepository, scopeTextOf, type User, type UserFilter } from './repository.ts';
import { peopleSteps, personStream, plainGrant, refuseTakenCode, refuseTakenUsername } from './steps.ts';

/** A user as written in the form. */
export interface UserEntry extends PersonEntry {
  readonly username: string;
  readonly grants: readonly Grant[];
}

/** A user changed in the form: a national code or phone left empty stays as it is, unless it is to be removed. */
export interface UserChange extends UserEntry {
  readonly removeNationalCode: boolean;
  readonly removePhone: boolean;
  /** What `UserDetail.seen` was when the form was opened. */
  readonly seen: string;
}

/** One user with what an administrator may see of him. */
export interface UserDetail {
  readonly user: User;
  /** The last four digits of what is sealed. */
  readonly hints: { readonly nationalCode: string | null; readonly phone: string | null };
  readonly logins: readonly Login[];
  readonly seen: string;
}

/** One page of the list of users. */
export interface UserList {
  readonly users: readonly User[];
  /** How many there are on all pages. */
  readonly total: number;
  readonly page: number;
  /** How many stand on one page. */
  readonly size: number;
}

const USERS_A_PAGE = 50;

const seenOf = ({ person, username, grants }: User): string =>
  createHash('sha256').update(JSON.stringify([person, username, grants.map(plainGrant)])).digest('base64url').slice(0, 22);

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly newId: () => string;
}

/** Managing who may sign in, and as what. */
export function createUsers({ reads, writer, seal, newId }: Deps) {
  const people = peopleRepository(reads);

  // The hash of a form that carries a national code is kept under a key: ten digits are soon found by trying.
  const keyed = (command: Command): Command => ({ ...command, bodyHash: seal.index(command.bodyHash) });

  const submit = async <R>(change: Parameters<typeof writer.submit<R>>[0]): Promise<R> => {
    try {
      return await writer.submit(change);
    } catch (error) {
      const broken = uniqueViolation(error);
      if (broken?.table === 'users') throw new Refusal('username_taken', { field: 'username' });
      if (broken?.table === 'people') throw new Refusal('changed_meanwhile');
      throw error;
    }
  };

  const refuseUnknownScopes = async (tx: Tx, grants: readonly Grant[]): Promise<void> => {
    const agencies = agencyLookup(tx.db);
    for (const { agencyId, countyId } of grants) {
      if (agencyId !== null && (await agencies.byId(agencyId)) === null) throw new Refusal('not_found');
      if (countyId !== null && (await agencies.countyById(countyId)) === null) throw new Refusal('not_found');
    }
  };

  return {
    /** One page of the users that a filter leaves, in the order of their names; a page beyond the last is the last. */
    async list(filter: UserFilter, asked = 1): Promise<UserList> {
      const total = await people.countOfUsers(filter);
      const page = Math.min(Math.max(1, asked), Math.max(1, Math.ceil(total / USERS_A_PAGE)));
      return { users: await people.users(filter, { offset: (page - 1) * USERS_A_PAGE, most: USERS_A_PAGE }), total, page, size: USERS_A_PAGE };
    },
    person: (id: string): Promise<Person | null> => people.personById(id),
    userOfPerson: async (personId: string): Promise<User | null> => (await people.usersOfPeople([personId]))[0] ?? null,

    /** With the logins open at `now`. Refuses `not_found`. */
    async detail(id: string, now: Instant): Promise<UserDetail> {
      const user = await findUser(reads, id);
      const logins = (await loginRepository(reads).unendedOf(id, now)).filter((login) => isOpen(login, user.grants, now));
      return { user, hints: hintsOf(seal, user.person), logins, seen: seenOf(user) };
    },

    /** Adds a user, for a new person or for one who is known already (`personId`); refuses `username_taken`, `national_code_taken`. */
    async add(entry: UserEntry, personId: string | null, command: Command): Promise<{ id: string }> {
      const id = newId();
      const person = sealPerson(seal, personId ?? newId(), entry);
      const grants = entry.grants.map((grant) => ({ ...grant, id: newId() }));
      return submit({
        ...keyed(command),
        streams: [streamOf(id), personStream(person.id)],
        apply: async (tx) => {
          const steps = peopleSteps(tx);
          await refuseUnknownScopes(tx, grants);
          if (personId === null) await steps.addPerson(person);
          else await joinPerson(tx, person);
          await steps.addUser({ id, personId: person.id, username: entry.username, passwordHash: null, grants }, entry, command.at);
          return { id };
        },
      });
    },

    /** Changes the person and the roles; refuses `changed_meanwhile`, `username_taken`, `national_code_taken`, `last_administrator`. */
    async change(id: string, entry: UserChange, command: Command): Promise<void> {
      const { person: known } = await findUser(reads, id);
      const sealed = sealPerson(seal, known.id, entry);
      const ids = entry.grants.map(() => newId());
      await submit({
        ...keyed(command),
        streams: [streamOf(id), personStream(known.id), ADMINISTRATORS],
        apply: async (tx) => {
          const user = await findUser(tx.db, id);
          if (seenOf(user) !== entry.seen) throw new Refusal('changed_meanwhile');
          await refuseTakenUsername(tx, id, entry.username);
          await refuseTakenCode(tx, sealed);
          const repository = peopleRepository(tx.db);
          const isHeld = (grant: Grant, held: readonly Grant[]): boolean => held.some((one) => one.role === grant.role && scopeTextOf(one) === scopeTextOf(grant));
          const taken = user.grants.filter((grant) => !isHeld(grant, entry.grants));
          const given = entry.grants.flatMap((grant, at) => (isHeld(grant, user.grants) ? [] : [{ grant, id: ids[at] ?? newId() }]));
          if (taken.some(({ role }) => role === 'administrator')) await refuseLastAdministrator(tx, id);
          await refuseUnknownScopes(tx, given.map(({ grant }) => grant));
          const rights = taken.length + given.length > 0 ? 1 : 0;
          tx.write(
            repository.updatePerson(merged(user.person, sealed, { nationalCode: entry.removeNationalCode, phone: entry.removePhone })),
            repository.updateUser(id, user.authzVersion, { username: entry.username, username_key: foldKey(entry.username), authz_version: user.authzVersion + rights }),
            ...taken.map((grant) => repository.deleteGrant(grant.id)),
            ...given.map(({ grant, id: grantId }) => repository.insertGrant(grantId, id, grant)),
          );
          const before = recordOf(user);
          const after = recordOf({ id, person: { ...user.person, ...named(entry) }, username: entry.username, grants: entry.grants });
          tx.raise(streamOf(id), rights === 1 ? 'grants_changed' : 'user_changed', {
            before, after,
            nationalCode: entry.removeNationalCode ? 'removed' : entry.nationalCode === null ? 'kept' : 'written',
            phone: entry.removePhone ? 'removed' : entry.phone === null ? 'kept' : 'written',
          });
          return {};
        },
      });
    },
  };
}

export type Users = ReturnType<typeof createUsers>;

/** A known person becomes a user: what was left empty in the form stays as it is. */
async function joinPerson(tx: Tx, person: SealedPerson): Promise<void> {
  const repository = peopleRepository(tx.db);
  const known = await repository.personById(person.id);
  if (known === null) throw new Refusal('not_found');
  if ((await repository.usersOfPeople([person.id])).length > 0) throw new Refusal('changed_meanwhile');
  await refuseTakenCode(tx, person);
  tx.write(repository.updatePerson(merged(known, person, { nationalCode: false, phone: false })));
}
