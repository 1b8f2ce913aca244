import type { Knex } from 'knex';

type Tables = Readonly<Record<string, (table: Knex.CreateTableBuilder) => void>>;

/** Who asks: name and county as told; identity and phone are sealed, their indexes find exact matches. */
const applicant = (t: Knex.CreateTableBuilder) => {
  t.text('honorific');
  t.text('name');
  t.text('county_id').references('counties.id');
  t.text('identity_kind').notNullable();
  t.text('identity');
  t.text('identity_index').index();
  t.text('phone');
  t.text('phone_index').index();
};

/** The lives of sessions, the calls that wait in them, and what calls come to. */
export const callTables: Tables = {
  topics: (t) => {
    t.text('id').primary();
    t.text('parent_id').references('topics.id').index();
    t.text('name').notNullable();
    t.text('aliases');
    t.text('search_key').notNullable();
    // Codes of the agencies that answer for it, with a blank on both sides of each; null takes its parent's.
    t.text('agency_codes');
    t.integer('place').notNullable();
    t.text('retired_at');
    t.integer('rev').notNullable();
  },
  session_lives: (t) => {
    t.text('id').primary();
    t.text('kind').notNullable();
    t.text('agency_id').notNullable().references('agencies.id').index();
    t.text('person_id').references('people.id');
    t.text('host_honorific');
    t.text('host_name');
    t.text('post').notNullable();
    t.text('day').notNullable().index();
    t.text('from_clock').notNullable();
    t.text('to_clock').notNullable();
    t.text('zone').notNullable();
    t.integer('line').notNullable();
    t.text('starts_at').notNullable();
    t.text('ends_at').notNullable();
    t.text('state').notNullable();
    t.integer('rev').notNullable();
    t.text('current_call_id');
    t.text('host_arrived_at');
    t.text('opened_at');
    t.text('host_left_at');
    // What the host was away between leaving and coming back.
    t.integer('away_seconds').notNullable();
    t.text('closed_at');
    t.text('closed_by');
    t.text('substitute_for');
    t.text('substitute_why');
    t.text('reason');
    t.text('message');
    t.text('message_at');
    t.text('message_by');
    t.text('summary');
    t.unique(['kind', 'agency_id', 'day', 'from_clock', 'line']);
  },
  seats: (t) => {
    t.text('id').primary();
    t.text('session_id').notNullable().references('session_lives.id').index();
    t.text('side').notNullable();
    t.text('desk').notNullable();
    t.text('code_hash').notNullable().unique();
    t.text('expires_at').notNullable();
    t.text('created_at').notNullable();
    t.text('created_by').notNullable();
    t.text('used_at');
    t.text('token_hash').unique();
    t.text('ended_at');
    t.text('ended_why');
  },
  requests: (t) => {
    t.text('id').primary();
    t.text('tracking_code').notNullable().unique();
    t.text('state').notNullable();
    t.text('kind').notNullable();
    t.text('topic_id').references('topics.id');
    t.text('agency_id').references('agencies.id');
    t.text('summary').notNullable();
    applicant(t);
    t.integer('confidential').notNullable();
    t.text('channel').notNullable();
    t.text('call_id');
    t.text('session_id');
    t.text('registered_at').notNullable();
    t.text('registered_by');
    t.text('due_day').notNullable();
    t.text('referred_at');
    t.text('answered_at');
    t.text('closed_at');
    // The earlier request of which this is the same problem, and how many such there are of this one.
    t.text('mother_id').references('requests.id');
    t.integer('followers').notNullable();
    t.integer('rev').notNullable();
    // `confidential` leads no index: nearly all are open, and a database without statistics would read them all by it.
    t.index(['agency_id', 'confidential', 'state', 'due_day']);
    t.index(['state', 'confidential', 'due_day']);
    t.index(['state', 'confidential', 'answered_at']);
  },
  referrals: (t) => {
    t.text('id').primary();
    t.text('request_id').notNullable().references('requests.id').index();
    t.text('from_agency_id').references('agencies.id');
    t.text('to_agency_id').notNullable().references('agencies.id');
    t.text('to_user_id').references('users.id').index();
    t.text('note');
    t.text('due_day').notNullable();
    t.text('state').notNullable();
    t.text('at').notNullable();
    t.text('by').notNullable();
    t.text('ended_at');
    t.text('ended_by');
    t.text('ended_note');
  },
  answers: (t) => {
    t.text('id').primary();
    t.text('request_id').notNullable().references('requests.id').index();
    t.text('kind').notNullable();
    t.text('text').notNullable();
    t.text('at').notNullable();
    t.text('by').notNullable();
  },
  commitments: (t) => {
    t.text('id').primary();
    t.text('agency_id').notNullable().references('agencies.id');
    t.text('person_id').references('people.id');
    t.text('host_name');
    t.text('session_id');
    t.text('call_id').notNullable();
    t.text('text').notNullable();
    t.text('due_day').notNullable();
    t.text('state').notNullable();
    t.text('made_at').notNullable();
    t.text('ended_at');
    t.text('ended_by');
    t.text('ended_note');
    t.integer('rev').notNullable();
    t.index(['agency_id', 'state', 'due_day']);
  },
  calls: (t) => {
    t.text('id').primary();
    t.text('session_id').references('session_lives.id');
    t.text('agency_id').references('agencies.id');
    t.text('state').notNullable();
    t.integer('rank');
    t.integer('rev').notNullable();
    t.text('line').notNullable();
    // Who stands here, as long as he stands in this queue: nobody stands in one queue twice.
    t.text('queue_key');
    t.text('kind').notNullable();
    t.text('topic_id').references('topics.id');
    t.text('summary').notNullable();
    applicant(t);
    t.integer('priority').notNullable();
    t.text('priority_reason');
    t.text('received_at').notNullable();
    t.text('received_by').notNullable();
    t.text('queued_at');
    t.text('taken_at');
    t.text('taken_by');
    t.text('talk_at');
    t.text('talk_ended_at');
    t.text('ended_at');
    t.integer('tries').notNullable();
    t.text('hold_reason');
    t.text('held_at');
    t.text('hold_until');
    t.integer('held_seconds').notNullable();
    t.text('wrap_until');
    t.text('outcome');
    t.text('outcome_by');
    t.text('target_agency_id').references('agencies.id');
    t.text('request_id').references('requests.id').index();
    t.text('commitment_id').references('commitments.id');
    t.text('earlier_call_id');
    t.text('later_call_id');
    t.text('emergency_to');
    t.text('call_back');
    t.text('called_back_at');
    t.index(['session_id', 'state']);
    // Also for those without a session, of whom there are ever more: one day's are found among them.
    t.index(['session_id', 'received_at']);
    t.index(['agency_id', 'received_at']);
    t.index(['received_at']);
    t.index(['received_by', 'received_at']);
    t.index(['call_back', 'ended_at']);
    t.unique(['session_id', 'queue_key']);
  },
  call_notes: (t) => {
    t.text('call_id').notNullable().references('calls.id');
    t.text('side').notNullable();
    t.text('text').notNullable();
    t.text('saved_at').notNullable();
    t.text('saved_by').notNullable();
    t.integer('rev').notNullable();
    t.primary(['call_id', 'side']);
  },
  incoming_calls: (t) => {
    t.text('id').primary();
    t.text('phone');
    t.text('phone_index');
    t.text('line');
    t.text('state').notNullable();
    t.text('at').notNullable();
    t.text('taken_by');
    t.text('call_id');
    t.text('ended_at');
    t.integer('rev').notNullable();
    t.index(['state', 'at']);
  },
  walls: (t) => {
    t.text('id').primary();
    t.text('name').notNullable();
    t.text('key_hash').notNullable().unique();
    t.text('created_at').notNullable();
    t.text('created_by').notNullable();
    t.text('revoked_at');
    t.integer('rev').notNullable();
  },
};
