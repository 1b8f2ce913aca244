import type { Knex } from 'knex';
import { callTables } from './002/calls.ts';

/** Live calls: topics, the lives of sessions, calls, requests, commitments, seats and wallboards. */
export async function up(db: Knex): Promise<void> {
  for (const [name, build] of Object.entries(callTables)) await db.schema.createTable(name, build);
  // The telephone on the desk of whoever heads the agency, for a question from another agency's session.
  await db.schema.alterTable('agencies', (t) => t.text('direct_line'));
}

/** Drops them again. */
export async function down(db: Knex): Promise<void> {
  await db.schema.alterTable('agencies', (t) => t.dropColumn('direct_line'));
  for (const name of Object.keys(callTables).reverse()) await db.schema.dropTable(name);
}
