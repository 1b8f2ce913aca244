import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connection.ts';
import type { Day } from '../../server/domain/jalali.ts';
import { hourIdOf } from '../../server/domain/manager-hour.ts';
import { trackingCode } from '../../server/domain/tracking-code.ts';
import { nameKeysOf } from '../../server/people/person.ts';

/** A county with one agency, its head in office, an absence of his, an invitation to a session of a draft, an exchange of that session, a request to the agency, a promise of its head, a session of the day, and its manager-hour with a visit, a finding and a notice. */
export interface Place {
  readonly countyId: string;
  readonly agencyId: string;
  readonly personId: string;
  readonly termId: string;
  readonly absenceId: string;
  readonly draftId: string;
  readonly sessionId: string;
  readonly invitationId: string;
  readonly swapId: string;
  readonly requestId: string;
  readonly commitmentId: string;
  readonly lifeId: string;
  readonly feedId: string;
  readonly hourId: string;
  readonly noticeId: string;
  readonly findingId: string;
  readonly targetId: string;
  readonly reportId: string;
}

const AT = '2026-11-22T06:00:00.000Z';

/** Lays such a place straight into the tables. */
export async function layPlace({ direct }: Database): Promise<Place> {
  const id = () => randomUUID();
  const agencyId = id();
  const place: Place = {
    countyId: id(), agencyId, personId: id(), termId: id(), absenceId: id(), draftId: id(), sessionId: id(), invitationId: id(), swapId: id(), requestId: id(), commitmentId: id(), lifeId: id(), feedId: id(),
    hourId: hourIdOf(agencyId, '2026-11-22' as Day), noticeId: id(), findingId: id(), targetId: id(), reportId: id(),
  };
  const name = `نام ${place.agencyId.slice(0, 6)}`;
  const keys = nameKeysOf(name);
  await direct('counties').insert({ id: place.countyId, name, name_key: keys.name_key, sort_key: keys.sort_key, centre: name, amar_code: null, valid_from: null, valid_to: null });
  await direct('agencies').insert({
    id: place.agencyId, code: place.agencyId, name, ...keys, short_name: name, sector: 'infra', kind: 'general_directorate', head_title: 'مدیرکل',
    county_id: place.countyId, parent_id: null, valid_from: null, valid_to: null, may_be_invited: 1, may_be_inspected: 1, may_be_given_notice: 1, flags_why: null,
  });
  await direct('people').insert({ id: place.personId, honorific: 'agha', name, ...keys });
  await direct('terms').insert({ id: place.termId, agency_id: place.agencyId, person_id: place.personId, post: 'مدیرکل', from_day: '2020-01-01', to_day: null });
  await direct('absences').insert({
    id: place.absenceId, person_id: place.personId, kind: 'leave', from_day: '2027-01-01', to_day: '2027-01-02', from_clock: null, to_clock: null,
    note: '', recorded_at: AT, recorded_by: place.personId, withdrawn_at: null,
  });
  await direct('drafts').insert({
    id: place.draftId, from_day: '2026-12-01', to_day: '2027-01-30', state: 'drafting', rev: 1, weights: '[]', formula: '{}', figures: '{}', input_hash: '',
    letter_no: null, letter_day: null, approved_by: null, approved_at: null, return_reason: null, published_until: null, created_at: AT, created_by: place.personId,
  });
  await direct('sessions').insert({
    id: place.sessionId, draft_id: place.draftId, kind: 'electronic_meeting', day: '2026-12-01', from_clock: '09:00', to_clock: '11:00', zone: 'Asia/Tehran',
    starts_at: '2026-12-01T05:30:00.000Z', line: 1, agency_id: place.agencyId, person_id: place.personId, post: 'مدیرکل', state: 'draft', pinned: 0,
    pin_reason: null, empty_reason: null, why: '{}', rev: 1, version: null,
  });
  await direct('invitations').insert({
    id: place.invitationId, session_id: place.sessionId, agency_id: place.agencyId, person_id: place.personId, state: 'sent', sent_at: AT,
    seen_at: null, answered_at: null, answered_by: null, note: null, rev: 1,
  });
  await direct('swap_requests').insert({
    id: place.swapId, session_id: place.sessionId, other_session_id: place.sessionId, agency_id: place.agencyId, other_agency_id: place.agencyId, state: 'asked', reason: 'مأموریت',
    asked_at: AT, asked_by: place.personId, rev: 1,
  });
  await direct('requests').insert({
    id: place.requestId, tracking_code: trackingCode(String(Number.parseInt(place.requestId.slice(0, 8), 16)).padStart(12, '0')), state: 'referred', kind: 'complaint', topic_id: null,
    agency_id: place.agencyId, summary: `خلاصهٔ ${place.agencyId.slice(0, 6)}`, honorific: null, name: null, county_id: place.countyId, identity_kind: 'none', identity: null, identity_index: null,
    phone: null, phone_index: null, confidential: 0, channel: 'phone', call_id: null, session_id: null, registered_at: AT, registered_by: null, due_day: '2026-12-02',
    referred_at: AT, answered_at: null, closed_at: null, mother_id: null, followers: 0, rev: 1,
  });
  await direct('referrals').insert({
    id: id(), request_id: place.requestId, from_agency_id: null, to_agency_id: place.agencyId, to_user_id: null, note: null, due_day: '2026-12-02', state: 'open', at: AT, by: place.personId,
    ended_at: null, ended_by: null, ended_note: null,
  });
  await direct('commitments').insert({
    id: place.commitmentId, agency_id: place.agencyId, person_id: place.personId, host_name: name, session_id: null, call_id: id(), text: `قول ${place.agencyId.slice(0, 6)}`,
    due_day: '2026-12-02', state: 'open', made_at: AT, ended_at: null, ended_by: null, ended_note: null, rev: 1,
  });
  await direct('feeds').insert({ id: place.feedId, key_hash: place.feedId, scope: 'agency', agency_id: place.agencyId, person_id: null, name, created_at: AT, created_by: place.personId });
  await direct('session_lives').insert({
    id: place.lifeId, kind: 'manager_hour', agency_id: place.agencyId, person_id: place.personId, host_honorific: 'agha', host_name: name, post: 'مدیرکل', day: '2026-11-22', from_clock: '09:00',
    to_clock: '11:00', zone: 'Asia/Tehran', line: 1, starts_at: '2026-11-22T05:30:00.000Z', ends_at: '2026-11-22T07:30:00.000Z', state: 'open', rev: 1, opened_at: AT, host_arrived_at: AT, away_seconds: 0,
  });
  await direct('hours').insert({
    id: place.hourId, agency_id: place.agencyId, county_id: place.countyId, planned_day: '2026-11-22', day: '2026-11-22', from_clock: '09:00', to_clock: '12:00', starts_at: '2026-11-22T05:30:00.000Z',
    ends_at: '2026-11-22T08:30:00.000Z', state: 'held', person_id: place.personId, presence: 'not_found', answer: 'not_found', seen_at: AT, seen_report_id: place.reportId, rev: 1,
  });
  const inspectorId = id();
  await direct('users').insert({ id: inspectorId, person_id: place.personId, username: inspectorId, username_key: inspectorId, password_hash: null, authz_version: 1, disabled_at: null, created_at: AT });
  await direct('visit_targets').insert({
    id: place.targetId, day: '2026-11-22', inspector_id: inspectorId, place: 1, target: '', agency_id: place.agencyId, hour_id: place.hourId, state: 'reported', opened_at: AT, opened_how: 'online', rev: 1,
  });
  const { max } = (await direct('visit_reports').max({ max: 'number' }).first()) as { max: number | null };
  await direct('visit_reports').insert({
    id: place.reportId, target_id: place.targetId, inspector_id: inspectorId, agency_id: place.agencyId, hour_id: place.hourId, day: '2026-11-22', number: Number(max ?? 0) + 1, answer: 'not_found',
    details: '{}', code_found: 'none', device_at: AT, received_at: AT, photos: '[]', rev: 1,
  });
  await direct('findings').insert({
    id: place.findingId, report_id: place.reportId, agency_id: place.agencyId, item: 'notice_board', text: 'نصب تابلو', due_day: '2026-12-02', state: 'open', made_at: AT, rev: 1,
  });
  await direct('notices').insert({
    id: place.noticeId, agency_id: place.agencyId, person_id: place.personId, step: 'explanation', ground: 'absence', evidence: '[]', evidence_key: place.noticeId, state: 'served', basis: '', signer: '',
    body: 'متن', proposed_at: AT, issued_at: AT, served_at: AT, rev: 1,
  });
  return place;
}
