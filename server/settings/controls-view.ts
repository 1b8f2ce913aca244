import { WEEKDAYS } from '../domain/jalali.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import { INSPECTION_BOUNDS } from '../domain/inspection/draw-setting.ts';
import { LONGEST_ITEM, MOST_ITEMS, NOT_FOUND_BY, VISIT_BOUNDS } from '../domain/inspection/visit-setting.ts';
import { LIVE_CALL_BOUNDS } from '../domain/setting-rules.ts';
import { APPROVERS, DEADLINE_COUNTS, IDENTITY_RULES, REMINDERS, SUBSTITUTES, THURSDAY_POLICIES, type SettingName } from '../domain/settings.ts';
import { rowField, TEMPLATE_ROWS } from '../http/fields.ts';
import type { FormState } from '../http/forms.ts';
import type { CheckPart, ChoicePart, ClockPart, FieldPart, OptionPart, SelectPart } from '../http/parts.ts';
import { APPROVER_WORDS, DEADLINE_COUNT_WORDS, IDENTITY_RULE_WORDS, INSPECTION_WORDS, LIVE_CALL_WORDS, NOT_FOUND_BY_WORDS, REMINDER_WORDS, SETTING_WORDS, SUBSTITUTE_WORDS, THURSDAY_WORDS, VISIT_NUMBER_WORDS } from '../wording/settings.ts';

/** A control of the form: which partial draws it, with what. */
export type Control =
  | { readonly part: 'field'; readonly view: FieldPart }
  | { readonly part: 'check'; readonly view: CheckPart }
  | { readonly part: 'choice'; readonly view: ChoicePart }
  | { readonly part: 'select'; readonly view: SelectPart }
  | { readonly part: 'clock'; readonly view: ClockPart };

/** One row of the slot template's form. */
export interface TemplateRow {
  readonly legend: string;
  readonly days: readonly { readonly name: string; readonly label: string; readonly checked: boolean }[];
  readonly controls: readonly Control[];
}

const WORKDAYS = WEEKDAYS.slice(0, 6);

const options = <Code extends string>(codes: readonly Code[], words: Readonly<Record<Code, string>>): OptionPart[] => codes.map((value) => ({ value, label: words[value] }));

/** The controls of a setting's form; the slot template has rows instead. */
export const controlsOf = (name: SettingName, form: FormState): Control[] => {
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
        number('threshold', 'آستانهٔ امتیاز', { required: false, hint: 'دستگاهی که امتیازش به این برسد، بیش از روزهای روبه‌رو منتظر نمی‌ماند. هر دو خالی: بدون این قرار.' }),
        number('maxWaitDays', 'درازترین انتظار (روز)', { required: false }),
      ];
    case 'live_calls':
      return LIVE_CALL_BOUNDS.map(([of, least, most]) => {
        const { label, unit, help } = LIVE_CALL_WORDS[of];
        return number(of, `${label} (${unit})`, { hint: `${help} از ${formatNumber(least)} تا ${formatNumber(most)}.` });
      });
    case 'identity':
      return [choose('value', title, options(IDENTITY_RULES, IDENTITY_RULE_WORDS))];
    case 'request_deadline':
      return [number('days', 'مهلت (روز)'), choose('counted', 'شمارش روزها', options(DEADLINE_COUNTS, DEADLINE_COUNT_WORDS))];
    case 'inspection':
      return [
        ...INSPECTION_BOUNDS.map(([of, least, most]) => {
          const { label, unit, help } = INSPECTION_WORDS[of];
          return number(of, unit === '' ? label : `${label} (${unit})`, { hint: `${help} از ${formatNumber(least)} تا ${formatNumber(most)}.` });
        }),
        field('coverage', 'پوشش‌های دیگر', { required: false, type: 'textarea', rows: 5, max: 3000, wide: true, hint: 'برای یک شهرستان یا یک نوع دستگاه، هر کدام در یک سطر؛ مانند «کاشان: ۲۰» یا «بانک: ۴۰».' }),
      ];
    case 'reminders': {
      const check = (of: (typeof REMINDERS)[number]): Control => ({ part: 'check', view: { name: of, label: `یادآوری ${REMINDER_WORDS[of]}`, checked: (form.typed[of] ?? '') !== '' } });
      return [clock('from', 'فرستادن پیام از ساعت'), clock('to', 'فرستادن پیام تا ساعت'), ...REMINDERS.map(check)];
    }
    case 'visits':
      return [
        ...VISIT_BOUNDS.map(([of, least, most]) => {
          const { label, unit, help } = VISIT_NUMBER_WORDS[of];
          return number(of, `${label} (${unit})`, { hint: `${help} از ${formatNumber(least)} تا ${formatNumber(most)}.` });
        }),
        choose('notFoundBy', '«در محل نبود» با چه ثابت می‌شود', options(NOT_FOUND_BY, NOT_FOUND_BY_WORDS)),
        field('checklist', 'فهرست بررسی بازرس', { required: false, type: 'textarea', rows: 6, max: MOST_ITEMS * (LONGEST_ITEM + 1), wide: true, hint: 'هر بند در یک سطر؛ بندی که «خوب نبود» بگیرد، اقدام اصلاحی می‌شود.' }),
      ];
    case 'letterhead':
      return [
        field('signer', 'نام امضاکننده', { required: false, max: 80, hint: 'اگر خالی بماند، تنها سمت نوشته می‌شود.' }),
        field('signerTitle', 'سمت امضاکننده', { max: 120 }),
        field('place', 'محل جلسه', { max: 160, wide: true, hint: 'جایی که مدیر برای پاسخ دادن به مردم می‌نشیند.' }),
        field('address', 'نشانی دفتر', { required: false, max: 200, wide: true }),
        field('phone', 'تلفن دفتر', { required: false, max: 40, dir: 'ltr', inputmode: 'tel' }),
        field('copies', 'رونوشت', { required: false, type: 'textarea', rows: 3, max: 400, wide: true, hint: 'هر گیرنده در یک سطر.' }),
      ];
    case 'notice_ladder':
      return [
        number('memoryDays', 'ماندگاری هر نامه (روز)', { hint: 'پس از آن، پله‌ها از درخواست توضیح آغاز می‌شوند.' }),
        number('overdueAtOnce', 'پاسخ‌های معوق هم‌زمان', { hint: 'از این شمار، دستگاه در فهرست پاسخ‌های معوق می‌آید.' }),
      ];
    case 'slot_template':
      return [];
  }
};

const isFilled = (form: FormState, row: number): boolean =>
  ['from', 'to', 'w0', 'w1', 'w2', 'w3', 'w4', 'w5'].some((field) => (form.typed[rowField(row, field)] ?? '') !== '');

/** The rows of the slot template's form. */
export const templateRows = (form: FormState): TemplateRow[] => {
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
        number('gap', 'فاصلهٔ جلسه‌ها (دقیقه)', 'خالی: بی‌فاصله.'),
        number('lines', 'مدیر هم‌زمان', 'خالی: یک مدیر.'),
      ],
    };
  });
};
