import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import { addMinutes, type Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { Refusal } from '../domain/refusal.ts';
import { endAllLogins } from './end-logins.ts';
import { leastPasswordLength, refuseWeakPassword } from './password-rules.ts';
import type { Passwords } from './passwords.ts';
import type { Addressed } from './person.ts';
import { peopleRepository, type User } from './repository.ts';
import { hashToken, newToken } from './token.ts';

const LIFE_HOURS = 72;

/** A link by which one person sets a password of his own, once. */
interface Link {
  readonly userId: string;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
}

function linkRepository(db: Knex) {
  return {
    async byToken(tokenHash: string): Promise<Link | null> {
      const row = await db('one_time_links').where({ token_hash: tokenHash, purpose: 'password' }).first();
      if (row === undefined || row.user_id === null) return null;
      return { userId: row.user_id, expiresAt: row.expires_at as Instant, usedAt: row.used_at as Instant | null };
    },
    async unusedOf(userId: string): Promise<string[]> {
      const rows = await db('one_time_links').where({ user_id: userId, purpose: 'password' }).whereNull('used_at').orderBy('token_hash').select('token_hash');
      return rows.map((row) => row.token_hash);
    },
    insert: (tokenHash: string, userId: string, createdAt: Instant, expiresAt: Instant) =>
      db('one_time_links').insert({ token_hash: tokenHash, purpose: 'password', user_id: userId, created_at: createdAt, expires_at: expiresAt, used_at: null }),
    spend: (tokenHash: string, at: Instant) => db('one_time_links').where({ token_hash: tokenHash }).whereNull('used_at').update({ used_at: at }),
  };
}

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly passwords: Passwords;
  readonly newId: () => string;
}

/** One-time links for setting a password: an administrator gives the link, only its owner knows the password. */
export function createLinks({ reads, writer, passwords, newId }: Deps) {
  const holderOf = async (db: Knex, token: string, now: Instant): Promise<User> => {
    const link = await linkRepository(db).byToken(hashToken(token));
    const user = link === null || link.usedAt !== null || link.expiresAt <= now ? null : await peopleRepository(db).userById(link.userId);
    if (user === null || user.disabledAt !== null) throw new Refusal('link_spent');
    return user;
  };
  return {
    /** Makes a new link for the user, good for 72 hours, and voids his earlier ones. The token is in this answer and nowhere else. */
    async issue(userId: string, command: Command): Promise<{ token: string; expiresAt: Instant }> {
      const token = newToken();
      const expiresAt = addMinutes(command.at, LIFE_HOURS * 60);
      await writer.submit({
        ...command,
        // Never a replay: the answer to a repeat could not show the token again, since nobody has kept it.
        key: newId(),
        streams: [`user:${userId}`],
        apply: async (tx) => {
          const user = await peopleRepository(tx.db).userById(userId);
          if (user === null) throw new Refusal('not_found');
          const links = linkRepository(tx.db);
          const earlier = await links.unusedOf(userId);
          tx.write(...earlier.map((hash) => links.spend(hash, command.at)), links.insert(hashToken(token), userId, command.at, expiresAt));
          tx.raise(`user:${userId}`, 'link_issued', { expiresAt, voided: earlier.length });
          return {};
        },
      });
      return { token, expiresAt };
    },

    /** Whose link it is and how long his password must be; refuses `link_spent`. */
    async holder(token: string, now: Instant): Promise<{ name: string; honorific: Addressed; username: string; least: number }> {
      const user = await holderOf(reads, token, now);
      return { name: user.person.name, honorific: user.person.honorific, username: user.username, least: leastPasswordLength(user.grants) };
    },

    /** Sets the password, spends the link and ends the person's open logins; refuses `link_spent`, `password_length`, `password_common`. */
    async setPassword(token: string, password: string, command: Command): Promise<void> {
      const actor = (await linkRepository(reads).byToken(hashToken(token)))?.userId ?? null;
      // Not the hash of the body, in which the password is: that would be a second, quicker trace of it.
      const own: Command = { ...command, actor, bodyHash: hashToken(token) };
      await writer.once(own, async () => {
        const found = await holderOf(reads, token, command.at);
        refuseWeakPassword(password, { grants: found.grants, about: [found.username, found.person.name] });
        const passwordHash = await passwords.hash(password);
        return writer.submit({
          ...own,
          streams: [`user:${found.id}`],
          apply: async (tx) => {
            const user = await holderOf(tx.db, token, command.at);
            tx.write(
              linkRepository(tx.db).spend(hashToken(token), command.at),
              peopleRepository(tx.db).updateUser(user.id, user.authzVersion, { password_hash: passwordHash, authz_version: user.authzVersion + 1 }),
            );
            const ended = await endAllLogins(tx, user.id, command.at, 'password_set');
            tx.raise(`user:${user.id}`, 'password_set', { loginsEnded: ended });
            return {};
          },
        });
      });
    },
  };
}

export type Links = ReturnType<typeof createLinks>;
