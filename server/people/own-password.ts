import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { Refusal } from '../domain/refusal.ts';
import { loginRepository } from './logins.ts';
import { refuseWeakPassword } from './password-rules.ts';
import type { Passwords } from './passwords.ts';
import { peopleRepository } from './repository.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly passwords: Passwords;
}

/** What is typed to change one's own password. */
export interface PasswordChange {
  readonly userId: string;
  /** The login that asks, which stays open; all others are ended. */
  readonly loginId: string;
  readonly current: string;
  readonly password: string;
}

/** Changing one's own password. */
export function createOwnPassword({ reads, writer, passwords }: Deps) {
  return {
    /** Sets the new password and ends the person's other logins; refuses `password_wrong`, `password_length`, `password_common`. */
    async change({ userId, loginId, current, password }: PasswordChange, command: Command): Promise<void> {
      const known = await peopleRepository(reads).userById(userId);
      if (known === null || !(await passwords.matches(known.passwordHash, current))) throw new Refusal('password_wrong', { field: 'current' });
      refuseWeakPassword(password, { grants: known.grants, about: [known.username, known.person.name] });
      const passwordHash = await passwords.hash(password);
      await writer.submit({
        ...command,
        // Not the hash of the body, in which the passwords are.
        bodyHash: userId,
        streams: [`user:${userId}`],
        apply: async (tx) => {
          const user = await peopleRepository(tx.db).userById(userId);
          if (user === null || user.disabledAt !== null) throw new Refusal('not_found');
          const logins = loginRepository(tx.db);
          const others = (await logins.openOf(userId)).filter((login) => login.id !== loginId);
          tx.write(
            peopleRepository(tx.db).updateUser(userId, user.authzVersion, { password_hash: passwordHash, authz_version: user.authzVersion + 1 }),
            ...others.map((login) => logins.end(login.id, command.at, 'password_set')),
          );
          tx.raise(`user:${userId}`, 'password_set', { loginsEnded: others.length });
          return {};
        },
      });
    },
  };
}

export type OwnPassword = ReturnType<typeof createOwnPassword>;
