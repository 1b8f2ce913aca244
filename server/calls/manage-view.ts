import { dayOf, formatClockRange, formatInstant, type Instant } from '../domain/calendar.ts';
import { isPresent } from '../domain/call.ts';
import { formatDayLong } from '../domain/jalali.ts';
import { formatNumber } from '../domain/persian.ts';
import { isLiving, LIFE_STATES, LIFE_STEPS, mayLive, type LifeState, type LifeStep } from '../domain/session-life.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, type ChipPart, type Control, type CrumbsPart, type CsrfPart, type PostPart } from '../http/parts.ts';
import { callerWords, CALL_STATE_NAMES, TAKEOVER_NAMES, TAKEOVER_REASON_NAMES } from '../wording/calls.ts';
import { unreachedWords } from '../wording/counting.ts';
import { counted, type CountPart } from '../wording/counts.ts';
import { clockWords, hostCalled, LIFE_STEP_NAMES, SESSION_KIND_NAMES } from '../wording/sessions.ts';
import type { Names, SessionFacts } from './facts.ts';
import { lateOf, lifeChip, longestOf, presentSince } from './life-view.ts';
import { seatsView, substituteView, type Desk, type SeatsView, type SubstituteView } from './manage-people-view.ts';

/** The live head of one session's page. */
export interface SessionLive {
  readonly state: LifeState;
  readonly chip: ChipPart;
  readonly late: CountPart | null;
  readonly left: CountPart | null;
  readonly note: string;
  readonly facts: readonly { readonly term: string; readonly text: string }[];
  readonly waiting: string;
  readonly longest: CountPart | null;
  readonly present: { readonly state: string; readonly caller: string; readonly since: CountPart | null } | null;
  readonly taken: string;
  readonly unreached: string;
  readonly message: string | null;
}

/** Something that can be done to the session in some of its states. */
export interface StepView {
  readonly states: string;
  readonly shown: boolean;
  readonly form: PostPart;
}

/** One session's own page for the centre. */
export interface ManageView {
  readonly now: Instant;
  readonly id: string;
  readonly crumbs: CrumbsPart;
  readonly title: string;
  readonly when: string;
  readonly problem: string | null;
  readonly stream: string;
  readonly seq: number;
  readonly live: SessionLive;
  readonly csrf: CsrfPart;
  readonly steps: readonly StepView[];
  readonly pause: { readonly states: string; readonly shown: boolean; readonly reason: Control };
  readonly ends: { readonly closeStates: string; readonly mayClose: boolean; readonly cancelStates: string; readonly mayCancel: boolean };
  readonly seats: SeatsView;
  readonly substitute: SubstituteView;
  readonly message: { readonly control: Control; readonly takeBack: PostPart | null };
  /** The host's page, for whoever may type for him; null for all others. */
  readonly host: string | null;
  /** The present call, where the centre may end it. */
  readonly takeover: { readonly caller: string; readonly state: string; readonly callId: string; readonly ways: Control; readonly why: Control } | null;
}

declare module '../http/pages.ts' {
  interface Pages {
    'calls/manage': ManageView;
  }
}

/** What the live head shows of one session. */
export function sessionLive(facts: SessionFacts, { counties }: Pick<Names, 'counties'>): SessionLive {
  const { life, present, waiting, held, now } = facts;
  const at = (instant: Instant | null): string => (instant === null ? '' : `ساعت ${clockWords(instant)}`);
  const unreached = waiting.filter(({ reached }) => !reached).length;
  return {
    state: life.state,
    chip: lifeChip(life),
    late: lateOf(facts),
    left: ['open', 'paused', 'closing'].includes(life.state) ? counted('left', life.endsAt, now) : null,
    note: life.reason === null ? '' : life.state === 'cancelled' ? `دلیل لغو: ${life.reason}` : `دلیل توقف: ${life.reason}`,
    facts: [
      { term: 'مدیر پاسخگو', text: life.hostName === null ? life.post : `${hostCalled(life)}، ${life.post}` },
      ...(life.substituteWhy === null ? [] : [{ term: 'جانشین، چون', text: life.substituteWhy }]),
      ...[{ term: 'مدیر آمد', text: at(life.hostArrivedAt) }, { term: 'آغاز پاسخگویی', text: at(life.openedAt) }, { term: 'مدیر رفت', text: at(life.hostLeftAt) }, { term: life.state === 'cancelled' ? 'لغو' : 'پایان', text: life.closedAt !== null && dayOf(life.closedAt) !== life.day ? formatInstant(life.closedAt) : at(life.closedAt) }].filter(({ text }) => text !== ''),
    ],
    waiting: formatNumber(waiting.length + held.length),
    longest: longestOf(facts),
    present: present === null ? null : { state: CALL_STATE_NAMES[present.state], caller: callerWords(present, counties), since: presentSince(facts) },
    taken: formatNumber(facts.taken),
    unreached: unreached === 0 ? '' : `${unreachedWords(unreached)}.`,
    message: life.message === null || life.messageAt === null ? null : `پیام ساعت ${clockWords(life.messageAt)} به مدیر: ${life.message}`,
  };
}

const statesOf = (step: LifeStep): readonly LifeState[] => LIFE_STATES.filter((state) => mayLive(state, step));
const CONFIRMS: Partial<Readonly<Record<LifeStep, string>>> = {
  leave: 'حضور مدیر پایان یابد؟ از این پس کسی به صف افزوده نمی‌شود.',
  extend: 'به جلسه وقت اضافه داده شود؟ کسانی که در صف‌اند پاسخ می‌گیرند و کسی افزوده نمی‌شود.',
};

interface Frame {
  readonly stream: string;
  readonly seq: number;
  readonly names: Names;
  readonly desk: Desk;
  readonly maySupervise: boolean;
  readonly mayHost: boolean;
  readonly csrf: () => CsrfPart;
  /** Which form was refused, and how it stood; null where the page is fresh. */
  readonly refused: { readonly part: 'step' | 'seat' | 'substitute' | 'message' | 'call'; readonly form: FormState } | null;
}

const stepView = (facts: SessionFacts, step: LifeStep, { csrf }: Frame): StepView => {
  const states = statesOf(step);
  const confirm = CONFIRMS[step];
  return {
    states: states.join(' '),
    shown: states.includes(facts.life.state),
    form: {
      action: `/today/${facts.life.id}/step`, csrf: csrf(), fields: [{ name: 'step', value: step }],
      label: step === 'extend' ? `${formatNumber(facts.rule.extraMinutes)} دقیقه وقت اضافه` : LIFE_STEP_NAMES[step],
      look: step === 'open' ? 'primary' : 'plain',
      ...(confirm === undefined ? {} : { confirm }),
    },
  };
};

const takeoverOf = ({ life, present }: SessionFacts, { names, maySupervise, refused }: Frame): ManageView['takeover'] => {
  if (!maySupervise || present === null || !isPresent(present.state) || !isLiving(life.state)) return null;
  const control = controlsOf(refused?.part === 'call' ? refused.form : { typed: { way: 'back', why: 'forgotten' }, errors: {} });
  return {
    caller: callerWords(present, names.counties), state: CALL_STATE_NAMES[present.state], callId: present.id,
    ways: control.choice('way', 'با این تماس چه شود؟', Object.entries(TAKEOVER_NAMES).map(([value, label]) => ({ value, label })), { required: true }),
    why: control.select('why', 'چرا مرکز به آن پایان می‌دهد؟', Object.entries(TAKEOVER_REASON_NAMES).map(([value, label]) => ({ value, label })), { required: true }),
  };
};

/** The page of one session. */
export function manageView(facts: SessionFacts, frame: Frame): ManageView {
  const { life, agency, now } = facts;
  const { csrf, refused } = frame;
  const formOf = (part: NonNullable<Frame['refused']>['part']): FormState => (refused?.part === part ? refused.form : { typed: {}, errors: {} });
  const closable = LIFE_STATES.filter((state) => ['open', 'paused', 'closing'].includes(state));
  return {
    now, id: life.id,
    crumbs: { trail: [{ label: 'امروز', href: `/today?day=${life.day}` }, { label: agency.shortName, href: null }] },
    title: agency.shortName,
    when: `${SESSION_KIND_NAMES[life.kind]}، ${formatDayLong(life.day)}، ${formatClockRange(life.from, life.to)}`,
    problem: refused?.form.errors['_form'] ?? null,
    stream: frame.stream, seq: frame.seq,
    live: sessionLive(facts, frame.names),
    csrf: csrf(),
    steps: LIFE_STEPS.filter((step) => step !== 'pause' && (step !== 'leave' || life.hostLeftAt === null)).map((step) => stepView(facts, step, frame)),
    pause: {
      states: statesOf('pause').join(' '), shown: mayLive(life.state, 'pause'),
      reason: controlsOf(formOf('step')).field('reason', 'دلیل توقف پذیرش', { max: 120, required: true, hint: 'مانند نماز، جلسهٔ استاندار؛ کارشناسان ۱۱۱ آن را می‌بینند.' }),
    },
    ends: { closeStates: closable.join(' '), mayClose: closable.includes(life.state), cancelStates: LIFE_STATES.filter(isLiving).join(' '), mayCancel: isLiving(life.state) },
    seats: seatsView(facts, frame.desk, formOf('seat'), csrf),
    substitute: substituteView(facts, frame.desk, formOf('substitute')),
    message: {
      control: controlsOf(formOf('message')).field('text', 'پیام به میز مدیر', { max: 200, required: true, wide: true, hint: 'تا پس گرفته نشود، بالای صفحهٔ مدیر می‌ماند.' }),
      takeBack: life.message === null ? null : { action: `/today/${life.id}/message`, csrf: csrf(), fields: [{ name: 'back', value: '1' }], label: 'پس گرفتن پیام', small: true },
    },
    host: frame.mayHost ? `/host/${life.id}` : null,
    takeover: takeoverOf(facts, frame),
  };
}

