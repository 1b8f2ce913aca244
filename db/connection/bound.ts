import knexFactory, { type Knex } from 'knex';

/** What one statement gave back: rows read, or how many rows it changed. */
export interface Answer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly changed: number;
}

/** Sends one statement in the driver's own placeholder style; statements are sent one after another. */
export type Run = (sql: string, bindings?: readonly unknown[]) => Promise<Answer>;

/** Statements made to wait for one another, with a count of those that failed. */
export interface InTurn {
  readonly run: Run;
  readonly faults: () => number;
  /** Settles when everything sent so far has been answered. */
  readonly idle: () => Promise<void>;
}

/** Sends statements one after another: drivers run overlapping ones out of order (sqlite3) or deprecate them (pg). */
export function inTurn(send: (sql: string, bindings: readonly unknown[]) => Promise<Answer>): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let faults = 0;
  const answered = () => {
    waiting -= 1;
  };
  const failed = () => {
    waiting -= 1;
    faults += 1;
  };
  const run: Run = (sql, bindings = []) => {
    const answer = waiting === 0 ? send(sql, bindings) : last.then(() => send(sql, bindings));
    waiting += 1;
    last = answer.then(answered, failed);
    return answer;
  };
  return { run, faults: () => faults, idle: () => last.then(() => undefined) };
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
