import type { Knex } from 'knex';

/** Tables to be made, each by its name. */
export type Tables = Readonly<Record<string, (table: Knex.CreateTableBuilder) => void>>;

/** The weekly hour of every manager: its exceptions, its occurrences with what became of each, visitors, and word of managers who were not there. */
export const hourTables: Tables = {
  hour_exceptions: (t) => {
    t.text('id').primary();
    t.text('scope_kind').notNullable();
    t.text('county_id').references('counties.id');
    t.text('agency_id').references('agencies.id');
    t.text('from_day').notNullable().index();
    t.text('to_day');
    // 'none', 'weekly' (another weekday or other hours) or 'moved' (one day's hour to another day).
    t.text('kind').notNullable();
    t.integer('weekday');
    t.text('moved_to');
    t.text('from_clock');
    t.text('to_clock');
    t.text('reason').notNullable();
    t.text('letter_no');
    t.text('recorded_at').notNullable();
    t.text('recorded_by').notNullable();
    t.text('withdrawn_at');
  },
  // One row an occurrence, whatever restarts or clocks do: the id is made of the agency and the planned day.
  hours: (t) => {
    t.text('id').primary();
    t.text('agency_id').notNullable().references('agencies.id');
    t.text('county_id').references('counties.id');
    t.text('planned_day').notNullable();
    t.text('day').notNullable();
    t.text('from_clock').notNullable();
    t.text('to_clock').notNullable();
    t.text('starts_at').notNullable();
    t.text('ends_at').notNullable();
    t.text('state').notNullable();
    t.text('title');
    t.text('person_id').references('people.id');
    t.text('presence').notNullable();
    t.text('declared_at');
    t.text('declared_by');
    t.text('seen_at');
    t.text('seen_report_id');
    t.text('answer');
    t.text('excuse');
    t.text('excused_at');
    t.text('excused_by');
    t.text('excuse_note');
    t.text('explanation');
    t.text('explained_at');
    t.text('explained_by');
    t.text('decision');
    t.text('decided_at');
    t.text('decided_by');
    t.text('decision_reason');
    t.text('substitute_id').references('people.id');
    t.text('substitute_why');
    t.integer('rev').notNullable();
    t.unique(['agency_id', 'planned_day']);
    t.index(['day', 'county_id']);
    t.index(['presence', 'day']);
  },
  // Who came to an office in person; name and phone are sealed, and may be left out.
  walk_ins: (t) => {
    t.text('id').primary();
    t.text('agency_id').notNullable().references('agencies.id');
    t.text('hour_id').references('hours.id').index();
    t.text('day').notNullable();
    t.text('at').notNullable();
    t.text('honorific');
    t.text('name');
    t.text('phone');
    t.text('phone_index');
    t.text('topic_id').references('topics.id');
    t.text('outcome').notNullable();
    t.text('note').notNullable();
    t.text('request_id').references('requests.id');
    t.text('target_agency_id').references('agencies.id');
    t.text('recorded_by').notNullable();
    // By the slip's code the visitor answers one question: was the manager there? Of the code only a keyed hash is kept; who was only counted has none.
    t.text('code_hash').unique();
    t.text('met');
    t.text('met_at');
    t.integer('rev').notNullable();
    t.index(['agency_id', 'day']);
  },
  // Word from a caller of 111 that a manager was not there; it weighs in the draw, and never makes a step by itself.
  absence_complaints: (t) => {
    t.text('id').primary();
    t.text('agency_id').notNullable().references('agencies.id');
    t.text('hour_id').references('hours.id');
    t.text('day').notNullable();
    t.text('call_id').references('calls.id');
    t.text('channel').notNullable();
    t.text('note').notNullable();
    t.text('recorded_at').notNullable();
    t.text('recorded_by');
    t.text('withdrawn_at');
    t.text('withdrawn_by');
    t.text('withdrawn_why');
    t.integer('rev').notNullable();
    t.unique(['call_id', 'day']);
    t.index(['agency_id', 'day']);
    t.index('day');
  },
};
