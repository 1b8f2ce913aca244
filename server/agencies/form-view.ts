import { formatDay, type Day } from '../domain/jalali.ts';
import { normalizePhone } from '../domain/persian.ts';
import { freshForm, type FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, optionsOf, type Control, type CrumbsPart, type CsrfPart, type ErrorSummaryPart } from '../http/parts.ts';
import { AGENCY_FLAGS, AGENCY_KINDS, SECTORS } from '../wording/agencies.ts';
import { HONORIFICS } from '../wording/fa.ts';
import { FLAG_CODES, type Agency, type County, type NamedTerm } from '../domain/agency.ts';

/** A group of controls under one legend (none where empty). */
export interface ControlGroup {
  readonly legend: string;
  readonly note: string;
  readonly controls: readonly Control[];
}

/** A page that is one form. */
export interface FormView {
  readonly crumbs: CrumbsPart;
  readonly action: string;
  readonly back: string;
  readonly submit: string;
  readonly csrf: CsrfPart;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly groups: readonly ControlGroup[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'agencies/form': FormView;
  }
}

const dayText = (day: Day | null): string => (day === null ? '' : formatDay(day));

/** An agency's direct line as people read and write it; empty where there is none. */
export const lineText = ({ directLine }: Agency): string => {
  const phone = normalizePhone(directLine ?? '');
  return phone.ok ? phone.display : '';
};

/** The form of an agency as it stands, ready to be changed. */
export const typedAgency = (agency: Agency, seen: string): FormState =>
  freshForm({
    name: agency.name, shortName: agency.shortName, aliases: agency.aliases ?? '', code: agency.code, sector: agency.sector, kind: agency.kind, headTitle: agency.headTitle,
    countyId: agency.countyId ?? '', parentId: agency.parentId ?? '', validFrom: dayText(agency.validFrom), validTo: dayText(agency.validTo),
    ...Object.fromEntries(FLAG_CODES.map((flag) => [flag, agency[flag] ? '1' : ''])), flagsWhy: agency.flagsWhy ?? '', directLine: lineText(agency), seen,
  });

/** The form of a new agency: everything may be done to it until somebody says otherwise. */
export const blankAgency = freshForm({ sector: 'infra', kind: 'general_directorate', headTitle: 'مدیرکل', mayBeInvited: '1', mayBeInspected: '1', mayBeGivenNotice: '1' });

const hiddenOf = (form: FormState, names: readonly string[]) => names.flatMap((name) => (form.typed[name] === undefined ? [] : [{ name, value: form.typed[name] }]));

/** An agency's form; `agency` is null for a new one. */
export function agencyFormView(form: FormState, agency: Agency | null, { counties, agencies, csrf }: { readonly counties: readonly County[]; readonly agencies: readonly Agency[]; readonly csrf: CsrfPart }): FormView {
  const control = controlsOf(form);
  const back = agency === null ? '/agencies' : `/agencies/${agency.id}`;
  return {
    crumbs: {
      trail: [
        { label: 'دستگاه‌ها', href: '/agencies' },
        ...(agency === null ? [] : [{ label: agency.shortName, href: back }]),
        { label: agency === null ? 'دستگاه تازه' : 'ویرایش', href: null },
      ],
    },
    action: agency === null ? '/agencies/new' : `/agencies/${agency.id}/edit`,
    back,
    submit: agency === null ? 'افزودن دستگاه' : 'ذخیره',
    csrf,
    ...errorsOf(form),
    hidden: hiddenOf(form, ['seen']),
    groups: [
      {
        legend: 'نام و جایگاه',
        note: '',
        controls: [
          control.field('name', 'نام کامل', { required: true, max: 150, wide: true }),
          control.field('shortName', 'نام کوتاه', { required: true, max: 60, hint: 'در برنامه و فهرست‌ها همین دیده می‌شود.' }),
          control.field('aliases', 'نام‌های دیگر', { max: 300, wide: true, hint: 'نام‌هایی که مردم هم به کار می‌برند، با «،» جدا؛ در جست‌وجو یافت می‌شود.' }),
          control.field('code', 'شناسه', { dir: 'ltr', max: 40, hint: 'با حروف انگلیسی؛ اگر خالی بماند ساخته می‌شود.' }),
          control.select('sector', 'بخش', optionsOf(SECTORS), { required: true }),
          control.select('kind', 'نوع', optionsOf(AGENCY_KINDS), { required: true }),
          control.field('headTitle', 'عنوان رئیس دستگاه', { required: true, max: 60, hint: 'مدیرکل، مدیرعامل، رئیس، فرماندار …' }),
          control.field('directLine', 'تلفن مستقیم رئیس دستگاه', { type: 'tel', inputmode: 'tel', dir: 'ltr', max: 30, hint: 'برای پرسش از این دستگاه هنگام پاسخگویی مدیر دیگر؛ به مردم نشان داده نمی‌شود.' }),
          control.select('countyId', 'شهرستان', counties.map(({ id, name }) => ({ value: id, label: name })), { empty: 'استانی' }),
          control.select('parentId', 'زیرمجموعهٔ', agencies.filter(({ id }) => id !== agency?.id).map(({ id, shortName }) => ({ value: id, label: shortName })), { empty: 'هیچ‌کدام' }),
        ],
      },
      {
        legend: 'اختیار مرکز',
        note: 'برای نهادهای بیرون از اختیار استاندار (قضایی، نظارتی، انتظامی، صدا و سیما) و برای خود استانداری خاموش است.',
        controls: [
          ...FLAG_CODES.map((flag) => control.check(flag, AGENCY_FLAGS[flag].label)),
          control.field('flagsWhy', 'علت', { max: 300, wide: true, hint: 'اگر یکی خاموش است، بنویسید چرا.' }),
        ],
      },
      {
        legend: 'روزهای برپایی',
        note: 'خالی یعنی بی آغاز یا بی پایان.',
        controls: [control.date('validFrom', 'از روز'), control.date('validTo', 'تا روز')],
      },
    ],
  };
}

/** The form of a county as it stands. */
export const typedCounty = (county: County, seen: string): FormState =>
  freshForm({ name: county.name, centre: county.centre, amarCode: county.amarCode ?? '', validFrom: dayText(county.validFrom), validTo: dayText(county.validTo), seen });

/** A county's form; `county` is null for a new one. */
export function countyFormView(form: FormState, county: County | null, csrf: CsrfPart): FormView {
  const control = controlsOf(form);
  return {
    crumbs: { trail: [{ label: 'دستگاه‌ها', href: '/agencies' }, { label: 'شهرستان‌ها', href: '/counties' }, { label: county === null ? 'شهرستان تازه' : county.name, href: null }] },
    action: county === null ? '/counties/new' : `/counties/${county.id}`,
    back: '/counties',
    submit: county === null ? 'افزودن شهرستان' : 'ذخیره',
    csrf,
    ...errorsOf(form),
    hidden: hiddenOf(form, ['seen']),
    groups: [
      {
        legend: '',
        note: 'شهرستانی که جدا شده یا برچیده شده است، با روز آغاز و پایان در گزارش‌های گذشته درست شمرده می‌شود.',
        controls: [
          control.field('name', 'نام شهرستان', { required: true, max: 60 }),
          control.field('centre', 'مرکز', { required: true, max: 60 }),
          control.field('amarCode', 'کد مرکز آمار', { dir: 'ltr', inputmode: 'numeric', max: 12 }),
          control.date('validFrom', 'از روز', { hint: 'خالی یعنی از آغاز' }),
          control.date('validTo', 'تا روز', { hint: 'خالی یعنی تاکنون' }),
        ],
      },
    ],
  };
}

/** The form of a term as it stands. */
export const typedTerm = (term: NamedTerm, seen: string): FormState =>
  freshForm({ honorific: term.honorific, name: term.name, post: term.post, from: formatDay(term.from), to: dayText(term.to), seen });

/** The controls that every term has: post and days. */
export function termControls(form: FormState): Control[] {
  const control = controlsOf(form);
  return [
    control.field('post', 'سمت', { required: true, max: 80, wide: true, hint: 'برای رئیس دستگاه همان عنوان او؛ جانشین موقت: سرپرست.' }),
    control.date('from', 'آغاز دوره', { required: true }),
    control.date('to', 'پایان دوره', { hint: 'آخرین روز؛ اگر هنوز در این سمت است، خالی بگذارید.' }),
  ];
}

/** The controls of a person: how he is called and his name. */
export function nameControls(form: FormState): Control[] {
  const control = controlsOf(form);
  return [
    control.choice('honorific', 'خانم یا آقا', optionsOf({ khanom: HONORIFICS.khanom, agha: 'آقا' }), { required: true }),
    control.field('name', 'نام و نام خانوادگی', { required: true, max: 80, autocomplete: 'off' }),
  ];
}

/** A term put right. */
export function termFormView(form: FormState, agency: Agency, term: NamedTerm, csrf: CsrfPart): FormView {
  const back = `/agencies/${agency.id}`;
  return {
    crumbs: { trail: [{ label: 'دستگاه‌ها', href: '/agencies' }, { label: agency.shortName, href: back }, { label: `دورهٔ ${term.name}`, href: null }] },
    action: `${back}/terms/${term.id}`,
    back,
    submit: 'ذخیره',
    csrf,
    ...errorsOf(form),
    hidden: hiddenOf(form, ['seen']),
    groups: [{ legend: '', note: '', controls: [...nameControls(form), ...termControls(form)] }],
  };
}
