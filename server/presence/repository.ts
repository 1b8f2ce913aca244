import type { Knex } from 'knex';
import { inParts } from '../../db/parts.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';

/** What the board reads beside the hours themselves: counters of streams, and when each office was last heard of. */
export function presenceRepository(db: Knex) {
  return {
    /** The counters of these streams; a stream on which nothing was ever told is left out. */
    async counters(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
      const rows: { id: string; seq: number | string }[] = [];
      for (const part of inParts(ids)) rows.push(...(await db('streams').whereIn('id', part).select('id', 'seq').orderBy('id')));
      return new Map(rows.map(({ id, seq }) => [id, Number(seq)]));
    },
    /** The last day before this one on which anything was recorded of each office's hour. */
    async lastHeard(before: Day): Promise<ReadonlyMap<string, Day>> {
      const rows: readonly Readonly<Record<string, unknown>>[] = await db('hours')
        .where('day', '<', before).whereNot({ presence: 'no_report' }).whereNot({ state: 'cancelled' })
        .groupBy('agency_id').select('agency_id').max({ last: 'day' }).orderBy('agency_id');
      return new Map(rows.map((row) => [String(row['agency_id']), String(row['last']) as Day]));
    },
    /** When the last of a day's hours ends; null where none is held. */
    async endOf(day: Day): Promise<Instant | null> {
      const row = await db('hours').where({ day }).whereNot({ state: 'cancelled' }).max({ last: 'ends_at' }).first();
      return (row?.['last'] ?? null) as Instant | null;
    },
    /** The first day on or after this one on which hours are laid out; null where none is. */
    async nextDay(from: Day): Promise<Day | null> {
      const row = await db('hours').where('day', '>=', from).whereNot({ state: 'cancelled' }).orderBy(['day', 'id']).first('day');
      return row === undefined ? null : (row.day as Day);
    },
  };
}
