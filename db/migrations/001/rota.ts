import type { Knex } from 'knex';

type Tables = Readonly<Record<string, (table: Knex.CreateTableBuilder) => void>>;

const planned = (t: Knex.CreateTableBuilder) => {
  t.text('day').notNullable();
  t.text('from_clock').notNullable();
  t.text('to_clock').notNullable();
  t.text('zone').notNullable();
  t.integer('line').notNullable();
};

/** Drafts and their sessions, invitations, and what was published (kept for ever as it was). */
export const rotaTables: Tables = {
  drafts: (t) => {
    t.text('id').primary();
    t.text('from_day').notNullable();
    t.text('to_day').notNullable();
    t.text('state').notNullable();
    t.integer('rev').notNullable();
    t.text('weights').notNullable();
    t.text('formula').notNullable();
    t.text('figures').notNullable();
    t.text('input_hash').notNullable();
    t.text('letter_no');
    t.text('letter_day');
    t.text('approved_by');
    t.text('approved_at');
    t.text('return_reason');
    t.text('published_until');
    t.text('created_at').notNullable();
    t.text('created_by').notNullable();
  },
  sessions: (t) => {
    t.text('id').primary();
    t.text('draft_id').notNullable().references('drafts.id');
    t.text('kind').notNullable();
    planned(t);
    t.text('starts_at').notNullable();
    t.text('agency_id').references('agencies.id').index();
    t.text('person_id').references('people.id').index();
    t.text('post');
    t.text('state').notNullable();
    t.integer('pinned').notNullable();
    t.text('pin_reason');
    t.text('empty_reason');
    t.text('why').notNullable();
    t.integer('rev').notNullable();
    t.integer('version');
    t.index(['draft_id', 'day']);
    t.index(['day']);
    t.unique(['draft_id', 'day', 'from_clock', 'line']);
  },
  invitations: (t) => {
    t.text('id').primary();
    t.text('session_id').notNullable().references('sessions.id').index();
    t.text('agency_id').notNullable().references('agencies.id').index();
    t.text('person_id').references('people.id');
    t.text('state').notNullable();
    t.text('sent_at').notNullable();
    t.text('seen_at');
    t.text('answered_at');
    t.text('answered_by');
    t.text('note');
    t.integer('rev').notNullable();
    t.unique(['session_id', 'agency_id', 'person_id']);
  },
  publications: (t) => {
    t.integer('version').primary();
    t.text('draft_id').notNullable().references('drafts.id');
    t.text('from_day').notNullable();
    t.text('until_day').notNullable();
    t.text('published_at').notNullable();
    t.text('published_by').notNullable();
    t.text('letter_no');
    t.text('letter_day');
    t.text('note');
    t.text('changes').notNullable();
  },
  publication_sessions: (t) => {
    t.integer('version').notNullable().references('publications.version');
    t.text('session_id').notNullable().index();
    planned(t);
    t.text('agency_id').notNullable();
    t.text('agency_name').notNullable();
    t.text('short_name').notNullable();
    t.text('sector').notNullable();
    t.text('head_title').notNullable();
    t.text('person_name');
    t.text('honorific');
    t.text('post');
    t.primary(['version', 'session_id']);
  },
};
