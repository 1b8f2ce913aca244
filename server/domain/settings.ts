import { minutesOfClock, clockOfMinutes, type Clock } from './clock.ts';
import type { Day, Weekday } from './day.ts';
import { DEFAULT_LADDER, type NoticeLadder } from './notice-ladder.ts';
import { INSPECTION_DEFAULT, type InspectionSetting } from './inspection/draw-setting.ts';
import { DEFAULT_VISITS, type VisitSetting } from './inspection/visit-setting.ts';
import { DEFAULT_FORMULA, type WeightFormula } from './rota/entitlement.ts';
import type { PerWeek, TemplatePlace } from './rota/slots.ts';

/** Everything in which one governorate differs from another; each has a value from a day on (architecture, "Data"). */
export const SETTING_NAMES = [
  'governorate',
  'office_title',
  'province',
  'area_code',
  'sessions_per_week',
  'slot_template',
  'least_gap_days',
  'substitutes',
  'approver',
  'demand_formula',
  'manager_hour',
  'office_hours',
  'thursday',
  'live_calls',
  'identity',
  'request_deadline',
  'letterhead',
  'inspection',
  'reminders',
  'visits',
  'notice_ladder',
] as const;

export type SettingName = (typeof SETTING_NAMES)[number];

/** A span of the day, `from` before `to`. */
export interface Window {
  readonly from: Clock;
  readonly to: Clock;
}

/** The same window on several weekdays, cut into sessions of so many minutes with a pause between; null is one session. */
export interface SlotRow extends Window {
  readonly weekdays: readonly Weekday[];
  readonly minutes: number | null;
  readonly gap: number;
  /** How many managers answer side by side. */
  readonly lines: number;
}

/** What Thursday is: a day like others, shortened to the window, closed, or worked from home. */
export type ThursdaySetting = { readonly policy: 'full' | 'closed' | 'remote' } | ({ readonly policy: 'half' } & Window);

/** How a session's calls are dealt with; minutes unless the name says otherwise. */
export interface LiveCallSetting {
  /** How long one talk is meant to take. */
  readonly talkMinutes: number;
  /** How long one may wait before his waiting is told in red. */
  readonly waitMinutes: number;
  readonly wrapUpSeconds: number;
  /** After so many others a caller who did not answer is rung again, and so often in all. */
  readonly retryAfter: number;
  readonly retries: number;
  /** How many may stand in one queue. */
  readonly queueMost: number;
  /** By how much a session is drawn out at a press. */
  readonly extraMinutes: number;
  /** How many weeks ahead a caller may be carried. */
  readonly carryWeeks: number;
  /** From then on a host is late. */
  readonly lateMinutes: number;
}

/** Days within which a request is to be answered, counted as calendar or as working days. */
export interface DeadlineSetting {
  readonly days: number;
  readonly counted: (typeof DEADLINE_COUNTS)[number];
}

/** Which reminders of a session are sent, and the hours of a working day in which messages may go. */
export interface ReminderSetting extends Window {
  readonly kinds: readonly Reminder[];
}

/** How long before a session its managers are reminded, the longest first. */
export const REMINDERS = ['month', 'week', 'day'] as const;
export type Reminder = (typeof REMINDERS)[number];

/** What stands on the office's letters beside its name; '' where nothing is to stand. */
export interface LetterheadSetting {
  /** Who signs, and his title. */
  readonly signer: string;
  readonly signerTitle: string;
  /** Where the manager sits when he answers. */
  readonly place: string;
  readonly address: string;
  readonly phone: string;
  /** Who gets a copy, one a line. */
  readonly copies: string;
}

/** Whether the centre asks every caller for his national code, lets another identity stand, or takes a caller without any. */
export const IDENTITY_RULES = ['national_code', 'any', 'optional'] as const;
export const DEADLINE_COUNTS = ['calendar', 'working'] as const;
export const THURSDAY_POLICIES = ['full', 'half', 'closed', 'remote'] as const;
export const SUBSTITUTES = ['forbidden', 'with_approval', 'deputies'] as const;
export const APPROVERS = ['inspection_head', 'governor', 'either'] as const;

/** The value of each setting. */
export interface SettingValues {
  readonly governorate: string;
  readonly office_title: string;
  readonly province: string;
  /** Three digits, the nought included: '031'. */
  readonly area_code: string;
  readonly sessions_per_week: number;
  readonly slot_template: readonly SlotRow[];
  /** Days that must lie between two sessions of one agency. */
  readonly least_gap_days: number;
  readonly substitutes: (typeof SUBSTITUTES)[number];
  readonly approver: (typeof APPROVERS)[number];
  readonly demand_formula: WeightFormula;
  readonly manager_hour: Window & { readonly weekday: Weekday };
  /** Saturday to Wednesday; Thursday has its own setting and Friday is the weekly holiday. */
  readonly office_hours: Window;
  readonly thursday: ThursdaySetting;
  readonly live_calls: LiveCallSetting;
  readonly identity: (typeof IDENTITY_RULES)[number];
  readonly request_deadline: DeadlineSetting;
  readonly letterhead: LetterheadSetting;
  readonly reminders: ReminderSetting;
  readonly visits: VisitSetting;
  readonly inspection: InspectionSetting;
  readonly notice_ladder: NoticeLadder;
}

/** One dated value of one setting, as recorded. */
export type DatedSetting = {
  readonly [Name in SettingName]: {
    readonly id: string;
    readonly name: Name;
    readonly value: SettingValues[Name];
    readonly from: Day;
    /** UTC instant text. */
    readonly recordedAt: string;
    readonly recordedBy: string;
  };
}[SettingName];

const at = (text: string): Clock => text as Clock;

/** What holds until the governorate says otherwise: two managers a week and Monday 9 to 12 (Isfahan, IRNA, 1399). */
export const DEFAULTS: SettingValues = {
  governorate: 'استانداری',
  office_title: 'دفتر مدیریت عملکرد، بازرسی و امور حقوقی',
  province: '',
  area_code: '021',
  sessions_per_week: 2,
  slot_template: [{ weekdays: [1, 3], from: at('09:00'), to: at('11:00'), minutes: null, gap: 0, lines: 1 }],
  least_gap_days: 14,
  substitutes: 'with_approval',
  approver: 'either',
  demand_formula: DEFAULT_FORMULA,
  manager_hour: { weekday: 2, from: at('09:00'), to: at('12:00') },
  office_hours: { from: at('07:30'), to: at('14:30') },
  thursday: { policy: 'half', from: at('07:30'), to: at('13:00') },
  // 10 to 25 calls an hour are two and a half to six minutes each (IRNA, summer 1399).
  live_calls: { talkMinutes: 5, waitMinutes: 10, wrapUpSeconds: 30, retryAfter: 3, retries: 3, queueMost: 30, extraMinutes: 15, carryWeeks: 4, lateMinutes: 10 },
  identity: 'optional',
  // An agency has ten days (IRNA, summer 1399); whether they are working days is said nowhere.
  request_deadline: { days: 10, counted: 'calendar' },
  letterhead: { signer: '', signerTitle: 'مدیر دفتر مدیریت عملکرد، بازرسی و امور حقوقی', place: 'مرکز پاسخگویی ۱۱۱ استانداری', address: '', phone: '', copies: 'رابط سامد دستگاه، برای هماهنگی\nروابط عمومی استانداری، برای اطلاع‌رسانی' },
  reminders: { kinds: REMINDERS, from: at('08:00'), to: at('20:00') },
  visits: DEFAULT_VISITS,
  inspection: INSPECTION_DEFAULT,
  notice_ladder: DEFAULT_LADDER,
};

const later = (one: DatedSetting, other: DatedSetting): boolean => {
  if (one.from !== other.from) return one.from > other.from;
  if (one.recordedAt !== other.recordedAt) return one.recordedAt > other.recordedAt;
  return one.id > other.id;
};

/** The row in force on a day: the latest day not after it, and of that day the one recorded last; null before the first. */
export function rowOn<Name extends SettingName>(rows: readonly DatedSetting[], name: Name, day: Day): Extract<DatedSetting, { name: Name }> | null {
  let best: DatedSetting | null = null;
  for (const row of rows) {
    if (row.name === name && row.from <= day && (best === null || later(row, best))) best = row;
  }
  return best as Extract<DatedSetting, { name: Name }> | null;
}

/** The row of a setting that was recorded last, whatever its day. */
export function newestRow(rows: readonly DatedSetting[], name: SettingName): DatedSetting | null {
  let newest: DatedSetting | null = null;
  for (const row of rows) {
    if (row.name === name && (newest === null || `${row.recordedAt} ${row.id}` > `${newest.recordedAt} ${newest.id}`)) newest = row;
  }
  return newest;
}

/** The value in force on a day, or the default where none was ever set. */
export function valueOn<Name extends SettingName>(rows: readonly DatedSetting[], name: Name, day: Day): SettingValues[Name] {
  return (rowOn(rows, name, day)?.value as SettingValues[Name] | undefined) ?? DEFAULTS[name];
}

/** Every value in force on a day. */
export function settingsOn(rows: readonly DatedSetting[], day: Day): SettingValues {
  return Object.fromEntries(SETTING_NAMES.map((name) => [name, valueOn(rows, name, day)])) as unknown as SettingValues;
}

/** The values that a setting takes, each with its first day, oldest first; what was corrected for the same day is left out. */
export function datedValues<Name extends SettingName>(rows: readonly DatedSetting[], name: Name): { readonly since: Day; readonly value: SettingValues[Name] }[] {
  const days = [...new Set(rows.flatMap((row) => (row.name === name ? [row.from] : [])))].sort();
  return days.map((since) => ({ since, value: valueOn(rows, name, since) }));
}

/** Sessions a week over time, for the rota: the default first, then every change. */
export function perWeekOf(rows: readonly DatedSetting[]): PerWeek[] {
  const first: PerWeek = { since: '0001-01-01' as Day, count: DEFAULTS.sessions_per_week };
  return [first, ...datedValues(rows, 'sessions_per_week').map(({ since, value }) => ({ since, count: value }))];
}

/** The places of a week that a template opens, in the order of its rows, then weekday, then time. */
export function placesOf(template: readonly SlotRow[]): TemplatePlace[] {
  return template.flatMap((row) => [...row.weekdays].sort().flatMap((weekday) => windowsOf(row).map((window) => ({ weekday, ...window, lines: row.lines }))));
}

/** The sessions into which a row's window falls; what is left over at its end is nobody's. */
export function windowsOf(row: SlotRow): Window[] {
  if (row.minutes === null) return [{ from: row.from, to: row.to }];
  const [start, end] = [minutesOfClock(row.from), minutesOfClock(row.to)];
  const windows: Window[] = [];
  for (let from = start; from + row.minutes <= end; from += row.minutes + row.gap) {
    windows.push({ from: clockOfMinutes(from), to: clockOfMinutes(from + row.minutes) });
  }
  return windows;
}
