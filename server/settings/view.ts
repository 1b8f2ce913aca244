import { formatDay, type Day } from '../domain/jalali.ts';
import { datedValues, rowOn, valueOn, type DatedSetting } from '../domain/settings.ts';
import { templateWarningsBetween } from '../domain/setting-rules.ts';
import type { NoticePart } from '../http/parts.ts';
import { SETTING_GROUPS, SETTING_WORDS, settingWords, warningWords } from '../wording/settings.ts';

/** All settings with today's value, since when, and what is already decided for later. */
export interface SettingsView {
  readonly warnings: readonly NoticePart[];
  readonly groups: readonly {
    readonly title: string;
    readonly settings: readonly {
      readonly title: string;
      readonly help: string;
      readonly value: string;
      readonly since: string;
      readonly later: readonly string[];
      readonly href: string;
    }[];
  }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'settings/list': SettingsView;
  }
}

/** The page of all settings on a day. */
export function settingsView(rows: readonly DatedSetting[], today: Day): SettingsView {
  return {
    warnings: templateWarningsBetween(rows, today, null).map(({ since, warning }) => ({
      tone: 'warning', text: `${since === today ? '' : `از ${formatDay(since)}: `}${warningWords(warning)}`, action: { href: '/settings/slot_template', label: SETTING_WORDS.slot_template.title },
    })),
    groups: SETTING_GROUPS.map(({ title, names }) => ({
      title,
      settings: names.map((name) => {
        const row = rowOn(rows, name, today);
        return {
          ...SETTING_WORDS[name],
          value: settingWords(name, valueOn(rows, name, today)),
          since: row === null ? 'مقدار آغازین' : `از ${formatDay(row.from)}`,
          later: datedValues(rows, name).filter(({ since }) => since > today).map(({ since, value }) => `از ${formatDay(since)}: ${settingWords(name, value)}`),
          href: `/settings/${name}`,
        };
      }),
    })),
  };
}
