/** What a version altered of one session; `before` and `after` are JSON. */
export interface AmendmentRow {
  id: string;
  version: number;
  kind: 'move' | 'swap' | 'cancel' | 'substitute' | 'add';
  session_id: string;
  other_session_id: string | null;
  cause: string | null;
  before: string;
  after: string;
  reason: string;
  letter_no: string | null;
  letter_day: string | null;
  made_at: string;
  made_by: string;
  rev: number;
}

/** An exchange of two managers' turns, from the asking to the decision. */
export interface SwapRequestRow {
  id: string;
  session_id: string;
  other_session_id: string;
  agency_id: string;
  other_agency_id: string;
  state: 'asked' | 'agreed' | 'declined' | 'approved' | 'rejected' | 'taken_back' | 'lapsed';
  reason: string;
  asked_at: string;
  asked_by: string;
  answered_at: string | null;
  answered_by: string | null;
  answer_note: string | null;
  decided_at: string | null;
  decided_by: string | null;
  decision_note: string | null;
  version: number | null;
  rev: number;
}

/** A session that is in an open exchange. */
export interface SwapHoldRow {
  session_id: string;
  swap_id: string;
}

/** A message to an agency or its head; `due_at` and `lease_until` are instants. */
export interface MessageRow {
  id: string;
  key: string;
  kind: string;
  agency_id: string;
  person_id: string | null;
  session_id: string | null;
  invitation_id: string | null;
  body: string;
  state: 'waiting' | 'claimed' | 'given' | 'failed' | 'dropped';
  due_at: string;
  lease_until: string | null;
  attempts: number;
  given_at: string | null;
  fault: string | null;
  created_at: string;
  rev: number;
}

/** A calendar feed; of its key only the hash is kept. */
export interface FeedRow {
  id: string;
  key_hash: string;
  scope: 'person' | 'agency' | 'all';
  agency_id: string | null;
  person_id: string | null;
  name: string;
  created_at: string;
  created_by: string;
  revoked_at: string | null;
  revoked_by: string | null;
  read_at: string | null;
}

/** An uploaded table between its reading and its being taken in; `sheet` and `outcome` are JSON. */
export interface ImportRow {
  id: string;
  kind: 'agencies' | 'managers' | 'absences' | 'demand';
  file_name: string;
  file_hash: string;
  state: 'reading' | 'asking' | 'read' | 'refused' | 'taken_in' | 'laid_aside';
  sheet: string;
  outcome: string | null;
  created_at: string;
  created_by: string;
  ended_at: string | null;
  rev: number;
}
