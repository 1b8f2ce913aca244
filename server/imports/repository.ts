import type { Knex } from 'knex';
import type { ImportRow } from '../../db/tables.ts';
import type { Instant } from '../domain/calendar.ts';
import type { ReadFaultCode } from './cells.ts';
import type { Kind } from './kinds.ts';

/** How far an import has come: being read, asking what is what, read and to be decided on; and its three ends. */
export type ImportState = ImportRow['state'];

/** What came of an import: the numbers of its rows, or why the file could not be read. */
export interface Outcome {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly skipped: number;
  readonly fault: { readonly code: ReadFaultCode; readonly facts: Readonly<Record<string, string | number>> } | null;
}

/** An uploaded file and what has become of it; `sheet` is sealed, and empty once it has ended. */
export interface Import {
  readonly id: string;
  readonly kind: Kind;
  readonly fileName: string;
  /** A keyed hash of the file's bytes. */
  readonly fileHash: string;
  readonly state: ImportState;
  readonly sheet: string;
  readonly outcome: Outcome | null;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly endedAt: Instant | null;
  readonly rev: number;
}

const toImport = (row: ImportRow): Import => ({
  id: row.id,
  kind: row.kind,
  fileName: row.file_name,
  fileHash: row.file_hash,
  state: row.state,
  sheet: row.sheet,
  outcome: row.outcome === null ? null : (JSON.parse(row.outcome) as Outcome),
  createdAt: row.created_at as Instant,
  createdBy: row.created_by,
  endedAt: row.ended_at as Instant | null,
  rev: row.rev,
});

const rowOf = (one: Import): ImportRow => ({
  id: one.id,
  kind: one.kind,
  file_name: one.fileName,
  file_hash: one.fileHash,
  state: one.state,
  sheet: one.sheet,
  outcome: one.outcome === null ? null : JSON.stringify(one.outcome),
  created_at: one.createdAt,
  created_by: one.createdBy,
  ended_at: one.endedAt,
  rev: one.rev,
});

/** Where an import's own steps are recorded. */
export const importStream = (id: string): string => `import:${id}`;

/** Uploaded tables over one handle; writes are unsent builders for the change to queue. */
export function importRepository(db: Knex) {
  return {
    async byId(id: string): Promise<Import | null> {
      const row = await db('imports').where({ id }).first();
      return row === undefined ? null : toImport(row);
    },
    /** The newest first, without what they hold. */
    async newest(most: number): Promise<Import[]> {
      const rows = await db('imports').orderBy([{ column: 'created_at', order: 'desc' }, { column: 'id' }]).limit(most)
        .select('id', 'kind', 'file_name', 'file_hash', 'state', 'outcome', 'created_at', 'created_by', 'ended_at', 'rev');
      return rows.map((row) => toImport({ ...row, sheet: '' }));
    },
    /** The newest import of the same bytes and kind that was taken in, other than this one. */
    async takenBefore({ id, kind, fileHash }: Pick<Import, 'id' | 'kind' | 'fileHash'>): Promise<Import | null> {
      const row = await db('imports').where({ kind, file_hash: fileHash, state: 'taken_in' }).whereNot({ id }).orderBy([{ column: 'ended_at', order: 'desc' }, { column: 'id' }]).first();
      return row === undefined ? null : toImport(row);
    },
    /** Those that were begun before an instant and have not ended. */
    async unendedBefore(at: Instant): Promise<readonly { readonly id: string; readonly rev: number }[]> {
      return db('imports').whereIn('state', ['reading', 'asking', 'read']).where('created_at', '<', at).orderBy('id').limit(100).select('id', 'rev');
    },

    insert: (one: Import) => db('imports').insert(rowOf(one)),
    /** Changes an import that is still as it was read; another touches no row. */
    update: ({ id, rev }: Pick<Import, 'id' | 'rev'>, to: Partial<Pick<ImportRow, 'state' | 'sheet' | 'outcome' | 'ended_at'>>) => db('imports').where({ id, rev }).update({ ...to, rev: rev + 1 }),
  };
}
