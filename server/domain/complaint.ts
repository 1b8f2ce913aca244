import type { Instant } from './calendar.ts';
import type { Day } from './jalali.ts';

/** How word of a manager's absence came: to 111, or to an operator beside a call. */
export const COMPLAINT_CHANNELS = ['call', 'other'] as const;
export type ComplaintChannel = (typeof COMPLAINT_CHANNELS)[number];

/** Word from the public that a manager was not in his office in his hour: unproved, it weighs in the draw and nowhere else. */
export interface AbsenceComplaint {
  readonly id: string;
  readonly agencyId: string;
  readonly hourId: string | null;
  readonly day: Day;
  readonly callId: string | null;
  readonly channel: ComplaintChannel;
  readonly note: string;
  readonly recordedAt: Instant;
  readonly recordedBy: string | null;
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnWhy: string | null;
  readonly rev: number;
}
