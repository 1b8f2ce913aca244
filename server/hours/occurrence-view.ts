import { clockOf, dayOf, formatClock, formatClockRange, formatInstant, type Instant } from '../domain/calendar.ts';
import { isExcusable, isUndecided, unvisited } from '../domain/hour-acts.ts';
import { formatDayLong } from '../domain/jalali.ts';
import { presenceRecorded } from '../domain/manager-hour.ts';
import { formatNumber } from '../domain/persian.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, optionsOf, type ChipPart, type Control, type CrumbsPart, type CsrfPart, type FactsPart, type NoticePart } from '../http/parts.ts';
import { HOUR_STATE_NAMES } from '../wording/hours.ts';
import { ANSWER_NAMES, CODE_NAMES } from '../wording/inspections.ts';
import { HOUR_EVENT_NAMES } from '../wording/office.ts';
import { EXCUSE_NAMES, PROVINCE_OFFICES } from '../wording/presence.ts';
import { substituteWords } from '../wording/sessions.ts';
import { LONGEST_REASON } from './absence-forms.ts';
import type { OccurrenceFacts } from './absence.ts';
import { presenceChip } from './office-live-view.ts';

/** What can be done of one hour, as a folded form of its own. */
export interface OccurrenceForm {
  readonly part: OccurrencePart;
  readonly label: string;
  readonly open: boolean;
  readonly action: string;
  readonly csrf: CsrfPart;
  readonly problem: string | null;
  readonly decision: string;
  readonly controls: readonly Control[];
  readonly submit: string;
  readonly look: 'primary' | 'danger' | 'plain';
}

/** The page of one hour, before the head and whoever may read it. */
export interface OccurrenceView {
  readonly crumbs: CrumbsPart;
  readonly agency: string;
  readonly when: string;
  readonly chip: ChipPart;
  /** What was refused in a form that does not stand here any more. */
  readonly problem: string | null;
  readonly notice: NoticePart | null;
  readonly facts: FactsPart;
  readonly visits: readonly { readonly href: string | null; readonly time: string; readonly inspector: string; readonly answer: string; readonly code: ChipPart; readonly photos: string }[];
  readonly hidden: string;
  readonly explanation: { readonly text: string; readonly when: string } | null;
  readonly forms: readonly OccurrenceForm[];
  /** Where everybody of the day who was called away is excused together; null for whoever may not. */
  readonly together: string | null;
  readonly events: readonly { readonly at: string; readonly text: string; readonly who: string; readonly reason: string }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'hours/occurrence': OccurrenceView;
  }
}

export type OccurrencePart = 'confirmed' | 'laid_aside' | 'excuse' | 'take-back' | 'substitute';

/** What the reader may do and see: `after_hour` is whoever may not know of visits while routes are running. */
export interface OccurrenceSight {
  readonly now: Instant;
  readonly mayDecide: boolean;
  readonly mayExcuse: boolean;
  readonly mayRun: boolean;
  readonly sees: 'all' | 'after_hour';
  /** Whether reports may be opened, and their inspectors known. */
  readonly mayReadReports: boolean;
  readonly refused: { readonly part: OccurrencePart; readonly form: FormState } | null;
  readonly csrf: () => CsrfPart;
}

// What tells nothing of a visit.
const UNSECRET = ['hour_declared', 'hour_substituted', 'hour_altered'];
const CODE_TONES = { fresh: 'ok', stale: 'warning', none: 'plain' } as const;
const HONEST = 'پیش از تصمیم، گزارش و توضیح را بخوانید. تا تأیید شما، چیزی جز «در محل نبود (بررسی‌نشده)» گفته نمی‌شود.';

const SEEN_AFTER_ALL = 'گزارش دیگری از این ساعت رسیده است که مدیر یا جانشین او را در دفتر دیده‌اند. اگر غیبت دیگر درست نیست، عذر موجه ثبت کنید.';

function formsOf({ known: { hour, presence }, known, substitutes, until }: OccurrenceFacts, { now, mayDecide, mayExcuse, mayRun, refused, csrf }: OccurrenceSight): OccurrenceForm[] {
  const form = (part: OccurrencePart, words: Pick<OccurrenceForm, 'label' | 'submit' | 'look'>, make: (controls: ReturnType<typeof controlsOf>) => readonly Control[]): OccurrenceForm => {
    const own = refused?.part === part ? refused.form : null;
    const decides = part === 'confirmed' || part === 'laid_aside';
    return {
      part, ...words, open: own !== null, action: `/hours/${hour.id}/${decides ? 'decide' : part}`, csrf: csrf(), problem: own?.errors['_form'] ?? null, decision: decides ? part : '',
      controls: make(controlsOf(own ?? { typed: {}, errors: {} })),
    };
  };
  const reason = (part: string, label: string, name = 'reason') => (controls: ReturnType<typeof controlsOf>): readonly Control[] =>
    [controls.field(name, label, { type: 'textarea', rows: 3, required: true, max: LONGEST_REASON, wide: true, id: `${part}-reason` })];
  const people = substitutes === null || substitutes.rule === 'forbidden' ? [] : substitutes.people;
  return [
    // While the manager may still explain, there is nothing to confirm.
    ...(mayDecide && isUndecided(known) && (refused?.part === 'confirmed' || hour.explanation !== null || until === null || now >= until) ? [
      form('confirmed', { label: 'تأیید غیبت', submit: 'غیبت تأیید شود', look: 'danger' }, reason('confirmed', 'چرا غیبت تأیید می‌شود؟')),
    ] : []),
    ...(mayDecide && isUndecided(known) ? [
      form('laid_aside', { label: 'کنار گذاشتن گزارش', submit: 'گزارش کنار گذاشته شود', look: 'primary' }, reason('laid_aside', 'چرا گزارش کنار گذاشته می‌شود؟')),
    ] : []),
    ...(mayExcuse && isExcusable(hour) && presence !== 'excused' ? [form('excuse', { label: 'ثبت عذر موجه', submit: 'عذر موجه ثبت شود', look: 'primary' }, (controls) => [
      controls.choice('excuse', 'نوع عذر', optionsOf(EXCUSE_NAMES), { required: true }), ...reason('excuse', 'دلیل', 'note')(controls),
    ])] : []),
    ...(mayExcuse && hour.presence === 'excused' ? [form('take-back', { label: 'پس گرفتن عذر', submit: 'عذر پس گرفته شود', look: 'plain' }, reason('take-back', 'چرا این عذر پس گرفته می‌شود؟'))] : []),
    ...(mayRun && people.length > 0 && now < hour.endsAt ? [form('substitute', { label: 'معرفی جانشین', submit: 'معرفی جانشین', look: 'primary' }, (controls) => [
      controls.select('personId', 'جانشین', people.map((one) => ({ value: one.personId, label: substituteWords(one), disabled: one.away })), { empty: 'برگزینید', required: true }),
      controls.field('why', 'دلیل', { max: 200, required: true, id: 'substitute-why' }),
    ])] : []),
  ];
}

function factsOf({ known, county, manager, substitute, names, agency }: OccurrenceFacts): FactsPart {
  const { hour, by, excuse } = known;
  const at = (instant: Instant): string => formatClock(clockOf(instant));
  const who = (id: string | null): string => (id === null ? '' : (names.get(id) ?? ''));
  const rows: readonly (readonly [string, string | null])[] = [
    ['مدیر', manager ?? 'ثبت نشده است'],
    ['سمت', agency.headTitle],
    ['شهرستان', county ?? PROVINCE_OFFICES],
    ['برنامه', `${HOUR_STATE_NAMES[hour.state]}${hour.title === null ? '' : `؛ ${hour.title}`}`],
    ['جانشین', substitute === null ? null : `${substitute}${hour.substituteWhy === null ? '' : `؛ ${hour.substituteWhy}`}`],
    ['اعلام حضور', hour.declaredAt === null ? 'اعلام نشده است' : `ساعت ${at(hour.declaredAt)}، ${who(hour.declaredBy)}`],
    ['بازدید', hour.seenAt === null ? null : `ساعت ${at(hour.seenAt)}`],
    ['عذر', known.presence !== 'excused' || excuse === null ? null : `${EXCUSE_NAMES[excuse]}${by === 'absence' ? '؛ پیش از این ساعت ثبت شده است' : `؛ ${hour.excuseNote ?? ''}`}`],
    ['در استانداری', by === 'governorate' ? 'در این ساعت در جلسهٔ خود در استانداری پاسخ می‌داد' : null],
    ['تصمیم', hour.decision === null || hour.decisionReason === null ? null : `${hour.decision === 'confirmed' ? 'غیبت تأیید شد' : 'گزارش کنار گذاشته شد'}؛ ${hour.decisionReason}`],
  ];
  return { facts: rows.flatMap(([term, text]) => (text === null ? [] : [{ term, text }])) };
}

function noticeOf({ known: { hour }, until }: OccurrenceFacts, { now, mayDecide }: OccurrenceSight): NoticePart | null {
  if (mayDecide && hour.presence === 'absent' && presenceRecorded(hour) !== 'not_found') return { tone: 'warning', text: SEEN_AFTER_ALL };
  if (!mayDecide || until === null) return null;
  if (hour.explanation !== null) return { tone: 'info', text: `مدیر توضیح داده است. ${HONEST}` };
  return now < until ? { tone: 'warning', text: `از مدیر پرسیده شده است و تا ${formatInstant(until)} می‌تواند توضیح دهد؛ تأیید غیبت پس از آن است.` } : { tone: 'info', text: `زمان توضیح گذشته و توضیحی نیامده است. ${HONEST}` };
}

/** One hour with all that is known of it, as the reader may see it. */
export function occurrenceView(facts: OccurrenceFacts, sight: OccurrenceSight): OccurrenceView {
  // A county's own office is told of visits when the hour is over: managers warn each other.
  const early = sight.sees === 'after_hour' && sight.now < facts.known.hour.endsAt;
  const { hour: recorded, ...known } = facts.known;
  const hour = early ? unvisited(recorded) : recorded;
  const shown: OccurrenceFacts = early ? { ...facts, known: { ...known, hour, presence: known.by === 'record' ? hour.presence : known.presence }, until: null } : facts;
  const forms = formsOf(shown, sight);
  const { refused } = sight;
  return {
    crumbs: { trail: [{ label: 'ساعت حضور', href: `/presence?day=${hour.day}` }, { label: facts.agency.shortName, href: null }] },
    agency: facts.agency.shortName, when: `${formatDayLong(hour.day)}، ${formatClockRange(hour.from, hour.to)}`,
    chip: presenceChip(shown.known.presence), notice: noticeOf(shown, sight),
    problem: refused === null || forms.some(({ open }) => open) ? null : (refused.form.errors['_form'] ?? Object.values(refused.form.errors)[0] ?? null), facts: factsOf(shown),
    visits: early ? [] : facts.visits.map((visit) => ({
      href: sight.mayReadReports ? `/inspections/${visit.id}` : null, time: `ساعت ${formatClock(clockOf(visit.at))}`, inspector: sight.mayReadReports ? (facts.names.get(visit.inspectorId) ?? '') : '', answer: ANSWER_NAMES[visit.answer],
      code: { tone: CODE_TONES[visit.codeFound], text: CODE_NAMES[visit.codeFound] }, photos: `${formatNumber(visit.report.photos.length)} عکس`,
    })),
    hidden: early ? 'گزارش بازدیدها پس از پایان این ساعت دیده می‌شود.' : '',
    // The manager is told that the inspection office and the governor alone read it.
    explanation: hour.explanation === null || hour.explainedAt === null || !(sight.mayDecide || sight.mayExcuse) ? null : { text: hour.explanation, when: `${formatDayLong(dayOf(hour.explainedAt))}، ساعت ${formatClock(clockOf(hour.explainedAt))}` },
    forms, together: sight.mayExcuse ? `/hours/excuses?day=${hour.day}` : null,
    events: facts.events.flatMap(({ kind, at, actor, reason, together }) => {
      const text = early && !UNSECRET.includes(kind) ? undefined : HOUR_EVENT_NAMES[kind];
      return text === undefined ? [] : [{ at: formatInstant(at), text: together > 1 ? `${text} (در یک کار برای ${formatNumber(together)} نفر)` : text, who: actor === null || (kind === 'hour_visited' && !sight.mayReadReports) ? '' : (facts.names.get(actor) ?? ''), reason: reason ?? '' }];
    }),
  };
}
