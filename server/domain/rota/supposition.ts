import type { AbsenceKind } from '../agency.ts';
import type { Day } from '../jalali.ts';
import type { SlotRow } from '../settings.ts';

/** An agency that would not come for a span of days, both included: its head is away, or it is left out for a while. */
export interface SupposedAway {
  readonly agencyId: string;
  readonly kind: AbsenceKind | 'excluded';
  readonly from: Day;
  readonly to: Day;
}

/** An agency that would be invited from now on, or no more. */
export interface SupposedFlag {
  readonly agencyId: string;
  readonly mayBeInvited: boolean;
}

/** What is supposed to be otherwise than it is; null and empty lists leave a thing as it stands. */
export interface Supposition {
  /** The day from which the two settings would hold. */
  readonly since: Day;
  readonly perWeek: number | null;
  readonly template: readonly SlotRow[] | null;
  readonly away: readonly SupposedAway[];
  readonly flags: readonly SupposedFlag[];
}

/** Whether nothing is supposed at all. */
export const isNothing = ({ perWeek, template, away, flags }: Supposition): boolean =>
  perWeek === null && template === null && away.length === 0 && flags.length === 0;

/** Whether the weeks would have other places. */
export const movesPlaces = ({ perWeek, template }: Supposition): boolean => perWeek !== null || template !== null;

/** Whether the shares would be weighed anew: other places come at another pace, and other agencies share in them. */
export const movesShares = (supposition: Supposition): boolean => movesPlaces(supposition) || supposition.flags.length > 0;
