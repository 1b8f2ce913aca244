import type { Knex } from 'knex';
import type { Tx, Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import type { Grant } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { endAllLogins } from './end-logins.ts';
import { peopleRepository, type User } from './repository.ts';
import { plainGrant } from './steps.ts';

/** Two administrators who disable each other at once must not both succeed: whoever touches that role takes this stream. */
export const ADMINISTRATORS = 'administrators';
/** The stream of one user: the live gateway ends his screens by it. */
export const streamOf = (userId: string): string => `user:${userId}`;

/** The user; refuses `not_found`. */
export async function findUser(db: Knex, id: string): Promise<User> {
  const user = await peopleRepository(db).userById(id);
  if (user === null) throw new Refusal('not_found');
  return user;
}

/** A user as events keep him: never the password, the national code or the phone. */
export const recordOf = ({ id, person, username, grants }: Pick<User, 'id' | 'person' | 'username'> & { readonly grants: readonly Grant[] }) => ({
  id, personId: person.id, honorific: person.honorific, name: person.name, username, grants: grants.map(plainGrant),
});

/** Refuses to shut out or strip the only administrator who can log in. */
export async function refuseLastAdministrator(tx: Pick<Tx, 'db'>, userId: string): Promise<void> {
  const able = await peopleRepository(tx.db).ableAdministrators();
  if (able.includes(userId) && able.length === 1) throw new Refusal('last_administrator', { field: 'role-administrator' });
}

/** Shutting users out and letting them in again. */
export function createAccess({ writer }: { readonly writer: Writer }) {
  return {
    /** Shuts the user out at once, ending his logins; refuses `last_administrator`. Doing it twice is the same as once. */
    async disable(id: string, command: Command): Promise<void> {
      await writer.submit({
        ...command,
        streams: [streamOf(id), ADMINISTRATORS],
        apply: async (tx) => {
          const user = await findUser(tx.db, id);
          if (user.disabledAt !== null) return {};
          await refuseLastAdministrator(tx, id);
          tx.write(peopleRepository(tx.db).updateUser(id, user.authzVersion, { disabled_at: command.at, authz_version: user.authzVersion + 1 }));
          const ended = await endAllLogins(tx, id, command.at, 'disabled');
          tx.raise(streamOf(id), 'user_disabled', { before: recordOf(user), after: null, loginsEnded: ended });
          return {};
        },
      });
    },

    /** Lets a disabled user in again, with the roles and the password he had. */
    async enable(id: string, command: Command): Promise<void> {
      await writer.submit({
        ...command,
        streams: [streamOf(id)],
        apply: async (tx) => {
          const user = await findUser(tx.db, id);
          if (user.disabledAt === null) return {};
          tx.write(peopleRepository(tx.db).updateUser(id, user.authzVersion, { disabled_at: null, authz_version: user.authzVersion + 1 }));
          tx.raise(streamOf(id), 'user_enabled', { before: null, after: recordOf(user) });
          return {};
        },
      });
    },

    /** Ends every open login of the user; he may log in again. */
    async endLogins(id: string, command: Command): Promise<void> {
      await writer.submit({
        ...command,
        streams: [streamOf(id)],
        apply: async (tx) => {
          await findUser(tx.db, id);
          const ended = await endAllLogins(tx, id, command.at, 'ended_by_administrator');
          if (ended > 0) tx.raise(streamOf(id), 'logins_ended', { loginsEnded: ended });
          return {};
        },
      });
    },
  };
}

export type Access = ReturnType<typeof createAccess>;
