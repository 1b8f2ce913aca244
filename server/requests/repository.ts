import type { Knex } from 'knex';
import type { AnswerRow, ReferralRow, RequestRow } from '../../db/tables.ts';
import type { IdentityKind, MatterKind } from '../domain/applicant.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import type { Answer, AnswerKind, Channel, CitizenRequest, Referral, RequestState } from '../domain/request.ts';
import { OPEN_STATES } from '../domain/request.ts';
import type { PersonIndexes } from './applicant.ts';

/** A row as the domain speaks of it. */
export const toRequest = (row: RequestRow): CitizenRequest => ({
  id: row.id,
  trackingCode: row.tracking_code,
  state: row.state as RequestState,
  kind: row.kind as MatterKind,
  topicId: row.topic_id,
  agencyId: row.agency_id,
  summary: row.summary,
  honorific: row.honorific as CitizenRequest['honorific'],
  name: row.name,
  countyId: row.county_id,
  identityKind: row.identity_kind as IdentityKind,
  identity: row.identity,
  identityIndex: row.identity_index,
  phone: row.phone,
  phoneIndex: row.phone_index,
  confidential: row.confidential === 1,
  channel: row.channel as Channel,
  callId: row.call_id,
  sessionId: row.session_id,
  registeredAt: row.registered_at as Instant,
  registeredBy: row.registered_by,
  dueDay: row.due_day as Day,
  referredAt: row.referred_at as Instant | null,
  answeredAt: row.answered_at as Instant | null,
  closedAt: row.closed_at as Instant | null,
  motherId: row.mother_id,
  followers: row.followers,
  rev: row.rev,
});

const requestRow = (one: CitizenRequest): RequestRow => ({
  id: one.id,
  tracking_code: one.trackingCode,
  state: one.state,
  kind: one.kind,
  topic_id: one.topicId,
  agency_id: one.agencyId,
  summary: one.summary,
  honorific: one.honorific,
  name: one.name,
  county_id: one.countyId,
  identity_kind: one.identityKind,
  identity: one.identity,
  identity_index: one.identityIndex,
  phone: one.phone,
  phone_index: one.phoneIndex,
  confidential: one.confidential ? 1 : 0,
  channel: one.channel,
  call_id: one.callId,
  session_id: one.sessionId,
  registered_at: one.registeredAt,
  registered_by: one.registeredBy,
  due_day: one.dueDay,
  referred_at: one.referredAt,
  answered_at: one.answeredAt,
  closed_at: one.closedAt,
  mother_id: one.motherId,
  followers: one.followers,
  rev: one.rev,
});

const toReferral = (row: ReferralRow): Referral => ({
  id: row.id,
  requestId: row.request_id,
  fromAgencyId: row.from_agency_id,
  toAgencyId: row.to_agency_id,
  toUserId: row.to_user_id,
  note: row.note,
  dueDay: row.due_day as Day,
  state: row.state as Referral['state'],
  at: row.at as Instant,
  by: row.by,
  endedAt: row.ended_at as Instant | null,
  endedBy: row.ended_by,
  endedNote: row.ended_note,
});

const referralRow = (one: Referral): ReferralRow => ({
  id: one.id,
  request_id: one.requestId,
  from_agency_id: one.fromAgencyId,
  to_agency_id: one.toAgencyId,
  to_user_id: one.toUserId,
  note: one.note,
  due_day: one.dueDay,
  state: one.state,
  at: one.at,
  by: one.by,
  ended_at: one.endedAt,
  ended_by: one.endedBy,
  ended_note: one.endedNote,
});

const toAnswer = (row: AnswerRow): Answer => ({
  id: row.id,
  requestId: row.request_id,
  kind: row.kind as AnswerKind,
  text: row.text,
  at: row.at as Instant,
  by: row.by,
});

/** Requests, their referrals and their answers over one handle; writes are unsent builders for the change to queue. */
export function requestRepository(db: Knex) {
  const one = async (where: Partial<RequestRow>): Promise<CitizenRequest | null> => {
    const row = await db('requests').where(where).first();
    return row === undefined ? null : toRequest(row);
  };
  return {
    byId: (id: string): Promise<CitizenRequest | null> => one({ id }),
    byTrackingCode: (code: string): Promise<CitizenRequest | null> => one({ tracking_code: code }),

    /** The requests of whoever has one of the indexes, the newest first; confidential ones left out. */
    async ofPerson({ identityIndexes, phoneIndexes }: PersonIndexes, most: number): Promise<CitizenRequest[]> {
      if (identityIndexes.length + phoneIndexes.length === 0) return [];
      const query = db('requests')
        .where({ confidential: 0 })
        .where((either) => void either.whereIn('identity_index', [...identityIndexes]).orWhereIn('phone_index', [...phoneIndexes]))
        .orderBy([{ column: 'registered_at', order: 'desc' }, { column: 'id' }])
        .limit(most);
      return (await query.select()).map(toRequest);
    },
    /** Some requests by id, in the order in which they were registered; confidential ones left out. */
    async byIds(ids: readonly string[]): Promise<CitizenRequest[]> {
      return (await db('requests').whereIn('id', [...ids]).where({ confidential: 0 }).orderBy(['registered_at', 'id']).select()).map(toRequest);
    },
    /** An agency's requests that somebody still has to answer, the nearest day first, so that the overdue stand above. */
    async openOf(agencyId: string, most: number): Promise<CitizenRequest[]> {
      const query = db('requests').where({ agency_id: agencyId, confidential: 0 }).whereIn('state', OPEN_STATES);
      return (await query.orderBy(['due_day', 'registered_at', 'id']).limit(most).select()).map(toRequest);
    },
    /** How many requests an agency still has to answer, and of how many of them the day has gone by. */
    async openCountsOf(agencyId: string, today: Day): Promise<{ readonly open: number; readonly overdue: number }> {
      const open = () => db('requests').where({ agency_id: agencyId, confidential: 0 }).whereIn('state', OPEN_STATES);
      const of = async (query: Knex.QueryBuilder): Promise<number> => Number(((await query.count({ count: 'id' }).first()) as Readonly<Record<string, unknown>> | undefined)?.['count'] ?? 0);
      return { open: await of(open()), overdue: await of(open().where('due_day', '<', today)) };
    },
    /** Every request of which the day has gone by unanswered, those of one agency together, the oldest day first; confidential ones left out. */
    async overdueOn(today: Day): Promise<readonly { readonly id: string; readonly agencyId: string; readonly dueDay: Day }[]> {
      const rows = await db('requests').where({ confidential: 0 }).whereIn('state', OPEN_STATES).where('due_day', '<', today).whereNotNull('agency_id').orderBy(['agency_id', 'due_day', 'id']).select('id', 'agency_id', 'due_day');
      return rows.map((row) => ({ id: row.id, agencyId: row.agency_id ?? '', dueDay: row.due_day as Day }));
    },
    /** The referrals of a request, the first first. */
    async referralsOf(requestId: string): Promise<Referral[]> {
      return (await db('referrals').where({ request_id: requestId }).orderBy(['at', 'id']).select()).map(toReferral);
    },
    async openReferralOf(requestId: string): Promise<Referral | null> {
      const row = await db('referrals').where({ request_id: requestId, state: 'open' }).orderBy(['at', 'id']).first();
      return row === undefined ? null : toReferral(row);
    },
    /** The open referrals of the requests. */
    async openReferralsOf(requestIds: readonly string[]): Promise<Referral[]> {
      return (await db('referrals').whereIn('request_id', [...requestIds]).where({ state: 'open' }).orderBy(['at', 'id']).select()).map(toReferral);
    },
    /** The answers to the requests, the first first. */
    async answersOf(requestIds: readonly string[]): Promise<Answer[]> {
      return (await db('answers').whereIn('request_id', [...requestIds]).orderBy(['at', 'id']).select()).map(toAnswer);
    },

    insert: (request: CitizenRequest) => db('requests').insert(requestRow(request)),
    /** Moves a request that still has the `rev` seen: an older view touches no row. What was asked, and by whom, stays as it is. */
    update: ({ id, rev }: Pick<CitizenRequest, 'id' | 'rev'>, after: Pick<CitizenRequest, 'state' | 'agencyId' | 'dueDay' | 'referredAt' | 'answeredAt' | 'closedAt' | 'followers'>) =>
      db('requests').where({ id, rev }).update({
        state: after.state, agency_id: after.agencyId, due_day: after.dueDay, referred_at: after.referredAt,
        answered_at: after.answeredAt, closed_at: after.closedAt, followers: after.followers, rev: rev + 1,
      }),
    insertReferral: (referral: Referral) => db('referrals').insert(referralRow(referral)),
    /** Ends a referral that is open still. */
    endReferral: (id: string, { state, endedAt, endedBy, endedNote }: Pick<Referral, 'state' | 'endedAt' | 'endedBy' | 'endedNote'>) =>
      db('referrals').where({ id, state: 'open' }).update({ state, ended_at: endedAt, ended_by: endedBy, ended_note: endedNote }),
    /** Gives an open referral to one expert. */
    assignReferral: (id: string, userId: string) => db('referrals').where({ id, state: 'open' }).update({ to_user_id: userId }),
    insertAnswer: (answer: Answer) => db('answers').insert({ id: answer.id, request_id: answer.requestId, kind: answer.kind, text: answer.text, at: answer.at, by: answer.by }),
  };
}
