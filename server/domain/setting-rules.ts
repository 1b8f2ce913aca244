import type { WeightFormula } from './rota/entitlement.ts';
import { placesOf, type SettingName, type SettingValues, type SlotRow, type Window } from './settings.ts';

/** What makes a value unusable. */
export type SettingFault = 'text_empty' | 'not_in_range' | 'window_backwards' | 'template_empty' | 'template_overlap' | 'formula_zero' | 'area_code_wrong';

const isBackwards = ({ from, to }: Window): boolean => from >= to;

const templateFault = (template: readonly SlotRow[]): SettingFault | null => {
  if (template.some(isBackwards)) return 'window_backwards';
  const places = placesOf(template);
  // A day must not offer two windows that overlap: parallel sessions are lines of one window.
  const overlap = places.some((one, index) =>
    places.slice(index + 1).some((other) => other.weekday === one.weekday && one.from < other.to && other.from < one.to),
  );
  if (places.length === 0) return 'template_empty';
  return overlap ? 'template_overlap' : null;
};

const within = (number: number, least: number, most: number): SettingFault | null =>
  Number.isInteger(number) && number >= least && number <= most ? null : 'not_in_range';

const filled = (text: string): SettingFault | null => (text.trim() === '' ? 'text_empty' : null);

const formulaFault = ({ clients, calls, openRequests, floor }: WeightFormula): SettingFault | null => {
  const wrong = [clients, calls, openRequests].some((weight) => within(weight, 0, 100) !== null);
  if (wrong || (floor !== null && (within(floor.threshold, 0, 10_000_000) ?? within(floor.maxWaitDays, 7, 1827)) !== null)) return 'not_in_range';
  return clients + calls + openRequests === 0 ? 'formula_zero' : null;
};

const RULES: { readonly [Name in SettingName]: (value: SettingValues[Name]) => SettingFault | null } = {
  governorate: filled,
  office_title: filled,
  province: filled,
  area_code: (code) => (/^0\d{2}$/.test(code) ? null : 'area_code_wrong'),
  sessions_per_week: (count) => within(count, 1, 50),
  slot_template: templateFault,
  least_gap_days: (days) => within(days, 0, 365),
  substitutes: () => null,
  approver: () => null,
  demand_formula: formulaFault,
  manager_hour: (window) => (isBackwards(window) ? 'window_backwards' : null),
  office_hours: (window) => (isBackwards(window) ? 'window_backwards' : null),
  thursday: (thursday) => (thursday.policy === 'half' && isBackwards(thursday) ? 'window_backwards' : null),
};

/** Why a value cannot stand, or null where it can. */
export function settingFault<Name extends SettingName>(name: Name, value: SettingValues[Name]): SettingFault | null {
  return RULES[name](value);
}
