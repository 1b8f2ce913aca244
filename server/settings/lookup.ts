import type { Knex } from 'knex';
import { remembered } from '../../db/memory.ts';
import type { Day } from '../domain/jalali.ts';
import { settingsOn, type DatedSetting, type SettingValues } from '../domain/settings.ts';
import { settingRepository } from './repository.ts';
import { SETTINGS_STREAM } from './steps.ts';

const ROWS = { name: 'settings', kinds: [SETTINGS_STREAM] };

/** What other slices may ask of the settings. */
export function settingsLookup(db: Knex) {
  const settingRows = (): Promise<readonly DatedSetting[]> => remembered(db, ROWS, (own) => settingRepository(own).all());
  return {
    /** Every dated row, so that any day of a horizon can be asked by `valueOn`, `perWeekOf` and `datedValues`. */
    settingRows,
    /** Every value in force on a day, defaults where none was set. */
    settingsOn: async (day: Day): Promise<SettingValues> => settingsOn(await settingRows(), day),
  };
}
