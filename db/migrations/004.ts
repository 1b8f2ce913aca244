import type { Knex } from 'knex';
import { auditIndexes } from './004/audit.ts';
import { hourTables } from './004/hours.ts';
import { inspectionTables } from './004/inspections.ts';
import { noticeTables } from './004/notices.ts';

const tables = { ...hourTables, ...inspectionTables, ...noticeTables };

const indexAnew = async (db: Knex, indexes: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, make] of Object.entries(indexes)) {
    await db.raw(`drop index ${name}`);
    await db.raw(make);
  }
};

/** Managers' hours, unannounced visits and the ladder of notices. */
export async function up(db: Knex): Promise<void> {
  for (const [name, build] of Object.entries(tables)) await db.schema.createTable(name, build);
  await indexAnew(db, auditIndexes.now);
}

/** Drops them again. */
export async function down(db: Knex): Promise<void> {
  await indexAnew(db, auditIndexes.before);
  for (const name of Object.keys(tables).reverse()) await db.schema.dropTable(name);
}
