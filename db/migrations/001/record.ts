import type { Knex } from 'knex';

type Tables = Readonly<Record<string, (table: Knex.CreateTableBuilder) => void>>;

/** The record of changes (commands, streams, events), the settings with effective dates, and the rate limits. */
export const recordTables: Tables = {
  commands: (t) => {
    t.text('key').primary();
    t.text('actor');
    t.text('body_hash').notNullable();
    t.text('result');
    t.text('at').notNullable();
  },
  streams: (t) => {
    t.text('id').primary();
    t.integer('seq').notNullable();
    t.text('hash').notNullable();
  },
  events: (t) => {
    t.text('stream').notNullable();
    t.integer('seq').notNullable();
    t.text('at').notNullable();
    t.text('actor');
    t.text('key').notNullable();
    t.text('kind').notNullable();
    t.text('data').notNullable();
    t.text('hash').notNullable();
    t.primary(['stream', 'seq']);
    t.index(['key']);
    t.index(['actor', 'at']);
  },
  settings: (t) => {
    t.text('id').primary();
    t.text('name').notNullable();
    t.text('value').notNullable();
    t.text('from_day').notNullable();
    t.text('recorded_at').notNullable();
    t.text('recorded_by').notNullable();
    t.index(['name', 'from_day']);
  },
  // The columns that rate-limiter-flexible's Knex stores read and write.
  rate_limits: (t) => {
    t.text('key').primary();
    t.integer('points').notNullable().defaultTo(0);
    t.bigInteger('expire');
  },
};
