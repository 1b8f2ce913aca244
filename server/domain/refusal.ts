/** Every rule that can say no; `wording/fa.ts` has a sentence and `http/errors.ts` a status for each. */
export const REFUSALS = [
  'not_found',
  'forbidden',
  'login_needed',
  'foreign_request',
  'changed_meanwhile',
  'key_reused',
  'commit_unknown',
  'too_many_tries',
  'busy',
  'disk_full',
  'too_large',
  'bad_request',
  'link_spent',
  'wrong_login',
  'already_set_up',
  'last_administrator',
  'username_taken',
  'national_code_taken',
  'password_common',
  'password_length',
  'password_wrong',
  'agency_name_taken',
  'agency_code_taken',
  'agency_own_parent',
  'county_name_taken',
  'terms_overlap',
  'absence_overlap',
  'not_in_office',
  'range_backwards',
  'closure_too_long',
  'holiday_exists',
  'setting_past',
  'weights_all_zero',
  'no_slots',
  'no_agencies',
  'horizon_too_long',
  'horizon_backwards',
  'horizon_too_short',
  'draft_not_open',
  'draft_not_awaiting',
  'draft_not_approved',
  'draft_open_already',
  'draft_has_empty',
  'slot_published',
  'slot_conflict',
  'slot_empty',
  'slot_changed',
  'nothing_to_undo',
  'undo_overtaken',
  'not_invited_yet',
  'not_answered_yet',
  'nothing_to_publish',
  'publish_past',
  'publish_closed',
  'publish_conflicts',
  'later_programme',
  'all_closed',
  'all_published',
  'horizon_outside',
  'closure_exists',
  'invitation_answered',
  'invitation_to_other',
  'approver_other',
  'exclusion_outside',
  'session_step',
  'session_not_open',
  'session_paused',
  'session_closing',
  'session_over',
  'session_full',
  'session_exists',
  'session_other_day',
  'will_not_reach',
  'already_in_queue',
  'topic_not_of_agency',
  'topic_taken',
  'topic_own_parent',
  'topic_has_children',
  'identity_needed',
  'reason_needed',
  'call_taken',
  'call_moved_on',
  'call_not_present',
  'host_busy',
  'nobody_waiting',
  'not_connected',
  'people_left',
  'call_in_progress',
  'carry_nowhere',
  'no_phone',
  'seat_spent',
  'substitute_forbidden',
  'substitute_not_deputy',
  'substitute_away',
  'day_past',
  'target_same_agency',
  'request_step',
  'request_unknown',
  'expert_unknown',
  'commitment_ended',
  'wall_revoked',
  'signature_wrong',
  'incoming_taken',
  'incoming_ended',
  'phone_needed',
] as const;

export type RefusalCode = (typeof REFUSALS)[number];

/** What a refusal may carry: the form field it belongs to and the facts that its sentence names. */
export interface RefusalDetail {
  readonly field?: string;
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** A rule saying no: thrown by the domain and the services, and never a bug. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly field: string | undefined;
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(code: RefusalCode, detail: RefusalDetail = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.field = detail.field;
    this.facts = detail.facts ?? {};
  }
}
