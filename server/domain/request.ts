import type { Applicant, MatterKind } from './applicant.ts';
import type { Instant } from './calendar.ts';
import type { Day } from './jalali.ts';
import { Refusal } from './refusal.ts';

/** The life of a request; `returned` ones wait at the centre for another agency to be named. */
export const REQUEST_STATES = ['registered', 'referred', 'in_progress', 'needs_info', 'returned', 'answered', 'closed'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

export const CHANNELS = ['phone', 'live_call', 'visit'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What a citizen asks, from its registration until it is closed. */
export interface CitizenRequest extends Applicant {
  readonly id: string;
  readonly trackingCode: string;
  readonly state: RequestState;
  readonly kind: MatterKind;
  readonly topicId: string | null;
  /** Where it lies now; null at the centre, or, of a confidential one, at the inspection office. */
  readonly agencyId: string | null;
  readonly summary: string;
  readonly confidential: boolean;
  readonly channel: Channel;
  readonly callId: string | null;
  readonly sessionId: string | null;
  readonly registeredAt: Instant;
  readonly registeredBy: string | null;
  /** The last day on which it is to be answered. */
  readonly dueDay: Day;
  readonly referredAt: Instant | null;
  readonly answeredAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly motherId: string | null;
  /** How many others asked the same. */
  readonly followers: number;
  readonly rev: number;
}

/** One referral; `toUserId` null leaves it to whoever of the agency takes it. */
export interface Referral {
  readonly id: string;
  readonly requestId: string;
  readonly fromAgencyId: string | null;
  readonly toAgencyId: string;
  readonly toUserId: string | null;
  readonly note: string | null;
  readonly dueDay: Day;
  readonly state: 'open' | 'returned' | 'passed' | 'answered';
  readonly at: Instant;
  readonly by: string;
  readonly endedAt: Instant | null;
  readonly endedBy: string | null;
  readonly endedNote: string | null;
}

export const ANSWER_KINDS = ['interim', 'final'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/** What was answered to a request. */
export interface Answer {
  readonly id: string;
  readonly requestId: string;
  readonly kind: AnswerKind;
  readonly text: string;
  readonly at: Instant;
  readonly by: string;
}

/** What can be done to a request; whoever objects to a final answer has it reopened by the centre. */
export const REQUEST_STEPS = ['refer', 'take_up', 'answer_interim', 'answer_final', 'return', 'close', 'reopen'] as const;
export type RequestStep = (typeof REQUEST_STEPS)[number];

const LEADS: Readonly<Record<RequestStep, { readonly from: readonly RequestState[]; readonly to: RequestState }>> = {
  refer: { from: ['registered', 'referred', 'in_progress', 'needs_info', 'returned'], to: 'referred' },
  take_up: { from: ['referred'], to: 'in_progress' },
  answer_interim: { from: ['registered', 'referred', 'in_progress', 'needs_info'], to: 'in_progress' },
  answer_final: { from: ['registered', 'referred', 'in_progress', 'needs_info'], to: 'answered' },
  return: { from: ['referred', 'in_progress', 'needs_info'], to: 'returned' },
  close: { from: ['answered'], to: 'closed' },
  reopen: { from: ['answered', 'closed'], to: 'referred' },
};

/** Whether the step may be taken now. */
export const mayHandle = (state: RequestState, step: RequestStep): boolean => LEADS[step].from.includes(state);

/** The state after a step; refuses `request_step` where it does not follow. */
export function handled(state: RequestState, step: RequestStep): RequestState {
  if (!mayHandle(state, step)) throw new Refusal('request_step');
  return LEADS[step].to;
}

/** The states in which somebody still owes the citizen an answer. */
export const OPEN_STATES: readonly RequestState[] = REQUEST_STATES.filter((state) => state !== 'answered' && state !== 'closed');
/** Whether somebody still owes the citizen an answer. */
export const isUnanswered = (state: RequestState): boolean => OPEN_STATES.includes(state);

/** Whether the day of its answer has gone by without one. */
export const isOverdue = ({ state, dueDay }: Pick<CitizenRequest, 'state' | 'dueDay'>, today: Day): boolean => isUnanswered(state) && dueDay < today;
