import type { Knex } from 'knex';
import { auditIndexes } from './003/audit.ts';
import { governedColumnNames, governedColumns, governedTables } from './003/governed.ts';

const PLACE = ['draft_id', 'day', 'from_clock', 'line'];
const STANDING = 'sessions_standing_place';

/** The rota governed: amendments of what is published, exchanges, messages, feeds and uploads. */
export async function up(db: Knex): Promise<void> {
  for (const [name, add] of Object.entries(governedColumns)) await db.schema.alterTable(name, add);
  // A session that was cancelled holds its place no longer.
  await db.schema.alterTable('sessions', (t) => void t.dropUnique(PLACE));
  await db.raw(`create unique index ${STANDING} on sessions (${PLACE.join(', ')}) where state <> 'cancelled'`);
  for (const [name, build] of Object.entries(governedTables)) await db.schema.createTable(name, build);
  for (const index of Object.values(auditIndexes)) await db.raw(index);
}

/** Cancelled sessions whose place another one holds, each on a line of its own below zero: the older rule knows no place that is held twice, and nothing else tells of them. */
async function parkCancelled(db: Knex): Promise<void> {
  await db.raw(`
    update sessions set line = -(
      select count(*) from sessions as earlier
      where earlier.state = 'cancelled' and earlier.draft_id = sessions.draft_id and earlier.day = sessions.day and earlier.from_clock = sessions.from_clock and earlier.id <= sessions.id
    )
    where state = 'cancelled' and (line < 0 or exists (
      select 1 from sessions as other
      where other.id <> sessions.id and other.draft_id = sessions.draft_id and other.day = sessions.day and other.from_clock = sessions.from_clock and other.line = sessions.line
        and (other.state <> 'cancelled' or other.id < sessions.id)
    ))`);
}

/** Drops them again; what was cancelled stays, at another line where its place is held. */
export async function down(db: Knex): Promise<void> {
  for (const name of Object.keys(auditIndexes)) await db.raw(`drop index ${name}`);
  for (const name of Object.keys(governedTables).reverse()) await db.schema.dropTable(name);
  await db.raw(`drop index ${STANDING}`);
  await parkCancelled(db);
  await db.schema.alterTable('sessions', (t) => void t.unique(PLACE));
  await db.schema.alterTable('publication_sessions', (t) => void t.dropIndex(['day']));
  for (const [name, columns] of Object.entries(governedColumnNames)) {
    // By hand: Knex would copy the table on SQLite, and its triggers would be lost.
    for (const column of [...columns].reverse()) await db.raw(`alter table ${name} drop column ${column}`);
  }
}
