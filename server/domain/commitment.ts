import type { Instant } from './calendar.ts';
import type { Day } from './jalali.ts';
import { Refusal } from './refusal.ts';

/** What a host promised a caller, and by when («تعهد با مهلت»). */
export interface Commitment {
  readonly id: string;
  readonly agencyId: string;
  readonly personId: string | null;
  readonly hostName: string | null;
  readonly sessionId: string | null;
  readonly callId: string;
  readonly text: string;
  readonly dueDay: Day;
  readonly state: 'open' | 'kept' | 'withdrawn';
  readonly madeAt: Instant;
  readonly endedAt: Instant | null;
  readonly endedBy: string | null;
  readonly endedNote: string | null;
  readonly rev: number;
}

/** How a commitment ends: kept by the agency, or withdrawn by the centre. */
export const COMMITMENT_ENDS = ['kept', 'withdrawn'] as const;
export type CommitmentEnd = (typeof COMMITMENT_ENDS)[number];

/** The commitment once it has ended, with what was written of it; refuses `commitment_ended` where it had before. */
export function ended(commitment: Commitment, state: CommitmentEnd, note: string, by: string, at: Instant): Commitment {
  if (commitment.state !== 'open') throw new Refusal('commitment_ended');
  return { ...commitment, state, endedAt: at, endedBy: by, endedNote: note, rev: commitment.rev + 1 };
}

/** Whether its day has gone by and it stands open still. */
export const isLate = ({ state, dueDay }: Pick<Commitment, 'state' | 'dueDay'>, today: Day): boolean => state === 'open' && dueDay < today;
