import type { Knex } from 'knex';
import { WriterError } from '../errors.ts';
import type { Change } from './change.ts';
import type { Command } from './record.ts';

/** What makes a repeat of a change the same change. */
export type Repeat = Pick<Change<unknown>, 'key' | 'actor' | 'bodyHash'>;

/** The first answer of a command; throws WriterError `key_reused` where its key now comes with another body or actor. */
export function firstAnswer(first: Pick<Command, 'actor' | 'bodyHash' | 'result'>, { actor, bodyHash }: Repeat): unknown {
  if (first.actor !== actor || first.bodyHash !== bodyHash) throw new WriterError('key_reused');
  return first.result === null ? undefined : JSON.parse(first.result);
}

/** The answer that a command was given already, or null; throws like `firstAnswer`. */
export async function replayed(db: Knex, repeat: Repeat): Promise<{ readonly result: unknown } | null> {
  const row = await db('commands').where({ key: repeat.key }).first();
  if (row === undefined) return null;
  return { result: firstAnswer({ actor: row.actor, bodyHash: row.body_hash, result: row.result }, repeat) };
}
