import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import { clock } from '../../server/domain/calendar.ts';
import { addDays, fromJalali } from '../../server/domain/jalali.ts';
import { csvOf, inert, xlsxOf, type Sheet } from '../../server/http/spreadsheet.ts';
import { mediaSheet } from '../../server/rota/media-view.ts';
import type { PublishedSession } from '../../server/rota/publication.ts';

const FROM = fromJalali(1399, 2, 1);
const NAMES = ['ادارهٔ کل راه و شهرسازی', 'سازمان آب و برق؛ «جنوب»', 'می‌خواهم ۱۲٬۳۴۵', '=HYPERLINK("http://example.test";"الف")', '+1+1', '-2', '@SUM(A1)', '＝1+1', "'نقل", '0012', '1/2', '٪۵'];

const sessions = NAMES.map((agencyName, index): PublishedSession => ({
  sessionId: `s${index}`, day: addDays(FROM, index), from: clock('09:00'), to: clock('10:30'), zone: 'Asia/Tehran', line: 1, agencyId: `a${index}`, agencyName, shortName: agencyName, sector: 'infra',
  headTitle: 'مدیرکل', personName: index % 2 === 0 ? 'علیرضا قاسمی' : null, honorific: index % 2 === 0 ? 'agha' : null, post: null, substituteFor: index === 4 ? 'خانم محمدی' : null,
}));

// Comma, quotes, UTF-8.
const AS_TEXT = 'csv:Text - txt - csv (StarCalc):44,34,76';

describe('tables in LibreOffice', () => {
  let folder: string;
  before(function () {
    folder = mkdtempSync(join(tmpdir(), 'didar-office-'));
    try {
      execFileSync('soffice', ['--version'], { stdio: 'ignore' });
    } catch {
      if (process.env['CI'] === 'true') throw new Error('LibreOffice is missing.');
      this.skip();
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Opens a file as somebody in an office would, and gives what the program has made of it. */
  const opened = (name: string, content: string | Buffer, as: string): string => {
    const file = join(folder, name);
    writeFileSync(file, content);
    execFileSync('soffice', [`-env:UserInstallation=file://${join(folder, 'profile')}`, '--headless', '--convert-to', as, '--outdir', join(folder, 'out'), file], { stdio: 'ignore' });
    return readFileSync(join(folder, 'out', name.replace(/\.\w+$/, `.${as.split(':')[0] ?? ''}`)), 'utf8');
  };
  const rowsOf = (csv: string): string[][] => parse(csv, { bom: true, relax_column_count: true });
  const expected = (sheet: Sheet): string[][] => [sheet.columns.map(({ header }) => header), ...sheet.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? inert(cell) : String(cell ?? ''))))];

  it('have the same values, nothing of them run or counted', async () => {
    const sheet = mediaSheet({ sessions });
    expect(rowsOf(opened('media.xlsx', await xlsxOf(sheet), AS_TEXT))).to.deep.equal(expected(sheet));
  });

  it('stand from right to left, without a formula', async () => {
    const flat = opened('rtl.xlsx', await xlsxOf(mediaSheet({ sessions })), 'fods');
    expect(flat).to.match(/<style:table-properties[^>]*style:writing-mode="rl-tb"/);
    expect(flat).not.to.contain('table:formula=');
  });

  it('are as harmless when they come as CSV', () => {
    const texts = NAMES.map((name) => [inert(name)]);
    const flat = opened('list.csv', csvOf(NAMES.map((name) => [name])), 'fods');
    expect(flat).not.to.contain('table:formula=');
    expect(texts.every(([text]) => !/^[=+\-@＝]/u.test(text ?? ''))).to.equal(true);
  });
});
