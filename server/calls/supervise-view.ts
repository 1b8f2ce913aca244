import { formatClockRange, type Instant } from '../domain/calendar.ts';
import { CENTRE_OUTCOMES, isPresent, type Call, type CallOutcome } from '../domain/call.ts';
import { formatDayLong } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import { isLiving } from '../domain/session-life.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, type ChipPart, type Control, type CsrfPart, type EmptyPart } from '../http/parts.ts';
import { callerCalled, callerWords, CALL_OUTCOME_NAMES, CALL_STATE_NAMES, EMERGENCY_NAMES } from '../wording/calls.ts';
import { unreachedWords } from '../wording/counting.ts';
import { counted, type CountPart } from '../wording/counts.ts';
import { clockWords, hostCalled } from '../wording/sessions.ts';
import type { SessionFacts } from './facts.ts';
import { countOf, lateOf, lifeChip, longestOf, presentSince, receivedOf } from './life-view.ts';
import type { Today } from './today.ts';

/** One session on the supervisor's board. */
export interface BoardCard {
  readonly id: string;
  readonly agency: string;
  readonly host: string;
  readonly time: string;
  readonly chip: ChipPart;
  readonly late: CountPart | null;
  readonly left: CountPart | null;
  readonly note: string;
  readonly waiting: string;
  readonly longest: CountPart | null;
  readonly present: { readonly state: string; readonly since: CountPart | null } | null;
  /** Whether the present call can be ended at the session's page. */
  readonly mayEnd: boolean;
  /** What the talks came to; together they are all talks that have an outcome. */
  readonly figures: readonly { readonly label: string; readonly count: string }[];
  readonly pace: string;
  readonly isSlow: boolean;
  readonly unreached: string;
  readonly priorities: readonly { readonly who: string; readonly why: string }[];
  readonly message: string;
}

/** The live board of everything that goes on at the centre. */
export interface Board {
  /** The newest first. */
  readonly emergencies: readonly { readonly id: string; readonly at: string; readonly to: string; readonly who: string; readonly what: string }[];
  readonly cards: readonly BoardCard[];
  readonly empty: EmptyPart;
  readonly ended: readonly { readonly id: string; readonly agency: string; readonly time: string; readonly chip: ChipPart; readonly taken: string }[];
  readonly received: string;
  readonly centre: readonly { readonly label: string; readonly count: string }[];
  readonly owed: string;
}

/** The supervisor's page. */
export interface SuperviseView {
  readonly now: Instant;
  readonly dayWords: string;
  readonly stream: string;
  readonly seq: number;
  readonly board: Board;
  /** `act` where the reader may do something about what he sees, for the style sheet. */
  readonly may: string;
  readonly tell: { readonly csrf: CsrfPart; readonly problem: string | null; readonly session: Control; readonly text: Control } | null;
}

declare module '../http/pages.ts' {
  interface Pages {
    'calls/supervise': SuperviseView;
  }
}

/** Under which figure of a card each outcome of a talk is counted. */
const FIGURES: Readonly<Record<CallOutcome, string>> = {
  answered: 'پاسخ داده شد', settled_on_line: 'حل شد', commitment: 'تعهد', referred: 'ارجاع',
  other_agency: 'دستگاه دیگر', linked: 'پیوسته', same_problem: 'پیوسته', call_back: 'دوباره تماس', dropped: 'قطع شد', dropped_early: 'قطع شد',
  carried: 'منتقل‌شده', transferred: 'منتقل‌شده', registered: 'ثبت درخواست', not_reached: 'به جلسه نرسید',
  answered_by_centre: 'پاسخ در مرکز', out_of_scope: 'خارج از حوزه', emergency: 'فوریت', confidential: 'محرمانه',
};
/** Shown also where they are nought. */
const ALWAYS: readonly CallOutcome[] = ['answered', 'settled_on_line', 'commitment', 'referred'];

function figuresOf(calls: readonly Call[]): BoardCard['figures'] {
  const talks = calls.filter(({ talkAt }) => talkAt !== null).flatMap(({ outcome }) => outcome ?? []);
  const always = ALWAYS.map((outcome) => FIGURES[outcome]);
  return [...new Set(Object.values(FIGURES))]
    .map((label) => ({ label, count: talks.filter((outcome) => FIGURES[outcome] === label).length }))
    .filter(({ label, count }) => count > 0 || always.includes(label))
    .map(({ label, count }) => ({ label, count: formatNumber(count) }));
}

const cardOf = (facts: SessionFacts): BoardCard => {
  const { life, agency, rule, calls, waiting, held, present, now } = facts;
  const goes = life.openedAt !== null;
  const unreached = waiting.filter(({ reached }) => !reached).length;
  const talks = calls.filter(({ talkEndedAt }) => talkEndedAt !== null).length;
  return {
    id: life.id,
    agency: agency.shortName,
    host: hostCalled(life),
    time: formatClockRange(life.from, life.to),
    chip: lifeChip(life),
    late: lateOf(facts),
    left: goes ? counted('left', life.endsAt, now) : null,
    note: life.hostLeftAt !== null ? `مدیر ساعت ${clockWords(life.hostLeftAt)} رفت` : life.state === 'paused' ? (life.reason ?? '') : '',
    waiting: formatNumber(waiting.length + held.length),
    longest: longestOf(facts),
    mayEnd: present !== null && isPresent(present.state),
    present: present === null ? null : { state: CALL_STATE_NAMES[present.state], since: presentSince(facts) },
    figures: figuresOf(calls),
    pace: talks === 0 ? `هدف هر گفت‌وگو ${formatNumber(rule.talkMinutes)} دقیقه` : `هر گفت‌وگو حدود ${formatNumber(facts.minutesEach)} دقیقه، هدف ${formatNumber(rule.talkMinutes)}`,
    isSlow: talks > 0 && Math.round(facts.minutesEach) > rule.talkMinutes,
    unreached: unreachedWords(unreached),
    priorities: waiting.filter(({ call }) => call.priority).map(({ call }) => ({ who: callerCalled(call), why: call.priorityReason ?? '' })),
    message: life.message ?? '',
  };
};

/** The board of a day: emergencies first, then every session that goes on or is to come, then what has ended and what the centre itself did. */
export function boardOf(today: Today): Board {
  const { sessions, atCentre, owed, names } = today;
  const living = sessions.filter(({ life }) => isLiving(life.state));
  return {
    emergencies: atCentre.filter(({ outcome }) => outcome === 'emergency').reverse().map((call) => ({
      id: call.id, at: clockWords(call.receivedAt), to: call.emergencyTo === null ? CALL_OUTCOME_NAMES.emergency : EMERGENCY_NAMES[call.emergencyTo],
      who: callerWords(call, names.counties), what: call.summary,
    })),
    cards: living.map(cardOf),
    empty: { icon: 'radio', text: 'امروز جلسهٔ بازی نمانده است.', hint: 'هر جلسه‌ای که آغاز شود همین‌جا دیده می‌شود.' },
    ended: sessions.filter(({ life }) => !isLiving(life.state)).map((facts) => ({
      id: facts.life.id, agency: facts.agency.shortName, time: formatClockRange(facts.life.from, facts.life.to), chip: lifeChip(facts.life), taken: formatNumber(facts.taken),
    })),
    received: formatNumber(receivedOf(today)),
    // What is confidential is counted nowhere but at the inspection office.
    centre: CENTRE_OUTCOMES.filter((outcome) => outcome !== 'confidential').map((outcome) => ({ label: CALL_OUTCOME_NAMES[outcome], count: formatNumber(countOf(atCentre, outcome)) })),
    owed: formatNumber(owed),
  };
}

interface Frame {
  readonly stream: string;
  readonly csrf: CsrfPart;
  readonly mayAct: boolean;
  readonly refused: FormState | null;
}

/** The supervisor's page. */
export function superviseView(today: Today, { stream, csrf, mayAct, refused }: Frame): SuperviseView {
  const form = refused ?? { typed: {}, errors: {} };
  const control = controlsOf(form);
  const living = today.sessions.filter(({ life }) => isLiving(life.state));
  return {
    now: today.now,
    dayWords: formatDayLong(today.day),
    stream,
    seq: today.seq,
    board: boardOf(today),
    may: mayAct ? 'act' : '',
    tell: !mayAct || living.length === 0 ? null : {
      csrf,
      problem: form.errors['_form'] ?? null,
      session: control.select('sessionId', 'به میز', living.map(({ life, agency }) => ({ value: life.id, label: `${agency.shortName}، ${formatClockRange(life.from, life.to)}` })), { required: true }),
      text: control.field('text', 'پیام', { max: 200, required: true, wide: true, placeholder: '۵ دقیقه مانده است.' }),
    },
  };
}
