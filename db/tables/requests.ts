import type { ApplicantColumns } from './calls.ts';

/** A request; `agency_id` is where it lies now, null while the centre (or, of a confidential one, the inspection office) has it. */
export interface RequestRow extends ApplicantColumns {
  id: string;
  tracking_code: string;
  state: string;
  kind: string;
  topic_id: string | null;
  agency_id: string | null;
  summary: string;
  confidential: 0 | 1;
  channel: string;
  call_id: string | null;
  session_id: string | null;
  registered_at: string;
  registered_by: string | null;
  due_day: string;
  referred_at: string | null;
  answered_at: string | null;
  closed_at: string | null;
  mother_id: string | null;
  followers: number;
  rev: number;
}

/** One referral of a request, to an agency or to one expert of it. */
export interface ReferralRow {
  id: string;
  request_id: string;
  from_agency_id: string | null;
  to_agency_id: string;
  to_user_id: string | null;
  note: string | null;
  due_day: string;
  state: string;
  at: string;
  by: string;
  ended_at: string | null;
  ended_by: string | null;
  ended_note: string | null;
}

/** What was answered to a request. */
export interface AnswerRow {
  id: string;
  request_id: string;
  kind: string;
  text: string;
  at: string;
  by: string;
}

/** What a host promised on a call, and by when. */
export interface CommitmentRow {
  id: string;
  agency_id: string;
  person_id: string | null;
  host_name: string | null;
  session_id: string | null;
  call_id: string;
  text: string;
  due_day: string;
  state: string;
  made_at: string;
  ended_at: string | null;
  ended_by: string | null;
  ended_note: string | null;
  rev: number;
}
