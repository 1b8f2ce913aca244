import type { Knex } from 'knex';
import type { Day } from '../domain/jalali.ts';
import { settingsOn, type DatedSetting, type SettingValues } from '../domain/settings.ts';
import { settingRepository } from './repository.ts';

/** What other slices may ask of the settings. */
export function settingsLookup(db: Knex) {
  const settings = settingRepository(db);
  return {
    /** Every dated row, so that any day of a horizon can be asked by `valueOn`, `perWeekOf` and `datedValues`. */
    settingRows: (): Promise<DatedSetting[]> => settings.all(),
    /** Every value in force on a day, defaults where none was set. */
    settingsOn: async (day: Day): Promise<SettingValues> => settingsOn(await settings.all(), day),
  };
}
