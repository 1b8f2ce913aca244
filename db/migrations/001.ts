import type { Knex } from 'knex';
import { calendarTables } from './001/calendar.ts';
import { peopleTables } from './001/people.ts';
import { recordTables } from './001/record.ts';
import { rotaTables } from './001/rota.ts';
import { forgetGuard, keepUnchanged, letChange } from './001/unchanged.ts';

const parts = [recordTables, peopleTables, calendarTables, rotaTables];
const appendOnly = ['events', 'publications', 'publication_sessions'];

/** The first schema: the record of changes, people and agencies, the calendar, and the electronic meetings' rota. */
export async function up(db: Knex): Promise<void> {
  for (const tables of parts) {
    for (const [name, build] of Object.entries(tables)) await db.schema.createTable(name, build);
  }
  await keepUnchanged(db, appendOnly);
}

/** Drops the first schema with all it holds. */
export async function down(db: Knex): Promise<void> {
  await letChange(db, appendOnly);
  await forgetGuard(db);
  const names = parts.flatMap((tables) => Object.keys(tables));
  for (const name of names.reverse()) await db.schema.dropTable(name);
}
