import type { Knex } from 'knex';

type Tables = Readonly<Record<string, (table: Knex.CreateTableBuilder) => void>>;

/** Counties, agencies, people, who may sign in, and terms of office. */
export const peopleTables: Tables = {
  counties: (t) => {
    t.text('id').primary();
    t.text('name').notNullable();
    t.text('name_key').notNullable();
    t.text('sort_key').notNullable();
    t.text('centre').notNullable();
    t.text('amar_code');
    t.text('valid_from');
    t.text('valid_to');
  },
  agencies: (t) => {
    t.text('id').primary();
    t.text('code').notNullable().unique();
    t.text('name').notNullable();
    t.text('name_key').notNullable();
    t.text('short_name').notNullable();
    t.text('sort_key').notNullable();
    t.text('search_key').notNullable();
    t.text('sector').notNullable();
    t.text('kind').notNullable();
    t.text('head_title').notNullable();
    t.text('county_id').references('counties.id');
    t.text('parent_id').references('agencies.id');
    t.text('valid_from');
    t.text('valid_to');
    t.integer('may_be_invited').notNullable();
    t.integer('may_be_inspected').notNullable();
    t.integer('may_be_given_notice').notNullable();
    t.text('flags_why');
    // Other names that it is looked for by, one text; `search_key` holds them too.
    t.text('aliases');
  },
  people: (t) => {
    t.text('id').primary();
    t.text('honorific').notNullable();
    t.text('name').notNullable();
    t.text('name_key').notNullable();
    t.text('sort_key').notNullable();
    t.text('search_key').notNullable();
    t.text('national_code');
    t.text('national_code_index').unique();
    t.text('phone');
    t.text('phone_index').index();
  },
  users: (t) => {
    t.text('id').primary();
    t.text('person_id').notNullable().unique().references('people.id');
    t.text('username').notNullable();
    t.text('username_key').notNullable().unique();
    t.text('password_hash');
    t.integer('authz_version').notNullable();
    t.text('disabled_at');
    t.text('created_at').notNullable();
  },
  grants: (t) => {
    t.text('id').primary();
    t.text('user_id').notNullable().references('users.id');
    t.text('role').notNullable();
    t.text('agency_id').references('agencies.id');
    t.text('county_id').references('counties.id');
    // 'all', 'agency:<id>' or 'county:<id>': NULLs would slip through the unique rule.
    t.text('scope').notNullable();
    t.unique(['user_id', 'role', 'scope']);
  },
  one_time_links: (t) => {
    t.text('token_hash').primary();
    t.text('purpose').notNullable();
    t.text('user_id').references('users.id').index();
    t.text('created_at').notNullable();
    t.text('expires_at').notNullable();
    t.text('used_at');
  },
  logins: (t) => {
    t.text('id').primary();
    t.text('token_hash').notNullable().unique();
    t.text('user_id').notNullable().references('users.id').index();
    t.text('started_at').notNullable();
    t.text('seen_at').notNullable();
    t.text('expires_at').notNullable();
    t.text('ended_at');
    t.text('ended_why');
    t.text('ip').notNullable();
    t.text('device').notNullable();
  },
  known_devices: (t) => {
    t.text('token_hash').primary();
    t.text('user_id').notNullable().references('users.id').index();
    t.text('seen_at').notNullable();
  },
  terms: (t) => {
    t.text('id').primary();
    t.text('agency_id').notNullable().references('agencies.id').index();
    t.text('person_id').notNullable().references('people.id').index();
    t.text('post').notNullable();
    t.text('from_day').notNullable();
    t.text('to_day');
  },
};
