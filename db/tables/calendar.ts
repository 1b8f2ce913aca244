/** When a person is away; a null clock means the whole day. `agency_id` is the agency that it was registered at, null where none was. */
export interface AbsenceRow {
  id: string;
  person_id: string;
  agency_id: string | null;
  kind: 'leave' | 'mission' | 'sickness' | 'governor_meeting';
  from_day: string;
  to_day: string;
  from_clock: string | null;
  to_clock: string | null;
  note: string;
  recorded_at: string;
  recorded_by: string;
  withdrawn_at: string | null;
}

/** A holiday of the official calendar; `removed_at` keeps a taken-back one. */
export interface HolidayRow {
  id: string;
  day: string;
  title: string;
  kind: string;
  status: string;
  alt_day: string | null;
  hijri: string | null;
  removed_at: string | null;
}

/** A closure or shortened day of the province, a county or an agency. */
export interface ClosureRow {
  id: string;
  from_day: string;
  to_day: string;
  scope_kind: string;
  county_id: string | null;
  agency_id: string | null;
  kind: string;
  open_from: string | null;
  close_at: string | null;
  reason: string;
  order_no: string | null;
  issued_at: string | null;
  recorded_at: string;
  recorded_by: string;
  withdrawn_at: string | null;
}

/** An agency's clients, calls and open requests of one Jalali month. */
export interface DemandRow {
  agency_id: string;
  year: number;
  month: number;
  clients: number;
  calls: number;
  open_requests: number;
  recorded_at: string;
  recorded_by: string;
}

/** A spell in which an agency is not invited. */
export interface ExclusionRow {
  id: string;
  agency_id: string;
  from_day: string;
  to_day: string;
  reason: string;
  recorded_at: string;
  recorded_by: string;
  withdrawn_at: string | null;
}
