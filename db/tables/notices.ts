/** One event that may be the ground of a step, confirmed, laid aside or taken back; `items` is JSON. */
export interface NoticeGroundRow {
  id: string;
  ground: string;
  kind: string;
  ref_id: string;
  agency_id: string;
  person_id: string;
  day: string;
  text: string;
  items: string;
  state: string;
  reason: string | null;
  at: string;
  by: string | null;
  rev: number;
}

/** One step of the ladder for one manager; `evidence` is JSON. */
export interface NoticeRow {
  id: string;
  agency_id: string;
  person_id: string;
  step: string;
  ground: string;
  evidence: string;
  evidence_key: string;
  earlier_id: string | null;
  state: string;
  basis: string;
  signer: string;
  body: string;
  letter_no: string | null;
  letter_day: string | null;
  proposed_at: string;
  issued_at: string | null;
  issued_by: string | null;
  served_at: string | null;
  served_how: string | null;
  reply_due: string | null;
  ended_at: string | null;
  ended_by: string | null;
  ended_reason: string | null;
  reduced_to: string | null;
  rev: number;
}

/** What a manager wrote of a notice. */
export interface NoticeReplyRow {
  id: string;
  notice_id: string;
  text: string;
  at: string;
  by: string;
}

/** A file that came with a notice or a reply. */
export interface NoticeFileRow {
  id: string;
  notice_id: string;
  reply_id: string | null;
  name: string;
  type: string;
  file: string;
  hash: string;
  bytes: number;
  at: string;
  by: string;
}
