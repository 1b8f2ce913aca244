import type { Knex } from 'knex';
import type { CommitmentRow } from '../../db/tables.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Commitment } from '../domain/commitment.ts';
import type { Day } from '../domain/jalali.ts';

const toCommitment = (row: CommitmentRow): Commitment => ({
  id: row.id,
  agencyId: row.agency_id,
  personId: row.person_id,
  hostName: row.host_name,
  sessionId: row.session_id,
  callId: row.call_id,
  text: row.text,
  dueDay: row.due_day as Day,
  state: row.state as Commitment['state'],
  madeAt: row.made_at as Instant,
  endedAt: row.ended_at as Instant | null,
  endedBy: row.ended_by,
  endedNote: row.ended_note,
  rev: row.rev,
});

const rowOf = (one: Commitment): CommitmentRow => ({
  id: one.id,
  agency_id: one.agencyId,
  person_id: one.personId,
  host_name: one.hostName,
  session_id: one.sessionId,
  call_id: one.callId,
  text: one.text,
  due_day: one.dueDay,
  state: one.state,
  made_at: one.madeAt,
  ended_at: one.endedAt,
  ended_by: one.endedBy,
  ended_note: one.endedNote,
  rev: one.rev,
});

const countOf = async (query: Knex.QueryBuilder): Promise<number> =>
  Number(((await query.count({ count: 'id' }).first()) as Readonly<Record<string, unknown>> | undefined)?.['count'] ?? 0);

/** Commitments over one handle; writes are unsent builders for the change to queue. */
export function commitmentRepository(db: Knex) {
  const within = (agencyIds: readonly string[] | null) => (agencyIds === null ? db('commitments') : db('commitments').whereIn('agency_id', [...agencyIds]));
  return {
    async byId(id: string): Promise<Commitment | null> {
      const row = await db('commitments').where({ id }).first();
      return row === undefined ? null : toCommitment(row);
    },
    /** Those of these that are open and of the agency, the nearest day first. */
    async openAmong(agencyId: string, ids: readonly string[]): Promise<Commitment[]> {
      if (ids.length === 0) return [];
      return (await db('commitments').where({ agency_id: agencyId, state: 'open' }).whereIn('id', [...ids]).orderBy(['due_day', 'made_at', 'id']).select()).map(toCommitment);
    },
    openCount: (agencyIds: readonly string[] | null): Promise<number> => countOf(within(agencyIds).where({ state: 'open' })),
    /** How many are open, of the agencies named or (null) of all; and how many of them are late. */
    async openCounts(agencyIds: readonly string[] | null, today: Day): Promise<{ readonly open: number; readonly late: number }> {
      return { open: await countOf(within(agencyIds).where({ state: 'open' })), late: await countOf(within(agencyIds).where({ state: 'open' }).where('due_day', '<', today)) };
    },
    /** Open ones, the nearest day first. */
    async openWithin(agencyIds: readonly string[] | null, offset: number, most: number): Promise<Commitment[]> {
      return (await within(agencyIds).where({ state: 'open' }).orderBy(['due_day', 'made_at', 'id']).offset(offset).limit(most).select()).map(toCommitment);
    },
    /** Ended ones, the latest first. */
    async endedWithin(agencyIds: readonly string[] | null, most: number): Promise<Commitment[]> {
      return (await within(agencyIds).whereNot({ state: 'open' }).orderBy([{ column: 'ended_at', order: 'desc' }, { column: 'id' }]).limit(most).select()).map(toCommitment);
    },
    /** Writes one over the state before it: an older view touches no row. */
    update: (before: Pick<Commitment, 'id' | 'rev'>, after: Commitment) => db('commitments').where({ id: before.id, rev: before.rev }).update(rowOf(after)),
    insert: (commitment: Commitment) => db('commitments').insert(rowOf(commitment)),
  };
}
