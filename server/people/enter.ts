import { createHash, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import { addMinutes, type Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import type { Actor, Role } from '../domain/permission.ts';
import { foldKey } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';
import { loginRepository, type Login } from './logins.ts';
import type { Passwords } from './passwords.ts';
import { peopleRepository } from './repository.ts';

/** Idle and absolute ends of a login, in minutes: inspectors are on the road, operators at a desk that rings. */
const ENDS: Partial<Record<Role, { idle: number; absolute: number }>> = {
  inspector: { idle: 12 * 60, absolute: 24 * 60 },
  operator: { idle: 60, absolute: 12 * 60 },
};
const ORDINARY = { idle: 30, absolute: 12 * 60 };
// `seen_at` is written at most this often: a login's idleness is counted in half-hours.
const TOUCH_EVERY_MINUTES = 1;
const REMEMBERED = 5_000;

/** What the guard needs of whoever holds a token. */
export interface Entered {
  readonly actor: Actor;
  readonly loginId: string;
  readonly authzVersion: number;
}

/** Asks for a login by name and password; `knownDevice` is the token of a browser that has entered before. */
export interface Entry {
  readonly username: string;
  readonly password: string;
  readonly ip: string;
  readonly device: string;
}

interface Limits {
  begin(ip: string, name: string, knownDevice: boolean): Promise<void>;
  succeeded(ip: string, name: string): Promise<void>;
  dropped(ip: string, name: string): Promise<void>;
}

interface Deps {
  readonly reads: Knex;
  /** For last-seen stamps, which are no change anybody must be able to trace. */
  readonly direct: Knex;
  readonly writer: Writer;
  readonly passwords: Passwords;
  readonly limits: Limits;
  newId(): string;
}

/** A token's trace in the database: who reads the table cannot enter with it. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
export const newToken = (): string => randomBytes(32).toString('base64url');

const endsOf = (actor: Actor): { idle: number; absolute: number } =>
  actor.grants
    .map((grant) => ENDS[grant.role] ?? ORDINARY)
    .reduce((longest, one) => (one.idle > longest.idle ? one : longest), ORDINARY);

/** Logging in and out, and who a token belongs to. */
export function createEntering({ reads, direct, writer, passwords, limits, newId }: Deps) {
  const people = peopleRepository(reads);
  const logins = loginRepository(reads);
  const seenLately = new Map<string, Instant>();

  const isOpen = (login: Login, actor: Actor, now: Instant): boolean =>
    now < login.expiresAt && now < addMinutes(login.seenAt, endsOf(actor).idle);

  return {
    /** Opens a login; the same answer and the same time whether the name exists or not. Throws `wrong_login`, `too_many_tries`, `busy`. */
    async enter(entry: Entry, deviceToken: string | null, command: Command): Promise<{ token: string; deviceToken: string; expiresAt: Instant }> {
      const name = foldKey(entry.username).toLowerCase();
      const user = await people.userByUsername(name);
      const known = deviceToken !== null && user !== null && (await logins.knowsDevice(hashToken(deviceToken), user.id));
      await limits.begin(entry.ip, name, known);
      const fits = await passwords.matches(user?.passwordHash ?? null, entry.password).catch(async (error: unknown) => {
        await limits.dropped(entry.ip, name);
        throw error;
      });
      const actor = fits && user !== null && user.disabledAt === null ? await people.actorOfUser(user.id) : null;
      if (actor === null || user === null) throw new Refusal('wrong_login', { field: 'password' });
      await limits.succeeded(entry.ip, name);
      const token = newToken();
      const device = known ? deviceToken : newToken();
      const login: Login = {
        id: newId(),
        userId: user.id,
        startedAt: command.at,
        seenAt: command.at,
        expiresAt: addMinutes(command.at, endsOf(actor).absolute),
        endedAt: null,
        ip: entry.ip,
        device: entry.device,
      };
      await writer.submit({
        // A login is never a replay: its token is known to this answer alone.
        key: newId(),
        bodyHash: login.id,
        actor: user.id,
        at: command.at,
        streams: [`user:${user.id}`],
        apply: async (tx) => {
          const repository = loginRepository(tx.db);
          tx.write(repository.insert(login, hashToken(token)), repository.rememberDevice(hashToken(device), user.id, command.at));
          tx.raise(`user:${user.id}`, 'login_started', { loginId: login.id, ip: login.ip, device: login.device });
          return {};
        },
      });
      return { token, deviceToken: device, expiresAt: login.expiresAt };
    },

    /** Who the token belongs to at `now`; null where it is unknown, ended, idle too long or past its end. */
    async whoIs(token: string, now: Instant): Promise<Entered | null> {
      const login = await logins.byToken(hashToken(token));
      if (login === null) return null;
      const user = await people.userById(login.userId);
      if (user === null || user.disabledAt !== null) return null;
      const actor = await people.actorOfUser(login.userId);
      if (actor === null || !isOpen(login, actor, now)) return null;
      return { actor, loginId: login.id, authzVersion: user.authzVersion };
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
          const open = (await repository.openOf(userId)).some((one) => one.id === loginId);
          if (!open) return {};
          tx.write(repository.end(loginId, command.at, why));
          tx.raise(`user:${userId}`, 'login_ended', { loginId, why });
          return {};
        },
      });
    },

    /** The person's own open logins, newest first. */
    openLogins: (userId: string): Promise<Login[]> => logins.openOf(userId),
  };
}

export type Entering = ReturnType<typeof createEntering>;
