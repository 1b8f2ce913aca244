import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import { addMinutes, type Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import type { Actor } from '../domain/permission.ts';
import { foldKey } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';
import { endsOf, isOpen } from './login-ends.ts';
import { loginRepository, type Login } from './logins.ts';
import type { Passwords } from './passwords.ts';
import { peopleRepository } from './repository.ts';
import { replaceLogin } from './steps.ts';
import { hashToken, newToken } from './token.ts';

// `seen_at` is written at most this often: a login's idleness is counted in half-hours.
const TOUCH_EVERY_MINUTES = 1;
const REMEMBERED = 5_000;

/** What the guard needs of whoever holds a token. */
export interface Entered {
  readonly actor: Actor;
  readonly loginId: string;
  readonly authzVersion: number;
}

/** Asks for a login by name and password. */
export interface Entry {
  readonly username: string;
  readonly password: string;
  readonly ip: string;
  readonly device: string;
}

/** The tokens that a browser brings along: that of the device it is known as, and of the login it is still in. */
export interface Browser {
  readonly deviceToken: string | null;
  readonly loginToken: string | null;
}

interface Limits {
  begin(ip: string, name: string, knownDevice: boolean): Promise<void>;
  succeeded(ip: string, name: string): Promise<void>;
  failed(ip: string, name: string): Promise<void>;
  dropped(ip: string, name: string): Promise<void>;
}

interface Deps {
  readonly reads: Knex;
  /** For last-seen stamps, which are no change anybody must be able to trace. */
  readonly direct: Knex;
  readonly writer: Writer;
  readonly passwords: Passwords;
  readonly limits: Limits;
  readonly newId: () => string;
}

/** Logging in and out, and who a token belongs to. */
export function createEntering({ reads, direct, writer, passwords, limits, newId }: Deps) {
  const people = peopleRepository(reads);
  const logins = loginRepository(reads);
  const seenLately = new Map<string, Instant>();

  return {
    /**
     * Opens a login, and ends the one that this browser was still in; the same answer and the same time whether the name exists
     * or not. Throws `wrong_login`, `too_many_tries`, `busy`.
     */
    async enter(entry: Entry, { deviceToken, loginToken }: Browser, command: Command): Promise<{ token: string; deviceToken: string; expiresAt: Instant }> {
      const name = foldKey(entry.username).toLowerCase();
      const user = await people.userByUsername(name);
      const known = deviceToken !== null && user !== null && (await logins.knowsDevice(hashToken(deviceToken), user.id));
      await limits.begin(entry.ip, name, known);
      const fits = await passwords.matches(user?.passwordHash ?? null, entry.password).catch(async (error: unknown) => {
        await limits.dropped(entry.ip, name);
        throw error;
      });
      if (!fits || user === null || user.disabledAt !== null) {
        await limits.failed(entry.ip, name);
        throw new Refusal('wrong_login', { field: 'password' });
      }
      await limits.succeeded(entry.ip, name);
      const token = newToken();
      const device = known ? deviceToken : newToken();
      const login: Login = {
        id: newId(),
        userId: user.id,
        startedAt: command.at,
        seenAt: command.at,
        expiresAt: addMinutes(command.at, endsOf(user.grants).absolute),
        endedAt: null,
        ip: entry.ip,
        device: entry.device,
      };
      const left = loginToken === null ? null : await logins.byToken(hashToken(loginToken));
      await writer.submit({
        // A login is never a replay: its token is known to this answer alone.
        key: newId(),
        bodyHash: login.id,
        actor: user.id,
        at: command.at,
        streams: [...new Set([user.id, left?.userId ?? user.id])].map((id) => `user:${id}`),
        apply: async (tx) => {
          const repository = loginRepository(tx.db);
          if (left !== null && loginToken !== null) await replaceLogin(tx, loginToken, command.at);
          tx.write(repository.insert(login, hashToken(token)), repository.rememberDevice(hashToken(device), user.id, command.at));
          tx.raise(`user:${user.id}`, 'login_started', { loginId: login.id, ip: login.ip, device: login.device });
          return {};
        },
      });
      return { token, deviceToken: device, expiresAt: login.expiresAt };
    },

    /** Who the token belongs to at `now`; null where it is unknown, ended, idle too long or past its end. */
    async whoIs(token: string, now: Instant): Promise<Entered | null> {
      const holder = await logins.holderOf(hashToken(token));
      if (holder === null || !isOpen(holder.login, holder.actor.grants, now)) return null;
      return { actor: holder.actor, loginId: holder.login.id, authzVersion: holder.authzVersion };
    },

    /** Notes that the person is at work, at most once a minute; an ended login is left as it is. */
    async touch(loginId: string, now: Instant): Promise<void> {
      const since = seenLately.get(loginId);
      if (since !== undefined && now < addMinutes(since, TOUCH_EVERY_MINUTES)) return;
      seenLately.delete(loginId);
      seenLately.set(loginId, now);
      if (seenLately.size > REMEMBERED) seenLately.delete(seenLately.keys().next().value ?? loginId);
      await loginRepository(direct).touch(loginId, now);
    },

    /** Ends one login of the person; ending it twice is the same as once. */
    async end(loginId: string, userId: string, why: 'logout' | 'ended_by_owner', command: Command): Promise<void> {
      await writer.submit({
        ...command,
        streams: [`user:${userId}`],
        apply: async (tx) => {
          const repository = loginRepository(tx.db);
          const open = (await repository.unendedOf(userId, command.at)).some((one) => one.id === loginId);
          if (!open) return {};
          tx.write(repository.end(loginId, command.at, why));
          tx.raise(`user:${userId}`, 'login_ended', { loginId, why });
          return {};
        },
      });
    },

    /** The person's own logins that are open at `now`, latest seen first. */
    openLogins: async (actor: Actor, now: Instant): Promise<Login[]> => (await logins.unendedOf(actor.id, now)).filter((login) => isOpen(login, actor.grants, now)),
  };
}

export type Entering = ReturnType<typeof createEntering>;
