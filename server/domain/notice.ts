import { dayOf, formatInstant, type Instant } from './calendar.ts';
import type { Day } from './jalali.ts';
import { LADDER_STEPS, type LadderNotice, type LadderStep, type NoticeGround } from './notice-ladder.ts';
import { Refusal } from './refusal.ts';

/** What a notice is: a step of the ladder, or the commendation apart from it. */
export const NOTICE_STEPS = [...LADDER_STEPS, 'commendation'] as const;
export type NoticeStep = (typeof NOTICE_STEPS)[number];

/** The life of a notice; `issued` waits for its number and then for being served. */
export const NOTICE_STATES = ['proposed', 'issued', 'served', 'replied', 'upheld', 'reduced', 'withdrawn', 'declined'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** How a manager was served: on opening it in the system, by letter, by hand. */
export const SERVED_HOW = ['system', 'letter', 'by_hand'] as const;
export type ServedHow = (typeof SERVED_HOW)[number];

/** How a notice is judged. */
export const VERDICTS = ['upheld', 'reduced', 'withdrawn'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a notice rests on: an hour, a session, an agency's overdue requests; `text` is what is to be read of it. */
export const EVIDENCE_KINDS = ['hour', 'session', 'requests'] as const;
export interface NoticeEvidence {
  readonly kind: (typeof EVIDENCE_KINDS)[number];
  readonly id: string;
  readonly day: Day;
  readonly text: string;
}

/** One step for one manager. */
export interface Notice {
  readonly id: string;
  readonly agencyId: string;
  readonly personId: string;
  readonly step: NoticeStep;
  /** A commendation rests on hours that were kept. */
  readonly ground: NoticeGround | 'kept_hours';
  readonly evidence: readonly NoticeEvidence[];
  readonly evidenceKey: string;
  /** The notice before it on the ladder. */
  readonly earlierId: string | null;
  readonly state: NoticeState;
  readonly basis: string;
  readonly signer: string;
  /** The text of the letter; '' until it is issued where the template's words stand. */
  readonly body: string;
  readonly letterNo: string | null;
  readonly letterDay: Day | null;
  readonly proposedAt: Instant;
  readonly issuedAt: Instant | null;
  readonly issuedBy: string | null;
  readonly servedAt: Instant | null;
  readonly servedHow: ServedHow | null;
  readonly replyDue: Instant | null;
  readonly endedAt: Instant | null;
  readonly endedBy: string | null;
  readonly endedReason: string | null;
  readonly reducedTo: LadderStep | null;
  readonly rev: number;
}

/** The same event under one key, whatever notices rest on it. */
export const evidenceKeyOf = ({ kind, id }: Pick<NoticeEvidence, 'kind' | 'id'>): string => `${kind}:${id}`;

/** Whether a notice is still to be dealt with; a commendation is done once it has been served. */
export const isOpen = ({ state, step }: Pick<Notice, 'state' | 'step'>): boolean =>
  state === 'proposed' || state === 'issued' || (step !== 'commendation' && (state === 'served' || state === 'replied'));

/** Whether it waits for the secretariat's number: what is spoken needs none. */
export const awaitsNumber = ({ state, step, letterNo }: Pick<Notice, 'state' | 'step' | 'letterNo'>): boolean => state === 'issued' && letterNo === null && step !== 'verbal';

/** Whether its manager may see that it is there: from when it can be served to him. */
export const isForManager = (notice: Pick<Notice, 'state' | 'step' | 'letterNo' | 'servedAt'>): boolean =>
  notice.servedAt !== null || (notice.state === 'issued' && !awaitsNumber(notice));

/** Whether a reply may come in on time. */
export const isReplyOpen = ({ state, step, replyDue }: Pick<Notice, 'state' | 'step' | 'replyDue'>, now: Instant): boolean =>
  step !== 'commendation' && (state === 'served' || state === 'replied') && replyDue !== null && now < replyDue;

/** Whether it may be upheld or reduced: the manager has replied, or his time for it has run out. */
export const isJudgeable = ({ state, step, replyDue }: Pick<Notice, 'state' | 'step' | 'replyDue'>, now: Instant): boolean =>
  step !== 'commendation' && (state === 'replied' || (state === 'served' && replyDue !== null && now >= replyDue));

/** Whether it may be withdrawn: from being issued to being judged. */
export const isWithdrawable = ({ state }: Pick<Notice, 'state'>): boolean => state === 'issued' || state === 'served' || state === 'replied';

/** The steps to which it may be reduced, the mildest first. */
export const lowerSteps = ({ step }: Pick<Notice, 'step'>): readonly LadderStep[] => (step === 'commendation' ? [] : LADDER_STEPS.slice(0, LADDER_STEPS.indexOf(step)));

const must = (allowed: boolean): void => {
  if (!allowed) throw new Refusal('notice_step');
};
const next = (notice: Notice, change: Partial<Notice>): Notice => ({ ...notice, ...change, rev: notice.rev + 1 });

/** Approved and issued with the text of its letter; refuses `notice_step` unless it is proposed. */
export function issued(notice: Notice, { body, by, at }: { readonly body: string; readonly by: string; readonly at: Instant }): Notice {
  must(notice.state === 'proposed');
  return next(notice, { state: 'issued', body, issuedAt: at, issuedBy: by });
}

/** Not issued, for a reason; refuses `notice_step` unless it is proposed. */
export function declined(notice: Notice, { reason, by, at }: { readonly reason: string; readonly by: string | null; readonly at: Instant }): Notice {
  must(notice.state === 'proposed');
  return next(notice, { state: 'declined', endedAt: at, endedBy: by, endedReason: reason });
}

/** With the secretariat's number and its day; refuses `notice_step` unless it is issued and not yet served. */
export function numbered(notice: Notice, letterNo: string, letterDay: Day): Notice {
  must(notice.state === 'issued');
  return next(notice, { letterNo, letterDay });
}

/** Served to its manager, with the end of his time to reply (null for a commendation); refuses `notice_step` unless it is issued and numbered, and before it was issued. */
export function served(notice: Notice, { how, at, replyDue }: { readonly how: ServedHow; readonly at: Instant; readonly replyDue: Instant | null }): Notice {
  must(notice.state === 'issued' && !awaitsNumber(notice) && notice.issuedAt !== null && at >= notice.issuedAt);
  return next(notice, { state: 'served', servedAt: at, servedHow: how, replyDue });
}

/** With a reply of its manager; refuses `reply_over` when his time has run out, unless the head takes it in by hand, and `notice_step` where none is awaited. */
export function replied(notice: Notice, { at, byHand, due }: { readonly at: Instant; readonly byHand: boolean; readonly due: Instant }): Notice {
  must(notice.step !== 'commendation' && (notice.state === 'served' || notice.state === 'replied'));
  if (!byHand && at >= due) throw new Refusal('reply_over', { facts: { until: formatInstant(due) } });
  return next(notice, { state: 'replied', replyDue: due });
}

/** How a notice is decided: `reducedTo` belongs to a reduction alone. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly reducedTo: LadderStep | null;
  readonly by: string;
  readonly at: Instant;
}

/** Upheld, reduced or withdrawn, for a reason; refuses `notice_step` where its manager may still reply and has not, or where it is reduced to no lower step. */
export function judged(notice: Notice, { verdict, reason, reducedTo, by, at }: Judgement): Notice {
  must(verdict === 'withdrawn' ? isWithdrawable(notice) : isJudgeable(notice, at));
  must(verdict === 'reduced' ? reducedTo !== null && lowerSteps(notice).includes(reducedTo) : reducedTo === null);
  return next(notice, { state: verdict, reducedTo, endedAt: at, endedBy: by, endedReason: reason });
}

/** A notice as the ladder asks about it; null for a commendation, which is no step of it. */
export function onLadder(notice: Pick<Notice, 'step' | 'state' | 'reducedTo' | 'evidence' | 'endedAt'>): LadderNotice | null {
  const { step, state, reducedTo, evidence, endedAt } = notice;
  if (step === 'commendation') return null;
  const standing = state === 'upheld' || state === 'reduced' ? 'decided' : state === 'withdrawn' || state === 'declined' ? state : 'open';
  return { step, standing, reducedTo, events: evidence.map(evidenceKeyOf), endedOn: endedAt === null ? null : dayOf(endedAt) };
}
