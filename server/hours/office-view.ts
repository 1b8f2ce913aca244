import { addMinutes, clockOf, formatClock, formatClockRange, type Instant } from '../domain/calendar.ts';
import { OFFICE_OPENS_MINUTES } from '../domain/hour-acts.ts';
import { formatDayLong } from '../domain/jalali.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';
import { CODE_MARGIN_MINUTES } from '../domain/presence-code.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, type ChipPart, type Control, type CsrfPart, type PostPart } from '../http/parts.ts';
import { sealedWords } from '../wording/draws.ts';
import { HOUR_STATE_NAMES } from '../wording/hours.ts';
import { askedSentence } from '../wording/office.ts';
import { substituteWords } from '../wording/sessions.ts';
import { LONGEST_EXPLANATION } from './office-forms.ts';
import { knownTo, officeLiveView, presenceChip, turnsOf, type OfficeLiveView, type OfficeSide } from './office-live-view.ts';
import type { HourPresence } from './lookup.ts';
import type { OfficeFacts, PastHour } from './office.ts';

/** A form of the office's page; `problem` belongs to no field. */
export interface OfficeForm {
  readonly open: boolean;
  readonly action: string;
  readonly hour: string;
  readonly csrf: CsrfPart;
  readonly problem: string | null;
  readonly controls: readonly Control[];
}

/** Today's hour of the office, or the next one. */
export interface OfficeHourView {
  readonly when: string;
  readonly time: string;
  readonly isToday: boolean;
  readonly state: ChipPart | null;
  readonly why: string;
  readonly stream: string;
  readonly view: string;
  readonly seq: number;
  readonly live: OfficeLiveView;
  /** The instants at which the page is to be drawn anew, apart by spaces. */
  readonly turns: string;
  readonly declare: PostPart | null;
  /** What stands where the button will be. */
  readonly declareNote: string;
  /** Where the page's script asks for the hour's secret; null while no code is shown. */
  readonly code: string | null;
  readonly codeNote: string;
  /** The desk at which the manager is put through, for whoever may sit at it. */
  readonly queue: string | null;
  readonly seal: string | null;
  readonly substitute: { readonly note: string; readonly form: OfficeForm | null };
  readonly absence: string | null;
}

export interface OfficePastView { readonly day: string; readonly time: string; readonly chip: ChipPart; readonly note: string; readonly explain: OfficeForm | null }

/** The page of a manager's office. */
export interface OfficeView {
  readonly now: Instant;
  readonly agency: string;
  readonly problem: string | null;
  readonly hour: OfficeHourView | null;
  /** The question that the manager of this hour is asked, as a form; null for his office. */
  readonly explain: OfficeForm | null;
  readonly past: readonly OfficePastView[];
  readonly visitors: string;
  /** The reports on the county offices under it; null before his office, and where there is none. */
  readonly countyOffices: string | null;
}

/** The offices of somebody who works for several. */
export interface OfficeListView {
  readonly offices: readonly { readonly name: string; readonly href: string; readonly when: string; readonly chip: ChipPart | null }[];
}

declare module '../http/pages.ts' {
  interface Pages {
    'hours/office': OfficeView;
    'hours/office-list': OfficeListView;
  }
}

/** Which form of the page was refused, and of which hour. */
export interface OfficeRefused {
  readonly part: 'declare' | 'substitute' | 'explain';
  readonly hour: string;
  readonly form: FormState;
}

interface Asked {
  readonly side: OfficeSide;
  readonly now: Instant;
  readonly stream: string;
  readonly refused: OfficeRefused | null;
  readonly csrf: () => CsrfPart;
  /** What else of the agency the reader may open. */
  readonly may: { readonly host: boolean; readonly registerAbsence: boolean };
}

const NO_FORM: FormState = { typed: {}, errors: {} };
const SUBSTITUTE_RULES = {
  forbidden: 'در این استان جانشین پذیرفته نیست.',
  with_approval: 'جانشین با موافقت مرکز معرفی می‌شود. با مرکز ۱۱۱ تماس بگیرید.',
  deputies: 'یکی از معاونان می‌تواند در این ساعت به جای مدیر پاسخ دهد.',
} as const;

const formOf = (id: string, part: OfficeRefused['part'], { refused, csrf }: Asked, agencyId: string, make: (form: FormState) => readonly Control[]): OfficeForm => {
  const own = refused !== null && refused.part === part && refused.hour === id ? refused.form : null;
  const form = own ?? NO_FORM;
  return { open: own !== null, action: `/office/${agencyId}/${part}`, hour: id, csrf: csrf(), problem: form.errors['_form'] ?? null, controls: make(form) };
};

const explainFormOf = (hour: ManagerHour, asked: Asked, suffix: string): OfficeForm => formOf(hour.id, 'explain', asked, hour.agencyId, (form) => [
  controlsOf(form).field('explanation', 'توضیح شما', { type: 'textarea', rows: 4, required: true, max: LONGEST_EXPLANATION, wide: true, id: `explanation-${suffix}`, hint: 'یک بار نوشته می‌شود و همان‌گونه که می‌نویسید نگه داشته می‌شود.' }),
]);

// What was written too late stays before whoever wrote it, beside the sentence that says so.
const isAsked = ({ known, until }: PastHour, { side, now, refused }: Asked): boolean =>
  side === 'manager' && known.presence === 'not_found' && known.hour.explanation === null && until !== null && (now < until || (refused?.part === 'explain' && refused.hour === known.hour.id));

/** What was refused in a form that does not stand on the page any more. */
const problemOf = ({ refused }: Asked, shown: readonly (OfficeForm | null)[]): string | null => {
  if (refused === null || shown.some((form) => form?.open === true)) return null;
  return refused.form.errors['_form'] ?? Object.values(refused.form.errors)[0] ?? null;
};

function substituteOf({ hour, substitutes, substituteName }: OfficeFacts, asked: Asked): OfficeHourView['substitute'] {
  const named = substituteName === null ? '' : `${substituteName} به جای مدیر پاسخ می‌دهد. `;
  if (hour === null || substitutes === null) return { note: named, form: null };
  const { rule, people } = substitutes;
  if (rule !== 'deputies' || people.length === 0) return { note: named + (rule === 'deputies' ? 'معاونی برای این دستگاه ثبت نشده است.' : SUBSTITUTE_RULES[rule]), form: null };
  return {
    note: named + SUBSTITUTE_RULES[rule],
    form: formOf(hour.id, 'substitute', asked, hour.agencyId, (form) => [
      controlsOf(form).select('personId', 'جانشین', people.map((one) => ({ value: one.personId, label: substituteWords(one), disabled: one.away })), { empty: 'برگزینید', required: true }),
      controlsOf(form).field('why', 'دلیل', { max: 200, required: true, hint: 'مانند مأموریت یا جلسهٔ استاندار؛ در سابقهٔ این ساعت می‌ماند.' }),
    ]),
  };
}

const ahead = ({ startsAt }: ManagerHour, minutes: number): string => formatClock(clockOf(addMinutes(startsAt, -minutes)));

function hourView(facts: OfficeFacts, hour: ManagerHour, asked: Asked): OfficeHourView | null {
  const { live, phase, isToday } = facts;
  if (live === null || phase === null) return null;
  const { now, csrf, side, stream } = asked;
  const shown = officeLiveView(live, side, now);
  const showsCode = isToday && phase !== 'cancelled' && now >= addMinutes(hour.startsAt, -CODE_MARGIN_MINUTES) && now < addMinutes(hour.endsAt, CODE_MARGIN_MINUTES);
  const declareNotes = { ahead: `از ساعت ${ahead(hour, OFFICE_OPENS_MINUTES)} می‌توانید حضورتان را اعلام کنید.`, open: '', over: 'این ساعت حضور پایان یافته است.', cancelled: '' } as const;
  return {
    when: formatDayLong(hour.day), time: formatClockRange(hour.from, hour.to), isToday,
    state: hour.state === 'held' ? null : { tone: 'warning', text: HOUR_STATE_NAMES[hour.state], icon: 'calendar-x' },
    why: hour.state === 'held' ? '' : (hour.title ?? ''),
    stream, view: `office-${side}`, seq: live.seq, live: shown,
    turns: turnsOf(hour, [OFFICE_OPENS_MINUTES, CODE_MARGIN_MINUTES]).filter((turn) => turn > now).join(' '),
    declare: isToday && phase === 'open' && live.known.presence !== 'excused'
      ? { action: `/office/${hour.agencyId}/declare`, label: 'در دفترم حاضرم', look: 'primary', icon: 'user-check', csrf: csrf(), fields: [{ name: 'hour', value: hour.id }] } : null,
    declareNote: isToday ? declareNotes[phase] : '',
    code: showsCode ? `/office/${hour.agencyId}/secret` : null,
    codeNote: isToday && phase !== 'cancelled' && phase !== 'over' ? `کد حضور از ساعت ${ahead(hour, CODE_MARGIN_MINUTES)} همین‌جا دیده می‌شود.` : '',
    queue: isToday && asked.may.host ? `/host/${hour.id}` : null,
    seal: facts.sealed === null ? null : sealedWords(facts.sealed.late ? null : formatClock(hour.from), facts.sealed.amendments),
    substitute: substituteOf(facts, asked),
    absence: asked.may.registerAbsence ? `/agencies/${hour.agencyId}/absences/new` : null,
  };
}

function pastView(past: PastHour, asked: Asked, index: number): OfficePastView {
  const known: HourPresence = knownTo(asked.side, past.known);
  const { hour } = known;
  const question = isAsked(past, asked) && hour.seenAt !== null && past.until !== null ? askedSentence(hour.seenAt, asked.now, past.until) : '';
  return {
    day: formatDayLong(hour.day), time: formatClockRange(hour.from, hour.to), chip: presenceChip(known.presence), note: question,
    explain: question === '' ? null : explainFormOf(hour, asked, `past-${index}`),
  };
}

/** The page of an office as one of its two sides sees it. */
export function officeView(facts: OfficeFacts, asked: Asked): OfficeView {
  const { hour, live, agency, past } = facts;
  const asks = hour !== null && live !== null && isAsked({ known: live.known, until: live.until }, asked);
  const shown = hour === null ? null : hourView(facts, hour, asked);
  const explain = asks ? explainFormOf(hour, asked, 'now') : null;
  const rows = past.map((one, index) => pastView(one, asked, index));
  return {
    now: asked.now, agency: agency.name,
    problem: problemOf(asked, [shown?.substitute.form ?? null, explain, ...rows.map((row) => row.explain)]),
    hour: shown, explain, past: rows, visitors: '/visitors', countyOffices: facts.hasCountyOffices && asked.side === 'manager' ? '/presence/offices' : null,
  };
}

/** The offices in one person's hands, each with its hour. */
export const officeListView = (offices: readonly { readonly agency: OfficeFacts['agency']; readonly known: HourPresence | null }[], sideOf: (agencyId: string) => OfficeSide): OfficeListView => ({
  offices: offices.map(({ agency, known }) => ({
    name: agency.name, href: `/office/${agency.id}`,
    when: known === null ? 'ساعت حضوری در پیش نیست' : `${formatDayLong(known.hour.day)}، ${formatClockRange(known.hour.from, known.hour.to)}`,
    chip: known === null ? null : presenceChip(knownTo(sideOf(agency.id), known).presence),
  })),
});
