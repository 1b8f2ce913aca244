import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import type { Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { newestRow, type DatedSetting, type SettingName, type SettingValues } from '../domain/settings.ts';
import { settingRepository } from './repository.ts';
import { changeSetting, SETTINGS_STREAM } from './steps.ts';

/** A new value for a setting, from a day on; `seen` is the id of the newest row that the form knew, '' for none. */
export interface SettingChange<Name extends SettingName> {
  readonly name: Name;
  readonly value: SettingValues[Name];
  readonly from: Day;
  readonly seen: string;
}

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** What differs between governorates, with the day from which it holds. */
export function createSettings({ reads, writer, newId }: Deps) {
  return {
    rows: (): Promise<DatedSetting[]> => settingRepository(reads).all(),

    /** Sets a value from today or a later day on; refuses `setting_past`, and `changed_meanwhile` where somebody was faster. */
    change<Name extends SettingName>(command: Command, { name, value, from, seen }: SettingChange<Name>): Promise<{ id: string }> {
      const id = newId();
      return writer.submit({
        ...command,
        streams: [SETTINGS_STREAM],
        apply: async (tx) => {
          const rows = await settingRepository(tx.db).all();
          if ((newestRow(rows, name)?.id ?? '') !== seen) throw new Refusal('changed_meanwhile');
          changeSetting(tx, rows, { id, name, value, from }, command);
          return { id };
        },
      });
    },
  };
}

export type Settings = ReturnType<typeof createSettings>;
