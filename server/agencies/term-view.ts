import { formatInstant } from '../domain/calendar.ts';
import { formatDay, type Day } from '../domain/jalali.ts';
import { freshForm, type FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, optionsOf, type ChipPart, type Control, type CrumbsPart, type CsrfPart, type EmptyPart, type ErrorSummaryPart, type TabsPart } from '../http/parts.ts';
import { ABSENCES } from '../wording/agencies.ts';
import { calledName } from '../wording/fa.ts';
import type { ListedAbsence } from './absences.ts';
import type { Agency, NamedTerm } from '../domain/agency.ts';
import { absenceChip, absenceWhen, termWhen } from './detail-view.ts';
import { nameControls, termControls, type FormView } from './form-view.ts';
import type { Candidate } from './terms.ts';

/** Choosing who takes a post: search first, then one of those found or somebody new. */
export interface NewTermView {
  readonly crumbs: CrumbsPart;
  readonly here: string;
  readonly action: string;
  readonly back: string;
  readonly search: Control;
  readonly searched: boolean;
  readonly found: Control | null;
  readonly notFound: string;
  readonly csrf: CsrfPart;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly q: string;
  readonly person: readonly Control[];
  readonly term: readonly Control[];
}

/** A term: its end on a day, and what can be put right in it. */
export interface TermView {
  readonly form: FormView;
  readonly end: { readonly action: string; readonly csrf: CsrfPart; readonly lastDay: Control } | null;
}

/** Absences of all agencies within reach. */
export interface AbsencesView {
  readonly mayImport: boolean;
  readonly tabs: TabsPart;
  readonly empty: EmptyPart;
  readonly absences: readonly {
    readonly href: string;
    readonly agency: string;
    readonly name: string;
    readonly post: string;
    readonly kind: string;
    readonly when: string;
    readonly note: string;
    readonly recorded: string;
    readonly chip: ChipPart | null;
  }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'agencies/term-new': NewTermView;
    'agencies/term': TermView;
    'agencies/absences': AbsencesView;
  }
}

const trailTo = (agency: Agency, label: string): CrumbsPart => ({ trail: [{ label: 'دستگاه‌ها', href: '/agencies' }, { label: agency.shortName, href: `/agencies/${agency.id}` }, { label, href: null }] });

/** The page on which a term begins; `found` is null until somebody has been searched for. */
export function newTermView(form: FormState, agency: Agency, q: string, found: readonly Candidate[] | null, csrf: CsrfPart): NewTermView {
  const control = controlsOf(form);
  const about = (one: Candidate): string => one.terms.map((term) => `${term.post}، ${term.agency}، ${termWhen(term)}`).join('؛ ') || 'بی سمت';
  return {
    crumbs: trailTo(agency, 'ثبت دورهٔ مدیر'),
    here: `/agencies/${agency.id}/terms/new`,
    action: `/agencies/${agency.id}/terms/new`,
    back: `/agencies/${agency.id}`,
    search: controlsOf(freshForm({ q })).field('q', 'نام کسی که پیش‌تر ثبت شده است', { type: 'search', max: 80 }),
    searched: q !== '',
    found:
      found === null || found.length === 0
        ? null
        : control.choice('person', 'از میان این افراد', [...found.map((one) => ({ value: one.id, label: calledName(one), hint: about(one) })), { value: '', label: 'هیچ‌کدام؛ شخص تازه' }], { look: 'list' }),
    notFound: found !== null && found.length === 0 ? `کسی با نام «${q}» ثبت نشده است؛ او را در زیر بنویسید.` : '',
    csrf,
    ...errorsOf(form),
    q,
    person: [
      ...nameControls(form).map((one) => (one.part === 'choice' || one.part === 'field' ? ({ ...one, view: { ...one.view, required: false } } as Control) : one)),
      control.field('nationalCode', 'کد ملی', { dir: 'ltr', inputmode: 'numeric', max: 20, hint: 'رمزشده نگهداری می‌شود.' }),
      control.field('phone', 'تلفن', { type: 'tel', dir: 'ltr', max: 25, hint: 'رمزشده نگهداری می‌شود.' }),
    ],
    term: termControls(form),
  };
}

/** A term's page; the form for its end stands only while it lasts. */
export function termView(form: FormView, term: NamedTerm, end: FormState, csrf: CsrfPart): TermView {
  const lastDay = controlsOf(end).date('lastDay', 'آخرین روز در این سمت', { required: true });
  return { form, end: term.to === null ? { action: `/agencies/${term.agencyId}/terms/${term.id}/end`, csrf, lastDay } : null };
}

/** The form of an absence of one of the agency's officers. */
export function absenceFormView(form: FormState, agency: Agency, officers: readonly NamedTerm[], csrf: CsrfPart): FormView {
  const control = controlsOf(form);
  const people = [...new Map(officers.map((term) => [term.personId, term])).values()];
  return {
    crumbs: trailTo(agency, 'ثبت غیبت'),
    action: `/agencies/${agency.id}/absences/new`,
    back: `/agencies/${agency.id}`,
    submit: 'ثبت غیبت',
    csrf,
    ...errorsOf(form),
    hidden: [],
    groups: [
      {
        legend: '',
        note: '',
        controls: [
          control.select('personId', 'مدیر', people.map((term) => ({ value: term.personId, label: `${calledName(term)}، ${term.post}` })), { required: true, wide: true }),
          control.choice('kind', 'نوع غیبت', optionsOf(ABSENCES), { required: true }),
        ],
      },
      {
        legend: 'از کی تا کی',
        note: 'ساعت تنها برای غیبت یک‌روزه است؛ اگر همهٔ روز غایب است، خالی بماند.',
        controls: [control.date('from', 'از روز', { required: true }), control.date('to', 'تا روز', { hint: 'آخرین روز؛ خالی یعنی همان یک روز' }), control.clock('fromClock', 'از ساعت'), control.clock('toClock', 'تا ساعت')],
      },
      { legend: '', note: '', controls: [control.field('note', 'توضیح', { type: 'textarea', rows: 3, max: 500, wide: true })] },
    ],
  };
}

/** The list of absences of the agencies within reach. */
export function absencesView(listed: readonly ListedAbsence[], when: 'ahead' | 'past', today: Day, mayImport: boolean): AbsencesView {
  return {
    mayImport,
    tabs: {
      label: 'زمان',
      tabs: [
        { label: 'امروز و پس از این', href: '/absences', current: when === 'ahead' },
        { label: '۹۰ روز گذشته', href: '/absences?when=past', current: when === 'past' },
      ],
    },
    empty: {
      icon: 'calendar-check', text: when === 'ahead' ? 'از امروز به بعد غیبتی ثبت نشده است.' : 'در ۹۰ روز گذشته غیبتی ثبت نشده است.',
      hint: 'غیبت هر مدیر در صفحهٔ دستگاه او ثبت می‌شود.', action: { href: '/agencies', label: 'دستگاه‌ها' },
    },
    absences: listed.map(({ absence, agency, term, recorder }) => ({
      href: `/agencies/${agency.id}`,
      agency: agency.shortName,
      name: calledName(term),
      post: term.post,
      kind: ABSENCES[absence.kind],
      when: absenceWhen(absence),
      note: absence.note,
      recorded: [formatInstant(absence.recordedAt), recorder].filter(Boolean).join('، '),
      chip: absenceChip(absence, today),
    })),
  };
}

/** The form that ends a term, with today as its last day until another is written. */
export const endToday = (today: Day): FormState => freshForm({ lastDay: formatDay(today) });
