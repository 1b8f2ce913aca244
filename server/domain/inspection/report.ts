import type { Day } from '../day.ts';
import type { VisitAnswer } from '../manager-hour.ts';

/** One item of the office's checklist as answered; null where it was not looked at. */
export interface CheckedItem {
  readonly id: string;
  readonly good: boolean | null;
  readonly note: string;
}

/** How «در محل نبود» was established: by a pair of inspectors, or by waiting before a witness. */
export interface NotFoundProof {
  /** The other inspector of the pair, a user; null where one waited. */
  readonly secondId: string | null;
  readonly waitedSeconds: number;
  readonly witness: string;
  /** What the office said, and the number of its letter. */
  readonly said: string;
  readonly letterNo: string;
}

/** A report of a visit as the phone seals it; every instant is the device's own, UTC ISO text. */
export interface VisitReport {
  readonly id: string;
  readonly targetId: string;
  readonly inspectorId: string;
  readonly agencyId: string;
  readonly day: Day;
  readonly answer: VisitAnswer;
  readonly visitedAt: string;
  readonly sealedAt: string;
  /** Who answered in the manager's place; '' where nobody did. */
  readonly substitute: string;
  readonly peopleWaiting: number | null;
  readonly noticeBoard: boolean | null;
  readonly namePlate: boolean | null;
  readonly conduct: 'good' | 'fair' | 'poor' | null;
  readonly checklist: readonly CheckedItem[];
  readonly note: string;
  /** Eight digits, or '' where there was no screen. */
  readonly code: string;
  /** The witness or signer who stands for the visit where there was no code. */
  readonly presenceWitness: string;
  readonly position: { readonly latitude: number; readonly longitude: number; readonly accuracy: number } | null;
  readonly notFound: NotFoundProof | null;
  /** SHA-256 of each photo as taken, hex. */
  readonly photos: readonly string[];
}

/** How the presence code of a report was found: fresh, shown too long before or after, or none given. */
export const CODE_FINDINGS = ['fresh', 'stale', 'none'] as const;
export type CodeFinding = (typeof CODE_FINDINGS)[number];
