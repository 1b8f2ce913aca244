/** An exception from the weekly rule: none, another weekday or hours, or one day's hour moved to another. */
export interface HourExceptionRow {
  id: string;
  scope_kind: string;
  county_id: string | null;
  agency_id: string | null;
  from_day: string;
  to_day: string | null;
  kind: string;
  weekday: number | null;
  moved_to: string | null;
  from_clock: string | null;
  to_clock: string | null;
  reason: string;
  letter_no: string | null;
  recorded_at: string;
  recorded_by: string;
  withdrawn_at: string | null;
}

/** One occurrence of one manager's weekly hour, and what became of it. */
export interface HourRow {
  id: string;
  agency_id: string;
  county_id: string | null;
  planned_day: string;
  day: string;
  from_clock: string;
  to_clock: string;
  starts_at: string;
  ends_at: string;
  state: string;
  title: string | null;
  person_id: string | null;
  presence: string;
  declared_at: string | null;
  declared_by: string | null;
  seen_at: string | null;
  seen_report_id: string | null;
  answer: string | null;
  excuse: string | null;
  excused_at: string | null;
  excused_by: string | null;
  excuse_note: string | null;
  explanation: string | null;
  explained_at: string | null;
  explained_by: string | null;
  decision: string | null;
  decided_at: string | null;
  decided_by: string | null;
  decision_reason: string | null;
  substitute_id: string | null;
  substitute_why: string | null;
  rev: number;
}

/** Somebody who came to an office in person; `name` and `phone` are sealed, `met` is 'yes', 'no' or null. */
export interface WalkInRow {
  id: string;
  agency_id: string;
  hour_id: string | null;
  day: string;
  at: string;
  honorific: string | null;
  name: string | null;
  phone: string | null;
  phone_index: string | null;
  topic_id: string | null;
  outcome: string;
  note: string;
  request_id: string | null;
  target_agency_id: string | null;
  recorded_by: string;
  code_hash: string | null;
  met: string | null;
  met_at: string | null;
  rev: number;
}

/** Word from the public that a manager was not there in his hour. */
export interface AbsenceComplaintRow {
  id: string;
  agency_id: string;
  hour_id: string | null;
  day: string;
  call_id: string | null;
  channel: string;
  note: string;
  recorded_at: string;
  recorded_by: string | null;
  withdrawn_at: string | null;
  withdrawn_by: string | null;
  withdrawn_why: string | null;
  rev: number;
}
