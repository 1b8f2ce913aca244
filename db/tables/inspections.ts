/** Where an office is, for whoever visits it. */
export interface InspectionPlaceRow {
  agency_id: string;
  area: string;
  address: string;
  photos_allowed: 0 | 1;
  has_screen: 0 | 1;
  rev: number;
}

/** An inspector's order; `photo` names a file, `code` is sealed. */
export interface InspectionOrderRow {
  id: string;
  user_id: string;
  number: string;
  from_day: string;
  to_day: string;
  photo: string | null;
  code_hash: string;
  code: string;
  issued_at: string;
  issued_by: string;
  revoked_at: string | null;
  rev: number;
}

/** A seed of a draw, sealed until it is opened, and what was committed to. */
export interface DrawSeedRow {
  number: number;
  seed: string;
  commitment: string;
  committed_at: string;
  day: string | null;
  opened_at: string | null;
}

/** The draw of one hour's visits; `inputs` and `list` are sealed JSON. */
export interface DrawRow {
  day: string;
  seed_number: number;
  program: string;
  inputs: string;
  list: string;
  commitment: string;
  state: string;
  starts_at: string;
  ends_at: string;
  drawn_at: string;
  drawn_by: string | null;
  opened_at: string | null;
  rev: number;
}

/** A change of a draw after it was sealed; `change` is sealed JSON. */
export interface DrawAmendmentRow {
  id: string;
  day: string;
  number: number;
  change: string;
  hash: string;
  reason: string;
  made_at: string;
  made_by: string;
}

/** One target of one inspector; `target` is sealed. */
export interface VisitTargetRow {
  id: string;
  day: string;
  inspector_id: string;
  second_id: string | null;
  place: number;
  target: string;
  agency_id: string | null;
  hour_id: string | null;
  state: string;
  opened_at: string | null;
  opened_how: string | null;
  opened_count: number | null;
  device_opened_at: string | null;
  rev: number;
}

/** What an inspector reported of a visit; `details` and `photos` are JSON. */
export interface VisitReportRow {
  id: string;
  target_id: string;
  inspector_id: string;
  agency_id: string;
  hour_id: string;
  day: string;
  number: number;
  answer: string;
  details: string;
  code_found: string;
  code_shown_at: string | null;
  device_at: string;
  received_at: string;
  photos: string;
  rev: number;
}

/** A photo of a visit, as made anew from what the phone sent. */
export interface VisitPhotoRow {
  report_id: string;
  hash: string;
  file: string;
  bytes: number;
  width: number;
  height: number;
  received_at: string;
}

/** What a visit found to be mended. */
export interface FindingRow {
  id: string;
  report_id: string;
  agency_id: string;
  item: string;
  text: string;
  due_day: string;
  state: string;
  made_at: string;
  times: number;
  seen_at: string | null;
  done_at: string | null;
  done_by: string | null;
  done_note: string | null;
  judged_at: string | null;
  judged_by: string | null;
  judged_note: string | null;
  rev: number;
}
