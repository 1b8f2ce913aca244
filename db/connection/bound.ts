import knexFactory, { type Knex } from 'knex';

/** What one statement gave back: rows read, or how many rows it changed. */
export interface Answer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly changed: number;
}

/** Sends one statement in the driver's own placeholder style; statements are sent one after another. */
export type Run = (sql: string, bindings?: readonly unknown[]) => Promise<Answer>;

/** One statement of several that do not hang on each other. */
export interface Statement {
  readonly sql: string;
  readonly bindings: readonly unknown[];
}

/** Statements made to wait for one another, with a count of those that failed. */
export interface InTurn {
  readonly run: Run;
  /** Sends statements of which none hangs on another, after all that was sent before; throws the first failure when all have been answered. */
  readonly together: (statements: readonly Statement[]) => Promise<void>;
  readonly faults: () => number;
  /** Settles when everything sent so far has been answered. */
  readonly idle: () => Promise<void>;
}

type Send = (sql: string, bindings: readonly unknown[]) => Promise<Answer>;

/**
 * Sends statements one after another: drivers run overlapping ones out of order (sqlite3) or deprecate them (pg). Only what
 * `mayOverlap` says, and what is sent together, is under way at once: reads wait for the writes before them, and not for each
 * other, so that a driver that works through them by itself need not come back between two.
 */
export function inTurn(send: Send, mayOverlap: ((sql: string) => boolean) | null): InTurn {
  // What every statement waits for, and what reads wait for; both settle, and never throw.
  let all: Promise<unknown> = Promise.resolve();
  let writes: Promise<unknown> = Promise.resolve();
  let [waiting, writing, faults] = [0, 0, 0];
  const answered = (isRead: boolean, failed: boolean): void => {
    waiting -= 1;
    if (!isRead) writing -= 1;
    if (failed) faults += 1;
  };
  const enter = <T>(isRead: boolean, work: () => Promise<T>): Promise<T> => {
    const isFree = isRead ? writing === 0 : waiting === 0;
    const answer = isFree ? work() : (isRead ? writes : all).then(work);
    waiting += 1;
    if (!isRead) writing += 1;
    const settled = answer.then(() => answered(isRead, false), () => answered(isRead, true));
    // A write has waited for all before it; a read may be answered before those that were sent earlier.
    all = isRead && waiting > 1 ? Promise.all([all, settled]) : settled;
    if (!isRead) writes = settled;
    return answer;
  };
  return {
    run: (sql, bindings = []) => enter(mayOverlap?.(sql) ?? false, () => send(sql, bindings)),
    together: (statements) =>
      enter(false, async () => {
        if (mayOverlap === null) {
          for (const { sql, bindings } of statements) await send(sql, bindings);
          return;
        }
        const sent = await Promise.allSettled(statements.map(({ sql, bindings }) => send(sql, bindings)));
        for (const one of sent) if (one.status === 'rejected') throw one.reason;
      }),
    faults: () => faults,
    idle: () => all.then(() => undefined),
  };
}

interface Query {
  toSQL(): { readonly method: string; readonly sql: string; readonly pluck?: string; toNative(): { readonly sql: string; readonly bindings: readonly unknown[] } };
}

interface BoundClient {
  emit(event: 'query', query: { readonly sql: string; readonly bindings: readonly unknown[] }): boolean;
  runner(query: Query): { run(): Promise<unknown> };
}

const readingText = /^\s*(select|with|values|pragma|show)\b/i;

/**
 * A Knex whose every query goes over `run`, that is over one connection and inside the transaction open on it.
 * It reads only: a write sent directly would survive a refusal, so `insert`, `update` and `delete` are refused here.
 * Knex's own runner (pool, timers, events) is left out: it costs as much as the query.
 */
export function boundKnex(dialect: 'sqlite' | 'postgres', run: Run): Knex {
  const handle = knexFactory({ client: dialect === 'sqlite' ? 'sqlite3' : 'pg', useNullAsDefault: true });
  const answer = async (query: Query): Promise<unknown> => {
    const compiled = query.toSQL();
    const { sql, bindings } = compiled.toNative();
    if (!readingText.test(sql)) throw new Error(`queue this write instead of sending it: ${sql}`);
    (handle.client as BoundClient).emit('query', { sql, bindings });
    const { rows } = await run(sql, bindings);
    switch (compiled.method) {
      case 'first':
        return rows[0];
      case 'pluck':
        return rows.map((row) => row[compiled.pluck ?? '']);
      case 'select':
        return rows;
      case 'raw':
        return dialect === 'sqlite' ? rows : { command: 'SELECT', rows, rowCount: rows.length };
      default:
        throw new Error(`a change reads by select, first, pluck or raw, not by ${compiled.method}`);
    }
  };
  (handle.client as BoundClient).runner = (query) => ({ run: () => answer(query) });
  return handle;
}
