import type { Knex } from 'knex';
import type { Database } from './connection.ts';
import { migrations, type Migration } from './migrations/index.ts';

const source: Knex.MigrationSource<Migration> = {
  getMigrations: () => Promise.resolve([...migrations]),
  getMigrationName: ({ name }) => name,
  getMigration: ({ up, down }) => Promise.resolve({ up, down }),
};

/** Brings the schema up to this program's; each step is one transaction; nobody else may be at work meanwhile. */
export async function migrate(database: Database): Promise<void> {
  await database.alone(async (db) => {
    // Knex's lock row outlives a killed process; `alone` is the lock that does not.
    const { migrate } = db;
    if (await db.schema.hasTable('knex_migrations_lock')) await migrate.forceFreeMigrationsLock({ migrationSource: source });
    await migrate.latest({ migrationSource: source });
  });
}

/** Takes every migration back, last first, with all data in the tables: tests and a mistaken first install only. */
export async function migrateDown(database: Database): Promise<void> {
  await database.alone(async (db) => {
    await db.migrate.rollback({ migrationSource: source }, true);
  });
}

/** The names of this program's migrations that the database has not had yet, in order. */
export async function pendingMigrations(database: Database): Promise<readonly string[]> {
  const done = new Set(await doneMigrations(database));
  return migrations.map(({ name }) => name).filter((name) => !done.has(name));
}

/** Whether the database has had a migration that this program does not know: a newer program has been here. */
export async function isNewerThanProgram(database: Database): Promise<boolean> {
  const known = new Set(migrations.map(({ name }) => name));
  return (await doneMigrations(database)).some((name) => !known.has(name));
}

async function doneMigrations({ direct }: Database): Promise<readonly string[]> {
  if (!(await direct.schema.hasTable('knex_migrations'))) return [];
  const rows: readonly { name: string }[] = await direct('knex_migrations').select('name').orderBy('id');
  return rows.map(({ name }) => name);
}
