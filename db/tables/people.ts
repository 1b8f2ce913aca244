/** A county; `valid_from` and `valid_to` are days. */
export interface CountyRow {
  id: string;
  name: string;
  name_key: string;
  sort_key: string;
  centre: string;
  amar_code: string | null;
  valid_from: string | null;
  valid_to: string | null;
}

/** An agency; the three flags say what the governor may do to it, `flags_why` why not; `aliases` is one text. */
export interface AgencyRow {
  id: string;
  code: string;
  name: string;
  name_key: string;
  short_name: string;
  sort_key: string;
  search_key: string;
  sector: string;
  kind: string;
  head_title: string;
  county_id: string | null;
  parent_id: string | null;
  valid_from: string | null;
  valid_to: string | null;
  may_be_invited: 0 | 1;
  may_be_inspected: 0 | 1;
  may_be_given_notice: 0 | 1;
  flags_why: string | null;
  aliases: string | null;
  direct_line: string | null;
}

/** A person; national code and phone are sealed, their `_index` finds exact matches. */
export interface PersonRow {
  id: string;
  honorific: 'khanom' | 'agha' | 'office';
  name: string;
  name_key: string;
  sort_key: string;
  search_key: string;
  national_code: string | null;
  national_code_index: string | null;
  phone: string | null;
  phone_index: string | null;
}

/** Who may sign in; `authz_version` grows with every change of rights. */
export interface UserRow {
  id: string;
  person_id: string;
  username: string;
  username_key: string;
  password_hash: string | null;
  authz_version: number;
  disabled_at: string | null;
  created_at: string;
}

/** A role of a user; `scope` is 'all', 'agency:<id>' or 'county:<id>'. */
export interface GrantRow {
  id: string;
  user_id: string;
  role: string;
  agency_id: string | null;
  county_id: string | null;
  scope: string;
}

/** A link to set a password, kept by the hash of its token. */
export interface OneTimeLinkRow {
  token_hash: string;
  purpose: 'setup' | 'password';
  user_id: string | null;
  created_at: string;
  expires_at: string;
  used_at: string | null;
}

/** A login, kept by the hash of its token; never called a session. */
export interface LoginRow {
  id: string;
  token_hash: string;
  user_id: string;
  started_at: string;
  seen_at: string;
  expires_at: string;
  ended_at: string | null;
  ended_why: string | null;
  ip: string;
  device: string;
}

/** A device that a user has signed in from, by the hash of its token. */
export interface KnownDeviceRow {
  token_hash: string;
  user_id: string;
  seen_at: string;
}

/** A term of office: who holds which post of an agency from a day. */
export interface TermRow {
  id: string;
  agency_id: string;
  person_id: string;
  post: string;
  from_day: string;
  to_day: string | null;
}
