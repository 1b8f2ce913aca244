import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { strToU8, zipSync } from 'fflate';
import fc from 'fast-check';
import readXlsxFile from 'read-excel-file/node';
import { xlsxOf } from '../../../server/http/spreadsheet.ts';
import { GREATEST_UPLOAD } from '../../../server/http/uploads.ts';
import { ReadFault, type Cell, type FileRead } from '../../../server/imports/cells.ts';
import { isKnown } from '../../../server/imports/header.ts';
import { readApart } from '../../../server/imports/read-file.ts';
import { readFile } from '../../../server/imports/reading/read.ts';
import { isDateFormat } from '../../../server/imports/reading/workbook.ts';
import { createXmlReader } from '../../../server/imports/reading/xml.ts';
import { shownOf } from '../../../server/imports/values.ts';
import { compoundFile, inUtf16, inWindows1256, packed, sheetXml, workbook, workbookFiles } from './workbook.ts';

const HEADER = ['دستگاه', 'سال', 'ماه', 'تماس ۱۱۱'];
const read = (bytes: Buffer): Promise<FileRead> => readFile(bytes, (rows) => isKnown('demand', rows), () => undefined);
const cellsOf = async (bytes: Buffer): Promise<readonly (readonly Cell[])[]> => (await read(bytes)).sheets[0]?.rows.map(({ cells }) => cells) ?? [];
/** Packed in haste: what is made of one sign shrinks all the same. */
const quickly = (files: Record<string, Uint8Array>): Buffer => Buffer.from(zipSync(files, { level: 1 }));
const faultOf = async (reading: Promise<unknown>): Promise<string> => {
  try {
    await reading;
    return 'read';
  } catch (error) {
    if (error instanceof ReadFault) return error.code;
    throw error;
  }
};

describe('reading a workbook', () => {
  it('gives text, numbers, dates and times, and tells what has no value of its own', async () => {
    const rows = [HEADER, ['گاز', 1399, { n: 44_047, s: 1 }, { n: 0.375, s: 2 }], ['آب & برق <تهران>', { n: 44_047, s: 3 }, { f: 'A2&"x"', v: 'نتیجه' }, { f: 'SUM(A1)' }], [null, 'x']];
    expect(await cellsOf(workbook(rows))).to.deep.equal([
      HEADER, ['گاز', 1399, { at: 44_047 }, { at: 0.375 }], ['آب & برق <تهران>', { at: 44_047 }, 'نتیجه', { odd: 'formula' }], ['', 'x'],
    ]);
  });

  it('marks what merged cells cover, however far they reach', async () => {
    const tail = '<mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="C2:XFD1048576"/></mergeCells>';
    const [, first, second] = await cellsOf(workbook([HEADER, ['گاز', 1399, 'مرداد'], ['', 1399, '']], tail));
    expect(first?.slice(0, 4)).to.deep.equal(['گاز', 1399, 'مرداد', { odd: 'merged' }]);
    expect(second?.slice(0, 4)).to.deep.equal([{ odd: 'merged' }, 1399, { odd: 'merged' }, { odd: 'merged' }]);
  });

  it('takes the first sheet with known headings, wherever it is and under whatever titles; else all', async () => {
    const sheets = { راهنما: sheetXml([['این فایل را پر کنید']]), داده: sheetXml([['آمار سال ۱۳۹۹'], [], ['سازمان *', 'سال (شمسی)', 'ماه']]) };
    expect((await read(packed(workbookFiles(sheets)))).sheets.map(({ name }) => name)).to.deep.equal(['داده']);
    const unknown = { الف: sheetXml([['یک', 'دو']]), ب: sheetXml([['سه']]) };
    expect((await read(packed(workbookFiles(unknown)))).sheets.map(({ name }) => name)).to.deep.equal(['الف', 'ب']);
  });

  it('counts days from 1904 where the workbook does', async () => {
    const files = workbookFiles({ s: sheetXml([[{ n: 42_585, s: 1 }, { n: 0.5, s: 2 }]]) }, { date1904: true });
    expect((await cellsOf(packed(files)))[0]).to.deep.equal([{ at: 44_047 }, { at: 0.5 }]);
  });

  it('knows formats of days and times', () => {
    expect(['[$-3000401]yyyy/mm/dd;@', 'd mmm', 'h:mm AM/PM', '[h]:mm', '[$-fa-IR,16]dd mmmm yyyy'].filter((code) => !isDateFormat(code))).to.deep.equal([]);
    expect(['General', '0.00', '#,##0 "days"', '[Red]0', '@', '0\\d', '[$ريال-429] #,##0'].filter(isDateFormat)).to.deep.equal([]);
  });

  it('reads what our own files hold, as another reader does', async function () {
    this.timeout(30_000);
    const text = fc.string({ unit: 'binary', maxLength: 12 }).map((one) => one.replace(/[\p{Cc}\p{Cs}\ufffe\uffff\u200b-\u206f]/gu, '').trim());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.oneof(text, fc.integer({ min: -1e9, max: 1e9 })), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 }), async (rows) => {
        const bytes = await xlsxOf({ name: 'x', columns: ['الف', 'ب', 'ج'].map((header) => ({ header, width: 10 })), rows });
        const ours = (await cellsOf(bytes)).map((cells) => [0, 1, 2].map((at) => cells[at] ?? ''));
        const theirs = (await readXlsxFile(bytes))[0]?.data ?? [];
        const plain = theirs.filter((row) => row.some((cell) => cell !== null && String(cell).trim() !== '')).map((row) => [0, 1, 2].map((at) => (row[at] ?? '') as string | number));
        expect(ours.map((row) => row.map((cell) => (typeof cell === 'string' ? cell.trim() : cell)))).to.deep.equal(plain.map((row) => row.map((cell) => (typeof cell === 'string' ? cell.trim() : cell))));
      }),
      { numRuns: 40 },
    );
  });

  it('reads XML alike however it is cut into pieces, and takes no document type', () => {
    const xml = '<?xml version="1.0"?><a x="1>0" y=\'"\'><!-- <b> --><x:c/><t>a &amp; &#1576;&#x628; &bogus;</t><![CDATA[<raw>]]></a>';
    const told = (pieces: readonly string[]): string[] => {
      const events: string[] = [];
      const reader = createXmlReader({ open: (name, attributes) => void events.push(`<${name}${attributes}`), close: (name) => void events.push(`/${name}`), text: (text) => void events.push(text) });
      pieces.forEach((piece) => reader.write(piece));
      return events;
    };
    const whole = told([xml]);
    expect(whole).to.deep.equal(['<a x="1>0" y=\'"\'', '<c', '/c', '<t', 'a & بب &bogus;', '/t', '<raw>', '/a']);
    fc.assert(fc.property(fc.array(fc.nat(xml.length), { maxLength: 6 }), (cuts) => {
      const at = [0, ...cuts.sort((one, other) => one - other), xml.length];
      expect(told(at.slice(1).map((end, index) => xml.slice(at[index], end)))).to.deep.equal(whole);
    }));
    expect(() => told(['<!DOCTYPE a [<!ENTITY b "c">]><a/>'])).to.throw(ReadFault);
  });
});

describe('a file that is no table, or a hostile one', () => {
  const good = workbook([HEADER, ['گاز', 1399, 5, 1]]);

  it('is judged by its content, and said what it is', async () => {
    const exe = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200), randomBytes(500)]);
    const cases: readonly (readonly [string, Buffer])[] = [
      ['password', compoundFile(['EncryptionInfo', 'EncryptedPackage'])], ['old_excel', compoundFile(['Workbook'])], ['other_office', compoundFile(['WordDocument'])],
      ['not_table', exe], ['not_table', Buffer.from('%PDF-1.7\n...')], ['not_table', Buffer.from('89504e470d0a1a0a0000', 'hex')], ['not_table', randomBytes(4_000)],
      ['empty', Buffer.alloc(0)], ['empty', Buffer.from(' \r\n')], ['empty', workbook([[]])],
      ['web_page', Buffer.from('\n<html><table><tr><td>دستگاه</td></tr></table></html>')], ['web_page', Buffer.from('\ufeff<?xml version="1.0"?><Workbook/>')],
      ['other_zip', packed({ 'a.xlsx': good })], ['other_office', packed({ mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'), 'content.xml': strToU8('<a/>') })],
      ['other_office', packed({ '[Content_Types].xml': strToU8('<Types>wordprocessingml</Types>') })],
      ['binary_excel', packed({ '[Content_Types].xml': strToU8('<Types>application/vnd.ms-excel.sheet.binary.macroEnabled.main</Types>') })],
    ];
    const told = await Promise.all(cases.map(([, bytes]) => faultOf(read(bytes))));
    expect(told).to.deep.equal(cases.map(([code]) => code));
  });

  it('is told to be broken wherever it is cut off or altered, and never anything else', async () => {
    for (let at = 8; at < good.length; at += 37) expect(await faultOf(read(good.subarray(0, at))), String(at)).to.equal('broken');
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const altered = Buffer.from(good);
        altered[at] = (altered[at] ?? 0) ^ by;
        // Whatever comes of it is an answer of ours, and no fault of the program.
        await faultOf(read(altered));
      }),
      { numRuns: 200 },
    );
  });

  it('may not unpack to more than 50 MB, whatever sizes it tells', async function () {
    this.timeout(30_000);
    const bomb = workbookFiles({ s: `<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>${' '.repeat(60 * 1024 * 1024)}</t></is></c></row></sheetData></worksheet>` });
    const bytes = quickly(bomb);
    expect(bytes.length).to.be.lessThan(GREATEST_UPLOAD);
    expect(await faultOf(read(bytes))).to.be.oneOf(['unzipped_too_large', 'broken']);
    const strings = quickly({ ...workbookFiles({ s: sheetXml([HEADER]) }), 'xl/sharedStrings.xml': strToU8(`<sst>${'<si><t>a</t></si>'.repeat(3_600_000)}</sst>`) });
    expect(await faultOf(read(strings))).to.equal('unzipped_too_large');
    // The directory may tell any size: what comes out is counted.
    const lying = Buffer.from(strings);
    for (let at = 0; at + 4 <= lying.length; at += 1) if (lying.readUInt32LE(at) === 0x02014b50) lying.writeUInt32LE(10, at + 24);
    expect(await faultOf(read(lying))).to.equal('unzipped_too_large');
  });

  it('ends quickly with a million empty rows, and says where it stopped', async function () {
    this.timeout(30_000);
    const empty = Array.from({ length: 1_000_000 }, (_, at) => `<row r="${at + 3}"><c r="A${at + 3}" s="1"/></row>`).join('');
    const xml = sheetXml([HEADER, ['گاز', 1399, 5, 1]]).replace('</sheetData>', `${empty}</sheetData>`);
    const bytes = quickly(workbookFiles({ s: xml }));
    const begun = performance.now();
    const found = await read(bytes);
    expect(performance.now() - begun).to.be.lessThan(2_000);
    expect(found.sheets[0]?.rows).to.have.length(2);
    expect(found.stoppedAt).to.equal(2);
  });

  it('may not have more than twenty thousand rows', async function () {
    this.timeout(30_000);
    const rows = (count: number) => workbook([HEADER, ...Array.from({ length: count }, (_, at) => ['گاز', 1399, 5, at])]);
    expect((await read(rows(20_000))).sheets[0]?.rows).to.have.length(20_001);
    expect(await faultOf(read(rows(20_001)))).to.equal('too_many_rows');
  });

  it('costs its own process alone, in time and in memory', async function () {
    this.timeout(30_000);
    const strings = quickly({ ...workbookFiles({ s: sheetXml([HEADER]) }), 'xl/sharedStrings.xml': strToU8(`<sst>${'<si><t>abcdefgh</t></si>'.repeat(1_800_000)}</sst>`) });
    expect(await faultOf(readApart(strings, 'demand', () => undefined, { milliseconds: 20_000, megabytes: 32 }))).to.equal('too_heavy');
    expect(await faultOf(readApart(strings, 'demand', () => undefined, { milliseconds: 50, megabytes: 256 }))).to.equal('too_slow');
    const told: number[] = [];
    const many = workbook([HEADER, ...Array.from({ length: 5_000 }, (_, at) => ['گاز', 1399, 5, at])]);
    expect((await readApart(many, 'demand', (rows) => told.push(rows))).sheets[0]?.rows).to.have.length(5_001);
    expect(told).to.deep.equal([1_000, 2_000, 3_000, 4_000, 5_000]);
    expect(await faultOf(readApart(compoundFile(['EncryptedPackage']), 'demand', () => undefined))).to.equal('password');
  });
});

describe('reading CSV', () => {
  const rows = [['دستگاه', 'سال', 'ماه'], ['شرکت گاز، مرکز', '1399', 'مرداد'], ['ثبت "اسناد"', '۱۳۹۹', '5']];
  const csv = (delimiter: string): string => rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join('\r\n');

  it('in UTF-8, UTF-16 and Windows-1256, with a mark or without', async () => {
    const text = csv(',');
    const files = [
      Buffer.from(text), Buffer.from(`\ufeff${text}`), inUtf16(text), inUtf16(text, { bigEndian: true }), inUtf16(text, { marked: false }), inUtf16(text, { bigEndian: true, marked: false }),
    ];
    for (const file of files) expect(await cellsOf(file)).to.deep.equal(rows);
    const arabic = (await cellsOf(inWindows1256(text.replaceAll('ی', 'ي').replaceAll('۱۳۹۹', '1399')))).map((row) => row.map((cell) => shownOf(cell).replaceAll('ي', 'ی')));
    expect(arabic).to.deep.equal(rows.map((row) => row.map((cell) => cell.replaceAll('۱۳۹۹', '1399'))));
  });

  it('with comma, semicolon or tab, told or guessed, quoted lines and all', async () => {
    for (const delimiter of [',', ';', '\t']) expect(await cellsOf(Buffer.from(csv(delimiter)))).to.deep.equal(rows);
    expect(await cellsOf(Buffer.from(`sep=;\r\n${csv(';')}`))).to.deep.equal(rows);
    expect(await cellsOf(Buffer.from('دستگاه;ماه\n"دو\nخط";5\n'))).to.deep.equal([['دستگاه', 'ماه'], ['دو\nخط', '5']]);
  });

  it('keeps the numbers of rows, stops after ten thousand empty ones, and says where a quotation has no end', async () => {
    expect((await read(Buffer.from('دستگاه,ماه\n\n\nگاز,5\n'))).sheets[0]?.rows.map(({ at }) => at)).to.deep.equal([1, 4]);
    expect((await read(Buffer.from(`دستگاه,ماه\n${'\n'.repeat(2_000_000)}گاز,5`))).stoppedAt).to.equal(1);
    expect(await faultOf(read(Buffer.from('دستگاه,ماه\n"گاز,5\n')))).to.equal('csv_broken');
  });

  it('keeps what a spreadsheet would run as the text it is', async () => {
    const [, row] = await cellsOf(Buffer.from('دستگاه,ماه\n=HYPERLINK("http://x"),"+cmd|\' /C calc\'!A0"\n'));
    expect(row?.map((cell) => shownOf(cell))).to.deep.equal(['=HYPERLINK("http://x")', "+cmd|' /C calc'!A0"]);
    expect(shownOf("'=1+1")).to.equal('=1+1');
  });

  it('unpacks of an archive only what it needs, however large the rest would be', async function () {
    this.timeout(30_000);
    const files = workbookFiles({ s: sheetXml([HEADER, ['گاز', 1399, 5, 1]]) });
    const nested = Buffer.from(zipSync({ ...files, 'xl/media/bomb.zip': [new Uint8Array(60 * 1024 * 1024), { level: 1 }] }));
    expect(await cellsOf(nested)).to.have.length(2);
  });
});
