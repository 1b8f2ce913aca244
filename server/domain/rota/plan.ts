import type { Clock } from '../clock.ts';
import type { Day, Weekday } from '../jalali.ts';

/**
 * Millionths: of all turns for shares, of a session for entitlements, debts and discrepancies. Not rounded, so that a
 * debt carried into the next horizon is the very number that the last one ended with; decisions are taken on integers.
 */
export type Micro = number;

/** One whole, or one session, in millionths. */
export const WHOLE: Micro = 1_000_000;

/** A place in the rota: one manager, one window [from, to) of one day, on one line; slots are listed in order of time. */
export interface Slot {
  readonly id: string;
  readonly day: Day;
  readonly from: Clock;
  readonly to: Clock;
  /** Parallel sessions of the same time are numbered from 1. */
  readonly line: number;
  /** Weeks (Saturday first) since the horizon's first, from 0. */
  readonly weekIndex: number;
}

/** An agency that may be invited in this horizon. */
export interface RotaAgency {
  readonly id: string;
  /** Any non-negative integer; only its proportion to the others counts (a share of `weightsOf` is one). */
  readonly weight: number;
  /** What earlier horizons owe it: positive = owed sessions, negative = ahead of its share. */
  readonly carried: Micro;
  /** Day of its latest session before the horizon. */
  readonly lastDay: Day | null;
  /** Sessions held before the horizon that explanations should count in. */
  readonly openingCount: number;
}

/** Why an agency cannot come on a day, as entered by people; `closed`: a closure of this agency or its county alone. */
export type AwayCode = 'absent' | 'duty' | 'excluded' | 'closed' | 'not_in_office' | 'no_manager';

/** A stretch in which an agency cannot come: whole days, or from a clock of the first day to a clock of the last. */
export interface Away {
  readonly agencyId: string;
  readonly code: AwayCode;
  readonly from: Day;
  /** Last day, included. */
  readonly to: Day;
  readonly fromClock: Clock | null;
  readonly toClock: Clock | null;
  readonly reason: string;
}

/** The weekly hour in which a manager receives people in his own office; `agencyId: null` = every agency. */
export interface WeeklyHour {
  readonly agencyId: string | null;
  readonly weekday: Weekday;
  readonly from: Clock;
  readonly to: Clock;
  /** In force from this day; null = always was. */
  readonly since: Day | null;
  /** In force until this day, included; null = still is. */
  readonly until: Day | null;
}

/** What keeps two invitations of one agency apart. */
export interface Spacing {
  /** Two sessions of one agency are at least this many days apart; 0 = no rule. */
  readonly leastGapDays: number;
  /** Other values from later days on, oldest first; the later session's day decides which one counts. */
  readonly later?: readonly { readonly since: Day; readonly leastGapDays: number }[];
  /** Never twice in one week (Saturday to Friday). */
  readonly oncePerWeek: boolean;
}

/** A slot decided beforehand (by hand, or already published); the plan never moves it. `agencyId: null` keeps it empty. */
export interface Pin {
  readonly slotId: string;
  readonly agencyId: string | null;
  readonly reason: string;
}

/** All that decides a rota, as plain JSON: stored with the draft, so that a second run gives the same rota. */
export interface RotaInput {
  readonly slots: readonly Slot[];
  readonly agencies: readonly RotaAgency[];
  readonly away: readonly Away[];
  readonly weeklyHours: readonly WeeklyHour[];
  readonly spacing: Spacing;
  readonly pins: readonly Pin[];
}

/**
 * The last tie-breaker: a published, reproducible number or text for an agency at a slot (0-based index in `slots`);
 * the lower one comes first (compared by code units when texts).
 */
export type TieHash = (agencyId: string, slotIndex: number) => string | number;

/** Why an agency may not stand in a slot, with the facts that the sentence names. */
export type Blocked =
  | { readonly code: AwayCode; readonly from: Day; readonly to: Day; readonly reason: string }
  | { readonly code: 'manager_hour'; readonly from: Clock; readonly to: Clock }
  | { readonly code: 'gap'; readonly otherDay: Day; readonly days: number; readonly least: number }
  | { readonly code: 'same_week'; readonly otherDay: Day };

export type BlockCode = Blocked['code'];

/** An agency that came earlier in order at a slot, and what kept it out (`planned_later`: held back for a later slot). */
export interface PassedOver {
  readonly agencyId: string;
  readonly deficit: Micro;
  readonly why: Blocked | { readonly code: 'planned_later' };
}

/** What decided a slot: Tijdeman's order, the best reachable deviation, a person, or that nobody owed a turn was free. */
export type ChosenBy = 'order' | 'optimum' | 'pin' | 'only_free';

/** The invitation's explanation, as of just before its slot. */
export interface Why {
  /** carried debt + share × sessions of this horizon up to and with this one. */
  readonly entitlement: Micro;
  /** Sessions of this horizon before this one. */
  readonly heldBefore: number;
  /** entitlement − held. */
  readonly deficit: Micro;
  /** Ordinal (from 1) of the last held session at which the turn would still have kept the bound; null = no share. */
  readonly deadline: number | null;
  /** Ordinal (from 1) of this session among the held ones. */
  readonly ordinal: number;
  readonly weeksSinceLast: number | null;
  readonly chosenBy: ChosenBy;
  /** At most five, first in order first; for staff only. */
  readonly passedOver: readonly PassedOver[];
}

/** Why a slot stands empty. */
export type EmptyReason =
  | { readonly code: 'kept_empty'; readonly reason: string }
  | { readonly code: 'nobody_free'; readonly blocked: readonly { readonly code: BlockCode; readonly agencies: number }[] };

/** One slot of the finished rota; exactly one of `why` and `empty` is null. */
export interface Assignment {
  readonly slotId: string;
  readonly agencyId: string | null;
  readonly pinned: boolean;
  readonly why: Why | null;
  readonly empty: EmptyReason | null;
}

/** One agency's account over the horizon. */
export interface AgencyFairness {
  readonly agencyId: string;
  readonly share: Micro;
  /** The debt as it entered the horizon: bounded, and centred so that all debts sum to 0 but for rounding. */
  readonly carried: Micro;
  /** carried + share × held sessions, at the end. */
  readonly entitlement: Micro;
  readonly given: number;
  /** given − entitlement, at the end; negated, it is the next horizon's `carried`. */
  readonly discrepancy: Micro;
  /** Largest |given − entitlement| after any session. */
  readonly worst: Micro;
  /** Longest stretch of days without a session, from its last one before the horizon (or the first slot) to the last slot. */
  readonly longestGapDays: number;
}

/** The account of a whole board, drawn up or edited by hand. */
export interface Account {
  readonly agencies: readonly AgencyFairness[];
  /** Slots that hold an agency; empty slots give nobody an entitlement. */
  readonly held: number;
  readonly worst: Micro;
  /** 1 − 1/(2n−2); n = agencies with a share (Tijdeman 1980). */
  readonly bound: Micro;
  readonly withinBound: boolean;
}

/** The account of a drawn-up rota, with the least deviation that any rota under the same absences, duties and pins can have. */
export interface Fairness extends Account {
  readonly lowerBound: Micro;
  readonly method: 'chairman' | 'matching';
}

/** A pin that stands although a rule speaks against it. */
export interface PinConflict {
  readonly slotId: string;
  readonly agencyId: string;
  readonly why: Blocked;
}

/** A finished rota: one assignment a slot, in order. */
export interface Rota {
  readonly assignments: readonly Assignment[];
  readonly fairness: Fairness;
  readonly pinConflicts: readonly PinConflict[];
}
