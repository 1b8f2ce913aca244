import type { Instant } from './calendar.ts';
import { daysBetween, FIRST_YEAR, fromJalali, LAST_YEAR, type Day, type JalaliMonth } from './jalali.ts';
import { Refusal } from './refusal.ts';
import type { FloorAnswer, Weight, WeightFormula } from './rota/entitlement.ts';
import type { Away, RotaAgency, Spacing, WeeklyHour } from './rota/plan.ts';
import type { ThinWeek } from './rota/slots.ts';

/** The life of a programme: drafting ← awaiting ← approved ← published up to a date; or laid aside. */
export const DRAFT_STATES = ['drafting', 'awaiting', 'approved', 'published', 'discarded'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

/** The states in which a draft holds its days against another draft. */
export const OPEN_STATES: readonly DraftState[] = ['drafting', 'awaiting', 'approved'];

/** An agency's part in a draft: its published weight, its account so far, and what its explanation names. */
export interface DraftAgency extends RotaAgency, Omit<Weight, 'agencyId'> {
  /** Calls and clients of the 30 days before the horizon, by month in proportion. */
  readonly recentCalls: number;
  readonly recentClients: number;
}

/** The Jalali months whose demand made the weights, both included. */
export interface DemandSpan {
  readonly from: JalaliMonth;
  readonly to: JalaliMonth;
}

/** What the drawing-up came to, and the rest of its input, kept so that it can be repeated. */
export interface DraftFigures {
  readonly method: 'chairman' | 'matching';
  /** Millionths of a session, as are the next two. */
  readonly worst: number;
  readonly bound: number;
  readonly lowerBound: number;
  readonly withinBound: boolean;
  readonly floor: FloorAnswer;
  readonly demand: DemandSpan;
  readonly thinWeeks: readonly ThinWeek[];
  readonly away: readonly Away[];
  readonly weeklyHours: readonly WeeklyHour[];
  readonly spacing: Spacing;
}

/** A programme from its first day to its last. */
export interface Draft {
  readonly id: string;
  readonly from: Day;
  readonly to: Day;
  readonly state: DraftState;
  readonly rev: number;
  readonly agencies: readonly DraftAgency[];
  readonly formula: WeightFormula;
  readonly figures: DraftFigures;
  readonly inputHash: string;
  readonly letterNo: string | null;
  readonly letterDay: Day | null;
  readonly approvedBy: string | null;
  readonly approvedAt: Instant | null;
  readonly returnReason: string | null;
  /** The last day that a version of this draft covers. */
  readonly publishedUntil: Day | null;
  readonly createdAt: Instant;
  readonly createdBy: string;
}

const SHORTEST_DAYS = 7;
// A Jalali leap year, whole.
const LONGEST_DAYS = 366;

/** The first and the last day that a horizon may have: the year before it must be one whose demand can be written, and its weeks must be days of the calendar. */
export const HORIZON_BOUNDS = { from: fromJalali(FIRST_YEAR + 2, 1, 1), to: fromJalali(LAST_YEAR - 1, 12, 29) };

/**
 * A horizon must be a week to a year long; refuses `horizon_backwards`, `horizon_too_short` and `horizon_too_long` beside
 * the field `to`, and `horizon_outside` beside `from`.
 */
export function mustBeHorizon(from: Day, to: Day): void {
  const days = daysBetween(from, to) + 1;
  if (days < 1) throw new Refusal('horizon_backwards', { field: 'to' });
  if (days < SHORTEST_DAYS) throw new Refusal('horizon_too_short', { field: 'to' });
  if (from < HORIZON_BOUNDS.from || to > HORIZON_BOUNDS.to) throw new Refusal('horizon_outside', { field: 'from' });
  if (days > LONGEST_DAYS) throw new Refusal('horizon_too_long', { field: 'to' });
}

/** Refuses `draft_not_open` unless the board of the draft may be changed. */
export function mustBeDrafting(draft: Pick<Draft, 'state'>): void {
  if (draft.state !== 'drafting') throw new Refusal('draft_not_open');
}

/** Refuses `draft_not_approved` unless invitations may be sent and a version published. */
export function mustBeApproved(draft: Pick<Draft, 'state'>): void {
  if (draft.state !== 'approved' && draft.state !== 'published') throw new Refusal('draft_not_approved');
}

/** Refuses `changed_meanwhile` where the draft moved on since the page was made; null asks for no check. */
export function mustBeAsSeen(draft: Pick<Draft, 'rev'>, seen: number | null): void {
  if (seen !== null && seen !== draft.rev) throw new Refusal('changed_meanwhile');
}

/** Whether something of the draft is left to publish. */
export const hasForecast = (draft: Pick<Draft, 'publishedUntil' | 'to'>): boolean => draft.publishedUntil === null || draft.publishedUntil < draft.to;
