import type { Instant } from '../calendar.ts';
import { timeAsked } from '../invitation.ts';
import { Refusal } from '../refusal.ts';
import type { PlannedSession } from '../session.ts';

/** The life of an exchange of two managers' turns: one side asks, the other agrees, the scheduler decides. */
export const EXCHANGE_STATES = ['asked', 'agreed', 'declined', 'taken_back', 'approved', 'rejected', 'lapsed'] as const;
export type ExchangeState = (typeof EXCHANGE_STATES)[number];

/** A request that two sessions of different agencies go to each other's places; the first side is the asker's. */
export interface Exchange {
  readonly id: string;
  readonly sessionId: string;
  readonly otherSessionId: string;
  readonly agencyId: string;
  readonly otherAgencyId: string;
  readonly state: ExchangeState;
  readonly reason: string;
  readonly askedAt: Instant;
  readonly askedBy: string;
  readonly answeredAt: Instant | null;
  readonly answeredBy: string | null;
  readonly answerNote: string | null;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
  readonly decisionNote: string | null;
  /** The version that carried it out; null until it was. */
  readonly version: number | null;
  readonly rev: number;
}

/** What can happen to an exchange: by the other side, the asker, the scheduler, and the clock. */
export const EXCHANGE_STEPS = ['agree', 'decline', 'take_back', 'approve', 'reject', 'lapse'] as const;
export type ExchangeStep = (typeof EXCHANGE_STEPS)[number];

const LEADS_TO: Readonly<Record<ExchangeStep, { readonly from: readonly ExchangeState[]; readonly to: ExchangeState }>> = {
  agree: { from: ['asked'], to: 'agreed' },
  decline: { from: ['asked'], to: 'declined' },
  take_back: { from: ['asked', 'agreed'], to: 'taken_back' },
  approve: { from: ['agreed'], to: 'approved' },
  // A request that nobody answers is ended by the scheduler too: it holds two sessions.
  reject: { from: ['asked', 'agreed'], to: 'rejected' },
  lapse: { from: ['asked', 'agreed'], to: 'lapsed' },
};

/** Whether the exchange is still on its way; while it is, its two sessions are in no other. */
export const isOpenExchange = (state: ExchangeState): boolean => state === 'asked' || state === 'agreed';

/** Whether the step may be taken now. */
export const mayExchange = (state: ExchangeState, step: ExchangeStep): boolean => LEADS_TO[step].from.includes(state);

/** Who takes a step (null for the clock), when, with which words, and the version that an approval made. */
export interface StepTaken {
  readonly by: string | null;
  readonly at: Instant;
  readonly note: string | null;
  readonly version?: number;
}

/** The exchange after a step; refuses `swap_step` where the step does not follow. */
export function exchanged(exchange: Exchange, step: ExchangeStep, { by, at, note, version }: StepTaken): Exchange {
  if (!mayExchange(exchange.state, step)) throw new Refusal('swap_step');
  const after = { ...exchange, state: LEADS_TO[step].to, rev: exchange.rev + 1 };
  if (step === 'agree' || step === 'decline') return { ...after, answeredAt: at, answeredBy: by, answerNote: note };
  return { ...after, decidedAt: at, decidedBy: by, decisionNote: note, version: version ?? null };
}

type Slot = Pick<PlannedSession, 'id' | 'agencyId' | 'state' | 'startsAt'>;

/** Why two sessions can no longer be exchanged at an instant; null where they can. */
export function lapsedBecause(sides: readonly Pick<Slot, 'state' | 'startsAt'>[], at: Instant): 'session_past' | 'session_cancelled' | null {
  if (sides.some(({ state }) => state !== 'published')) return 'session_cancelled';
  return sides.some(({ startsAt }) => startsAt <= at) ? 'session_past' : null;
}

/** The state to show: an open exchange of which a side has passed or was cancelled has lapsed, whether or not anybody has written so. */
export const standingState = (exchange: Pick<Exchange, 'state'>, sides: readonly Pick<Slot, 'state' | 'startsAt'>[], at: Instant): ExchangeState =>
  isOpenExchange(exchange.state) && lapsedBecause(sides, at) !== null ? 'lapsed' : exchange.state;

/** Refuses `swap_same` (a session with itself, or with one of its own agency), `session_past` and `session_cancelled`. */
export function mustBeExchangeable(own: Slot, other: Slot, at: Instant): void {
  if (own.id === other.id || own.agencyId === null || other.agencyId === null || own.agencyId === other.agencyId) throw new Refusal('swap_same', { field: 'other' });
  const lapsed = lapsedBecause([own, other], at);
  if (lapsed !== null) throw new Refusal(lapsed);
}

/** The times of both sides, the asker's first, as the form of an answer carries them. */
export const timesOf = (sides: readonly Pick<PlannedSession, 'day' | 'from' | 'to'>[]): string => sides.map(timeAsked).join(' / ');
