import writeExcel, { type Cell as ExcelCell, type Sheet as ExcelSheet } from 'write-excel-file/node';

/** What a cell holds: text is kept from being taken for a formula, a number stays one. */
export type SheetCell = string | number | null;

/** A column of a sheet; its width in characters. */
export interface SheetColumn {
  readonly header: string;
  readonly width: number;
}

/** One sheet: a heading for each column, and its rows. */
export interface Sheet {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
}

// What programs of tables take for the beginning of a formula; full-width and small forms become these by NFKC.
const FORMULA = /^[=+\-@]/;
// Excel leaves the rest of a longer text out.
const LONGEST = 32_767;

const beginsFormula = (marked: string): boolean => {
  // A mark that somebody typed himself gets one of ours before it, so that both come back as they were.
  const text = marked.replace(/^'+/, '');
  if (/^[\t\r\n\0]/.test(text)) return true;
  // Blanks, controls and direction signs before it do not make it anything else.
  const [first = ''] = text.replace(/^[\s\p{Cc}\p{Cf}]+/u, '');
  return FORMULA.test(first.normalize('NFKC'));
};

/** The text as it may stand in a table: an apostrophe before whatever a program could run as a formula (reliability-security design, §1.7). */
export const inert = (text: string): string => (beginsFormula(text) ? `'${text}` : text);

/** What `inert` was given: for tables that come back. */
export const withoutInert = (text: string): string => (text.startsWith("'") && beginsFormula(text) ? text.slice(1) : text);

// What XML cannot hold: controls but tab and line ends, halves of a pair, and the two that are no characters.
const unwritable = (text: string): string => text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, (sign) => ('\t\n\r'.includes(sign) ? sign : ''));

// The library looks texts up in a plain object: one that has the name of what every object inherits would break the file.
const named = (text: string): string => (text in {} ? `${text} ` : text);

// '@' is Excel's own mark of text: it neither counts nor dates what stands there.
const bodyCell = (cell: SheetCell): ExcelCell =>
  typeof cell === 'string' ? { value: named(unwritable(inert(cell)).slice(0, LONGEST)), type: String, format: '@', alignVertical: 'top', wrap: true } : cell === null ? null : { value: cell, type: Number, alignVertical: 'top' };

const headCell = ({ header }: SheetColumn): ExcelCell => ({ value: named(unwritable(inert(header))), type: String, format: '@', fontWeight: 'bold', backgroundColor: '#E4F1F0', wrap: true });

// Names of sheets are at most 31 characters and lack the signs of references.
const sheetName = (name: string): string => unwritable(name).replace(/[[\]:*?/\\']/g, ' ').trim().slice(0, 31) || 'برگه';

const excelSheet = ({ name, columns, rows }: Sheet): ExcelSheet<Buffer> => ({
  data: [columns.map(headCell), ...rows.map((row) => row.map(bodyCell))],
  sheet: sheetName(name),
  columns: columns.map(({ width }) => ({ width })),
  rightToLeft: true,
  stickyRowsCount: 1,
});

/** The sheets as an .xlsx file: right to left, the headings bold and always in sight, no cell ever a formula. */
export const xlsxOf = (...sheets: readonly Sheet[]): Promise<Buffer> => writeExcel(sheets.map(excelSheet), { fontFamily: 'Tahoma', fontSize: 10 }).toBuffer();

const csvCell = (cell: SheetCell): string => (cell === null ? '' : typeof cell === 'number' ? String(cell) : `"${inert(cell).replaceAll('\0', '').replaceAll('"', '""')}"`);

/** Rows as CSV (RFC 4180, every text quoted) behind the mark by which Excel knows UTF-8; the first row is usually the headings. */
export const csvOf = (rows: readonly (readonly SheetCell[])[]): string => `\ufeff${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
