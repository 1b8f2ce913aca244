import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Tries } from '../domain/tries.ts';
import { loginRepository } from './logins.ts';
import { refuseWeakPassword } from './password-rules.ts';
import type { Passwords } from './passwords.ts';
import { peopleRepository, type User } from './repository.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly passwords: Passwords;
  /** Counts the tries by user: whoever found a screen open must not find the password out at it. */
  readonly tries: Tries;
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
export function createOwnPassword({ reads, writer, passwords, tries }: Deps) {
  const mustFit = async ({ id, passwordHash }: User, current: string): Promise<void> => {
    await tries.begin(id);
    const fits = await passwords.matches(passwordHash, current).catch(async (error: unknown) => {
      await tries.dropped(id);
      throw error;
    });
    await (fits ? tries.succeeded(id) : tries.failed(id));
    if (!fits) throw new Refusal('password_wrong', { field: 'current' });
  };

  return {
    /** Sets the new password and ends the person's other logins; refuses `password_wrong`, `too_many_tries`, `password_length`, `password_common`. */
    async change({ userId, loginId, current, password }: PasswordChange, command: Command): Promise<void> {
      // Not the hash of the body, in which the passwords are.
      const own: Command = { ...command, bodyHash: userId };
      await writer.once(own, async () => {
        const known = await peopleRepository(reads).userById(userId);
        if (known === null) throw new Refusal('not_found');
        await mustFit(known, current);
        refuseWeakPassword(password, { grants: known.grants, about: [known.username, known.person.name] });
        const passwordHash = await passwords.hash(password);
        return writer.submit({
          ...own,
          streams: [`user:${userId}`],
          apply: async (tx) => {
            const user = await peopleRepository(tx.db).userById(userId);
            if (user === null || user.disabledAt !== null) throw new Refusal('not_found');
            const logins = loginRepository(tx.db);
            const others = (await logins.unendedOf(userId, command.at)).filter((login) => login.id !== loginId);
            tx.write(
              peopleRepository(tx.db).updateUser(userId, user.authzVersion, { password_hash: passwordHash, authz_version: user.authzVersion + 1 }),
              ...others.map((login) => logins.end(login.id, command.at, 'password_set')),
            );
            tx.raise(`user:${userId}`, 'password_set', { loginsEnded: others.length });
            return {};
          },
        });
      });
    },
  };
}

export type OwnPassword = ReturnType<typeof createOwnPassword>;
