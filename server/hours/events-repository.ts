import type { Knex } from 'knex';
import type { Instant } from '../domain/calendar.ts';
import { hourStream } from './steps.ts';

/** One thing that happened to an hour; `reason` is what whoever took an excuse back wrote. */
export interface HourEvent {
  readonly seq: number;
  readonly at: Instant;
  readonly actor: string | null;
  readonly kind: string;
  readonly reason: string | null;
  /** How many hours were changed by the same act. */
  readonly together: number;
}

/** What the record knows of one hour, the oldest first. */
export async function hourEvents(db: Knex, hourId: string): Promise<HourEvent[]> {
  const rows = await db('events').where({ stream: hourStream(hourId) }).orderBy('seq').select('seq', 'at', 'actor', 'kind', 'data');
  return rows.map(({ seq, at, actor, kind, data }) => {
    const { reason, together } = JSON.parse(data) as { readonly reason?: string; readonly together?: number };
    return { seq, at: at as Instant, actor, kind, reason: reason ?? null, together: together ?? 1 };
  });
}
