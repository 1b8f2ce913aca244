import { strToU8, zipSync } from 'fflate';

/** A cell as a test writes it: text, a number, a number in a style, a formula with or without what it came to, or nothing. */
export type Made = string | number | null | { readonly n: number; readonly s: number } | { readonly f: string; readonly v?: string };

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const letters = (column: number): string => (column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26));

const cellXml = (cell: Made, reference: string): string => {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  if ('f' in cell) return `<c r="${reference}" t="str"><f>${escaped(cell.f)}</f>${cell.v === undefined ? '' : `<v>${escaped(cell.v)}</v>`}</c>`;
  return `<c r="${reference}" s="${cell.s}"><v>${cell.n}</v></c>`;
};

/** The XML of a sheet; `tail` follows its rows. */
export const sheetXml = (rows: readonly (readonly Made[])[], tail = ''): string =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
    .map((row, at) => `<row r="${at + 1}">${row.map((cell, column) => cellXml(cell, `${letters(column)}${at + 1}`)).join('')}</row>`)
    .join('')}</sheetData>${tail}</worksheet>`;

// Style 1 is a date, style 2 a time, style 3 a date as the Persian calendar writes it.
const STYLES = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="[$-3000401]yyyy/mm/dd;@"/></numFmts>
<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="164"/></cellXfs></styleSheet>`;

/** The files of a workbook with these sheets, as they stand before they are packed. */
export function workbookFiles(sheets: Readonly<Record<string, string>>, { date1904 = false }: { readonly date1904?: boolean } = {}): Record<string, Uint8Array> {
  const names = Object.keys(sheets);
  return {
    '[Content_Types].xml': strToU8('<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'),
    '_rels/.rels': strToU8('<Relationships><Relationship Id="rId1" Type="officeDocument" Target="xl/workbook.xml"/></Relationships>'),
    'xl/workbook.xml': strToU8(`<workbook xmlns:r="r">${date1904 ? '<workbookPr date1904="1"/>' : ''}<sheets>${names.map((name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': strToU8(`<Relationships>${names.map((_name, at) => `<Relationship Id="rId${at + 1}" Type="worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}<Relationship Id="rId90" Type="styles" Target="styles.xml"/></Relationships>`),
    'xl/styles.xml': strToU8(STYLES),
    ...Object.fromEntries(names.map((name, at) => [`xl/worksheets/sheet${at + 1}.xml`, strToU8(sheets[name] ?? '')])),
  };
}

/** A workbook of one sheet. */
export const workbook = (rows: readonly (readonly Made[])[], tail = ''): Buffer => packed(workbookFiles({ 'برگهٔ ۱': sheetXml(rows, tail) }));

/** Files packed into an archive. */
export const packed = (files: Record<string, Uint8Array>): Buffer => Buffer.from(zipSync(files));

/**
 * The old container of office programs with these streams in its directory: header, one sector of the allocation table, and
 * the directory, as [MS-CFB] has it. Excel wraps a workbook with a password so (`EncryptionInfo`, `EncryptedPackage`).
 */
export function compoundFile(streams: readonly string[]): Buffer {
  const header = Buffer.alloc(512);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.writeUInt16LE(0x3e, 24);
  header.writeUInt16LE(3, 26);
  header.writeUInt16LE(0xfffe, 28);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(1, 44);
  header.writeUInt32LE(1, 48);
  header.writeUInt32LE(4096, 56);
  header.writeUInt32LE(0xfffffffe, 60);
  header.writeUInt32LE(0xfffffffe, 68);
  header.fill(0xff, 76);
  header.writeUInt32LE(0, 76);
  const table = Buffer.alloc(512, 0xff);
  table.writeUInt32LE(0xfffffffd, 0);
  table.writeUInt32LE(0xfffffffe, 4);
  const directory = Buffer.concat(
    ['Root Entry', ...streams].map((name, at) => {
      const entry = Buffer.alloc(128);
      entry.write(name, 0, 'utf16le');
      entry.writeUInt16LE((name.length + 1) * 2, 64);
      entry[66] = at === 0 ? 5 : 2;
      return entry;
    }),
  );
  return Buffer.concat([header, table, directory, Buffer.alloc(512 - (directory.length % 512))]);
}

/** Text in Windows-1256, for the letters that its tests use. */
export function inWindows1256(text: string): Buffer {
  const table = new Map<string, number>();
  const decoder = new TextDecoder('windows-1256');
  for (let byte = 0; byte < 256; byte += 1) table.set(decoder.decode(Uint8Array.of(byte)), byte);
  return Buffer.from([...text].map((sign) => table.get(sign) ?? 0x3f));
}

/** Text in UTF-16, the high byte first where `bigEndian`, with its mark or without. */
export function inUtf16(text: string, { bigEndian = false, marked = true }: { readonly bigEndian?: boolean; readonly marked?: boolean } = {}): Buffer {
  const bytes = Buffer.from((marked ? '\ufeff' : '') + text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}
