import type { Knex } from 'knex';
import type { IncomingCallRow } from '../../db/tables.ts';
import type { Instant } from '../domain/calendar.ts';

/**
 * A call that the exchange told of. `ringing` until somebody answers the telephone (`answered`) or an operator takes it onto his page (`taken`),
 * `done` when it has become a call of ours, `ended` when the caller gave up before.
 */
export interface Incoming {
  readonly id: string;
  readonly phone: string | null;
  readonly phoneIndex: string | null;
  /** The line of the centre that was called. */
  readonly line: string | null;
  readonly state: 'ringing' | 'answered' | 'taken' | 'done' | 'ended';
  readonly at: Instant;
  readonly takenBy: string | null;
  readonly callId: string | null;
  readonly endedAt: Instant | null;
  readonly rev: number;
}

const toIncoming = (row: IncomingCallRow): Incoming => ({
  id: row.id, phone: row.phone, phoneIndex: row.phone_index, line: row.line, state: row.state as Incoming['state'], at: row.at as Instant,
  takenBy: row.taken_by, callId: row.call_id, endedAt: row.ended_at as Instant | null, rev: row.rev,
});

const incomingRow = (one: Incoming): IncomingCallRow => ({
  id: one.id, phone: one.phone, phone_index: one.phoneIndex, line: one.line, state: one.state, at: one.at,
  taken_by: one.takenBy, call_id: one.callId, ended_at: one.endedAt, rev: one.rev,
});

/** Incoming calls over one handle. */
export function incomingRepository(db: Knex) {
  return {
    async byId(id: string): Promise<Incoming | null> {
      const row = await db('incoming_calls').where({ id }).first();
      return row === undefined ? null : toIncoming(row);
    },
    /** Those that ring since an instant, and those that somebody has answered or taken and not yet written down; the oldest first. */
    async ringing(since: Instant, most: number): Promise<Incoming[]> {
      const rows = await db('incoming_calls').whereIn('state', ['ringing', 'answered', 'taken']).where('at', '>=', since).orderBy(['at', 'id']).limit(most);
      return rows.map(toIncoming);
    },
    /** The line of the centre on which each of these calls came in since an instant, by the call's id; what did not come by the exchange has none. */
    async linesOf(callIds: readonly string[], since: Instant): Promise<ReadonlyMap<string, string>> {
      const rows = await db('incoming_calls').where({ state: 'done' }).where('at', '>=', since).whereIn('call_id', [...callIds]).whereNotNull('line').orderBy('id').select('call_id', 'line');
      return new Map(rows.map((row) => [row.call_id ?? '', row.line ?? '']));
    },
    insert: (one: Incoming) => db('incoming_calls').insert(incomingRow(one)),
    update: (before: Pick<Incoming, 'id' | 'rev'>, after: Incoming) =>
      db('incoming_calls').where({ id: before.id, rev: before.rev }).update(incomingRow({ ...after, rev: before.rev + 1 })),
  };
}
