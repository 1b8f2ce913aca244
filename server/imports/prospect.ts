import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { Tx } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { toPersianDigits } from '../domain/persian.ts';
import { ROW_FAULTS, type RowFault } from '../wording/imports.ts';

/** What is wrong with a row: a sentence, with the key of the column beside whose cell it stands. */
export interface Fault {
  readonly column: string | null;
  readonly text: string;
}

/** What a row would change, in words. */
export interface Difference {
  readonly column: string;
  readonly from: string;
  readonly to: string;
}

/** What may come of a row. */
export const ROW_STATES = ['new', 'changed', 'same', 'faulty'] as const;
/** One of them. */
export type RowState = (typeof ROW_STATES)[number];

/** What would come of a row; `at` is its number in the file. */
export interface RowOutcome {
  readonly at: number;
  readonly state: RowState;
  readonly faults: readonly Fault[];
  readonly changes: readonly Difference[];
}

/** A row that could be read, with its place among the rows. */
export interface Row<Entry> {
  readonly index: number;
  readonly at: number;
  readonly entry: Entry;
}

/** What was found of a row; `deed` is what is to be done, null for nothing. */
export interface Judged<Deed> {
  readonly faults: readonly Fault[];
  readonly changes: readonly Difference[];
  readonly deed: { readonly isNew: boolean; readonly what: Deed } | null;
}

/** What has been decided and can be written: the streams to declare, and the writes. */
export interface Plan {
  readonly streams: readonly string[];
  write(tx: Tx, command: Command): Promise<void>;
}

/** What would come of all rows as things stand; the faulty ones are left out of it. Two with one `mark` would come to the same. */
export interface Prospect {
  readonly rows: readonly RowOutcome[];
  readonly counts: Readonly<Record<RowState, number>>;
  readonly mark: string;
  /** Made outside of a change: it draws chance. */
  plan(): Plan;
}

/** A file's rows, checked by themselves: what would come of them is asked of a database as often as is wanted. */
export interface Checked {
  prospect(db: Knex): Promise<Prospect>;
}

/** A fault in words. */
export const fault = (column: string | null, code: RowFault, facts: Readonly<Record<string, string | number>> = {}): Fault => ({
  column,
  text: ROW_FAULTS[code].replace(/\{(\w+)\}/g, (_whole, name: string) => toPersianDigits(String(facts[name] ?? ''))),
});

/** A row that is left out for its faults. */
export const faulty = (...faults: readonly Fault[]): Judged<never> => ({ faults, changes: [], deed: null });

/** A mark of a state: equal for equal states. */
export const markOf = (state: unknown): string => createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 22);
