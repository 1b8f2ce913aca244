import { fromJalali } from '../../server/domain/jalali.ts';
import { DEFAULTS, SETTING_NAMES, type DatedSetting } from '../../server/domain/settings.ts';
import { freshForm } from '../../server/http/forms.ts';
import type { Pages } from '../../server/http/pages.ts';
import { settingView, typedSetting } from '../../server/settings/form-view.ts';
import { settingsView } from '../../server/settings/view.ts';
import { history } from './history.ts';

const today = fromJalali(1405, 9, 1);
const dated = { recordedAt: '2026-11-22T06:00:00.000Z', recordedBy: 'u1' };
const rows: DatedSetting[] = [
  { id: 's1', name: 'sessions_per_week', value: 2, from: fromJalali(1398, 1, 1), ...dated },
  { id: 's2', name: 'sessions_per_week', value: 4, from: fromJalali(1406, 1, 1), ...dated },
  { id: 's3', name: 'demand_formula', value: { ...DEFAULTS.demand_formula, floor: { threshold: 13_000, maxWaitDays: 80 } }, from: fromJalali(1405, 1, 1), ...dated },
  { id: 's4', name: 'slot_template', value: [{ ...(DEFAULTS.slot_template[0] ?? { weekdays: [] as never[], from: '09:00' as never, to: '11:00' as never }), minutes: 45, gap: 15, lines: 2 }], from: fromJalali(1405, 1, 1), ...dated },
];
const facts = { rows, today, names: new Map([['u1', 'مریم کریمی']]) };
const frame = { csrf: 'token', key: 'key' };

export const samples: { [Name in keyof Pages]?: Pages[Name][] } = {
  'settings/list': [settingsView(rows, today), settingsView([], today)],
  'settings/edit': [
    ...SETTING_NAMES.map((name) => ({ ...settingView(name, freshForm(typedSetting(name, rows, today)), facts, frame), changes: history })),
    { ...settingView('slot_template', { typed: { r0_w1: '1', r0_from: '۲۵' }, errors: { r0_from: '«از ساعت» ساعت درستی نیست.', _form: 'نشد.' } }, facts, frame), changes: null },
  ],
};
