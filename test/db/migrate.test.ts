import { expect } from 'chai';
import type { Database } from '../../db/connection.ts';
import { uniqueViolation } from '../../db/errors.ts';
import { isNewerThanProgram, migrate, migrateDown, pendingMigrations } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/index.ts';
import { onBothDatabases } from '../support/database.ts';

/** Everything about the schema that a query can tell, as sorted text. */
async function schemaOf({ dialect, reads }: Database): Promise<readonly string[]> {
  const queries =
    dialect === 'sqlite'
      ? ["select type || ' ' || name || ' ' || coalesce(sql, '') as line from sqlite_master"]
      : [
          `select table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') as line
             from information_schema.columns where table_schema = 'public'`,
          "select indexdef as line from pg_indexes where schemaname = 'public'",
          "select tgname || ' ' || tgrelid::regclass::text as line from pg_trigger where not tgisinternal",
          "select conname || ' ' || pg_get_constraintdef(oid) as line from pg_constraint",
        ];
  const lines: string[] = [];
  for (const query of queries) {
    const answer = await reads.raw<{ line: string }[] | { rows: { line: string }[] }>(query);
    lines.push(...('rows' in answer ? answer.rows : answer).map(({ line }) => line));
  }
  return lines.sort();
}

const publication = {
  version: 1,
  draft_id: 'd',
  from_day: '2026-11-21',
  until_day: '2026-12-21',
  published_at: '2026-11-20T08:00:00.000Z',
  published_by: 'u',
  letter_no: null,
  letter_day: null,
  note: null,
  changes: '[]',
};

const publishedSession = {
  version: 1,
  session_id: 's',
  day: '2026-11-23',
  from_clock: '10:00',
  to_clock: '11:00',
  zone: 'Asia/Tehran',
  line: 1,
  agency_id: 'a',
  agency_name: 'اداره آب',
  short_name: 'آب',
  sector: 'services',
  head_title: 'مدیرعامل',
  person_name: null,
  honorific: null,
  post: null,
};

const draft = {
  id: 'd',
  from_day: '2026-11-21',
  to_day: '2026-12-21',
  state: 'drafting' as const,
  rev: 1,
  weights: '{}',
  formula: '{}',
  figures: '{}',
  input_hash: 'h',
  letter_no: null,
  letter_day: null,
  approved_by: null,
  approved_at: null,
  return_reason: null,
  published_until: null,
  created_at: '2026-11-20T08:00:00.000Z',
  created_by: 'u',
};

const session = {
  id: 's',
  draft_id: 'd',
  kind: 'electronic_meeting' as const,
  day: '2026-11-23',
  from_clock: '10:00',
  to_clock: '11:00',
  zone: 'Asia/Tehran',
  line: 1,
  starts_at: '2026-11-23T06:30:00.000Z',
  agency_id: null,
  person_id: null,
  post: null,
  state: 'cancelled' as const,
  pinned: 0 as const,
  pin_reason: null,
  empty_reason: null,
  why: '{}',
  rev: 1,
  version: null,
};

describe('migrations', () => {
  onBothDatabases((_name, fresh) => {
    it('go up, down to nothing, and up to the same schema', async () => {
      const database = await fresh();
      const up = await schemaOf(database);
      expect(await pendingMigrations(database)).to.deep.equal([]);
      await migrateDown(database);
      expect(await pendingMigrations(database)).to.deep.equal(migrations.map(({ name }) => name));
      const left = (await schemaOf(database)).filter((line) => !line.includes('knex_migrations'));
      expect(left.filter((line) => /agencies|events|sessions/.test(line))).to.deep.equal([]);
      await migrate(database);
      expect(await schemaOf(database)).to.deep.equal(up);
    });

    it('go down with sessions that were cancelled, each at a place of its own', async () => {
      const database = await fresh();
      const { direct } = database;
      const governed = migrations.find(({ name }) => name === '003_governed');
      if (governed === undefined) throw new Error('there is no such step');
      const lines = async (): Promise<Record<string, number>> => Object.fromEntries((await direct('sessions').orderBy('id').select('id', 'line')).map(({ id, line }) => [id, line]));
      await direct('drafts').insert(draft);
      const [standing, elsewhere] = [{ state: 'published' as const }, { from_clock: '12:00' }];
      for (const one of [{ id: 'a' }, { id: 'b', ...standing }, { id: 'c' }, { id: 'd', ...elsewhere }, { id: 'e', ...elsewhere }, { id: 'f', line: 2 }, { id: 'g', line: 2, ...elsewhere, ...standing }]) {
        await direct('sessions').insert({ ...session, ...one });
      }
      await database.alone((db) => governed.down(db));
      expect(await lines()).to.deep.equal({ a: -1, b: 1, c: -2, d: 1, e: -2, f: 2, g: 2 });
      expect(uniqueViolation(await direct('sessions').insert({ ...session, id: 'x' }).catch((error: unknown) => error)), 'the older rule stands again').not.to.equal(null);

      await database.alone((db) => governed.up(db));
      await direct('sessions').insert({ ...session, id: '_', line: 2 });
      await migrateDown(database);
      expect(await pendingMigrations(database)).to.deep.equal(migrations.map(({ name }) => name));
    });

    it('are not held up by the lock of a killed run', async () => {
      const database = await fresh();
      await migrateDown(database);
      await database.direct('knex_migrations_lock').update({ is_locked: 1 });
      await migrate(database);
      expect(await pendingMigrations(database)).to.deep.equal([]);
    });

    it('know when a newer program has been here', async () => {
      const database = await fresh();
      expect(await isNewerThanProgram(database)).to.equal(false);
      await database.direct('knex_migrations').insert({ name: '999_later', batch: 2, migration_time: new Date() });
      expect(await isNewerThanProgram(database)).to.equal(true);
    });

    it('make the record and the publications append-only', async () => {
      const { direct } = await fresh();
      const event = { stream: 's', seq: 1, at: 'now', actor: null, key: 'k', kind: 'made', data: '{}', hash: 'h' };
      await direct('events').insert(event);
      await direct('drafts').insert(draft);
      await direct('publications').insert(publication);
      await direct('publication_sessions').insert(publishedSession);
      for (const attempt of [
        direct('events').update({ data: '{"edited":true}' }),
        direct('events').delete(),
        direct('publications').update({ note: 'edited' }),
        direct('publications').delete(),
        direct('publication_sessions').delete(),
        direct('publication_sessions').update({ post: 'edited' }),
      ]) {
        expect(await attempt.then(() => 'went through', String)).to.match(/append-only/);
      }
      expect(await direct('events')).to.deep.equal([event]);
    });

    it('make unique rules whose violation is told in both dialects', async () => {
      const { direct } = await fresh();
      const link = { token_hash: 'x', purpose: 'setup' as const, user_id: null, created_at: 'a', expires_at: 'b', used_at: null };
      await direct('one_time_links').insert(link);
      const key: unknown = await direct('one_time_links').insert(link).catch((error: unknown) => error);
      expect(uniqueViolation(key)).to.include({ table: 'one_time_links' }).and.to.deep.include({ columns: ['token_hash'] });
      const holiday = { id: 'a', day: '2026-03-21', title: 'نوروز', kind: 'solar', status: 'fixed', alt_day: null, hijri: null, removed_at: null };
      await direct('holidays').insert(holiday);
      const two: unknown = await direct('holidays').insert({ ...holiday, id: 'b' }).catch((error: unknown) => error);
      expect(uniqueViolation(two)).to.deep.include({ table: 'holidays', columns: ['day', 'title'] });
      const nobody: unknown = await direct('known_devices')
        .insert({ token_hash: 't', user_id: 'nobody', seen_at: 'now' })
        .catch((error: unknown) => error);
      expect(nobody).to.be.instanceOf(Error);
      expect(uniqueViolation(nobody)).to.equal(null);
    });
  });
});
