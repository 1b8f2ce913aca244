import type { Knex } from 'knex';
import type { Draft } from '../domain/draft.ts';
import type { Day } from '../domain/jalali.ts';
import type { Standing } from '../domain/rota/standing.ts';
import type { PlannedSession } from '../domain/session.ts';

/** A programme as it stands: its sessions, those taken over by a later one left out, and what each card says of itself. */
export interface ProgrammeBoard {
  readonly draft: Draft;
  readonly sessions: readonly PlannedSession[];
  readonly standings: ReadonlyMap<string, Standing>;
}

/** What sessions ask of programmes over one handle; handed in by the wiring, because programmes stand on sessions. */
export type Programmes = (db: Knex) => {
  draft(id: string): Promise<Draft | null>;
  daysToPromise(draft: Pick<Draft, 'id' | 'from' | 'to'>): Promise<{ readonly end: Day; readonly free: (day: Day) => boolean }>;
  /** Refuses `not_found`. */
  board(draftId: string): Promise<ProgrammeBoard>;
};
