import type { Knex } from 'knex';

const isPostgres = (db: Knex) => (db.client as { dialect: string }).dialect === 'postgresql';

/** Makes `tables` append-only: the database itself refuses UPDATE, DELETE and TRUNCATE on them. */
export async function keepUnchanged(db: Knex, tables: readonly string[]): Promise<void> {
  if (isPostgres(db)) {
    await db.raw(`create function append_only() returns trigger language plpgsql as
      $$ begin raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation'; end $$`);
  }
  for (const table of tables) {
    if (isPostgres(db)) {
      await db.raw(`create trigger ${table}_append_only before update or delete or truncate on ${table}
        for each statement execute function append_only()`);
      continue;
    }
    for (const act of ['update', 'delete']) {
      await db.raw(`create trigger ${table}_no_${act} before ${act} on ${table}
        begin select raise(abort, '${table} is append-only'); end`);
    }
  }
}

/** Takes the triggers of `keepUnchanged` away. */
export async function letChange(db: Knex, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    if (isPostgres(db)) {
      await db.raw(`drop trigger ${table}_append_only on ${table}`);
      continue;
    }
    for (const act of ['update', 'delete']) await db.raw(`drop trigger ${table}_no_${act}`);
  }
}

/** Removes what the triggers called, once none is left. */
export async function forgetGuard(db: Knex): Promise<void> {
  if (isPostgres(db)) await db.raw('drop function append_only()');
}
