import type { Applicant, MatterKind } from './applicant.ts';
import type { Instant } from './calendar.ts';

/** Where a call of a session stands; a call without a queue is `ended` from its first moment. */
export const CALL_STATES = ['waiting', 'connecting', 'talking', 'on_hold', 'wrap_up', 'ended'] as const;
export type CallState = (typeof CALL_STATES)[number];

/** Whether the caller is held on the centre's telephone, or is rung when his turn comes. */
export const LINES = ['on_line', 'to_ring'] as const;
export type Line = (typeof LINES)[number];

/** How the host's talk with a caller may end. */
export const HOST_OUTCOMES = [
  'answered', 'settled_on_line', 'commitment', 'referred', 'other_agency', 'linked', 'same_problem', 'call_back', 'dropped',
] as const;
/** How a call may end at the centre, before any queue or in place of one. */
export const CENTRE_OUTCOMES = ['answered_by_centre', 'registered', 'out_of_scope', 'dropped_early', 'emergency', 'confidential', 'call_back'] as const;
/** How a call ends in one queue because it goes on in another, or was never reached. */
export const PASSING_OUTCOMES = ['carried', 'transferred', 'not_reached'] as const;
export type HostOutcome = (typeof HOST_OUTCOMES)[number];
export type CentreOutcome = (typeof CENTRE_OUTCOMES)[number];
export type CallOutcome = HostOutcome | CentreOutcome | (typeof PASSING_OUTCOMES)[number];

/** The numbers that help at once: police, ambulance, social emergency, fire. */
export const EMERGENCY_NUMBERS = ['110', '115', '123', '125'] as const;
export type EmergencyNumber = (typeof EMERGENCY_NUMBERS)[number];

/** Why the centre ends a call that is in a host's hands. */
export const TAKEOVER_REASONS = ['forgotten', 'line_cut', 'host_gone'] as const;
export type TakeoverReason = (typeof TAKEOVER_REASONS)[number];

/** Why a call that the centre owes need not be made any more. */
export const CALL_BACK_ENDS = ['called_again', 'settled', 'not_wanted', 'unreachable', 'wrong_number'] as const;
export type CallBackEnd = (typeof CALL_BACK_ENDS)[number];

/** What decides a caller's place; `rank` grows along the queue, and is null outside of it. */
export interface QueueEntry {
  readonly id: string;
  readonly state: CallState;
  readonly rank: number | null;
  readonly priority: boolean;
  readonly holdUntil: Instant | null;
}

/** One call. `rev` grows by one with every change; times are instants, `heldSeconds` sums what was spent on hold. */
export interface Call extends QueueEntry, Applicant {
  readonly sessionId: string | null;
  /** The agency it concerns: the session's, or that of its topic. */
  readonly agencyId: string | null;
  readonly rev: number;
  readonly line: Line;
  /** Who stands in the queue, as long as he does; null where nothing tells him from another. */
  readonly queueKey: string | null;
  readonly kind: MatterKind;
  readonly topicId: string | null;
  readonly summary: string;
  readonly priorityReason: string | null;
  readonly receivedAt: Instant;
  readonly receivedBy: string;
  readonly queuedAt: Instant | null;
  readonly takenAt: Instant | null;
  /** The actor who took it: a user or a seat. */
  readonly takenBy: string | null;
  readonly talkAt: Instant | null;
  readonly talkEndedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly tries: number;
  readonly holdReason: string | null;
  readonly heldAt: Instant | null;
  readonly heldSeconds: number;
  readonly wrapUntil: Instant | null;
  readonly outcome: CallOutcome | null;
  readonly outcomeBy: string | null;
  readonly targetAgencyId: string | null;
  readonly requestId: string | null;
  readonly commitmentId: string | null;
  /** The call of which this is the continuation in another queue, or by which the centre rang back; and the one that continues this. */
  readonly earlierCallId: string | null;
  readonly laterCallId: string | null;
  readonly emergencyTo: EmergencyNumber | null;
  /** `due` while the centre owes the caller a call. */
  readonly callBack: 'due' | 'done' | null;
  readonly calledBackAt: Instant | null;
}

/** The states in which a caller is in the host's hands: one call of a session at a time. */
export const isPresent = (state: CallState): boolean => state === 'connecting' || state === 'talking';

/** The states in which a caller has been promised something that is not done yet. */
export const isOpenCall = (state: CallState): boolean => state === 'waiting' || state === 'connecting' || state === 'talking' || state === 'on_hold';
