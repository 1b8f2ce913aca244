import { LONGEST_TEXT, MOST_COLUMNS, type Cell, type RowKeeper, type RowRead } from '../cells.ts';
import { unescaped, type Workbook } from './workbook.ts';
import { attribute, createXmlReader } from './xml.ts';
import { unzip, type ZipEntry } from './zip.ts';

const DAYS_FROM_1900_TO_1904 = 1462;

/** The place of a cell's name such as «AB12»: column and row, both from 1; null where it is none. */
export function placeOf(reference: string): readonly [column: number, row: number] | null {
  const match = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference.replaceAll('$', ''));
  if (match === null) return null;
  return [[...(match[1] ?? '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0), Number(match[2])];
}

interface CellBegun {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string;
  hasValue: boolean;
  hasFormula: boolean;
}

const cellOf = ({ type, style, value, hasValue, hasFormula }: CellBegun, { strings, isDate, from1904 }: Workbook): Cell => {
  if (!hasValue) return hasFormula ? { odd: 'formula' } : '';
  if (type === 's') return (strings[Number(value)] ?? '').slice(0, LONGEST_TEXT);
  if (type === 'e') return { odd: 'error' };
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type === 'inlineStr' || type === 'str' || type === 'd') return unescaped(value).slice(0, LONGEST_TEXT);
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value.slice(0, LONGEST_TEXT);
  if (!isDate(style)) return number;
  // A time without a day is less than one, and begins nowhere.
  return { at: from1904 && number >= 1 ? number + DAYS_FROM_1900_TO_1904 : number };
};

/** Marks the cells that merged ones cover: their value is the first one's alone. */
const withMerged = (rows: readonly RowRead[], ranges: readonly string[]): RowRead[] => {
  const covered = new Map<number, number[]>();
  const kept = new Set(rows.map(({ at }) => at));
  for (const range of ranges) {
    const [from, to] = range.split(':').map(placeOf);
    if (!from || !to) continue;
    for (const row of kept) {
      if (row < from[1] || row > to[1]) continue;
      const columns = covered.get(row) ?? [];
      for (let column = from[0]; column <= Math.min(to[0], MOST_COLUMNS); column += 1) if (column !== from[0] || row !== from[1]) columns.push(column - 1);
      covered.set(row, columns);
    }
  }
  return rows.map((row) => {
    const columns = covered.get(row.at);
    if (columns === undefined) return row;
    const cells = [...row.cells];
    for (const column of columns) {
      while (cells.length <= column) cells.push('');
      if (cells[column] === '') cells[column] = { odd: 'merged' };
    }
    return { at: row.at, cells };
  });
};

/** Reads a sheet of a workbook row by row; whatever lies beyond the limits is not kept. */
export async function readWorksheet(bytes: Buffer, entry: ZipEntry, workbook: Workbook, keeper: RowKeeper): Promise<RowRead[]> {
  const merged: string[] = [];
  let row = 0;
  let cells: Cell[] = [];
  let cell: CellBegun | null = null;
  let taking = false;
  let spoken = 0;
  let enough = false;
  const reader = createXmlReader({
    open(name, attributes) {
      if (name === 'row') {
        row = Number(attribute(attributes, 'r') ?? row + 1);
        cells = [];
      } else if (name === 'c') {
        const column = placeOf(attribute(attributes, 'r') ?? '')?.[0] ?? cells.length + 1;
        cell = { column, type: attribute(attributes, 't') ?? 'n', style: Number(attribute(attributes, 's') ?? 0), value: '', hasValue: false, hasFormula: false };
      } else if (name === 'f' && cell !== null) cell.hasFormula = true;
      else if (name === 'rPh') spoken += 1;
      else if (name === 'mergeCell') merged.push(attribute(attributes, 'ref') ?? '');
      taking = cell !== null && spoken === 0 && (name === 'v' || name === 't');
      if (taking && cell !== null && name === 't') cell.hasValue = true;
    },
    text(text) {
      if (!taking || cell === null || cell.value.length > LONGEST_TEXT) return;
      cell.value += text;
      cell.hasValue = true;
    },
    close(name) {
      if (name === 'v' || name === 't') taking = false;
      else if (name === 'rPh') spoken -= 1;
      else if (name === 'c' && cell !== null) {
        if (cell.column <= MOST_COLUMNS) {
          while (cells.length < cell.column - 1) cells.push('');
          cells[cell.column - 1] = cellOf(cell, workbook);
        }
        cell = null;
      } else if (name === 'row' && !enough) enough = !keeper.add(row, cells);
    },
  });
  const decoder = new TextDecoder();
  for await (const chunk of unzip(bytes, entry, workbook.spend)) {
    reader.write(decoder.decode(chunk, { stream: true }));
    if (enough) break;
  }
  return withMerged(keeper.take(), merged);
}
