import type { Knex } from 'knex';

type Tables = Readonly<Record<string, (table: Knex.CreateTableBuilder) => void>>;

const recorded = (t: Knex.CreateTableBuilder) => {
  t.text('recorded_at').notNullable();
  t.text('recorded_by').notNullable();
};

/** Absences, holidays, closures, the agencies' demand, and the spells in which an agency is not invited. */
export const calendarTables: Tables = {
  absences: (t) => {
    t.text('id').primary();
    t.text('person_id').notNullable().references('people.id').index();
    // Where it was registered: only there, and in the centre, may its note be read.
    t.text('agency_id').references('agencies.id');
    t.text('kind').notNullable();
    t.text('from_day').notNullable();
    t.text('to_day').notNullable();
    t.text('from_clock');
    t.text('to_clock');
    t.text('note').notNullable();
    recorded(t);
    t.text('withdrawn_at');
  },
  holidays: (t) => {
    t.text('id').primary();
    t.text('day').notNullable().index();
    t.text('title').notNullable();
    t.text('kind').notNullable();
    t.text('status').notNullable();
    t.text('alt_day');
    t.text('hijri');
    t.text('removed_at');
    t.unique(['day', 'title']);
  },
  closures: (t) => {
    t.text('id').primary();
    t.text('from_day').notNullable().index();
    t.text('to_day').notNullable();
    t.text('scope_kind').notNullable();
    t.text('county_id').references('counties.id');
    t.text('agency_id').references('agencies.id');
    t.text('kind').notNullable();
    t.text('open_from');
    t.text('close_at');
    t.text('reason').notNullable();
    t.text('order_no');
    t.text('issued_at');
    recorded(t);
    t.text('withdrawn_at');
  },
  demand: (t) => {
    t.text('agency_id').notNullable().references('agencies.id');
    t.integer('year').notNullable();
    t.integer('month').notNullable();
    t.integer('clients').notNullable();
    t.integer('calls').notNullable();
    t.integer('open_requests').notNullable();
    recorded(t);
    t.primary(['agency_id', 'year', 'month']);
  },
  exclusions: (t) => {
    t.text('id').primary();
    t.text('agency_id').notNullable().references('agencies.id').index();
    t.text('from_day').notNullable();
    t.text('to_day').notNullable();
    t.text('reason').notNullable();
    recorded(t);
    t.text('withdrawn_at');
  },
};
