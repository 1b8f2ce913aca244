import type { Clock } from './clock.ts';
import type { Day } from './jalali.ts';
import type { WeightFormula } from './rota/entitlement.ts';
import { coverageFault, INSPECTION_BOUNDS } from './inspection/draw-setting.ts';
import { LADDER_STEPS, NOTICE_GROUNDS, type NoticeLadder } from './notice-ladder.ts';
import { VISIT_BOUNDS, checklistFault } from './inspection/visit-setting.ts';
import { weekOf } from './office-hours.ts';
import type { TemplatePlace } from './rota/slots.ts';
import { datedValues, placesOf, settingsOn, type DatedSetting, type LiveCallSetting, type SettingName, type SettingValues, type SlotRow, type Window } from './settings.ts';

/** What makes a value unusable. */
export type SettingFault = 'text_empty' | 'not_in_range' | 'window_backwards' | 'window_night' | 'list_faulty' | 'coverage_repeats' | 'template_empty' | 'template_overlap' | 'formula_zero' | 'area_code_wrong' | 'explanation_missing';

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

/** The least and the greatest of each number of the live calls. */
export const LIVE_CALL_BOUNDS: readonly (readonly [keyof LiveCallSetting, number, number])[] = [
  ['talkMinutes', 1, 60], ['waitMinutes', 1, 120], ['wrapUpSeconds', 0, 300], ['retryAfter', 1, 20], ['retries', 1, 10],
  ['queueMost', 1, 200], ['extraMinutes', 5, 120], ['carryWeeks', 1, 26], ['lateMinutes', 1, 120],
];

// A later step without the first one could never be reached: nobody is noticed who was not asked.
const ladderFault = ({ steps, memoryDays, overdueAtOnce, commendation }: NoticeLadder): SettingFault | null => {
  const rules = LADDER_STEPS.map((step) => steps[step]);
  const numbers = rules.flatMap(({ triggers, reply }) => [
    within(reply.count, 1, 60),
    ...NOTICE_GROUNDS.flatMap((ground) => {
      const trigger = triggers[ground];
      return trigger === null ? [] : [within(trigger.count, 1, 50), within(trigger.days, 1, 1100)];
    }),
  ]);
  const others = [within(memoryDays, 1, 1100), within(overdueAtOnce, 1, 1000), within(commendation.inARow, 2, 60)];
  const signed = [...rules.filter(({ on }) => on), commendation].map(({ signer }) => filled(signer));
  const orphaned = NOTICE_GROUNDS.some((ground) => steps.explanation.triggers[ground] === null && rules.some(({ on, triggers }) => on && triggers[ground] !== null));
  return [...numbers, ...others, ...signed].find((fault) => fault !== null) ?? (orphaned || !steps.explanation.on ? 'explanation_missing' : null);
};

/** The hours of the day outside which nobody is reminded, whatever a governorate sets; in them Tehran's clocks never change. */
export const WAKING: Window = { from: '06:00' as Clock, to: '22:00' as Clock };

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
  live_calls: (live) => LIVE_CALL_BOUNDS.map(([name, least, most]) => within(live[name], least, most)).find((fault) => fault !== null) ?? null,
  identity: () => null,
  request_deadline: ({ days }) => within(days, 1, 365),
  visits: (visits) => VISIT_BOUNDS.map(([name, least, most]) => within(visits[name], least, most)).find((fault) => fault !== null) ?? checklistFault(visits),
  letterhead: ({ signerTitle, place }) => filled(signerTitle) ?? filled(place),
  inspection: (visits) => INSPECTION_BOUNDS.map(([name, least, most]) => within(visits[name], least, most)).find((fault) => fault !== null) ?? coverageFault(visits),
  reminders: (window) => (isBackwards(window) ? 'window_backwards' : window.from < WAKING.from || window.to > WAKING.to ? 'window_night' : null),
  notice_ladder: ladderFault,
};

/** Why a value cannot stand, or null where it can. */
export function settingFault<Name extends SettingName>(name: Name, value: SettingValues[Name]): SettingFault | null {
  return RULES[name](value);
}

/** What is no fault of one setting, and yet makes two of them run against each other: places at which nobody can be invited, or too few of them. */
export type SettingWarning =
  | { readonly code: 'in_manager_hour' | 'outside_hours'; readonly places: readonly TemplatePlace[] }
  | { readonly code: 'too_few_places'; readonly offered: number; readonly wanted: number };

/** What is to be said of the slot template beside the settings of the same day. */
export function templateWarnings(values: SettingValues): SettingWarning[] {
  const { manager_hour: hour, thursday, sessions_per_week: wanted } = values;
  const places = placesOf(values.slot_template);
  const hours = weekOf(values).weekdays;
  const meetsHour = (place: TemplatePlace): boolean => place.weekday === hour.weekday && place.from < hour.to && hour.from < place.to;
  const isOutside = ({ weekday, from, to }: TemplatePlace): boolean => {
    const open = weekday === 5 && (thursday.policy === 'closed' || thursday.policy === 'remote') ? null : hours[weekday];
    return open === null || from < open.from || to > open.to;
  };
  const [inHour, outside] = [places.filter(meetsHour), places.filter((place) => !meetsHour(place) && isOutside(place))];
  const offered = places.reduce((sum, place) => sum + (inHour.includes(place) || outside.includes(place) ? 0 : place.lines), 0);
  return [
    ...(inHour.length === 0 ? [] : [{ code: 'in_manager_hour' as const, places: inHour }]),
    ...(outside.length === 0 ? [] : [{ code: 'outside_hours' as const, places: outside }]),
    ...(offered >= wanted ? [] : [{ code: 'too_few_places' as const, offered, wanted }]),
  ];
}

const TEMPLATE_SETTINGS: readonly SettingName[] = ['slot_template', 'manager_hour', 'office_hours', 'thursday', 'sessions_per_week'];

/** The warnings of a span of days, each with the day from which it holds; `to` null asks for all that is decided. */
export function templateWarningsBetween(rows: readonly DatedSetting[], from: Day, to: Day | null): { readonly since: Day; readonly warning: SettingWarning }[] {
  const changes = TEMPLATE_SETTINGS.flatMap((name) => datedValues(rows, name).map(({ since }) => since)).filter((since) => since > from && (to === null || since <= to));
  const met = new Set<string>();
  return [from, ...[...new Set(changes)].sort()].flatMap((since) =>
    templateWarnings(settingsOn(rows, since)).flatMap((warning) => {
      const key = JSON.stringify(warning);
      if (met.has(key)) return [];
      met.add(key);
      return [{ since, warning }];
    }),
  );
}
