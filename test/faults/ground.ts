import { openDatabase, type Database } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import type { SecretName } from '../../server/config.ts';
import type { Role } from '../../server/domain/permission.ts';
import { layLogin, type Client } from '../support/client.ts';
import { durableServer } from '../support/postgres.ts';
import { freePort, launch, secretsOf, temporaryFolder, type Program } from '../support/process.ts';

/** A place for the program to live: its folder, its database beside it, and a port that stays the same. */
export interface Ground {
  readonly folder: string;
  readonly url: string;
  readonly formSecret: string;
  readonly pepper: string;
  /** One of the program's secrets, base64. */
  readonly secrets: (name: SecretName) => string;
  readonly database: Database;
  /** PostgreSQL dies and comes back after so many ms; refuses on SQLite. */
  restartDatabase(awayMs?: number): Promise<void>;
  launch(entry?: 'main' | 'broken' | 'counted', more?: Readonly<Record<string, string>>): Promise<Program>;
  /** People with this role who are logged in. */
  people(count: number, role: Role): Promise<Client[]>;
  remove(): Promise<void>;
}

/** Lays a ground on SQLite in `folder`, or on a PostgreSQL server of its own that keeps what it acknowledges. */
export async function layGround(kind: 'SQLite' | 'PostgreSQL', folder = temporaryFolder()): Promise<Ground> {
  const server = kind === 'PostgreSQL' ? await durableServer() : null;
  const databaseUrl = server?.url('postgres') ?? `sqlite:${folder}/didar.sqlite`;
  const database = await openDatabase({ url: databaseUrl, role: 'tool' });
  await migrate(database);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { env, formSecret, pepper } = secretsOf();
  const running = new Set<Program>();
  return {
    folder,
    url,
    formSecret,
    pepper,
    secrets: (name) => env[`SECRET_${name.toUpperCase()}`] ?? '',
    database,
    async restartDatabase(awayMs = 0) {
      if (server === null) throw new Error('SQLite lives in the program');
      await server.restart(awayMs);
    },
    async launch(entry = 'main', more = {}) {
      const program = await launch({ ...env, DATA_DIR: folder, DATABASE_URL: databaseUrl, PORT: String(port), ...more }, { entry });
      running.add(program);
      void program.ended.then(() => running.delete(program));
      return program;
    },
    people: (count, role) => Promise.all(Array.from({ length: count }, () => layLogin(database, { url, formSecret, at: new Date().toISOString() }, [role]))),
    async remove() {
      await Promise.all([...running].map((program) => program.end('SIGKILL')));
      await database.close();
      await server?.stop();
    },
  };
}
