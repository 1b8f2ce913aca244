/**
 * One cell as it was read: text as it stands in the file ('' where empty), a bare number, a number that the file shows as a
 * date or a time (days from 1899-12-30, the time of day as a fraction), or the reason why a cell holds no value of its own.
 */
export type Cell = string | number | { readonly at: number } | { readonly odd: Oddity };

/** Why a cell has no value: it is covered by a merged one, its formula was never reckoned, or its formula failed. */
export type Oddity = 'merged' | 'formula' | 'error';

/** A row that is not empty, with its number in the file, from 1. */
export interface RowRead {
  readonly at: number;
  readonly cells: readonly Cell[];
}

/** One sheet of a file; a CSV file is one sheet without a name. */
export interface SheetRead {
  readonly name: string;
  readonly rows: readonly RowRead[];
}

/** What was read of a file: `stoppedAt` is the row after which there were so many empty ones that the rest was left; null where all was read. */
export interface FileRead {
  readonly sheets: readonly SheetRead[];
  readonly stoppedAt: number | null;
}

/** What a file may unpack to, in bytes. */
export const MOST_UNZIPPED = 50 * 1024 * 1024;
/** So many rows a table may have, its header not counted. */
export const MOST_ROWS = 20_000;
/** Cells beyond so many columns are not read. */
export const MOST_COLUMNS = 100;
/** After so many empty rows nothing more is looked for. */
export const MOST_EMPTY = 10_000;
/** No field of any form takes a longer text. */
export const LONGEST_TEXT = 1_000;
/** As much of a file's name as is kept. */
export const LONGEST_NAME = 120;

/** Why a file could not be read. */
export const READ_FAULTS = [
  'no_file', 'too_large', 'empty', 'password', 'old_excel', 'binary_excel', 'other_office', 'other_zip', 'web_page', 'not_table', 'broken',
  'unzipped_too_large', 'too_many_rows', 'csv_broken', 'too_slow', 'too_heavy', 'interrupted',
] as const;
export type ReadFaultCode = (typeof READ_FAULTS)[number];

/** A file that cannot be read; `facts` are what its sentence names. */
export class ReadFault extends Error {
  readonly code: ReadFaultCode;
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(code: ReadFaultCode, facts: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.name = 'ReadFault';
    this.code = code;
    this.facts = facts;
  }
}

/** Whether a cell holds nothing that anybody typed. */
export const isEmptyCell = (cell: Cell | undefined): boolean =>
  cell === undefined || (typeof cell === 'string' ? cell.trim() === '' : typeof cell === 'object' && 'odd' in cell && cell.odd === 'merged');

/** Gathers the rows of a file under its limits; `add` says false where the rest of the sheet is not worth reading. */
export function createRowKeeper(told: (rows: number) => void) {
  let all = 0;
  let rows: RowRead[] = [];
  let last = 0;
  let stoppedAt: number | null = null;
  return {
    /** Throws `too_many_rows`. */
    add(at: number, cells: readonly Cell[]): boolean {
      if (cells.every(isEmptyCell)) {
        if (at - last <= MOST_EMPTY) return true;
        stoppedAt = last;
        return false;
      }
      last = at;
      all += 1;
      // One more for the header.
      if (all > MOST_ROWS + 1) throw new ReadFault('too_many_rows', { most: MOST_ROWS });
      rows.push({ at, cells });
      if (all % 1_000 === 0) told(all);
      return true;
    },
    /** The rows of the sheet that has ended; the next one begins. */
    take(): RowRead[] {
      const taken = rows;
      rows = [];
      last = 0;
      return taken;
    },
    stoppedAt: () => stoppedAt,
  };
}

export type RowKeeper = ReturnType<typeof createRowKeeper>;
