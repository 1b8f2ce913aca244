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
  let faults = 0;
  const run: Run = (sql, bindings = []) => {
    const answer = last.then(() => send(sql, bindings));
    last = answer.catch(() => {
      faults += 1;
    });
    return answer;
  };
  return { run, faults: () => faults, idle: () => last.then(() => undefined) };
}

interface KnexStatement {
  readonly method: string;
  readonly sql: string;
  readonly bindings: readonly unknown[];
  response?: unknown;
}

interface BoundClient {
  acquireConnection(): Promise<object>;
  releaseConnection(): Promise<void>;
  _query(connection: object, statement: KnexStatement): Promise<KnexStatement>;
}

const readingMethods = new Set(['select', 'first', 'pluck', 'columnInfo']);
const readingText = /^\s*(select|with|values|pragma)\b/i;

/**
 * A Knex whose every query goes over `run`, that is over one connection and inside the transaction open on it.
 * It reads only: a write sent directly would survive a refusal, so `insert`, `update` and `delete` are refused here.
 */
export function boundKnex(dialect: 'sqlite' | 'postgres', run: Run): Knex {
  const handle = knexFactory({
    client: dialect === 'sqlite' ? 'sqlite3' : 'pg',
    useNullAsDefault: true,
    // Error texts must not carry what citizens wrote.
    compileSqlOnError: false,
  });
  const connection = {};
  const client = handle.client as BoundClient;
  client.acquireConnection = () => Promise.resolve(connection);
  client.releaseConnection = () => Promise.resolve();
  client._query = async (_connection, statement) => {
    const reads = readingMethods.has(statement.method) || (statement.method === 'raw' && readingText.test(statement.sql));
    if (!reads) throw new Error(`queue this write instead of sending it: ${statement.sql}`);
    const { rows } = await run(statement.sql, statement.bindings);
    statement.response = dialect === 'sqlite' ? rows : { command: 'SELECT', rows, rowCount: rows.length };
    return statement;
  };
  return handle;
}
