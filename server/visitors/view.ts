import { MATTER_KINDS } from '../domain/applicant.ts';
import { formatDayLong } from '../domain/jalali.ts';
import { toPersianDigits } from '../domain/persian.ts';
import { groupedCode } from '../domain/tracking-code.ts';
import { groupedVisitCode } from '../domain/visit-code.ts';
import { SLIP_DAYS } from '../domain/visitor.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, optionsOf, type ComboboxPart, type Control, type CsrfPart, type ErrorSummaryPart, type PostPart, type QrPart } from '../http/parts.ts';
import { ASKED_IDENTITIES } from '../wording/desk.ts';
import { HONORIFICS } from '../wording/fa.ts';
import { MATTER_KIND_NAMES } from '../wording/requests.ts';
import { MET_NAMES, VISIT_OUTCOME_NAMES, VISIT_QUESTION } from '../wording/visitors.ts';
import { visitorDayView, type VisitorDayView } from './day-view.ts';
import { DESK_OUTCOMES, LONGEST_NOTE } from './forms.ts';
import type { VisitorChoices, VisitorDay } from './read.ts';
import type { Registered } from './register.ts';

/** The slip of a visitor, shown once after he was written down. */
export interface SlipView {
  readonly sentence: string;
  readonly agency: string;
  readonly day: string;
  readonly code: string;
  readonly question: string;
  readonly address: string;
  readonly until: string;
  readonly qr: QrPart;
  readonly tracking: string | null;
}

/** The desk of visitors. */
export interface VisitorsView {
  readonly agency: string;
  readonly day: string;
  /** The choice of the desk, for whoever may stand at several. */
  readonly desks: ComboboxPart | null;
  readonly links: readonly { readonly href: string; readonly label: string; readonly icon: string }[];
  readonly live: { readonly stream: string; readonly view: string; readonly seq: number };
  readonly list: VisitorDayView;
  readonly action: string;
  readonly csrf: CsrfPart;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly name: Control;
  readonly honorific: Control;
  readonly phone: Control;
  readonly topic: Control;
  readonly outcome: Control;
  readonly target: Control;
  readonly matter: readonly Control[];
  readonly note: Control;
  readonly count: PostPart;
  readonly slip: SlipView | null;
  readonly answer: { readonly csrf: CsrfPart; readonly problem: string | null; readonly controls: readonly Control[] } | null;
}

/** Where there is no desk to stand at. */
export interface NoDeskView { readonly text: string }

declare module '../http/pages.ts' {
  interface Pages {
    'visitors/desk': VisitorsView;
    'visitors/none': NoDeskView;
  }
}

/** A visitor's slip: its code is seen here and nowhere else. */
export const slipView = ({ code, trackingCode }: Registered, { agency, day, address, qr }: { readonly agency: string; readonly day: VisitorDay['day']; readonly address: string; readonly qr: QrPart }): SlipView => ({
  sentence: trackingCode === null ? 'مراجعه‌کننده ثبت شد.' : 'درخواست ثبت شد. کد رهگیری را به مراجعه‌کننده بدهید.',
  agency, day: formatDayLong(day), address, qr,
  code: toPersianDigits(groupedVisitCode(code)),
  question: VISIT_QUESTION,
  until: `تا ${toPersianDigits(SLIP_DAYS)} روز می‌توان یک بار با این کد پاسخ داد. نام و نشانی کسی پرسیده یا نشان داده نمی‌شود.`,
  tracking: trackingCode === null ? null : toPersianDigits(groupedCode(trackingCode)),
});

/** What the desk's page knows beside the day. */
export interface DeskFrame {
  readonly form: FormState;
  readonly answerForm: FormState | null;
  readonly csrf: string;
  readonly newKey: () => string;
  readonly stream: string;
  readonly desks: readonly { readonly id: string; readonly shortName: string }[];
  readonly figures: boolean;
  readonly slip: SlipView | null;
}

/** The question and the code of a slip, as a form asks them. */
export const answerControls = (form: FormState, id: string): readonly Control[] => {
  const control = controlsOf(form);
  return [
    control.field('code', 'کد برگه', { id, dir: 'ltr', inputmode: 'numeric', autocomplete: 'off', max: 60, required: true, hint: 'نُه رقم؛ با فاصله یا بی‌فاصله.' }),
    control.choice('met', VISIT_QUESTION, optionsOf(MET_NAMES), { required: true, look: 'list' }),
  ];
};

/** The page of one agency's desk. */
export function visitorsView(day: VisitorDay, { agency, rules, others, topics }: VisitorChoices, frame: DeskFrame): VisitorsView {
  const control = controlsOf(frame.form);
  const key = (): CsrfPart => ({ token: frame.csrf, key: frame.newKey() });
  const must = rules.identity === 'optional' ? {} : { required: true };
  return {
    agency: agency.shortName,
    day: formatDayLong(day.day),
    desks: frame.desks.length < 2 ? null : { name: 'agency', label: 'دستگاه', value: agency.id, error: null, options: frame.desks.map(({ id, shortName }) => ({ id, label: shortName })) },
    links: [
      { href: `/visitors/${agency.id}/paper`, label: 'ثبت از روی فرم کاغذی', icon: 'clipboard-list' },
      ...(frame.figures ? [{ href: '/visitors/figures', label: 'آمار مراجعه', icon: 'chart-column' }] : []),
    ],
    live: { stream: frame.stream, view: `day:${day.day}`, seq: day.seq },
    list: visitorDayView(day),
    action: `/visitors/${agency.id}`,
    csrf: key(),
    ...errorsOf(frame.form),
    name: control.field('name', 'نام و نام خانوادگی', { autocomplete: 'off', max: 200, autofocus: true }),
    honorific: control.choice('honorific', 'عنوان', optionsOf({ khanom: HONORIFICS.khanom, agha: HONORIFICS.agha })),
    phone: control.field('phone', 'تلفن', { type: 'tel', inputmode: 'tel', dir: 'ltr', autocomplete: 'off', max: 40 }),
    topic: control.combobox('topicId', 'موضوع', topics.map(({ id, path, search }) => ({ id, label: path, search })), { empty: 'بنویسید چه می‌خواهد' }),
    outcome: control.choice('outcome', 'نتیجه', DESK_OUTCOMES.map((value) => ({ value, label: VISIT_OUTCOME_NAMES[value] })), { required: true }),
    target: control.combobox('targetAgencyId', 'به کدام دستگاه؟', others.map(({ id, shortName }) => ({ id, label: shortName })), { empty: 'نام دستگاه' }),
    matter: [
      control.select('kind', 'نوع', MATTER_KINDS.map((value) => ({ value, label: MATTER_KIND_NAMES[value] }))),
      ...(rules.identity === 'national_code' ? [] : [control.select('identityKind', 'شناسه', optionsOf(ASKED_IDENTITIES))]),
      control.field('identity', rules.identity === 'national_code' ? ASKED_IDENTITIES.national_code : 'شمارهٔ شناسه', { inputmode: 'numeric', dir: 'ltr', autocomplete: 'off', max: 40, ...must }),
    ],
    note: control.field('note', 'یادداشت', { autocomplete: 'off', max: LONGEST_NOTE, wide: true }),
    count: { action: `/visitors/${agency.id}/count`, label: '۱+ نفر', title: 'یک مراجعه‌کننده شمرده شود', csrf: key() },
    slip: frame.slip,
    answer: frame.answerForm === null ? null : { csrf: key(), problem: frame.answerForm.errors['_form'] ?? null, controls: answerControls(frame.answerForm, 'phone-code') },
  };
}
