import { MATTER_KINDS } from '../domain/applicant.ts';
import { EMERGENCY_NUMBERS, LINES } from '../domain/call.ts';
import { formatClockRange } from '../domain/clock.ts';
import { formatDayLong } from '../domain/jalali.ts';
import { formatNumber, toPersianDigits } from '../domain/persian.ts';
import { NATIONAL_CODE_FAULTS, PHONE_FAULT } from '../http/fields.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, optionsOf, type ChoicePart, type ComboboxPart, type CsrfPart, type ErrorSummaryPart, type FieldPart, type OptionPart, type SelectPart } from '../http/parts.ts';
import { CALL_OUTCOME_NAMES, LINE_NAMES } from '../wording/calls.ts';
import { ASKED_IDENTITIES, EMERGENCY_HELP, OTHER_IDENTITY_FAULTS } from '../wording/desk.ts';
import { HONORIFICS } from '../wording/fa.ts';
import { MATTER_KIND_NAMES } from '../wording/requests.ts';
import { deskBoardView, type DeskBoardView } from './desk-board-view.ts';
import type { DeskFacts } from './desk.ts';
import type { RecallView } from './recall-view.ts';
import type { DoneView, OffersView } from './told-view.ts';

/** A button that ends the call at the desk; `what` is its value in the form, `digit` that of its Alt key. */
export interface OutcomeView {
  readonly what: string;
  readonly label: string;
  readonly digit: string;
  readonly key: string;
}

/** The operators' page: the form of one call, and the day beside it. */
export interface DeskView {
  readonly day: string;
  readonly mine: string;
  readonly live: { readonly stream: string; readonly seq: number };
  readonly serverNow: string;
  readonly board: DeskBoardView;
  readonly csrf: CsrfPart;
  readonly summary: ErrorSummaryPart;
  readonly problem: string | null;
  readonly phone: FieldPart;
  readonly identityKind: SelectPart | null;
  readonly identity: FieldPart;
  readonly honorific: ChoicePart;
  readonly name: FieldPart;
  readonly county: ComboboxPart;
  readonly kind: ChoicePart;
  readonly topic: ComboboxPart;
  readonly agency: SelectPart;
  readonly summaryField: FieldPart;
  readonly line: ChoicePart;
  readonly priority: { readonly checked: boolean; readonly reason: FieldPart };
  readonly session: SelectPart;
  /** The managers' hours of today, found by their agencies; null where there are none. */
  readonly hour: ComboboxPart | null;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly outcomes: readonly OutcomeView[];
  readonly emergencies: readonly { readonly what: string; readonly label: string; readonly number: string; readonly digit: string; readonly key: string }[];
  /** Sentences that the browser says as one types: each fault of a field by its kind. */
  readonly faults: string;
  readonly areaCode: string;
  readonly recall: RecallView | null;
  readonly offers: OffersView | null;
  readonly done: DoneView | null;
}

declare module '../http/pages.ts' {
  interface Pages {
    'calls/desk': DeskView;
  }
}

/** What stands on the page beside the day and the form. */
export interface DeskShown {
  readonly form: FormState;
  readonly csrf: CsrfPart;
  readonly stream: string;
  readonly recall: RecallView | null;
  readonly offers: OffersView | null;
  readonly done: DoneView | null;
}

const OUTCOMES: readonly OutcomeView[] = [
  { what: 'answered_by_centre', label: 'پاسخ در مرکز ۱۱۱', digit: '4', key: '۴' },
  { what: 'registered', label: 'ثبت درخواست', digit: '5', key: '۵' },
  { what: 'out_of_scope', label: 'خارج از حوزهٔ سامد', digit: '6', key: '۶' },
  { what: 'dropped_early', label: CALL_OUTCOME_NAMES.dropped_early, digit: '7', key: '۷' },
];

/** A form nobody has typed into yet. */
export const blankCall = { identityKind: 'national_code', kind: 'service_request', line: 'on_line' } as const;

const HIDDEN = ['about', 'incomingId', 'callBackOf'] as const;

/** Whether a tick box is ticked, as forms send it. */
const isTicked = (value: string | undefined): boolean => value === '1' || value === 'on' || value === 'true';

const identityLabel = (kind: string | undefined): string => (kind === 'foreign' || kind === 'passport' ? ASKED_IDENTITIES[kind] : ASKED_IDENTITIES.national_code);

function fieldsOf(form: FormState, facts: DeskFacts) {
  const control = controlsOf(form);
  const { rules, counties, topics, agencies, today, hours } = facts;
  const names = new Map(agencies.map(({ id, shortName }) => [id, shortName]));
  const must = rules.identity === 'optional' ? {} : { required: true };
  const asked: OptionPart[] = optionsOf(ASKED_IDENTITIES);
  const living = deskBoardView(today, facts.masked).sessions;
  return {
    phone: control.field('phone', 'تلفن', { type: 'tel', inputmode: 'tel', dir: 'ltr', autocomplete: 'off', max: 40, autofocus: true }).view as FieldPart,
    identityKind: rules.identity === 'national_code' ? null : (control.select('identityKind', 'شناسه', asked).view as SelectPart),
    identity: control.field('identity', identityLabel(form.typed['identityKind']), { inputmode: 'numeric', dir: 'ltr', autocomplete: 'off', max: 40, ...must }).view as FieldPart,
    honorific: control.choice('honorific', 'عنوان', optionsOf({ khanom: HONORIFICS.khanom, agha: HONORIFICS.agha })).view as ChoicePart,
    name: control.field('name', 'نام و نام خانوادگی', { autocomplete: 'off', max: 200 }).view as FieldPart,
    county: control.combobox('countyId', 'شهرستان', counties.map(({ id, name }) => ({ id, label: name })), { empty: 'نام شهرستان' }).view as ComboboxPart,
    kind: control.choice('kind', 'نوع', MATTER_KINDS.map((value) => ({ value, label: MATTER_KIND_NAMES[value] }))).view as ChoicePart,
    topic: control.combobox('topicId', 'موضوع', topics.map(({ id, path, search, agencyIds, nobody }) => ({
      id, label: path, search, data: { agencyIds, nobody },
    })), { empty: 'بنویسید چه می‌خواهد: قبض آب، شهریه، جاده …' }).view as ComboboxPart,
    agency: control.select('agencyId', 'دستگاه پاسخگو', agencies.map(({ id, shortName }) => ({ value: id, label: shortName })), { empty: 'مرکز پس از ثبت تعیین می‌کند' }).view as SelectPart,
    summaryField: control.field('summary', 'شرح کوتاه', { type: 'textarea', rows: 2, max: 1000 }).view as FieldPart,
    line: control.choice('line', 'اکنون', LINES.map((value) => ({ value, label: LINE_NAMES[value] }))).view as ChoicePart,
    priority: { checked: isTicked(form.typed['priority']), reason: control.field('priorityReason', 'دلیل اولویت', { max: 200, autocomplete: 'off', placeholder: 'سرپرست مرکز این دلیل را می‌بیند' }).view as FieldPart },
    session: control.select('session', 'جلسه', living.map(({ id, title, window }) => ({ value: id, label: `${title}، ${window}` })), { empty: 'جلسه‌ای را برگزینید' }).view as SelectPart,
    hour: hours.length === 0 ? null : control.combobox('hour', 'ساعت حضور مدیر', hours.flatMap(({ id, agencyId, from, to }) => {
      const name = names.get(agencyId);
      return name === undefined ? [] : [{ id, label: `${name}، ${formatClockRange(from, to)}`, data: { agencyId } }];
    }), { empty: 'نام دستگاه: به صف مدیر در دفتر خودش', hint: 'صف همان دستگاه در ساعت حضور امروز.' }).view as ComboboxPart,
  };
}

/** The desk's page. */
export function deskView(facts: DeskFacts, { form, csrf, stream, recall, offers, done }: DeskShown): DeskView {
  const { today, masked, mine, rules } = facts;
  return {
    day: formatDayLong(today.day),
    mine: mine === 0 ? 'هنوز تماسی ثبت نکرده‌اید' : `تماس‌های امروز شما: ${formatNumber(mine)}`,
    live: { stream, seq: today.seq },
    serverNow: today.now,
    board: deskBoardView(today, masked),
    csrf,
    ...errorsOf(form),
    ...fieldsOf(form, facts),
    hidden: HIDDEN.map((name) => ({ name, value: form.typed[name] ?? '' })),
    outcomes: OUTCOMES,
    emergencies: EMERGENCY_NUMBERS.map((number, index) => ({ what: `emergency:${number}`, label: EMERGENCY_HELP[number], number: toPersianDigits(number), digit: String(index + 1), key: formatNumber(index + 1) })),
    faults: JSON.stringify({ phone: PHONE_FAULT, national_code: NATIONAL_CODE_FAULTS, ...OTHER_IDENTITY_FAULTS, labels: ASKED_IDENTITIES }),
    areaCode: rules.area_code,
    recall,
    offers,
    done,
  };
}
