import { addDays, type Day } from './jalali.ts';

/** The steps of the ladder, the mildest first: nothing comes before an explanation has been asked for (vocabulary, "Notices"). */
export const LADDER_STEPS = ['explanation', 'verbal', 'written', 'warning', 'escalation'] as const;
export type LadderStep = (typeof LADDER_STEPS)[number];

/** What may be the ground of a step; word of a citizen is none of them. */
export const NOTICE_GROUNDS = ['absence', 'missed_session', 'overdue'] as const;
export type NoticeGround = (typeof NOTICE_GROUNDS)[number];

/** So many confirmed events of a ground within so many days. */
export interface NoticeTrigger {
  readonly count: number;
  readonly days: number;
}

/** How long a manager may reply once he has been served, counted in working hours or working days. */
export interface ReplyWindow {
  readonly count: number;
  readonly unit: (typeof REPLY_UNITS)[number];
}
export const REPLY_UNITS = ['hours', 'days'] as const;

/** One step as a governorate has it: whether it is there, what calls for it (null: that ground never does), who signs, on what basis in law ('' where none is written). */
export interface StepRule {
  readonly on: boolean;
  readonly triggers: Readonly<Record<NoticeGround, NoticeTrigger | null>>;
  readonly signer: string;
  readonly basis: string;
  readonly reply: ReplyWindow;
}

/** The ladder of notices, and commendation apart from it. */
export interface NoticeLadder {
  readonly steps: Readonly<Record<LadderStep, StepRule>>;
  /** For so many days after its decision a step counts as one that was taken. */
  readonly memoryDays: number;
  /** From so many overdue requests on an agency stands on the list of overdue answers. */
  readonly overdueAtOnce: number;
  readonly commendation: { readonly on: boolean; /** So many hours verified one after another. */ readonly inARow: number; readonly signer: string; readonly basis: string };
}

/** One confirmed event: its key is the same however often it is told. */
export interface GroundEvent {
  readonly key: string;
  readonly day: Day;
}

/** A notice as far as the ladder asks about it. */
export interface LadderNotice {
  readonly step: LadderStep;
  readonly standing: 'open' | 'decided' | 'declined' | 'withdrawn';
  /** What it was reduced to, where it was. */
  readonly reducedTo: LadderStep | null;
  /** The keys of the events on which it rests. */
  readonly events: readonly string[];
  /** The day on which it was decided; null while it has not been. */
  readonly endedOn: Day | null;
}

/** The step that a ladder calls for, and the events on which it would rest, the oldest first. */
export interface DueStep {
  readonly step: LadderStep;
  readonly events: readonly GroundEvent[];
}

const HEAD = 'مدیر دفتر مدیریت عملکرد، بازرسی و امور حقوقی';
const GOVERNOR = 'استاندار';
const every = (count: number, days: number): StepRule['triggers'] => ({ absence: { count, days }, missed_session: { count, days }, overdue: { count, days } });

/** What holds until a governorate says otherwise; no number of absences a step is published anywhere (domain.md §6.4). */
export const DEFAULT_LADDER: NoticeLadder = {
  steps: {
    explanation: { on: true, triggers: every(1, 90), signer: HEAD, basis: '', reply: { count: 2, unit: 'days' } },
    verbal: { on: true, triggers: every(2, 180), signer: HEAD, basis: '', reply: { count: 2, unit: 'days' } },
    written: { on: true, triggers: every(3, 365), signer: HEAD, basis: '', reply: { count: 3, unit: 'days' } },
    warning: { on: true, triggers: every(4, 365), signer: GOVERNOR, basis: '', reply: { count: 5, unit: 'days' } },
    escalation: { on: true, triggers: every(5, 365), signer: GOVERNOR, basis: '', reply: { count: 5, unit: 'days' } },
  },
  memoryDays: 365,
  overdueAtOnce: 5,
  commendation: { on: true, inARow: 12, signer: GOVERNOR, basis: '' },
};

const rankOf = (step: LadderStep): number => LADDER_STEPS.indexOf(step);

/** The events that count: what was withdrawn counts nowhere, so that an event on which withdrawn notices alone rest is none any more. */
function counting(events: readonly GroundEvent[], notices: readonly LadderNotice[]): GroundEvent[] {
  const resting = (which: (notice: LadderNotice) => boolean): ReadonlySet<string> => new Set(notices.filter(which).flatMap((notice) => notice.events));
  const withdrawn = resting(({ standing }) => standing === 'withdrawn');
  const upheld = resting(({ standing }) => standing === 'decided');
  return events.filter(({ key }) => !withdrawn.has(key) || upheld.has(key));
}

/** The highest step that stands on a day; -1 where none does. A reduced one counts as what it was reduced to. */
function reachedOn(notices: readonly LadderNotice[], memoryDays: number, today: Day): number {
  const since = addDays(today, -memoryDays);
  const standing = notices.filter(({ standing: how, endedOn }) => how === 'decided' && endedOn !== null && endedOn > since);
  return Math.max(-1, ...standing.map(({ step, reducedTo }) => rankOf(reducedTo ?? step)));
}

/**
 * The step that a person's confirmed events of one ground call for on a day; null where none is due. `notices` are his of that ground:
 * while one is open nothing follows, the first step asks for an explanation, and each needs an event that no notice has rested on.
 */
export function dueStep(ladder: NoticeLadder, ground: NoticeGround, notices: readonly LadderNotice[], events: readonly GroundEvent[], today: Day): DueStep | null {
  if (notices.some(({ standing }) => standing === 'open')) return null;
  const reached = reachedOn(notices, ladder.memoryDays, today);
  const isCalledFor = (step: LadderStep): boolean => ladder.steps[step].triggers[ground] !== null && (step === 'explanation' || ladder.steps[step].on);
  const step = reached === -1 ? 'explanation' : LADDER_STEPS.slice(reached + 1).find(isCalledFor);
  const trigger = step === undefined ? null : ladder.steps[step].triggers[ground];
  if (step === undefined || trigger === null) return null;
  const since = addDays(today, -trigger.days);
  const counted = counting(events, notices).filter(({ day }) => day > since && day <= today);
  const used = new Set(notices.flatMap((notice) => notice.events));
  if (counted.length < trigger.count || counted.every(({ key }) => used.has(key))) return null;
  return { step, events: counted.sort((one, other) => (one.day === other.day ? (one.key < other.key ? -1 : 1) : one.day < other.day ? -1 : 1)) };
}
