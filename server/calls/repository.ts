import type { Knex } from 'knex';
import type { CallRow } from '../../db/tables.ts';
import type { IdentityKind, MatterKind } from '../domain/applicant.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Call, CallOutcome, CallState, EmergencyNumber, Line } from '../domain/call.ts';

const toCall = (row: CallRow): Call => ({
  id: row.id,
  sessionId: row.session_id,
  agencyId: row.agency_id,
  state: row.state as CallState,
  rank: row.rank,
  rev: row.rev,
  line: row.line as Line,
  queueKey: row.queue_key,
  kind: row.kind as MatterKind,
  topicId: row.topic_id,
  summary: row.summary,
  honorific: row.honorific as 'khanom' | 'agha' | null,
  name: row.name,
  countyId: row.county_id,
  identityKind: row.identity_kind as IdentityKind,
  identity: row.identity,
  identityIndex: row.identity_index,
  phone: row.phone,
  phoneIndex: row.phone_index,
  priority: row.priority === 1,
  priorityReason: row.priority_reason,
  receivedAt: row.received_at as Instant,
  receivedBy: row.received_by,
  queuedAt: row.queued_at as Instant | null,
  takenAt: row.taken_at as Instant | null,
  takenBy: row.taken_by,
  talkAt: row.talk_at as Instant | null,
  talkEndedAt: row.talk_ended_at as Instant | null,
  endedAt: row.ended_at as Instant | null,
  tries: row.tries,
  holdReason: row.hold_reason,
  heldAt: row.held_at as Instant | null,
  holdUntil: row.hold_until as Instant | null,
  heldSeconds: row.held_seconds,
  wrapUntil: row.wrap_until as Instant | null,
  outcome: row.outcome as CallOutcome | null,
  outcomeBy: row.outcome_by,
  targetAgencyId: row.target_agency_id,
  requestId: row.request_id,
  commitmentId: row.commitment_id,
  earlierCallId: row.earlier_call_id,
  laterCallId: row.later_call_id,
  emergencyTo: row.emergency_to as EmergencyNumber | null,
  callBack: row.call_back as 'due' | 'done' | null,
  calledBackAt: row.called_back_at as Instant | null,
});

/** A call as its row; `rev` is the caller's to count. */
const callRow = (call: Call): CallRow => ({
  id: call.id,
  session_id: call.sessionId,
  agency_id: call.agencyId,
  state: call.state,
  rank: call.rank,
  rev: call.rev,
  line: call.line,
  queue_key: call.queueKey,
  kind: call.kind,
  topic_id: call.topicId,
  summary: call.summary,
  honorific: call.honorific,
  name: call.name,
  county_id: call.countyId,
  identity_kind: call.identityKind,
  identity: call.identity,
  identity_index: call.identityIndex,
  phone: call.phone,
  phone_index: call.phoneIndex,
  priority: call.priority ? 1 : 0,
  priority_reason: call.priorityReason,
  received_at: call.receivedAt,
  received_by: call.receivedBy,
  queued_at: call.queuedAt,
  taken_at: call.takenAt,
  taken_by: call.takenBy,
  talk_at: call.talkAt,
  talk_ended_at: call.talkEndedAt,
  ended_at: call.endedAt,
  tries: call.tries,
  hold_reason: call.holdReason,
  held_at: call.heldAt,
  hold_until: call.holdUntil,
  held_seconds: call.heldSeconds,
  wrap_until: call.wrapUntil,
  outcome: call.outcome,
  outcome_by: call.outcomeBy,
  target_agency_id: call.targetAgencyId,
  request_id: call.requestId,
  commitment_id: call.commitmentId,
  earlier_call_id: call.earlierCallId,
  later_call_id: call.laterCallId,
  emergency_to: call.emergencyTo,
  call_back: call.callBack,
  called_back_at: call.calledBackAt,
});

const IN_ORDER = ['received_at', 'id'];
const OPEN: readonly CallState[] = ['waiting', 'connecting', 'talking', 'on_hold', 'wrap_up'];

/** Whose calls are looked for: by any of the indexes. */
export interface PersonIndexes {
  readonly identityIndexes: readonly string[];
  readonly phoneIndexes: readonly string[];
}

/** Calls over one handle; writes are unsent builders for the change to queue. */
export function callRepository(db: Knex) {
  const calls = async (query: Knex.QueryBuilder): Promise<Call[]> => ((await query) as CallRow[]).map(toCall);
  return {
    async byId(id: string): Promise<Call | null> {
      return (await calls(db('calls').where({ id })))[0] ?? null;
    },
    /** In which county each of some calls was made, by the call's id; those of whom it is not known are left out. */
    async countiesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
      if (ids.length === 0) return new Map();
      const rows = await db('calls').whereIn('id', [...ids]).orderBy('id').select('id', 'county_id');
      return new Map(rows.flatMap((row) => (row.county_id === null ? [] : [[row.id, row.county_id]])));
    },
    /** Every call of a session, ended ones too, as they came in. */
    ofSession: (sessionId: string): Promise<Call[]> => calls(db('calls').where({ session_id: sessionId }).orderBy(IN_ORDER)),
    ofSessions: (sessionIds: readonly string[]): Promise<Call[]> => calls(db('calls').whereIn('session_id', [...sessionIds]).orderBy(IN_ORDER)),
    /** The calls of a session that have not ended. */
    openOf: (sessionId: string): Promise<Call[]> => calls(db('calls').where({ session_id: sessionId }).whereIn('state', [...OPEN]).orderBy(IN_ORDER)),
    /** The talks of a session that are over, for its pace. */
    async talksOf(sessionId: string): Promise<Pick<Call, 'talkAt' | 'talkEndedAt' | 'heldSeconds'>[]> {
      const rows = await db('calls').where({ session_id: sessionId }).whereNotNull('talk_ended_at').orderBy('id').select('talk_at', 'talk_ended_at', 'held_seconds');
      return rows.map((row) => ({ talkAt: row.talk_at as Instant | null, talkEndedAt: row.talk_ended_at as Instant | null, heldSeconds: row.held_seconds }));
    },
    /** A person's latest calls, newest first; those that went on as another call are left out. */
    ofPerson({ identityIndexes, phoneIndexes }: PersonIndexes, most: number): Promise<Call[]> {
      if (identityIndexes.length + phoneIndexes.length === 0) return Promise.resolve([]);
      return calls(
        db('calls')
          .where((either) => void either.whereIn('identity_index', [...identityIndexes]).orWhereIn('phone_index', [...phoneIndexes]))
          .whereNull('later_call_id')
          .orderBy([{ column: 'received_at', order: 'desc' }, { column: 'id', order: 'desc' }])
          .limit(most),
      );
    },
    /** The callers whom the centre owes a call, the oldest first. */
    callBacksDue: (most: number): Promise<Call[]> => calls(db('calls').where({ call_back: 'due' }).orderBy([{ column: 'ended_at' }, { column: 'id' }]).limit(most)),
    /** How many callers the centre owes a call. */
    async callBacksOwed(): Promise<number> {
      const row: Readonly<Record<string, unknown>> | undefined = await db('calls').where({ call_back: 'due' }).count({ count: 'id' }).first();
      return Number(row?.['count'] ?? 0);
    },
    /** How many wait in each of some sessions, by the session's id; those in which nobody does are left out. */
    async waitingIn(sessionIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
      if (sessionIds.length === 0) return new Map();
      const query = db('calls').whereIn('session_id', [...sessionIds]).whereIn('state', ['waiting', 'on_hold']).groupBy('session_id');
      const rows: readonly Readonly<Record<string, unknown>>[] = await query.select('session_id').count({ count: 'id' });
      return new Map(rows.map((row) => [String(row['session_id']), Number(row['count'])]));
    },
    /** Calls received from one instant up to another that came to an outcome without a session; confidential ones stand in no list. */
    atCentre: (from: Instant, to: Instant): Promise<Call[]> =>
      calls(db('calls').whereNull('session_id').whereNot('outcome', 'confidential').where('received_at', '>=', from).where('received_at', '<', to).orderBy(IN_ORDER)),
    /** What somebody has taken in since an instant, the latest first, so many at most; confidential ones left out. */
    receivedBy: (by: string, since: Instant, most: number): Promise<Call[]> =>
      calls(db('calls').where({ received_by: by }).where('received_at', '>=', since).where((any) => void any.whereNull('outcome').orWhereNot('outcome', 'confidential')).orderBy([{ column: 'received_at', order: 'desc' }, { column: 'id' }]).limit(most)),
    /** How many calls somebody has taken in since an instant; one that went on elsewhere counts once. */
    async receivedCount(by: string, since: Instant): Promise<number> {
      const row: Readonly<Record<string, unknown>> | undefined = await db('calls').where({ received_by: by }).where('received_at', '>=', since).countDistinct({ count: 'received_at' }).first();
      return Number(row?.['count'] ?? 0);
    },
    /** How many calls each agency had from one instant up to another; a caller who was carried on counts once. */
    async countsOf(from: Instant, to: Instant): Promise<ReadonlyMap<string, number>> {
      const query = db('calls').whereNotNull('agency_id').whereNull('earlier_call_id').where('received_at', '>=', from).where('received_at', '<', to).groupBy('agency_id');
      const rows: readonly Readonly<Record<string, unknown>>[] = await query.select('agency_id').count({ count: 'id' });
      return new Map(rows.map((row) => [String(row['agency_id']), Number(row['count'])]));
    },
    /** How often an agency was asked about each topic since an instant, the most asked first. */
    async topicCountsOf(agencyId: string, since: Instant, most: number): Promise<{ topicId: string; count: number }[]> {
      const query = db('calls').where({ agency_id: agencyId }).whereNotNull('topic_id').whereNull('earlier_call_id').where('received_at', '>=', since);
      const rows: readonly Readonly<Record<string, unknown>>[] = await query.groupBy('topic_id').select('topic_id').count({ count: 'id' }).orderBy([{ column: 'count', order: 'desc' }, { column: 'topic_id' }]).limit(most);
      return rows.map((row) => ({ topicId: String(row['topic_id']), count: Number(row['count']) }));
    },

    insert: (call: Call) => db('calls').insert(callRow(call)),
    /** Changes the very call that was read: an older view touches no row. */
    update: (before: Pick<Call, 'id' | 'rev' | 'state'>, after: Call) =>
      db('calls').where({ id: before.id, rev: before.rev, state: before.state }).update(callRow({ ...after, rev: before.rev + 1 })),
  };
}
