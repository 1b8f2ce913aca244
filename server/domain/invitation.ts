import type { Instant } from './calendar.ts';
import type { Day } from './jalali.ts';
import { Refusal } from './refusal.ts';
import type { PlannedSession } from './session.ts';

/** The life of an invitation; `withdrawn` ones count nowhere. */
export const INVITATION_STATES = ['sent', 'seen', 'accepted', 'accepted_by_phone', 'change_asked', 'no_answer', 'withdrawn'] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

/** An invitation of an agency's head to one session. */
export interface Invitation {
  readonly id: string;
  readonly sessionId: string;
  readonly agencyId: string;
  readonly personId: string | null;
  readonly state: InvitationState;
  readonly sentAt: Instant;
  readonly seenAt: Instant | null;
  readonly answeredAt: Instant | null;
  readonly answeredBy: string | null;
  readonly note: string | null;
  readonly rev: number;
  /** The number and day that the secretariat gave its letter; null until it has. */
  readonly letterNo: string | null;
  readonly letterDay: Day | null;
}

/** What can happen to an invitation: by the manager's office itself, or as the scheduler learns of it. */
export const INVITATION_STEPS = ['see', 'accept', 'accept_by_phone', 'ask_change', 'give_up', 'withdraw'] as const;
export type InvitationStep = (typeof INVITATION_STEPS)[number];

const LEADS_TO: Readonly<Record<InvitationStep, { readonly from: readonly InvitationState[]; readonly to: InvitationState }>> = {
  see: { from: ['sent'], to: 'seen' },
  accept: { from: ['sent', 'seen', 'no_answer'], to: 'accepted' },
  accept_by_phone: { from: ['sent', 'seen', 'no_answer', 'change_asked'], to: 'accepted_by_phone' },
  // Whoever has accepted may still fall ill.
  ask_change: { from: ['sent', 'seen', 'no_answer', 'accepted', 'accepted_by_phone'], to: 'change_asked' },
  give_up: { from: ['sent', 'seen'], to: 'no_answer' },
  withdraw: { from: ['sent', 'seen', 'accepted', 'accepted_by_phone', 'change_asked', 'no_answer'], to: 'withdrawn' },
};

/** Whether the step may be taken now. */
export const mayStep = (state: InvitationState, step: InvitationStep): boolean => LEADS_TO[step].from.includes(state);

/** The invitation after a step by `by` (a user id) at an instant; refuses `invitation_answered` where the step does not follow. */
export function stepped(invitation: Invitation, step: InvitationStep, by: string, at: Instant, note: string | null = null): Invitation {
  if (!mayStep(invitation.state, step)) throw new Refusal('invitation_answered');
  const state = LEADS_TO[step].to;
  const answers = state !== 'seen' && state !== 'withdrawn';
  return {
    ...invitation,
    state,
    seenAt: step === 'see' || step === 'accept' ? (invitation.seenAt ?? at) : invitation.seenAt,
    answeredAt: answers ? at : invitation.answeredAt,
    answeredBy: answers ? by : invitation.answeredBy,
    note: note ?? (answers ? null : invitation.note),
    rev: invitation.rev + 1,
  };
}

/** The invitation that stands for a session's agency; one to whoever heads it now goes before one to somebody else. */
export function invitationFor(
  invitations: readonly Invitation[],
  session: { readonly id: string; readonly agencyId: string | null },
  headId: string | null,
): { readonly invitation: Invitation | null; readonly headChanged: boolean } {
  const own = invitations.filter((one) => one.sessionId === session.id && one.agencyId === session.agencyId && one.state !== 'withdrawn');
  const invitation = own.find(({ personId }) => personId === headId) ?? own[0] ?? null;
  // The yes of whoever has left binds nobody: his successor must be asked himself.
  return { invitation, headChanged: invitation !== null && invitation.personId !== headId };
}

/** Whether the manager has said yes, himself or by telephone. */
export const hasAccepted = (state: InvitationState): boolean => state === 'accepted' || state === 'accepted_by_phone';

const URGENCY: Readonly<Record<InvitationState, number>> = {
  change_asked: 0,
  no_answer: 1,
  sent: 2,
  seen: 3,
  accepted: 4,
  accepted_by_phone: 5,
  withdrawn: 6,
};

/** The order in which a scheduler should ring: the unanswered first, the settled last. */
export const byUrgency = (one: InvitationState | null, other: InvitationState | null): number =>
  (one === null ? -1 : URGENCY[one]) - (other === null ? -1 : URGENCY[other]);

/** The time for which somebody is asked, as the forms of his answer carry it. */
export const timeAsked = ({ day, from, to }: Pick<PlannedSession, 'day' | 'from' | 'to'>): string => `${day} ${from} ${to}`;
