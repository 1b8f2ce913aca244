import { createRowKeeper, ReadFault, type FileRead, type RowRead, type SheetRead } from '../cells.ts';
import { refuseMarkup, sortOf } from './sniff.ts';
import { decodeText, readCsv } from './text.ts';
import { openWorkbook } from './workbook.ts';
import { readWorksheet } from './worksheet.ts';
import { zipEntries } from './zip.ts';

/**
 * Reads the tables of a file: of a workbook its sheets up to the first that `isWanted`, which then is the only one told.
 * `told` hears how many rows there are so far. Throws a ReadFault.
 */
export async function readFile(bytes: Buffer, isWanted: (rows: readonly RowRead[]) => boolean, told: (rows: number) => void): Promise<FileRead> {
  const keeper = createRowKeeper(told);
  const done = (sheets: readonly SheetRead[]): FileRead => {
    const filled = sheets.filter(({ rows }) => rows.length > 0);
    if (filled.length === 0) throw new ReadFault('empty');
    return { sheets: filled, stoppedAt: keeper.stoppedAt() };
  };
  if (sortOf(bytes) === 'text') {
    const text = decodeText(bytes);
    if (text === null) throw new ReadFault('not_table', { what: '' });
    refuseMarkup(text);
    return done([{ name: '', rows: readCsv(text, keeper) }]);
  }
  const workbook = await openWorkbook(bytes, zipEntries(bytes));
  const sheets: SheetRead[] = [];
  for (const { name, entry } of workbook.sheets) {
    const sheet = { name, rows: await readWorksheet(bytes, entry, workbook, keeper) };
    if (isWanted(sheet.rows)) return done([sheet]);
    sheets.push(sheet);
  }
  return done(sheets);
}
