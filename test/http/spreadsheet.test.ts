import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import fc from 'fast-check';
import { readSheet } from 'read-excel-file/node';
import { disposition } from '../../server/http/download.ts';
import { csvOf, inert, withoutInert, xlsxOf, type Sheet } from '../../server/http/spreadsheet.ts';

const PREFIXES = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠', '﹦', ' =', '\u200f=', '\u2068＝', '\u200c-', '\ufeff@', '\v='];
const NAMES = ['راه و شهرسازی', 'HYPERLINK("http://example.test";"الف")', '1+1', 'cmd|\' /C calc\'!A0', 'می‌خواهم، «ب»', 'الف"ب', 'یک\nدو'];
const all = PREFIXES.flatMap((prefix) => NAMES.map((name) => `${prefix}${name}`));

const sheetOf = (texts: readonly string[]): Sheet => ({ name: 'نام', columns: [{ header: 'متن', width: 30 }, { header: 'شمار', width: 8 }], rows: texts.map((text, index) => [text, index]) });
const isFormula = (text: string): boolean => /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫]/u.test(text);
// What neither format holds: controls of no meaning; a lone CR reads as a line end.
const kept = (text: string): string => text.replace(/\0|\v/g, '').replace(/\r\n?/g, '\n').trim();

describe('exported tables', () => {
  it('neutralise every beginning of a formula before every name, in CSV', () => {
    const rows: string[][] = parse(csvOf(all.map((text) => [text])), { bom: true, relax_column_count: true });
    expect(rows).to.have.length(all.length);
    for (const [index, [cell = '']] of rows.entries()) {
      expect(cell.startsWith("'"), JSON.stringify(cell)).to.equal(true);
      expect(cell.slice(1)).to.equal(all[index]?.replaceAll('\0', ''));
    }
  });

  it('neutralise the same in .xlsx, and hold no formula at all', async () => {
    const file = await xlsxOf(sheetOf(all));
    const [head, ...rows] = await readSheet(file);
    expect(head).to.deep.equal(['متن', 'شمار']);
    expect(rows.map(([, number]) => number)).to.deep.equal(all.map((_, index) => index));
    for (const [index, [cell]] of rows.entries()) {
      expect(String(cell).startsWith("'"), JSON.stringify(cell)).to.equal(true);
      expect(kept(String(cell).slice(1))).to.equal(kept(all[index] ?? ''));
    }
  });

  it('leave every Persian name as it is', async () => {
    const names = ['راه و شهرسازی', 'می‌خواهم', 'آب و فاضلاب؛ روستایی', '(الف)', '۱۲۳', "'نقل'", '٪۵'];
    for (const name of names) expect(inert(name)).to.equal(name);
    const [, ...rows] = await readSheet(await xlsxOf(sheetOf(names)));
    expect(rows.map(([name]) => name)).to.deep.equal(names);
    expect(parse(csvOf([names]), { bom: true })).to.deep.equal([names]);
  });

  it('never let any text begin like a formula, and give back what they were given', () => {
    const texts = fc.tuple(fc.string({ unit: fc.constantFrom("'", ' ', ...PREFIXES), maxLength: 4 }), fc.string({ unit: 'binary' })).map((parts) => parts.join(''));
    fc.assert(fc.property(texts, (text) => {
      expect(isFormula(inert(text))).to.equal(false);
      expect(withoutInert(inert(text))).to.equal(text);
    }));
  });

  it('are .xlsx files whatever the text', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), async (texts) => {
      const [, ...rows] = await readSheet(await xlsxOf(sheetOf(texts)));
      expect(rows).to.have.length(texts.length);
    }), { numRuns: 30 });
  });

  it('are whole with texts that have the name of what every object inherits', async () => {
    const texts = ['toString', '__proto__', 'constructor', 'راه'];
    const [, ...rows] = await readSheet(await xlsxOf(sheetOf(texts)));
    expect(rows.map(([cell]) => String(cell).trim())).to.deep.equal(texts);
  });

  it('have a name in ASCII and one in Persian', () => {
    expect(disposition({ ascii: 'didar-timetable-2.xlsx', name: 'برنامه (۲).xlsx' })).to.match(/^attachment; filename="didar-timetable-2\.xlsx"; filename\*=UTF-8''[\w%.-]+$/);
    expect(disposition({ ascii: 'a"\r\nx: y.txt', name: '\r\n"' })).not.to.match(/[\r\n]/);
  });
});
