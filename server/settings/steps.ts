import type { Tx } from '../../db/writer.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import type { Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { settingFault } from '../domain/setting-rules.ts';
import { valueOn, type DatedSetting, type SettingName, type SettingValues } from '../domain/settings.ts';
import { settingRepository } from './repository.ts';

/** The stream of everything that happens to settings. */
export const SETTINGS_STREAM = 'settings';

/** Joins first values to another change, for days past too: only an office that is being set up may do that. Declare `SETTINGS_STREAM`. */
export function addSettings(tx: Tx, settings: readonly DatedSetting[]): void {
  const repository = settingRepository(tx.db);
  for (const setting of settings) {
    tx.write(repository.insert(setting));
    tx.raise(SETTINGS_STREAM, 'setting_changed', { name: setting.name, from: setting.from, before: null, after: setting.value });
  }
}

/** A setting's value from a day on; the id of its row is made before the change. */
export interface SettingValue<Name extends SettingName = SettingName> {
  readonly id: string;
  readonly name: Name;
  readonly value: SettingValues[Name];
  readonly from: Day;
}

/** Joins a new value to another change, by rows read in it; refuses `setting_past`, and `bad_request` where the value cannot stand. Declare `SETTINGS_STREAM`. */
export function changeSetting<Name extends SettingName>(tx: Tx, rows: readonly DatedSetting[], { id, name, value, from }: SettingValue<Name>, command: Command): void {
  if (settingFault(name, value) !== null) throw new Refusal('bad_request');
  if (from < dayOf(command.at)) throw new Refusal('setting_past', { field: 'effective' });
  tx.write(settingRepository(tx.db).insert({ id, name, value, from, recordedAt: command.at, recordedBy: command.actor ?? '' } as DatedSetting));
  tx.raise(SETTINGS_STREAM, 'setting_changed', { name, from, before: valueOn(rows, name, from), after: value });
}
