import type { Tx } from '../../db/writer.ts';
import type { DatedSetting } from '../domain/settings.ts';
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
