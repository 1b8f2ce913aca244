import type { Knex } from 'knex';
import type { SwapRequestRow } from '../../db/tables.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Exchange } from '../domain/rota/exchange.ts';

const toExchange = (row: SwapRequestRow): Exchange => ({
  id: row.id,
  sessionId: row.session_id,
  otherSessionId: row.other_session_id,
  agencyId: row.agency_id,
  otherAgencyId: row.other_agency_id,
  state: row.state,
  reason: row.reason,
  askedAt: row.asked_at as Instant,
  askedBy: row.asked_by,
  answeredAt: row.answered_at as Instant | null,
  answeredBy: row.answered_by,
  answerNote: row.answer_note,
  decidedAt: row.decided_at as Instant | null,
  decidedBy: row.decided_by,
  decisionNote: row.decision_note,
  version: row.version,
  rev: row.rev,
});

const exchangeRow = (one: Exchange): SwapRequestRow => ({
  id: one.id,
  session_id: one.sessionId,
  other_session_id: one.otherSessionId,
  agency_id: one.agencyId,
  other_agency_id: one.otherAgencyId,
  state: one.state,
  reason: one.reason,
  asked_at: one.askedAt,
  asked_by: one.askedBy,
  answered_at: one.answeredAt,
  answered_by: one.answeredBy,
  answer_note: one.answerNote,
  decided_at: one.decidedAt,
  decided_by: one.decidedBy,
  decision_note: one.decisionNote,
  version: one.version,
  rev: one.rev,
});

const NEWEST_FIRST = [{ column: 'asked_at', order: 'desc' }, 'id'];

/** Exchanges and what they hold, over one handle; writes are unsent builders for the change to queue. */
export function swapRepository(db: Knex) {
  const exchanges = async (query: Knex.QueryBuilder): Promise<Exchange[]> => ((await query) as SwapRequestRow[]).map(toExchange);
  return {
    async byId(id: string): Promise<Exchange | null> {
      return (await exchanges(db('swap_requests').where({ id })))[0] ?? null;
    },
    /** Those on their way, the oldest first. */
    open: (): Promise<Exchange[]> => exchanges(db('swap_requests').whereIn('state', ['asked', 'agreed']).orderBy(['asked_at', 'id'])),
    /** Of any of the agencies, on either side, the newest first; at most so many. */
    ofAgencies: (agencyIds: readonly string[], most: number): Promise<Exchange[]> =>
      exchanges(db('swap_requests').where((either) => {
        void either.whereIn('agency_id', [...agencyIds]).orWhereIn('other_agency_id', [...agencyIds]);
      }).orderBy(NEWEST_FIRST).limit(most)),
    /** The exchanges that hold any of the sessions, each with the session that it holds. */
    async holding(sessionIds: readonly string[]): Promise<{ readonly sessionId: string; readonly exchange: Exchange }[]> {
      const rows = await db('swap_holds').whereIn('session_id', [...sessionIds]).orderBy('session_id').select();
      const found = await exchanges(db('swap_requests').whereIn('id', rows.map(({ swap_id }) => swap_id)).orderBy('id'));
      return rows.flatMap((row) => found.filter(({ id }) => id === row.swap_id).map((exchange) => ({ sessionId: row.session_id, exchange })));
    },
    insert: (exchange: Exchange) => db('swap_requests').insert(exchangeRow(exchange)),
    /** Replaces an exchange that still has the `rev` seen; the new one carries its own. */
    update: (before: Pick<Exchange, 'id' | 'rev'>, after: Exchange) => db('swap_requests').where({ id: before.id, rev: before.rev }).update(exchangeRow(after)),
    hold: ({ id, sessionId, otherSessionId }: Exchange): Knex.QueryBuilder[] =>
      [sessionId, otherSessionId].map((session) => db('swap_holds').insert({ session_id: session, swap_id: id })),
    release: ({ id, sessionId, otherSessionId }: Exchange): Knex.QueryBuilder[] =>
      [sessionId, otherSessionId].map((session) => db('swap_holds').where({ session_id: session, swap_id: id }).delete()),
  };
}
