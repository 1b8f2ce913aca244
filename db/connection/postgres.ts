import knexFactory, { type Knex } from 'knex';
import pg from 'pg';
import { DatabaseClosed, StartFault } from '../errors.ts';
import { createMemory, rememberThrough } from '../memory.ts';
import { boundKnex, inTurn, type Answer } from './bound.ts';
import type { Connection, Database, OpenOptions } from './database.ts';
import { createReaders } from './readers.ts';

const namedStatements = 300;
const readsAtOnce = 8;
const snapshotsAtOnce = 4;
const migrationLock = 4_213_401;

// Counts and sums come as text from the driver; no figure here passes 2^53.
const bigint = 20;
const numeric = 1700;
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text'): unknown =>
    oid === bigint || oid === numeric ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** PostgreSQL behind the common face: short timeouts, bytewise text order and durable commits asserted. */
export async function openPostgres(url: string, options: OpenOptions): Promise<Database> {
  const settings = (statementTimeout: number): pg.ClientConfig => ({
    connectionString: url,
    types,
    application_name: 'didar',
    connectionTimeoutMillis: 3_000,
    keepAlive: true,
    statement_timeout: statementTimeout,
    lock_timeout: 3_000,
    idle_in_transaction_session_timeout: 10_000,
  });
  const connections = new Set<Connection>();
  // A tool's statements (a migration, a seed) may take their time.
  const direct = pool(settings(options.role === 'tool' ? 0 : 5_000), 4);
  const memory = createMemory();
  let closing: Promise<void> | null = null;
  const close = () => (closing ??= end());
  const mustBeOpen = (): void => {
    if (closing !== null) throw new DatabaseClosed();
  };
  const connect = async () => {
    mustBeOpen();
    const connection = await connectTo(settings(5_000), () => connections.delete(connection));
    rememberThrough(connection.known, { memory, since: () => null, refill: reads });
    connections.add(connection);
    return connection;
  };
  const { reads, snapshot, idle } = createReaders({ dialect: 'postgres', connect, begin: 'begin isolation level repeatable read read only', memory, readsAtOnce, snapshotsAtOnce, mustBeOpen });
  const end = async () => {
    await idle();
    await Promise.all([...connections].map((connection) => connection.close()));
    await direct.destroy();
  };
  try {
    await assertFit(await connect(), options.synchronous ?? 'full');
  } catch (error) {
    await close();
    throw error;
  }
  const alone = async <T>(work: (db: Knex) => Promise<T>) => {
    // Whoever migrates may take long, and so may the wait for him.
    const patient = { ...settings(0), lock_timeout: 0, idle_in_transaction_session_timeout: 0 };
    const connection = await connectTo(patient, () => connections.delete(connection));
    connections.add(connection);
    const db = pool(patient, 2);
    try {
      await connection.run('select pg_advisory_lock($1)', [migrationLock]);
      return await work(db);
    } finally {
      await db.destroy();
      await connection.close();
    }
  };
  return { dialect: 'postgres', reads, direct, memory, connect, snapshot, alone, close };
}

function pool(settings: pg.ClientConfig, max: number): Knex {
  return knexFactory({
    client: 'pg',
    connection: settings as Knex.PgConnectionConfig,
    compileSqlOnError: false,
    pool: { min: 0, max },
    acquireConnectionTimeout: 5_000,
  });
}

async function connectTo(settings: pg.ClientConfig, closed: () => void): Promise<Connection> {
  const client = new pg.Client(settings);
  // Without a listener a dropped connection would end the process.
  const lost = new Promise<void>((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
  });
  await client.connect();
  const names = new Map<string, string>();
  const nameOf = (sql: string) => {
    const known = names.get(sql);
    if (known !== undefined || names.size >= namedStatements) return known;
    const name = `q${names.size + 1}`;
    names.set(sql, name);
    return name;
  };
  const once = async (sql: string, bindings: readonly unknown[]): Promise<Answer> => {
    const name = bindings.length === 0 ? undefined : nameOf(sql);
    const query = { text: sql, values: [...bindings] };
    const result = await client.query<Answer['rows'][number]>(name === undefined ? query : { ...query, name });
    return { rows: result.rows, changed: result.rowCount ?? 0 };
  };
  const { run, together, faults } = inTurn(once, null);
  const hear = async (channel: string, heard: (payload: string) => void) => {
    client.on('notification', ({ payload }) => heard(payload ?? ''));
    await run(`listen ${client.escapeIdentifier(channel)}`);
  };
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= client
      .end()
      .catch(() => undefined)
      .then(closed);
    return closing;
  };
  return { db: boundKnex('postgres', run), known: boundKnex('postgres', run), run, together, faults, hear, lost, close };
}

async function assertFit(connection: Connection, synchronous: 'full' | 'normal'): Promise<void> {
  const { rows } = await connection.run(
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
       'B' < 'a' and 'a-b' < 'ab' as bytewise, current_setting('server_encoding') as encoding`,
  );
  await connection.close();
  const found = rows[0] ?? {};
  if (synchronous === 'full' && (found['fsync'] !== 'on' || found['commit'] === 'off')) {
    throw new StartFault('not_durable', 'PostgreSQL must run with fsync and synchronous_commit on');
  }
  if (found['bytewise'] !== true || found['encoding'] !== 'UTF8') {
    throw new StartFault('wrong_collation', "create the database with ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0");
  }
}
