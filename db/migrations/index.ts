import type { Knex } from 'knex';
import * as first from './001.ts';
import * as second from './002.ts';
import * as third from './003.ts';
import * as fourth from './004.ts';

/** One frozen step of the schema; `name` has no extension, so that sources and the built program record the same. */
export interface Migration {
  readonly name: string;
  readonly up: (db: Knex) => Promise<void>;
  readonly down: (db: Knex) => Promise<void>;
}

/** Every migration in order; never edited once released: expand, then contract in a later one. */
export const migrations: readonly Migration[] = [
  { name: '001_first', up: first.up, down: first.down },
  { name: '002_calls', up: second.up, down: second.down },
  { name: '003_governed', up: third.up, down: third.down },
  { name: '004_hours', up: fourth.up, down: fourth.down },
];
