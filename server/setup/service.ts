import { createHash, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import { addMinutes, type Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Passwords } from '../people/passwords.ts';
import { peopleSteps, refuseWeakPassword } from '../people/steps.ts';
import type { FirstAdministrator, Judge } from './forms.ts';
import { bare, layOffice, streamsOf, type Office } from './office.ts';
import { setupRepository } from './repository.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly passwords: Pick<Passwords, 'hash'>;
  readonly newId: () => string;
}

const SETUP_STREAM = 'setup';
const LIFE_MINUTES = 72 * 60;
const GRANT = { role: 'administrator', agencyId: null, countyId: null } as const;

/** Judges the first administrator's password by the rules of passwords. */
export const weaknessOf: Judge = (password, about) => {
  try {
    refuseWeakPassword(password, { grants: [GRANT], about });
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The first start of an office: one link, used once, makes all of it or nothing. */
export function createSetup({ reads, writer, passwords, newId }: Deps) {
  const check = async (db: Knex, token: string, now: string): Promise<void> => {
    const repository = setupRepository(db);
    if (await repository.hasUsers()) throw new Refusal('already_set_up');
    const link = (await repository.unspent()).find((one) => one.tokenHash === hashOf(token));
    if (link === undefined || link.expiresAt <= now) throw new Refusal('link_spent');
  };

  return {
    isSetUp: (): Promise<boolean> => setupRepository(reads).hasUsers(),

    /** The path of a new one-time link, good for 72 hours, in place of any earlier one; null once the office is set up. */
    async ensureLink(now: Instant): Promise<string | null> {
      if (await setupRepository(reads).hasUsers()) return null;
      const token = randomBytes(32).toString('base64url');
      await writer.submit({
        key: newId(),
        bodyHash: '',
        actor: null,
        at: now,
        streams: [SETUP_STREAM],
        apply: async (tx) => {
          const repository = setupRepository(tx.db);
          for (const link of await repository.unspent()) tx.write(repository.spend(link.tokenHash, now));
          tx.write(repository.insert(hashOf(token), now, addMinutes(now, LIFE_MINUTES)));
          tx.raise(SETUP_STREAM, 'setup_link_issued', {});
          return {};
        },
      });
      return `/setup/${token}`;
    },

    /** Refuses `already_set_up`, and `link_spent` for a link that is unknown, spent or too old. */
    check: (token: string, now: Instant): Promise<void> => check(reads, token, now),

    /** Makes the office and its first administrator in one change; refuses like `check`, and a weak password. */
    async setUp(command: Command, token: string, office: Office, first: FirstAdministrator): Promise<{ userId: string }> {
      // Not the hash of the body, in which the password is: that would be a second, quicker trace of it.
      const own: Command = { ...command, bodyHash: hashOf(token) };
      return writer.once(own, async () => {
        await check(reads, token, command.at);
        refuseWeakPassword(first.password, { grants: [GRANT], about: [first.username, first.name] });
        const passwordHash = await passwords.hash(first.password);
        const [userId, personId, grantId] = [newId(), newId(), newId()];
        return writer.submit({
          ...own,
          streams: [SETUP_STREAM, `user:${userId}`, ...streamsOf(office)],
          apply: async (tx) => {
            await check(tx.db, token, command.at);
            const people = peopleSteps(tx);
            tx.write(setupRepository(tx.db).spend(hashOf(token), command.at));
            await people.addPerson(bare({ id: personId, honorific: first.honorific, name: first.name }));
            await people.addUser({ id: userId, personId, username: first.username, passwordHash, grants: [{ ...GRANT, id: grantId }] }, first, command.at);
            await layOffice(tx, office, command.at, userId);
            tx.raise(SETUP_STREAM, 'set_up', { agencies: office.agencies.length, counties: office.counties.length });
            return { userId };
          },
        });
      });
    },
  };
}

export type Setup = ReturnType<typeof createSetup>;
