import { formatDay, WEEKDAYS, type Day } from '../domain/jalali.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import { valueOn } from '../domain/settings.ts';
import { rowField, TEMPLATE_ROWS } from '../http/fields.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, optionsOf, type Control } from '../http/parts.ts';
import { settingWords } from '../wording/settings.ts';
import { AWAY_CHOICES, FLAG_CHOICE_WORDS } from '../wording/what-if.ts';
import { supposedField } from './supposed-fields.ts';
import { SUPPOSED_ROWS } from './what-if-forms.ts';
import { isInvitable, type Surroundings } from './surroundings.ts';

/** One row of a slot template that is supposed. */
export interface SupposedTemplateRow {
  readonly legend: string;
  readonly days: readonly { readonly name: string; readonly label: string; readonly checked: boolean }[];
  readonly controls: readonly Control[];
}

/** The form of a supposition: its four parts, each row with its controls. */
export interface WhatIfForm {
  readonly weeks: readonly Control[];
  readonly template: { readonly now: string; readonly open: boolean; readonly rows: readonly SupposedTemplateRow[] };
  readonly away: readonly { readonly legend: string; readonly controls: readonly Control[] }[];
  readonly flags: readonly { readonly legend: string; readonly controls: readonly Control[] }[];
}

const WORKDAYS = WEEKDAYS.slice(0, 6);

const rowsShown = (filled: number, most: number): number[] => Array.from({ length: Math.min(most, filled + 1) }, (_, row) => row);

const filledRows = ({ typed, errors }: FormState, most: number, names: (row: number) => readonly string[]): number => {
  const touched = Array.from({ length: most }, (_, row) => row).filter((row) => names(row).some((name) => (typed[name] ?? '') !== '' || name in errors));
  return (touched.at(-1) ?? -1) + 1;
};

function templateRows(form: FormState): SupposedTemplateRow[] {
  const controls = controlsOf(form);
  const days = (row: number): string[] => WORKDAYS.map((_, weekday) => rowField(row, `w${weekday}`));
  const filled = filledRows(form, TEMPLATE_ROWS, (row) => [...days(row), rowField(row, 'from'), rowField(row, 'to')]);
  return rowsShown(filled, TEMPLATE_ROWS).map((row) => {
    const number = (field: string, label: string, hint: string): Control => controls.field(rowField(row, field), label, { inputmode: 'numeric', max: 4, hint });
    return {
      legend: `ردیف ${toPersianDigits(row + 1)}`,
      days: WORKDAYS.map((label, weekday) => ({ name: rowField(row, `w${weekday}`), label, checked: (form.typed[rowField(row, `w${weekday}`)] ?? '') !== '' })),
      controls: [
        controls.clock(rowField(row, 'from'), 'از ساعت'), controls.clock(rowField(row, 'to'), 'تا ساعت'),
        number('minutes', 'مدت هر جلسه (دقیقه)', 'خالی: همهٔ بازه یک جلسه است.'), number('gap', 'فاصلهٔ جلسه‌ها (دقیقه)', 'خالی: بی‌فاصله.'), number('lines', 'مدیر هم‌زمان', 'خالی: یک مدیر.'),
      ],
    };
  });
}

const agencyOptions = (agencies: Surroundings['agencies'], note: (one: Surroundings['agencies'][number]) => string) =>
  agencies.map((one) => ({ id: one.id, label: one.shortName, search: `${one.shortName} ${one.name} ${one.aliases ?? ''}`, ...(note(one) === '' ? {} : { note: note(one) }) }));

/** The form over surroundings as they stand; `since` is the first day from which settings can be supposed. */
export function whatIfForm(form: FormState, surroundings: Surroundings, since: Day): WhatIfForm {
  const controls = controlsOf(form);
  const { agencies, settings } = surroundings;
  const standing = agencies.filter((one) => isInvitable({ ...one, mayBeInvited: true }, surroundings));
  const [perWeek, template] = [valueOn(settings, 'sessions_per_week', since), valueOn(settings, 'slot_template', since)];
  const invitable = agencyOptions(standing.filter(({ mayBeInvited }) => mayBeInvited), () => '');
  const all = agencyOptions(standing, ({ mayBeInvited }) => (mayBeInvited ? 'دعوت می‌شود' : 'دعوت نمی‌شود'));
  const aways = filledRows(form, SUPPOSED_ROWS, (row) => (['agency', 'from', 'to'] as const).map((name) => supposedField.away(row, name)));
  const flags = filledRows(form, SUPPOSED_ROWS, (row) => [supposedField.flag(row, 'agency')]);
  const rows = templateRows(form);
  return {
    weeks: [
      controls.field('per_week', 'شمار جلسه در هفته', { inputmode: 'numeric', max: 4, hint: `اکنون: ${settingWords('sessions_per_week', perWeek)}. خالی: همین بماند.` }),
      controls.date('since', 'از تاریخ', { hint: `خالی: ${formatDay(since)}. از نخستین شنبهٔ آن تاریخ یا پس از آن به کار می‌رود.` }),
    ],
    template: { now: settingWords('slot_template', template), open: rows.length > 1, rows },
    away: rowsShown(aways, SUPPOSED_ROWS).map((row) => ({
      legend: `غیبت ${formatNumber(row + 1)}`,
      controls: [
        controls.combobox(supposedField.away(row, 'agency'), 'دستگاه', invitable, { empty: 'برگزینید' }),
        controls.select(supposedField.away(row, 'kind'), 'چگونه', optionsOf(AWAY_CHOICES)),
        controls.date(supposedField.away(row, 'from'), 'از روز'), controls.date(supposedField.away(row, 'to'), 'تا روز'),
      ],
    })),
    flags: rowsShown(flags, SUPPOSED_ROWS).map((row) => ({
      legend: `دستگاه ${formatNumber(row + 1)}`,
      controls: [
        controls.combobox(supposedField.flag(row, 'agency'), 'دستگاه', all, { empty: 'برگزینید' }),
        controls.select(supposedField.flag(row, 'may'), 'دعوت', optionsOf(FLAG_CHOICE_WORDS)),
      ],
    })),
  };
}
