import type { Day } from '../day.ts';

/** What an office's chance is made of: every office has the base. */
export interface DrawWeights {
  readonly base: number;
  readonly complaint: number;
  readonly absence: number;
  readonly week: number;
}

/** An office that may be visited in an hour. */
export interface DrawOffice {
  readonly id: string;
  /** Null for a body of the province itself. */
  readonly county: string | null;
  readonly area: string;
  readonly kind: string;
  /** Weeks since its last visit, or since visits began. */
  readonly waited: number;
  /** So many weeks it may wait. */
  readonly period: number;
  readonly complaints: number;
  readonly absences: number;
  /** Who was there last: they are not sent again. */
  readonly last: readonly string[];
  /** When its own hour begins and ends, in minutes after the beginning of the day's first. */
  readonly opens: number;
  readonly closes: number;
}

/** An inspector who goes: in his own county, or anywhere where he has none. */
export interface DrawInspector {
  readonly id: string;
  readonly county: string | null;
}

/** All that a draw depends on beside its seed; JSON. */
export interface DrawInputs {
  readonly program: string;
  readonly day: Day;
  /** When the day's first hour begins, UTC instant text. */
  readonly startsAt: string;
  readonly visits: number;
  /** By so many weeks every period is drawn out, since the office's inspectors are too few to hold it. */
  readonly extra: number;
  readonly weights: DrawWeights;
  readonly offices: readonly DrawOffice[];
  readonly inspectors: readonly DrawInspector[];
}

/** One visit of the list; `minute` is counted from the beginning of the office's own hour. */
export interface DrawnVisit {
  readonly inspectorId: string;
  readonly agencyId: string;
  readonly place: number;
  readonly minute: number;
}

/** What a draw comes to: the visits, and the offices that should have been visited by now and could not be. */
export interface DrawList {
  readonly visits: readonly DrawnVisit[];
  readonly missed: readonly string[];
}

// What is counted beyond these says no more of an office.
const COUNTED_MOST = 9;
const WEEKS_MOST = 104;

/** Why an office has the weight that it has: what each part adds. */
export interface WeightParts {
  readonly base: number;
  readonly complaints: number;
  readonly absences: number;
  readonly weeks: number;
}

/** The parts of an office's weight. */
export const weightParts = ({ complaints, absences, waited }: Pick<DrawOffice, 'complaints' | 'absences' | 'waited'>, weights: DrawWeights): WeightParts => {
  const weeks = Math.min(Math.max(waited, 0), WEEKS_MOST);
  return {
    base: weights.base,
    complaints: weights.complaint * Math.min(complaints, COUNTED_MOST),
    absences: weights.absence * Math.min(absences, COUNTED_MOST),
    // Each further week adds more than the one before: whoever waits long is drawn before he must be.
    weeks: (weights.week * weeks * (weeks + 1)) / 2,
  };
};

/** An office's weight: its chance is to that of another as their weights are. */
export function weightOf(office: Pick<DrawOffice, 'complaints' | 'absences' | 'waited'>, weights: DrawWeights): number {
  const { base, complaints, absences, weeks } = weightParts(office, weights);
  return base + complaints + absences + weeks;
}
