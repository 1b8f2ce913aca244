import type { Clock, Instant } from './calendar.ts';
import type { Day } from './jalali.ts';

/** A county of the province and the days, both included, in which it has been one. */
export interface County {
  readonly id: string;
  readonly name: string;
  readonly centre: string;
  /** The code of the Statistical Centre of Iran. */
  readonly amarCode: string | null;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
}

/** The groups of agencies, as in the provinces' yearly evaluation of agencies. */
export const SECTOR_CODES = ['infra', 'production', 'economy', 'health_welfare', 'culture_education', 'public_justice', 'governorate'] as const;
export type Sector = (typeof SECTOR_CODES)[number];

/** What an agency is in law. */
export const KIND_CODES = [
  'general_directorate', 'directorate', 'organization', 'company', 'bank', 'insurance', 'fund', 'university', 'research_center', 'science_park',
  'public_foundation', 'public_nongov', 'municipality', 'council', 'judiciary', 'oversight', 'police', 'broadcaster', 'governorate_unit', 'county_governorate',
] as const;
export type AgencyKind = (typeof KIND_CODES)[number];

/** The three things that the office may do to an agency; off for bodies outside the governor's authority. */
export const FLAG_CODES = ['mayBeInvited', 'mayBeInspected', 'mayBeGivenNotice'] as const;
export type Flag = (typeof FLAG_CODES)[number];

/** An agency, and the days, both included, in which it has been one. */
export interface Agency {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly sector: Sector;
  readonly kind: AgencyKind;
  /** The title of whoever heads it: مدیرکل، مدیرعامل، رئیس، … */
  readonly headTitle: string;
  /** Null for a provincial agency. */
  readonly countyId: string | null;
  readonly parentId: string | null;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  readonly mayBeInvited: boolean;
  readonly mayBeInspected: boolean;
  readonly mayBeGivenNotice: boolean;
  /** Why a flag is off; null where all are on or nothing was said. */
  readonly flagsWhy: string | null;
  /** Other names that people look for it by, as written; null where there are none. */
  readonly aliases: string | null;
  /** The telephone on the desk of whoever heads it, E.164; null where none is written. */
  readonly directLine: string | null;
}

/** A term of office: a person in a post of an agency, both days included; `to` is null while it lasts. */
export interface Term {
  readonly id: string;
  readonly agencyId: string;
  readonly personId: string;
  readonly post: string;
  readonly from: Day;
  readonly to: Day | null;
}

/** A term with the person's name. */
export interface NamedTerm extends Term {
  readonly name: string;
  readonly honorific: 'khanom' | 'agha';
}

export const ABSENCE_KINDS = ['leave', 'mission', 'sickness', 'governor_meeting'] as const;
export type AbsenceKind = (typeof ABSENCE_KINDS)[number];

/** When a person is away, both days included; hours stand only where it is one day, null meaning all of it. */
export interface Absence {
  readonly id: string;
  readonly personId: string;
  /** The agency at which it was registered; null where that was none. */
  readonly agencyId: string | null;
  readonly kind: AbsenceKind;
  readonly from: Day;
  readonly to: Day;
  readonly fromClock: Clock | null;
  readonly toClock: Clock | null;
  readonly note: string;
  readonly recordedAt: Instant;
  /** The user who registered it. */
  readonly recordedBy: string;
  readonly withdrawnAt: Instant | null;
}

/** An absence as written in the form. */
export type AbsenceEntry = Omit<Absence, 'id' | 'agencyId' | 'recordedAt' | 'recordedBy' | 'withdrawnAt'>;
