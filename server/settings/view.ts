import { formatClock } from '../domain/clock.ts';
import { formatInstant, type Instant } from '../domain/calendar.ts';
import { formatDay, WEEKDAYS, type Day } from '../domain/jalali.ts';
import { toPersianDigits } from '../domain/persian.ts';
import { APPROVERS, datedValues, newestRow, rowOn, SUBSTITUTES, THURSDAY_POLICIES, valueOn, type DatedSetting, type SettingName, type SettingValues } from '../domain/settings.ts';
import type { FormState } from '../http/forms.ts';
import type { ChoicePart, ClockPart, DatePart, ErrorSummaryPart, FieldPart, OptionPart, SelectPart } from '../http/parts.ts';
import { APPROVER_WORDS, SETTING_GROUPS, SETTING_WORDS, settingWords, SUBSTITUTE_WORDS, THURSDAY_WORDS } from '../wording/settings.ts';
import { rowField, TEMPLATE_ROWS } from './forms.ts';

/** All settings with today's value, since when, and what is already decided for later. */
export interface SettingsView {
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

/** A control of the form: which partial draws it, with what. */
export type Control =
  | { readonly part: 'field'; readonly view: FieldPart }
  | { readonly part: 'choice'; readonly view: ChoicePart }
  | { readonly part: 'select'; readonly view: SelectPart }
  | { readonly part: 'clock'; readonly view: ClockPart };

/** One row of the slot template's form. */
export interface TemplateRow {
  readonly legend: string;
  readonly days: readonly { readonly name: string; readonly label: string; readonly checked: boolean }[];
  readonly controls: readonly Control[];
}

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
  readonly effective: DatePart;
  readonly history: readonly { readonly value: string; readonly from: string; readonly recorded: string; readonly current: boolean }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'settings/list': SettingsView;
    'settings/edit': SettingView;
  }
}

/** The page of all settings on a day. */
export function settingsView(rows: readonly DatedSetting[], today: Day): SettingsView {
  return {
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

const WORKDAYS = WEEKDAYS.slice(0, 6);
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
};

/** What a setting's form holds before anything is typed: the value in force on the day. */
export function typedSetting<Name extends SettingName>(name: Name, rows: readonly DatedSetting[], today: Day): Record<string, string> {
  return { ...TYPED[name](valueOn(rows, name, today)), effective: formatDay(today), seen: newestRow(rows, name)?.id ?? '' };
}

const options = <Code extends string>(codes: readonly Code[], words: Readonly<Record<Code, string>>): OptionPart[] => codes.map((value) => ({ value, label: words[value] }));

const controlsOf = (name: SettingName, form: FormState): Control[] => {
  const base = (field: string, label: string): { name: string; label: string; value: string; error: string | null } => ({
    name: field, label, value: form.typed[field] ?? '', error: form.errors[field] ?? null,
  });
  const { title } = SETTING_WORDS[name];
  const field = (of: string, label: string, more: Partial<FieldPart> = {}): Control => ({ part: 'field', view: { ...base(of, label), required: true, ...more } });
  const number = (of: string, label: string, more: Partial<FieldPart> = {}): Control => field(of, label, { inputmode: 'numeric', max: 12, ...more });
  const clock = (of: string, label: string, required = true): Control => ({ part: 'clock', view: { ...base(of, label), required } });
  const choose = (of: string, label: string, list: readonly OptionPart[]): Control => ({ part: 'choice', view: { ...base(of, label), options: list, look: 'list' } });
  switch (name) {
    case 'governorate':
    case 'office_title':
    case 'province':
      return [field('value', title, { max: 120, wide: true })];
    case 'area_code':
      return [number('value', title, { max: 10, dir: 'ltr' })];
    case 'sessions_per_week':
    case 'least_gap_days':
      return [number('value', title)];
    case 'substitutes':
      return [choose('value', title, options(SUBSTITUTES, SUBSTITUTE_WORDS))];
    case 'approver':
      return [choose('value', title, options(APPROVERS, APPROVER_WORDS))];
    case 'manager_hour': {
      const weekday: SelectPart = { ...base('weekday', 'روز'), options: WORKDAYS.map((label, index) => ({ value: String(index), label })) };
      return [{ part: 'select', view: weekday }, clock('from', 'از ساعت'), clock('to', 'تا ساعت')];
    }
    case 'office_hours':
      return [clock('from', 'از ساعت'), clock('to', 'تا ساعت')];
    case 'thursday':
      return [choose('policy', title, options(THURSDAY_POLICIES, THURSDAY_WORDS)), clock('from', 'نیمه‌وقت: از ساعت', false), clock('to', 'نیمه‌وقت: تا ساعت', false)];
    case 'demand_formula':
      return [
        number('clients', 'ضریب مراجعه‌کننده'),
        number('calls', 'ضریب تماس ۱۱۱'),
        number('openRequests', 'ضریب درخواست باز'),
        number('threshold', 'آستانهٔ امتیاز', { required: false, hint: 'دستگاهی که امتیازش به این برسد، بیش از روزهای روبه‌رو چشم‌به‌راه نمی‌ماند. هر دو خالی: بی این قرار.' }),
        number('maxWaitDays', 'درازترین انتظار (روز)', { required: false }),
      ];
    case 'slot_template':
      return [];
  }
};

const isFilled = (form: FormState, row: number): boolean =>
  ['from', 'to', 'w0', 'w1', 'w2', 'w3', 'w4', 'w5'].some((field) => (form.typed[rowField(row, field)] ?? '') !== '');

const templateRows = (form: FormState): TemplateRow[] => {
  // One empty row more than are filled: what is needed next, and no wall of empty boxes.
  const filled = Array.from({ length: TEMPLATE_ROWS }, (_, row) => row).filter((row) => isFilled(form, row)).length;
  return Array.from({ length: Math.min(TEMPLATE_ROWS, Math.max(2, filled + 1)) }, (_, row) => {
    const base = (field: string, label: string): { name: string; label: string; value: string; error: string | null } => {
      const name = rowField(row, field);
      return { name, label, value: form.typed[name] ?? '', error: form.errors[name] ?? null };
    };
    const number = (field: string, label: string, hint: string): Control => ({ part: 'field', view: { ...base(field, label), inputmode: 'numeric', max: 4, hint } });
    return {
      legend: `ردیف ${toPersianDigits(row + 1)}`,
      days: WORKDAYS.map((label, weekday) => ({ name: rowField(row, `w${weekday}`), label, checked: (form.typed[rowField(row, `w${weekday}`)] ?? '') !== '' })),
      controls: [
        { part: 'clock', view: base('from', 'از ساعت') },
        { part: 'clock', view: base('to', 'تا ساعت') },
        number('minutes', 'مدت هر جلسه (دقیقه)', 'خالی: همهٔ بازه یک جلسه است.'),
        number('gap', 'فاصلهٔ جلسه‌ها (دقیقه)', 'خالی: بی فاصله.'),
        number('lines', 'مدیر هم‌زمان', 'خالی: یک مدیر.'),
      ],
    };
  });
};

/** The form of one setting; `names` are the users who recorded its values. */
export function settingView(
  name: SettingName,
  form: FormState,
  facts: { readonly rows: readonly DatedSetting[]; readonly today: Day; readonly names: ReadonlyMap<string, string> },
  frame: { readonly csrf: string; readonly key: string },
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
    rows: name === 'slot_template' ? templateRows(form) : [],
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
