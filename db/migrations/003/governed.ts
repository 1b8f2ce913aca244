import type { Knex } from 'knex';

type Tables = Readonly<Record<string, (table: Knex.CreateTableBuilder) => void>>;

/** Changes after publishing, exchanges of two managers' turns, messages to be given out, calendar feeds, and uploaded tables. */
export const governedTables: Tables = {
  // What a version altered of earlier ones; the version itself is frozen, the letter's number may come later.
  amendments: (t) => {
    t.text('id').primary();
    t.integer('version').notNullable().references('publications.version').index();
    t.text('kind').notNullable();
    t.text('session_id').notNullable().references('sessions.id').index();
    t.text('other_session_id').references('sessions.id');
    // What led to it: 'closure:ID', 'holiday:ID', 'swap:ID'; null where the scheduler decided it by himself.
    t.text('cause').index();
    t.text('before').notNullable();
    t.text('after').notNullable();
    t.text('reason').notNullable();
    t.text('letter_no');
    t.text('letter_day');
    t.text('made_at').notNullable();
    t.text('made_by').notNullable();
    t.integer('rev').notNullable();
  },
  swap_requests: (t) => {
    t.text('id').primary();
    t.text('session_id').notNullable().references('sessions.id');
    t.text('other_session_id').notNullable().references('sessions.id');
    t.text('agency_id').notNullable().references('agencies.id').index();
    t.text('other_agency_id').notNullable().references('agencies.id').index();
    t.text('state').notNullable().index();
    t.text('reason').notNullable();
    t.text('asked_at').notNullable();
    t.text('asked_by').notNullable();
    t.text('answered_at');
    t.text('answered_by');
    t.text('answer_note');
    t.text('decided_at');
    t.text('decided_by');
    t.text('decision_note');
    t.integer('version').references('publications.version');
    t.integer('rev').notNullable();
  },
  // A session is in one open exchange at a time: whoever comes second is refused by the database.
  swap_holds: (t) => {
    t.text('session_id').primary().references('sessions.id');
    t.text('swap_id').notNullable().references('swap_requests.id').index();
  },
  // A message is a row before it is a message: it is due at an instant, claimed under a lease, and given out once.
  messages: (t) => {
    t.text('id').primary();
    // What may be told once: two plannings of the same message are one row.
    t.text('key').notNullable().unique();
    t.text('kind').notNullable();
    t.text('agency_id').notNullable().references('agencies.id').index();
    t.text('person_id').references('people.id');
    t.text('session_id').references('sessions.id').index();
    t.text('invitation_id').references('invitations.id').index();
    t.text('body').notNullable();
    t.text('state').notNullable();
    t.text('due_at').notNullable();
    t.text('lease_until');
    t.integer('attempts').notNullable();
    t.text('given_at');
    t.text('fault');
    t.text('created_at').notNullable();
    t.integer('rev').notNullable();
    t.index(['state', 'due_at']);
  },
  feeds: (t) => {
    t.text('id').primary();
    t.text('key_hash').notNullable().unique();
    t.text('scope').notNullable();
    t.text('agency_id').references('agencies.id').index();
    t.text('person_id').references('people.id').index();
    t.text('name').notNullable();
    t.text('created_at').notNullable();
    t.text('created_by').notNullable();
    t.text('revoked_at');
    t.text('revoked_by');
    t.text('read_at');
  },
  imports: (t) => {
    t.text('id').primary();
    t.text('kind').notNullable();
    t.text('file_name').notNullable();
    t.text('file_hash').notNullable();
    t.text('state').notNullable();
    // What was read of the file: rows with their faults, JSON; emptied when it has been taken in or laid aside.
    t.text('sheet').notNullable();
    t.text('outcome');
    t.text('created_at').notNullable();
    t.text('created_by').notNullable().index();
    t.text('ended_at');
    t.integer('rev').notNullable();
  },
};

/** Columns that tables of earlier steps gain; all may be empty, so that an older row stands as it is. */
export const governedColumns: Tables = {
  sessions: (t) => {
    // Who comes in the head's place, and why; people are never deleted.
    t.text('substitute_id');
    t.text('substitute_why');
    // How often a version has altered it: the SEQUENCE of its calendar entry.
    t.integer('sequence').notNullable().defaultTo(0);
    t.text('cancelled_at');
    t.text('cancel_reason');
  },
  publication_sessions: (t) => {
    // The name of the head in whose place somebody comes.
    t.text('substitute_for');
    // What was ever told of a day.
    t.index(['day']);
  },
  publications: (t) => {
    // 'programme', or 'amendment' of what was published before.
    t.text('kind').notNullable().defaultTo('programme');
  },
  invitations: (t) => {
    t.text('letter_no');
    t.text('letter_day');
    // When its letter last went on paper; older than the asking or the amendment, it is another letter's.
    t.text('printed_at');
  },
};

/** What `down` takes away again. */
export const governedColumnNames: Readonly<Record<string, readonly string[]>> = {
  sessions: ['substitute_id', 'substitute_why', 'sequence', 'cancelled_at', 'cancel_reason'],
  publication_sessions: ['substitute_for'],
  publications: ['kind'],
  invitations: ['letter_no', 'letter_day', 'printed_at'],
};
