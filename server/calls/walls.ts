import { createHash, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import type { Actor } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';

/** A screen of the hall, reached by a key that can be revoked. */
export interface Wall {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly revokedAt: Instant | null;
  readonly rev: number;
}

/** The stream of the wallboards' keys. */
const WALLS_STREAM = 'walls';

// A governorate has a handful of screens.
const IN_USE_SHOWN = 200;
const REVOKED_SHOWN = 20;

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');
/** The id under which a wallboard watches; `user:` and it is the stream that ends it. */
const actorIdOf = (wallId: string): string => `wall-${wallId}`;

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** Wallboards and their keys: whoever has the key sees counts, and never a person. */
export function createWalls({ reads, writer, newId }: Deps) {
  return {
    /** The wallboards in use, the newest first, and after them the latest that were revoked. */
    async all(): Promise<Wall[]> {
      const used = await reads('walls').whereNull('revoked_at').orderBy([{ column: 'created_at', order: 'desc' }, 'id']).limit(IN_USE_SHOWN);
      const revoked = await reads('walls').whereNotNull('revoked_at').orderBy([{ column: 'revoked_at', order: 'desc' }, 'id']).limit(REVOKED_SHOWN);
      return [...used, ...revoked].map((row) => ({
        id: row.id, name: row.name, createdAt: row.created_at as Instant, createdBy: row.created_by, revokedAt: row.revoked_at as Instant | null, rev: row.rev,
      }));
    },

    /** Makes a wallboard; its key, 43 letters that a log leaves out like every token, is in this answer and nowhere else. */
    async add(name: string, command: Command): Promise<{ readonly id: string; readonly key: string }> {
      const [id, key] = [newId(), randomBytes(32).toString('base64url')];
      await writer.submit({
        ...command,
        // Never a replay: the answer to a repeat could not show the key again, since nobody has kept it.
        key: newId(),
        streams: [WALLS_STREAM],
        apply: async (tx) => {
          tx.write(tx.db('walls').insert({ id, name, key_hash: hashOf(key), created_at: command.at, created_by: command.actor ?? '', revoked_at: null, rev: 1 }));
          tx.raise(WALLS_STREAM, 'wall_added', { id, name });
          return {};
        },
      });
      return { id, key };
    },

    /** Revokes a key: its screens go dark within the second. Refuses `not_found`. */
    revoke: (id: string, command: Command): Promise<Record<string, never>> =>
      writer.submit({
        ...command,
        streams: [WALLS_STREAM, `user:${actorIdOf(id)}`],
        apply: async (tx) => {
          const row = await tx.db('walls').where({ id }).first();
          if (row === undefined) throw new Refusal('not_found');
          if (row.revoked_at !== null) return {};
          tx.write(tx.db('walls').where({ id, rev: row.rev }).update({ revoked_at: command.at, rev: row.rev + 1 }));
          tx.raise(WALLS_STREAM, 'wall_revoked', { id });
          tx.raise(`user:${actorIdOf(id)}`, 'wall_revoked', {});
          return {};
        },
      }),

    /** Which screen has the key; null where it is unknown or revoked. */
    async whoIs(key: string): Promise<{ readonly actor: Actor; readonly loginId: string; readonly authzVersion: number; readonly name: string } | null> {
      const row = await reads('walls').where({ key_hash: hashOf(key) }).whereNull('revoked_at').first();
      if (row === undefined) return null;
      return { actor: { id: actorIdOf(row.id), name: row.name, grants: [{ role: 'wall', agencyId: null, countyId: null }] }, loginId: actorIdOf(row.id), authzVersion: row.rev, name: row.name };
    },
  };
}

export type Walls = ReturnType<typeof createWalls>;
