/** A draft programme; `weights`, `formula` and `figures` are JSON. */
export interface DraftRow {
  id: string;
  from_day: string;
  to_day: string;
  state: 'drafting' | 'awaiting' | 'approved' | 'published' | 'discarded';
  rev: number;
  weights: string;
  formula: string;
  figures: string;
  input_hash: string;
  letter_no: string | null;
  letter_day: string | null;
  approved_by: string | null;
  approved_at: string | null;
  return_reason: string | null;
  published_until: string | null;
  created_at: string;
  created_by: string;
}

/** A draft's slot or a published session; `why` is JSON, `starts_at` an instant. */
export interface SessionRow {
  id: string;
  draft_id: string;
  kind: 'electronic_meeting';
  day: string;
  from_clock: string;
  to_clock: string;
  zone: string;
  line: number;
  starts_at: string;
  agency_id: string | null;
  person_id: string | null;
  post: string | null;
  state: 'draft' | 'published' | 'cancelled';
  pinned: 0 | 1;
  pin_reason: string | null;
  empty_reason: string | null;
  why: string;
  rev: number;
  version: number | null;
  substitute_id: string | null;
  substitute_why: string | null;
  sequence: number;
  cancelled_at: string | null;
  cancel_reason: string | null;
}

/** An invitation of an agency's head to a session. */
export interface InvitationRow {
  id: string;
  session_id: string;
  agency_id: string;
  person_id: string | null;
  state: 'sent' | 'seen' | 'accepted' | 'accepted_by_phone' | 'change_asked' | 'no_answer' | 'withdrawn';
  sent_at: string;
  seen_at: string | null;
  answered_at: string | null;
  answered_by: string | null;
  note: string | null;
  rev: number;
  letter_no: string | null;
  letter_day: string | null;
  /** Written by the letters alone. */
  printed_at?: string | null;
}

/** One publication; `changes` is JSON. Append-only. */
export interface PublicationRow {
  version: number;
  draft_id: string;
  from_day: string;
  until_day: string;
  published_at: string;
  published_by: string;
  letter_no: string | null;
  letter_day: string | null;
  note: string | null;
  changes: string;
  kind: 'programme' | 'amendment';
}

/** A session as it was published, words included. Append-only. */
export interface PublicationSessionRow {
  version: number;
  session_id: string;
  day: string;
  from_clock: string;
  to_clock: string;
  zone: string;
  line: number;
  agency_id: string;
  agency_name: string;
  short_name: string;
  sector: string;
  head_title: string;
  person_name: string | null;
  honorific: string | null;
  post: string | null;
  substitute_for: string | null;
}
