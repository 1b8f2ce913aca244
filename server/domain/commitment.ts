import type { Instant } from './calendar.ts';
import type { Day } from './jalali.ts';

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
