import type { Connection } from '../connection.ts';
import type { EventRow } from '../tables.ts';
import { chainHash } from './chain.ts';
import { applyChange, flushWrites, type Change, type Raised } from './change.ts';
import { recordBook, type Command, type Head } from './record.ts';
import { firstAnswer } from './replay.ts';

/** A stream that has moved, and the seq of its newest event. */
export interface Committed {
  readonly stream: string;
  readonly seq: number;
}

/** How one change of a batch ended. */
export type Outcome = { readonly done: true; readonly result: unknown } | { readonly done: false; readonly error: unknown };

/** A batch carried to the point where only COMMIT is left; nothing to commit when every change was refused or a replay. */
export interface Prepared {
  readonly outcomes: readonly Outcome[];
  readonly moved: readonly Committed[];
  readonly wrote: boolean;
}

/**
 * Runs every change of a batch inside the transaction open on `connection`: streams locked, keys read, each change
 * applied and flushed in turn, then events, counters and keys. A change that refuses is left out; a statement that
 * the database refuses, or a stale write, is thrown: the whole transaction must then be rolled back.
 */
export async function prepareBatch(
  dialect: 'sqlite' | 'postgres',
  connection: Connection,
  changes: readonly Change<unknown>[],
): Promise<Prepared> {
  const book = recordBook(dialect, connection);
  const [heads, known] = await Promise.all([
    book.lock([...new Set(changes.flatMap(({ streams }) => streams))].sort()),
    book.commandsOf(changes.map(({ key }) => key)),
  ]);
  const moved = new Map<string, Head>();
  const events: EventRow[] = [];
  const commands: Command[] = [];
  const outcomes: Outcome[] = [];
  let flushed: Promise<void> = Promise.resolve();

  const add = (change: Change<unknown>, { stream, kind, data }: Raised) => {
    const before = moved.get(stream) ?? heads.get(stream) ?? { seq: 0, hash: '' };
    const link = { stream, seq: before.seq + 1, at: change.at, actor: change.actor, key: change.key, kind, data };
    const hash = chainHash(before.hash, link);
    events.push({ ...link, hash });
    moved.set(stream, { seq: link.seq, hash });
  };

  for (const change of changes) {
    const first = known.get(change.key);
    if (first !== undefined) {
      outcomes.push(replay(first, change));
      continue;
    }
    const faults = connection.faults();
    const applied = await applyChange(connection, change).catch((error: unknown) => ({ error }));
    if ('error' in applied) {
      // PostgreSQL ends the transaction at the first failed statement, so its batch mates must start again.
      if (connection.faults() > faults) throw applied.error;
      outcomes.push({ done: false, error: applied.error });
      continue;
    }
    // The next change is already deciding while these writes go out: its reads wait behind them, and if one fails,
    // both are rolled back.
    await flushed;
    flushed = flushWrites(connection, applied.writes);
    flushed.catch(() => undefined);
    for (const raised of applied.raised) add(change, raised);
    const { key, actor, bodyHash, at } = change;
    commands.push({ key, actor, bodyHash, at, result: JSON.stringify(applied.result) ?? null });
    outcomes.push({ done: true, result: applied.result });
  }
  await flushed;
  if (commands.length > 0) await book.keep(events, moved, commands);
  return { outcomes, moved: [...moved].map(([stream, { seq }]) => ({ stream, seq })), wrote: commands.length > 0 };
}

function replay(first: Command, change: Change<unknown>): Outcome {
  try {
    return { done: true, result: firstAnswer(first, change) };
  } catch (error) {
    return { done: false, error };
  }
}
