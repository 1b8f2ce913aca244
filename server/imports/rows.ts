import type { z } from 'zod';
import type { RowRead } from './cells.ts';
import type { Header } from './header.ts';
import { TABLES, type Kind } from './kinds.ts';
import type { Fault } from './prospect.ts';
import { MERGED_FAULT, valueOf } from './values.ts';

/** A row's values by the keys of their columns, '' where a cell is empty, with the faults of its cells. */
export interface RowValues {
  readonly at: number;
  readonly values: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
  /** The columns whose cell is covered by a merged one. */
  readonly merged: ReadonlySet<string>;
}

/** The values of a row under a header. */
export function valuesOf(kind: Kind, { columns }: Header, { at, cells }: RowRead): RowValues {
  const values: Record<string, string> = {};
  const faults: Fault[] = [];
  const merged = new Set<string>();
  for (const column of TABLES[kind].columns) {
    const place = columns[column.key];
    const cell = place === undefined ? undefined : cells[place];
    const value = valueOf(column, cell);
    values[column.key] = value.text;
    if (value.fault !== null) faults.push({ column: column.key, text: value.fault });
    if (typeof cell === 'object' && 'odd' in cell && cell.odd === 'merged') merged.add(column.key);
  }
  return { at, values, faults, merged };
}

/** The faults with those of cells that lie under a merged one told as what they are. */
export const withMerged = (faults: readonly Fault[], merged: ReadonlySet<string>): Fault[] =>
  faults.map((one) => (one.column !== null && merged.has(one.column) ? { column: one.column, text: MERGED_FAULT } : one));

/** Reads values by the schema of a form; `columns` names the column of a field where they differ. */
export function byForm<Schema extends z.ZodType>(schema: Schema, body: Readonly<Record<string, string>>, columns: Readonly<Record<string, string>> = {}): { readonly value: z.output<Schema> | null; readonly faults: readonly Fault[] } {
  const result = schema.safeParse(body);
  if (result.success) return { value: result.data, faults: [] };
  const faults = new Map<string, Fault>();
  for (const issue of result.error.issues) {
    const name = String(issue.path[0] ?? '');
    const column = columns[name] ?? name;
    if (!faults.has(column)) faults.set(column, { column, text: issue.message });
  }
  return { value: null, faults: [...faults.values()] };
}
