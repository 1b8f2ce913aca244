import type { Clock, Instant } from './calendar.ts';
import type { Day } from './jalali.ts';
import type { EmptyReason, Why } from './rota/plan.ts';

/** Where a session stands: a draft's own, published, or taken back; one that was never published then has no version. */
export type SessionState = 'draft' | 'published' | 'cancelled';

/** Why a session holds nobody: what the algorithm found, or the closure that fell on its day after it was planned. */
export type EmptyBecause = EmptyReason | { readonly code: 'closed'; readonly title: string };

/** What a board may change of a session: everything but its place. */
export interface SessionCell {
  readonly agencyId: string | null;
  readonly personId: string | null;
  readonly post: string | null;
  readonly pinned: boolean;
  readonly pinReason: string | null;
  readonly emptyReason: EmptyBecause | null;
  /** What decided it when the rota was drawn up; null for a card that a person put there. */
  readonly why: Why | null;
}

/** One manager, one window; `rev` grows by one with every change. */
export interface PlannedSession extends SessionCell {
  readonly id: string;
  readonly draftId: string;
  readonly day: Day;
  readonly from: Clock;
  readonly to: Clock;
  readonly zone: string;
  readonly line: number;
  readonly startsAt: Instant;
  readonly state: SessionState;
  readonly rev: number;
  /** The version that first published it. */
  readonly version: number | null;
  /** Who comes in the head's place, and why; null where the head comes himself. */
  readonly substituteId: string | null;
  readonly substituteWhy: string | null;
  /** How often a version has altered it since it was first published. */
  readonly sequence: number;
  readonly cancelledAt: Instant | null;
  readonly cancelReason: string | null;
}

/** What a session is like that nothing has altered since it was planned. */
export const UNALTERED = { substituteId: null, substituteWhy: null, sequence: 0, cancelledAt: null, cancelReason: null } as const;

/** A session's place in its horizon, the id that `slotsOf` gives it. */
export const placeIdOf = ({ day, from, line }: Pick<PlannedSession, 'day' | 'from' | 'line'>): string => `${day} ${from}/${line}`;

/** A cell without anybody. */
export const emptyCell = (emptyReason: EmptyBecause): SessionCell => ({
  agencyId: null,
  personId: null,
  post: null,
  pinned: false,
  pinReason: null,
  emptyReason,
  why: null,
});

/** Only the cell of a session, for the record of changes. */
export const cellOf = ({ agencyId, personId, post, pinned, pinReason, emptyReason, why }: SessionCell): SessionCell => ({
  agencyId,
  personId,
  post,
  pinned,
  pinReason,
  emptyReason,
  why,
});
