/** A topic of calls and requests; `agency_codes` has a blank on both sides of each code, null takes the parent's. */
export interface TopicRow {
  id: string;
  parent_id: string | null;
  name: string;
  aliases: string | null;
  search_key: string;
  agency_codes: string | null;
  place: number;
  retired_at: string | null;
  rev: number;
}

/** The life of one session, from its first act on; `id` is the planned session's, where it was planned. `summary` is JSON. */
export interface SessionLifeRow {
  id: string;
  kind: string;
  agency_id: string;
  person_id: string | null;
  host_honorific: string | null;
  host_name: string | null;
  post: string;
  day: string;
  from_clock: string;
  to_clock: string;
  zone: string;
  line: number;
  starts_at: string;
  ends_at: string;
  state: string;
  rev: number;
  current_call_id: string | null;
  host_arrived_at: string | null;
  opened_at: string | null;
  host_left_at: string | null;
  away_seconds: number;
  closed_at: string | null;
  closed_by: string | null;
  substitute_for: string | null;
  substitute_why: string | null;
  reason: string | null;
  message: string | null;
  message_at: string | null;
  message_by: string | null;
  summary: string | null;
}

/** A place at one session's desk, entered by a one-time code; the code and the token are kept as hashes. */
export interface SeatRow {
  id: string;
  session_id: string;
  side: string;
  desk: string;
  code_hash: string;
  expires_at: string;
  created_at: string;
  created_by: string;
  used_at: string | null;
  token_hash: string | null;
  ended_at: string | null;
  ended_why: string | null;
}

/** Who asks; `identity` and `phone` are sealed. */
export interface ApplicantColumns {
  honorific: string | null;
  name: string | null;
  county_id: string | null;
  identity_kind: string;
  identity: string | null;
  identity_index: string | null;
  phone: string | null;
  phone_index: string | null;
}

/** One call, in one session at most; a carried or transferred call goes on as another row (`earlier_call_id`). */
export interface CallRow extends ApplicantColumns {
  id: string;
  session_id: string | null;
  agency_id: string | null;
  state: string;
  rank: number | null;
  rev: number;
  line: string;
  queue_key: string | null;
  kind: string;
  topic_id: string | null;
  summary: string;
  priority: 0 | 1;
  priority_reason: string | null;
  received_at: string;
  received_by: string;
  queued_at: string | null;
  taken_at: string | null;
  taken_by: string | null;
  talk_at: string | null;
  talk_ended_at: string | null;
  ended_at: string | null;
  tries: number;
  hold_reason: string | null;
  held_at: string | null;
  hold_until: string | null;
  held_seconds: number;
  wrap_until: string | null;
  outcome: string | null;
  outcome_by: string | null;
  target_agency_id: string | null;
  request_id: string | null;
  commitment_id: string | null;
  earlier_call_id: string | null;
  later_call_id: string | null;
  emergency_to: string | null;
  call_back: string | null;
  called_back_at: string | null;
}

/** What one side of a call has written of it. */
export interface CallNoteRow {
  call_id: string;
  side: string;
  text: string;
  saved_at: string;
  saved_by: string;
  rev: number;
}

/** A call that the exchange told of, until an operator has taken it. */
export interface IncomingCallRow {
  id: string;
  phone: string | null;
  phone_index: string | null;
  line: string | null;
  state: string;
  at: string;
  taken_by: string | null;
  call_id: string | null;
  ended_at: string | null;
  rev: number;
}

/** A screen of the hall, found by the hash of its key. */
export interface WallRow {
  id: string;
  name: string;
  key_hash: string;
  created_at: string;
  created_by: string;
  revoked_at: string | null;
  rev: number;
}
