import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import type { TimetableChange, TimetablePlace } from '../domain/rota/difference.ts';

/** A session as it was published, words included, so that a later change of a name alters nothing. */
export interface PublishedSession extends TimetablePlace {
  readonly sessionId: string;
  readonly zone: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly shortName: string;
  readonly sector: string;
  readonly headTitle: string;
  readonly personName: string | null;
  readonly honorific: 'khanom' | 'agha' | null;
  readonly post: string | null;
  /** The head in whose place somebody else comes; null where the head comes himself. */
  readonly substituteFor: string | null;
}

/** A change between versions with the short names that the agencies had then, by id. */
export interface Changes {
  readonly changes: readonly TimetableChange[];
  readonly names: Readonly<Record<string, string>>;
}

/** One version: a frozen picture of all days from `from` to `until`; a day's truth is the newest version that covers it. */
export interface Publication extends Changes {
  readonly version: number;
  /** A programme's next part, or an amendment of what was published before. */
  readonly kind: 'programme' | 'amendment';
  readonly draftId: string;
  readonly from: Day;
  readonly until: Day;
  readonly publishedAt: Instant;
  readonly publishedBy: string;
  readonly letterNo: string | null;
  readonly letterDay: Day | null;
  readonly note: string | null;
}

/** A version without what it changed, which is read only where changes are shown. */
export type Version = Omit<Publication, keyof Changes>;

/** A spell in which an agency is not invited, with its reason. */
export interface Exclusion {
  readonly id: string;
  readonly agencyId: string;
  readonly from: Day;
  readonly to: Day;
  readonly reason: string;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
}

/** The newest version that covers a day, or null. */
export const versionOn = (publications: readonly Pick<Version, 'version' | 'from' | 'until'>[], day: Day): number | null =>
  publications.reduce<number | null>(
    (best, { version, from, until }) => (from <= day && day <= until && version > (best ?? 0) ? version : best),
    null,
  );

/** Of a version's changes those that alter what an earlier one had promised; a session on a day that none covered is news. */
export const correctionsIn = ({ version, changes }: Pick<Publication, 'version' | 'changes'>, publications: readonly Pick<Version, 'version' | 'from' | 'until' | 'kind'>[]): readonly TimetableChange[] => {
  // An amendment promises nothing for the days that only lie between those that it touches.
  const earlier = publications.filter((one) => one.version < version && one.kind === 'programme');
  return changes.filter((change) => change.kind !== 'added' || versionOn(earlier, change.place.day) !== null);
};
