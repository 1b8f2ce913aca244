import type { Knex } from 'knex';
import type { SettingRow } from '../../db/tables.ts';
import type { DatedSetting } from '../domain/settings.ts';

const settingOf = (row: SettingRow): DatedSetting =>
  ({
    id: row.id,
    name: row.name,
    value: JSON.parse(row.value) as unknown,
    from: row.from_day,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
  }) as DatedSetting;

const rowOf = (setting: DatedSetting): SettingRow => ({
  id: setting.id,
  name: setting.name,
  value: JSON.stringify(setting.value),
  from_day: setting.from,
  recorded_at: setting.recordedAt,
  recorded_by: setting.recordedBy,
});

/** Dated settings over one handle; a value is never altered, a newer row takes its place. */
export function settingRepository(db: Knex) {
  return {
    /** All rows, oldest day first, and of one day the first recorded first. */
    async all(): Promise<DatedSetting[]> {
      return (await db('settings').select().orderBy(['from_day', 'recorded_at', 'id'])).map(settingOf);
    },
    insert: (setting: DatedSetting) => db('settings').insert(rowOf(setting)),
  };
}
