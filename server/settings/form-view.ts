import { formatInstant, type Instant } from '../domain/calendar.ts';
import { formatClock } from '../domain/clock.ts';
import { formatDay, type Day } from '../domain/jalali.ts';
import { toPersianDigits } from '../domain/persian.ts';
import { INSPECTION_BOUNDS } from '../domain/inspection/draw-setting.ts';
import { LIVE_CALL_BOUNDS } from '../domain/setting-rules.ts';
import { newestRow, rowOn, valueOn, type DatedSetting, type SettingName, type SettingValues } from '../domain/settings.ts';
import { rowField } from '../http/fields.ts';
import type { FormState } from '../http/forms.ts';
import type { DatePart, ErrorSummaryPart, WithHistory } from '../http/parts.ts';
import { SETTING_WORDS, settingWords } from '../wording/settings.ts';
import { ladderRows, typedLadder } from './ladder-view.ts';
import { controlsOf, templateRows, type Control, type TemplateRow } from './controls-view.ts';

/** The form of one setting, with its history, the newest first. */
export interface SettingView {
  readonly csrf: string;
  readonly key: string;
  readonly action: string;
  readonly seen: string;
  readonly help: string;
  readonly now: string;
  readonly problem: string | null;
  readonly summary: ErrorSummaryPart;
  readonly controls: readonly Control[];
  readonly rows: readonly TemplateRow[];
  /** Where the page is left for, and what that is called. */
  readonly back: string;
  readonly trail: string;
  readonly effective: DatePart;
  readonly history: readonly { readonly value: string; readonly from: string; readonly recorded: string; readonly current: boolean }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'settings/edit': SettingView & WithHistory;
  }
}

const digits = (number: number): string => toPersianDigits(number);

const TYPED: { readonly [Name in SettingName]: (value: SettingValues[Name]) => Record<string, string> } = {
  governorate: (value) => ({ value }),
  office_title: (value) => ({ value }),
  province: (value) => ({ value }),
  area_code: (value) => ({ value: toPersianDigits(value) }),
  sessions_per_week: (value) => ({ value: digits(value) }),
  slot_template: (rows) =>
    Object.fromEntries(
      rows.flatMap((row, index) => [
        ...row.weekdays.map((one) => [rowField(index, `w${one}`), '1']),
        [rowField(index, 'from'), formatClock(row.from)],
        [rowField(index, 'to'), formatClock(row.to)],
        [rowField(index, 'minutes'), row.minutes === null ? '' : digits(row.minutes)],
        [rowField(index, 'gap'), row.gap === 0 ? '' : digits(row.gap)],
        [rowField(index, 'lines'), digits(row.lines)],
      ]),
    ) as Record<string, string>,
  least_gap_days: (value) => ({ value: digits(value) }),
  substitutes: (value) => ({ value }),
  approver: (value) => ({ value }),
  demand_formula: ({ clients, calls, openRequests, floor }) => ({
    clients: digits(clients),
    calls: digits(calls),
    openRequests: digits(openRequests),
    threshold: floor === null ? '' : digits(floor.threshold),
    maxWaitDays: floor === null ? '' : digits(floor.maxWaitDays),
  }),
  manager_hour: ({ weekday, from, to }) => ({ weekday: String(weekday), from: formatClock(from), to: formatClock(to) }),
  office_hours: ({ from, to }) => ({ from: formatClock(from), to: formatClock(to) }),
  thursday: (value) => ({ policy: value.policy, ...(value.policy === 'half' ? { from: formatClock(value.from), to: formatClock(value.to) } : {}) }),
  live_calls: (live) => Object.fromEntries(LIVE_CALL_BOUNDS.map(([name]) => [name, digits(live[name])])),
  identity: (value) => ({ value }),
  request_deadline: ({ days, counted }) => ({ days: digits(days), counted }),
  visits: ({ waitMinutes, lateMinutes, findingDays, notFoundBy, checklist }) => ({ waitMinutes: digits(waitMinutes), lateMinutes: digits(lateMinutes), findingDays: digits(findingDays), notFoundBy, checklist: checklist.join('\n') }),
  letterhead: (value) => ({ ...value, phone: toPersianDigits(value.phone) }),
  inspection: (visits) => ({
    ...Object.fromEntries(INSPECTION_BOUNDS.map(([name]) => [name, digits(visits[name])])),
    coverage: visits.coverage.map(({ name, weeks }) => `${name}: ${digits(weeks)}`).join('\n'),
  }),
  reminders: ({ kinds, from, to }) => ({ ...Object.fromEntries(kinds.map((kind) => [kind, '1'])), from: formatClock(from), to: formatClock(to) }),
  notice_ladder: typedLadder,
};

// Whoever sets the ladder may hold no other setting in hand.
const LEADS_BACK = { settings: { back: '/settings', trail: 'تنظیمات' }, notices: { back: '/notices', trail: 'تذکر و اخطار' } } as const;

/** What a setting's form holds before anything is typed: the value in force on the day. */
export function typedSetting<Name extends SettingName>(name: Name, rows: readonly DatedSetting[], today: Day): Record<string, string> {
  return { ...TYPED[name](valueOn(rows, name, today)), effective: formatDay(today), seen: newestRow(rows, name)?.id ?? '' };
}

/** The form of one setting; `names` are the users who recorded its values. */
export function settingView(
  name: SettingName,
  form: FormState,
  facts: { readonly rows: readonly DatedSetting[]; readonly today: Day; readonly names: ReadonlyMap<string, string> },
  { toNotices = false, ...frame }: { readonly csrf: string; readonly key: string; readonly toNotices?: boolean },
): SettingView {
  const { rows, today, names } = facts;
  const current = rowOn(rows, name, today);
  const own = rows.filter((row) => row.name === name);
  return {
    ...frame,
    action: `/settings/${name}`,
    seen: form.typed['seen'] ?? '',
    help: SETTING_WORDS[name].help,
    now: settingWords(name, valueOn(rows, name, today)),
    problem: form.errors['_form'] ?? null,
    summary: { errors: Object.entries(form.errors).flatMap(([field, text]) => (field === '_form' ? [] : [{ name: field, text }])) },
    controls: controlsOf(name, form),
    rows: name === 'slot_template' ? templateRows(form) : name === 'notice_ladder' ? ladderRows(form) : [],
    ...LEADS_BACK[toNotices ? 'notices' : 'settings'],
    effective: {
      name: 'effective', label: 'از تاریخ', value: form.typed['effective'] ?? '', error: form.errors['effective'] ?? null, required: true,
      hint: 'مقدار کنونی تا آن روز می‌ماند؛ تاریخ گذشته پذیرفته نیست.',
    },
    history: own.map((row) => ({
      value: settingWords(row.name, row.value as never),
      from: formatDay(row.from),
      recorded: `${formatInstant(row.recordedAt as Instant)}${names.has(row.recordedBy) ? `، ${names.get(row.recordedBy) ?? ''}` : ''}`,
      current: row.id === current?.id,
    })).reverse(),
  };
}
