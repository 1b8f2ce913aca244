import type { Knex } from 'knex';
import { remembered } from '../../db/memory.ts';
import type { Day } from '../domain/jalali.ts';
import { settingsOn, type DatedSetting, type SettingValues } from '../domain/settings.ts';
import { settingRepository } from './repository.ts';
import { SETTINGS_STREAM } from './steps.ts';

// The values of a day, by the rows of which they were made: while rows are remembered, so are these.
const valuesOf = new WeakMap<readonly DatedSetting[], Map<Day, SettingValues>>();

const valuesOn = (rows: readonly DatedSetting[], day: Day): SettingValues => {
  const days = valuesOf.get(rows) ?? new Map<Day, SettingValues>();
  const values = days.get(day) ?? settingsOn(rows, day);
  days.set(day, values);
  valuesOf.set(rows, days);
  return values;
};

const ROWS = { name: 'settings', kinds: [SETTINGS_STREAM] };

/** What other slices may ask of the settings. */
export function settingsLookup(db: Knex) {
  const settingRows = (): Promise<readonly DatedSetting[]> => remembered(db, ROWS, (own) => settingRepository(own).all());
  return {
    /** Every dated row, so that any day of a horizon can be asked by `valueOn`, `perWeekOf` and `datedValues`. */
    settingRows,
    /** Every value in force on a day, defaults where none was set. */
    settingsOn: async (day: Day): Promise<SettingValues> => valuesOn(await settingRows(), day),
  };
}
