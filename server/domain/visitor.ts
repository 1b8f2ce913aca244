import { dayOf, type Instant } from './calendar.ts';
import { addDays, type Day } from './jalali.ts';

/** What became of a visit in person; who was only counted has no more than the count. */
export const VISIT_OUTCOMES = ['by_manager', 'by_expert', 'registered', 'referred', 'unanswered', 'counted'] as const;
export type VisitOutcome = (typeof VISIT_OUTCOMES)[number];

/** Whether the manager was there and saw the visitor, as the visitor says. */
export type Met = 'yes' | 'no';

/** Somebody who came to an office in person; name and phone are sealed. */
export interface WalkIn {
  readonly id: string;
  readonly agencyId: string;
  /** The manager's hour in which he came; null outside of one. */
  readonly hourId: string | null;
  readonly day: Day;
  readonly at: Instant;
  readonly honorific: 'khanom' | 'agha' | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly phoneIndex: string | null;
  readonly topicId: string | null;
  readonly outcome: VisitOutcome;
  readonly note: string;
  readonly requestId: string | null;
  /** Where he was sent; null unless `referred`. */
  readonly targetAgencyId: string | null;
  readonly recordedBy: string;
  readonly codeHash: string | null;
  readonly met: Met | null;
  readonly metAt: Instant | null;
  readonly rev: number;
}

/** For so many days after a visit its slip may be answered. */
export const SLIP_DAYS = 30;

/** Whether the slip's question can still be answered: once, and within its days. */
export const isAnswerable = ({ met, day }: Pick<WalkIn, 'met' | 'day'>, now: Instant): boolean => met === null && dayOf(now) <= addDays(day, SLIP_DAYS);
