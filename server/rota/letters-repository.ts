import type { Knex } from 'knex';
import type { Instant } from '../domain/calendar.ts';

/** When letters went on paper, over one handle; writes are unsent builders for the change to queue. */
export function letterRepository(db: Knex) {
  return {
    /** The invitations to some sessions whose letter ever went on paper, with the last time. */
    async printed(sessionIds: readonly string[]): Promise<ReadonlyMap<string, Instant>> {
      const rows = await db('invitations').whereIn('session_id', [...sessionIds]).whereNotNull('printed_at').orderBy('id').select('id', 'printed_at');
      return new Map(rows.map((row) => [row.id, row.printed_at as Instant]));
    },
    print: (id: string, at: Instant) => db('invitations').where({ id }).update({ printed_at: at }),
  };
}
