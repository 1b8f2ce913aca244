import type { Connection, Database } from './connection.ts';
import { isCollision, isCommitRefused, isLockTimeout, WriterError } from './errors.ts';
import { prepareBatch, type Committed, type Outcome, type Prepared } from './writer/batch.ts';
import type { Change } from './writer/change.ts';
import { reconnecting } from './writer/line.ts';
import { notify } from './writer/notify.ts';
import { replayed, type Repeat } from './writer/replay.ts';

export type { Committed } from './writer/batch.ts';
export type { Change, Tx, Write } from './writer/change.ts';

/** The one way to write: `submit` settles after COMMIT, with the change's result or with what it threw. */
export interface Writer {
  submit<R>(change: Change<R>): Promise<R>;
  /**
   * Does `work`, which checks before it submits; a repeat of a command that was answered gets that first answer, even where
   * the checks now find its own doing (a link spent, a password changed). Throws like `submit`, `key_reused` included.
   */
  once<R>(command: Repeat, work: () => Promise<R>): Promise<R>;
  /** Settles when everything submitted so far has been answered. */
  drain(): Promise<void>;
}

/** The points at which a test may end the process. */
export type Point = 'before_commit' | 'after_commit' | 'before_publish';

/** For tests only: a look into the writer, and a broken promise that the tests must notice. */
export interface WriterProbe {
  readonly at?: (point: Point) => void | Promise<void>;
  /** `ack_before_commit` answers first and commits then. */
  readonly breaks?: 'ack_before_commit';
}

interface Job {
  readonly change: Change<unknown>;
  readonly settle: (outcome: Outcome) => void;
}

const largestBatch = 128;
const tries = 3;

/**
 * The writer of a database. Changes that arrive during a commit share the next one; when one of a batch fails in the
 * database, the batch is rolled back and each is tried alone. `publish` is called after COMMIT, before the replies,
 * with the newest seq of each stream that moved; on PostgreSQL it is not called: `listen` tells every process alike.
 */
export async function createWriter(
  database: Database,
  publish: (events: readonly Committed[]) => void,
  probe: WriterProbe = {},
): Promise<Writer> {
  const line = await reconnecting(database);
  const queue: Job[] = [];
  let working: Promise<void> | null = null;

  const commit = async (connection: Connection, prepared: Prepared) => {
    if (!prepared.wrote) return void (await connection.run('rollback'));
    if (database.dialect === 'postgres' && prepared.moved.length > 0) await notify(connection, prepared.moved);
    await probe.at?.('before_commit');
    await connection.run('commit').catch((error: unknown) => {
      throw isCommitRefused(error) ? error : new WriterError('commit_unknown', { cause: error });
    });
    await probe.at?.('after_commit');
  };

  const transact = async (jobs: readonly Job[]): Promise<readonly Outcome[]> => {
    const connection = await line.get();
    try {
      await connection.run(database.dialect === 'sqlite' ? 'begin immediate' : 'begin');
      const prepared = await prepareBatch(database.dialect, connection, jobs.map(({ change }) => change));
      if (probe.breaks === 'ack_before_commit') jobs.forEach(({ settle }, index) => settle(outcomeAt(prepared.outcomes, index)));
      await commit(connection, prepared);
      // Whoever is answered may look at once: by then nothing that he changed is remembered.
      database.memory.moved(prepared.moved.map(({ stream }) => stream));
      await probe.at?.('before_publish');
      if (database.dialect === 'sqlite' && prepared.moved.length > 0) announce(publish, prepared.moved);
      return prepared.outcomes;
    } catch (error) {
      // Also after a failed COMMIT, which leaves SQLite's transaction open.
      await connection.run('rollback').catch(() => undefined);
      database.memory.clear();
      throw error;
    }
  };

  const work = async (jobs: readonly Job[], attempt = 1): Promise<void> => {
    try {
      const outcomes = await transact(jobs);
      jobs.forEach(({ settle }, index) => settle(outcomeAt(outcomes, index)));
    } catch (error) {
      const fault = isLockTimeout(error) ? new WriterError('busy', { cause: error }) : error;
      const shared = fault instanceof WriterError;
      if (!shared && attempt < tries && (line.isLost() || isCollision(error))) return work(jobs, attempt + 1);
      if (shared || jobs.length === 1) return jobs.forEach(({ settle }) => settle({ done: false, error: fault }));
      for (const job of jobs) await work([job]);
    }
  };

  const workThrough = async () => {
    while (queue.length > 0) {
      // Those who were just answered may come back at once: let them join this batch.
      await new Promise((resolve) => setImmediate(resolve));
      await work(nextBatch(queue));
    }
    working = null;
  };

  return {
    submit: <R>(change: Change<R>) =>
      new Promise<R>((resolve, reject) => {
        queue.push({
          change,
          settle: (outcome) => (outcome.done ? resolve(outcome.result as R) : reject(asError(outcome.error))),
        });
        working ??= workThrough();
      }),
    once: async <R>(command: Repeat, work: () => Promise<R>): Promise<R> => {
      const first = await replayed(database.reads, command);
      if (first !== null) return first.result as R;
      try {
        return await work();
      } catch (error) {
        // The same form, sent twice, may have been answered while this one was still checking.
        const meanwhile = await replayed(database.reads, command).catch(() => null);
        if (meanwhile === null) throw error;
        return meanwhile.result as R;
      }
    },
    drain: async () => {
      while (working !== null) await working;
    },
  };
}

/** Takes the next jobs off the queue in order; a key that is already among them waits, to be answered as a replay. */
function nextBatch(queue: Job[]): readonly Job[] {
  const keys = new Set<string>();
  let size = 0;
  for (const { change } of queue) {
    if (size === largestBatch || keys.has(change.key)) break;
    keys.add(change.key);
    size += 1;
  }
  return queue.splice(0, size);
}

function outcomeAt(outcomes: readonly Outcome[], index: number): Outcome {
  return outcomes[index] ?? { done: false, error: new WriterError('commit_unknown') };
}

function announce(publish: (events: readonly Committed[]) => void, moved: readonly Committed[]): void {
  try {
    publish(moved);
  } catch (error) {
    // The change is kept: a faulty push must neither undo its answer nor stop the writer; screens ask again anyway.
    process.emitWarning(asError(error));
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
