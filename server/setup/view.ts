import { formatNumber } from '../domain/persian.ts';
import type { FormState } from '../http/forms.ts';
import type { ChoicePart, ErrorSummaryPart, FieldPart, SelectPart } from '../http/parts.ts';
import { SECTORS } from '../wording/agencies.ts';
import { agencyField, countyField, countyRows } from './forms.ts';
import { agenciesOf, PROVINCES } from './provinces.ts';

/** Set-up: one form, the whole office. */
export interface SetupView {
  readonly csrf: string;
  readonly key: string;
  readonly action: string;
  readonly problem: string | null;
  readonly summary: ErrorSummaryPart;
  readonly start: ChoicePart;
  readonly province: SelectPart;
  readonly governorate: FieldPart;
  readonly officeTitle: FieldPart;
  readonly areaCode: FieldPart;
  readonly counties: readonly { readonly name: FieldPart; readonly centre: FieldPart }[];
  readonly sectors: readonly {
    readonly title: string;
    readonly count: string;
    readonly open: boolean;
    readonly agencies: readonly {
      readonly on: { readonly name: string; readonly checked: boolean; readonly label: string };
      readonly name: { readonly name: string; readonly value: string; readonly error: string | null };
      readonly head: { readonly name: string; readonly value: string; readonly error: string | null };
      readonly flags: readonly { readonly name: string; readonly label: string; readonly checked: boolean }[];
      readonly why: string | null;
    }[];
  }[];
  readonly honorific: ChoicePart;
  readonly name: FieldPart;
  readonly username: FieldPart;
  readonly password: FieldPart;
}

/** What a visitor sees before set-up who has not come by the link. */
export interface AwaitingView {
  readonly done: boolean;
}

declare module '../http/pages.ts' {
  interface Pages {
    'setup/form': SetupView;
    'setup/awaiting': AwaitingView;
  }
}

const FLAGS = [
  { field: 'mayBeInvited', label: 'دعوت' },
  { field: 'mayBeInspected', label: 'بازدید' },
  { field: 'mayBeGivenNotice', label: 'تذکر' },
] as const;

/** Set-up's page with what was typed; the password is never sent back. */
export function setupView(form: FormState, action: string, csrf: string, key: string): SetupView {
  const typed = (name: string): { name: string; value: string; error: string | null } => ({ name, value: form.typed[name] ?? '', error: form.errors[name] ?? null });
  const isTicked = (name: string): boolean => (form.typed[name] ?? '') !== '';
  const listed = agenciesOf(form.typed['province'] ?? '');
  return {
    csrf,
    key,
    action,
    problem: form.errors['_form'] ?? null,
    summary: { errors: Object.entries(form.errors).flatMap(([name, text]) => (name === '_form' ? [] : [{ name, text }])) },
    start: {
      ...typed('start'),
      value: form.typed['start'] ?? 'own',
      label: 'از کجا آغاز می‌کنید',
      look: 'list',
      options: [
        { value: 'own', label: 'استان خودم', hint: 'استان، شهرستان‌ها و دستگاه‌ها را همین‌جا می‌نویسید؛ فهرست دستگاه‌ها آماده است.' },
        { value: 'example', label: 'نمونهٔ اصفهان ۱۳۹۹', hint: '۲۴ شهرستان، ۱۰۹ دستگاه با مدیران ساختگی و آمار دو سال؛ برای آشنایی و آموزش.' },
      ],
    },
    province: { ...typed('province'), label: 'استان', empty: 'استان را برگزینید', options: PROVINCES.map(({ name }) => ({ value: name, label: name })) },
    governorate: { ...typed('governorate'), label: 'نام استانداری', max: 80, hint: 'مانند «استانداری اصفهان»' },
    officeTitle: { ...typed('office_title'), label: 'عنوان دفتر', max: 120, wide: true },
    areaCode: { ...typed('area_code'), label: 'پیش‌شمارهٔ استان', max: 10, dir: 'ltr', inputmode: 'numeric' },
    counties: Array.from({ length: countyRows(form.typed) }, (_, row) => ({
      name: { ...typed(countyField(row, 'name')), label: `شهرستان ${formatNumber(row + 1)}`, max: 80 },
      centre: { ...typed(countyField(row, 'centre')), label: 'مرکز', max: 80 },
    })),
    sectors: Object.entries(SECTORS).map(([sector, title]) => {
      const own = listed.filter((agency) => agency.sector === sector);
      const names = own.flatMap(({ code }) => [agencyField(code, 'name'), agencyField(code, 'head')]);
      return {
        title,
        count: `${formatNumber(own.filter(({ code }) => isTicked(agencyField(code, 'on'))).length)} از ${formatNumber(own.length)}`,
        open: names.some((name) => form.errors[name] !== undefined),
        agencies: own.map((agency) => ({
          on: { name: agencyField(agency.code, 'on'), checked: isTicked(agencyField(agency.code, 'on')), label: agency.shortName },
          name: typed(agencyField(agency.code, 'name')),
          head: typed(agencyField(agency.code, 'head')),
          flags: FLAGS.map(({ field, label }) => ({ name: agencyField(agency.code, field), label, checked: isTicked(agencyField(agency.code, field)) })),
          why: agency.why,
        })),
      };
    }),
    honorific: { ...typed('honorific'), value: form.typed['honorific'] ?? 'khanom', label: 'عنوان', options: [{ value: 'khanom', label: 'خانم' }, { value: 'agha', label: 'آقای' }] },
    name: { ...typed('name'), label: 'نام و نام خانوادگی', required: true, autocomplete: 'name', max: 120 },
    username: { ...typed('username'), label: 'نام کاربری', required: true, autocomplete: 'username', dir: 'ltr', max: 40 },
    password: {
      name: 'password', value: '', error: form.errors['password'] ?? null, label: 'گذرواژه', required: true, type: 'password', autocomplete: 'new-password', dir: 'ltr', max: 200, wide: true,
      hint: 'دست‌کم ۱۵ نویسه؛ جمله‌ای که به یاد می‌ماند بهترین است.',
    },
  };
}
