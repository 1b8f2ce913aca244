import { foldKey } from '../domain/persian.ts';
import type { Cell, RowRead } from './cells.ts';
import { TABLES, type Kind } from './kinds.ts';

/** Which of the rows is the header (its place among them), and in which column of the file each column of the kind stands. */
export interface Header {
  readonly row: number;
  readonly columns: Readonly<Record<string, number>>;
}

// Titles and a line of explanation may stand above the header.
const ROWS_LOOKED_AT = 15;

/** A title as it is compared: folded, without signs and what stands in brackets. */
const titleKey = (text: string): string => foldKey(text.replace(/\([^)]*\)|[*:：_\-/.،]/g, ' '));

const textOf = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell : '');

const columnsIn = (kind: Kind, cells: readonly Cell[]): Record<string, number> => {
  const titles = cells.map((cell) => titleKey(textOf(cell)));
  const taken = new Set<number>();
  const found: Record<string, number> = {};
  // A column's own title goes before its other names, so that «نام» is the name where «نام کامل» is not there.
  for (const spelling of ['title', 'others'] as const) {
    for (const column of TABLES[kind].columns) {
      if (found[column.key] !== undefined) continue;
      const keys = (spelling === 'title' ? [column.title] : (column.others ?? [])).map(titleKey);
      const at = keys.map((key) => titles.findIndex((title, index) => title !== '' && title === key && !taken.has(index))).find((index) => index >= 0);
      if (at === undefined) continue;
      taken.add(at);
      found[column.key] = at;
    }
  }
  return found;
};

/** Whether enough columns are known for the rows to be read. */
export const isEnough = (kind: Kind, columns: Readonly<Record<string, number>>): boolean =>
  TABLES[kind].needed.every((group) => group.some((key) => columns[key] !== undefined));

/** The row that names most of the kind's columns, among the first; null where none names any. */
export function findHeader(kind: Kind, rows: readonly RowRead[]): Header | null {
  let best: Header | null = null;
  rows.slice(0, ROWS_LOOKED_AT).forEach(({ cells }, row) => {
    const columns = columnsIn(kind, cells);
    const count = Object.keys(columns).length;
    if (count > 0 && count > Object.keys(best?.columns ?? {}).length) best = { row, columns };
  });
  return best;
}

/** Whether a sheet can be read without asking. */
export function isKnown(kind: Kind, rows: readonly RowRead[]): boolean {
  const header = findHeader(kind, rows);
  return header !== null && isEnough(kind, header.columns);
}
