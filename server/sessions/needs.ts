import type { Knex } from 'knex';
import type { Instant } from '../domain/calendar.ts';
import type { Draft } from '../domain/draft.ts';
import type { Day } from '../domain/jalali.ts';
import type { Amendment } from '../domain/rota/amendment.ts';
import type { TimetablePlace } from '../domain/rota/difference.ts';
import type { ExchangeState } from '../domain/rota/exchange.ts';
import type { Standing } from '../domain/rota/standing.ts';
import type { PlannedSession } from '../domain/session.ts';

/** A programme as it stands: its sessions, those taken over by a later one left out, and what each card says of itself. */
export interface ProgrammeBoard {
  readonly draft: Draft;
  readonly sessions: readonly PlannedSession[];
  readonly standings: ReadonlyMap<string, Standing>;
}

/** What a version last altered of a session; `before` is where it stood, null where it has not moved. */
export interface Alteration {
  readonly kind: Amendment['kind'];
  readonly version: number;
  readonly at: Instant;
  readonly reason: string;
  readonly before: TimetablePlace | null;
}

/** An exchange of two sessions as it stands; `asker` and `colleague` are the two sides' heads, with their agencies' names. */
export interface OwnExchange {
  readonly id: string;
  readonly sessionId: string;
  readonly otherSessionId: string;
  readonly agencyId: string;
  readonly otherAgencyId: string;
  readonly state: ExchangeState;
  readonly asker: string;
  readonly colleague: string;
  readonly at: Instant;
}

/** What sessions ask of programmes over one handle; handed in by the wiring, because programmes stand on sessions. */
export type Programmes = (db: Knex) => {
  draft(id: string): Promise<Draft | null>;
  daysToPromise(draft: Pick<Draft, 'id' | 'from' | 'to'>): Promise<{ readonly end: Day; readonly free: (day: Day) => boolean }>;
  alterationsOf(sessionIds: readonly string[]): Promise<ReadonlyMap<string, Alteration>>;
  /** The latest on either side, the newest first. */
  exchangesOf(agencyIds: readonly string[], at: Instant): Promise<readonly OwnExchange[]>;
  /** Refuses `not_found`. */
  board(draftId: string): Promise<ProgrammeBoard>;
};
