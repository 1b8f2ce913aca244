import type { Knex } from 'knex';
import type { Instant } from '../domain/calendar.ts';

/** One login of a person: from entering until it is ended, grows idle or reaches its end. */
export interface Login {
  readonly id: string;
  readonly userId: string;
  readonly startedAt: Instant;
  readonly seenAt: Instant;
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
  readonly ip: string;
  readonly device: string;
}

interface LoginRow {
  id: string;
  user_id: string;
  started_at: string;
  seen_at: string;
  expires_at: string;
  ended_at: string | null;
  ip: string;
  device: string;
}

const toLogin = (row: LoginRow): Login => ({
  id: row.id,
  userId: row.user_id,
  startedAt: row.started_at as Instant,
  seenAt: row.seen_at as Instant,
  expiresAt: row.expires_at as Instant,
  endedAt: row.ended_at as Instant | null,
  ip: row.ip,
  device: row.device,
});

/** Logins over one handle. An ended login stays ended: every write but the first asks that it is still open. */
export function loginRepository(db: Knex) {
  const open = () => db('logins').whereNull('ended_at');
  return {
    async byToken(tokenHash: string): Promise<Login | null> {
      const row = (await db('logins').where({ token_hash: tokenHash }).whereNull('ended_at').first()) as LoginRow | undefined;
      return row === undefined ? null : toLogin(row);
    },
    async openOf(userId: string): Promise<Login[]> {
      const rows = (await db('logins').where({ user_id: userId }).whereNull('ended_at').orderBy([{ column: 'seen_at', order: 'desc' }, 'id'])) as LoginRow[];
      return rows.map(toLogin);
    },
    insert: (login: Login, tokenHash: string) =>
      db('logins').insert({
        id: login.id,
        token_hash: tokenHash,
        user_id: login.userId,
        started_at: login.startedAt,
        seen_at: login.seenAt,
        expires_at: login.expiresAt,
        ended_at: null,
        ended_why: null,
        ip: login.ip,
        device: login.device,
      }),
    touch: (id: string, at: Instant) => open().where({ id }).update({ seen_at: at }),
    end: (id: string, at: Instant, why: string) => open().where({ id }).update({ ended_at: at, ended_why: why }),
    async knowsDevice(tokenHash: string, userId: string): Promise<boolean> {
      return (await db('known_devices').where({ token_hash: tokenHash, user_id: userId }).first()) !== undefined;
    },
    rememberDevice: (tokenHash: string, userId: string, at: Instant) =>
      db('known_devices').insert({ token_hash: tokenHash, user_id: userId, seen_at: at }).onConflict('token_hash').merge(['seen_at']),
  };
}
