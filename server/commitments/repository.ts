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

/** Commitments over one handle; writes are unsent builders for the change to queue. */
export function commitmentRepository(db: Knex) {
  return {
    async byId(id: string): Promise<Commitment | null> {
      const row = await db('commitments').where({ id }).first();
      return row === undefined ? null : toCommitment(row);
    },
    /** An agency's open commitments, the nearest day first. */
    async openOf(agencyId: string): Promise<Commitment[]> {
      return (await db('commitments').where({ agency_id: agencyId, state: 'open' }).orderBy(['due_day', 'made_at', 'id']).select()).map(toCommitment);
    },
    insert: (commitment: Commitment) => db('commitments').insert(rowOf(commitment)),
  };
}
