import type { Instant } from '../instant.ts';
import type { Day } from '../day.ts';
import type { VisitAnswer } from '../manager-hour.ts';
import type { CodeFinding, VisitReport } from './report.ts';

/** How an opened target was opened: the server gave its key, or the phone took its own without a network. */
export type OpenedHow = 'online' | 'offline';

/** How far a target has come. */
export const TARGET_STATES = ['drawn', 'opened', 'reported', 'withdrawn'] as const;
export type TargetState = (typeof TARGET_STATES)[number];

/** One target of one inspector as its row has it; `agencyId` and `hourId` are null until it is opened, `sealed` holds them before. What is known to be open by its report alone has no `openedHow`. */
export interface Target {
  readonly id: string;
  readonly day: Day;
  readonly inspectorId: string;
  readonly secondId: string | null;
  readonly place: number;
  readonly sealed: string;
  readonly agencyId: string | null;
  readonly hourId: string | null;
  readonly state: TargetState;
  readonly openedAt: Instant | null;
  readonly openedHow: OpenedHow | null;
  readonly openedCount: number | null;
  readonly deviceOpenedAt: string | null;
  readonly rev: number;
}

/** What may be odd about a report that was taken in all the same. */
export const VISIT_FLAGS = ['code_stale', 'code_missing', 'opened_offline', 'never_opened', 'device_time', 'outside_hour', 'order_invalid', 'amended', 'rules'] as const;
export type VisitFlag = (typeof VISIT_FLAGS)[number];

/** A report of a visit as it landed; `at` is when the inspector stood there as the server has it, `report` what the phone sealed. */
export interface Visit {
  readonly id: string;
  readonly targetId: string;
  readonly inspectorId: string;
  readonly agencyId: string;
  readonly hourId: string;
  readonly day: Day;
  /** The order in which reports came, the only one that counts. */
  readonly number: number;
  readonly answer: VisitAnswer;
  readonly at: Instant;
  readonly codeFound: CodeFinding;
  readonly codeShownAt: Instant | null;
  readonly deviceAt: string;
  readonly receivedAt: Instant;
  readonly flags: readonly VisitFlag[];
  /** Which rules of the phone it does not keep, by their codes. */
  readonly faults: readonly string[];
  readonly report: VisitReport;
  /** SHA-256 of the sealed bytes it came in, hex. */
  readonly sealedHash: string;
  readonly rev: number;
}
