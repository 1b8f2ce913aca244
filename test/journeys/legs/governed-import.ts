import { expect } from 'chai';
import { formatMonth, addMonths, monthOf, type JalaliMonth } from '../../../server/domain/jalali.ts';
import { csvOf, xlsxOf } from '../../../server/http/spreadsheet.ts';
import { open, press, pressOn } from '../form.ts';
import type { Ground } from '../journey.ts';
import { checkWidths, HALF, NEXT } from './governed-ground.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HEADINGS = ['دستگاه', 'ماه', 'مراجعه', 'تماس با ۱۱۱'];

/** The twelve months before a day's. */
const yearBefore = (month: JalaliMonth): JalaliMonth[] => Array.from({ length: 12 }, (_, index) => addMonths(month, index - 12));

/** So many calls of every agency in every month; some more than others. */
const rowsOf = (agencies: readonly string[], months: readonly JalaliMonth[], factor: number): (readonly [string, string, number, number])[] =>
  agencies.flatMap((agency, index) => months.map((month) => [agency, formatMonth(month), 40 + index, factor * (10 + ((index * 7) % 90))] as const));

const sheetOf = (rows: readonly (readonly (string | number)[])[]): Promise<Buffer> =>
  xlsxOf({ name: 'مراجعه و تماس', columns: HEADINGS.map((header) => ({ header, width: 20 })), rows: rows.map((row) => [...row]) });

/** Monthly demand comes from a file: what is no table is refused, what is faulty is shown row by row, and the same file twice changes nothing. */
export function importLeg(ground: Ground, agenciesOf: () => Promise<readonly string[]>, which: 'first' | 'next'): void {
  const months = () => yearBefore(monthOf(which === 'first' ? HALF.from : NEXT.from));
  const send = async (name: string, mimeType: string, buffer: Buffer): Promise<void> => {
    const { page } = await ground.person('administrator');
    await open(page, '/imports/demand');
    await page.locator('input[type="file"]').setInputFiles({ name, mimeType, buffer });
    await press(page, 'خواندن و بررسی');
    await page.waitForURL((url) => !url.pathname.endsWith('/demand') || url.search !== '', { timeout: 20_000 }).catch(() => undefined);
    await page.locator('[data-import-progress]').waitFor({ state: 'detached', timeout: 20_000 });
  };

  if (which === 'first') {
    it('refuses a program that is called a table, a table with a password, and one that is too large', async () => {
      const { page } = await ground.person('administrator');
      const tries: readonly (readonly [string, Buffer])[] = [
        ['آمار.xlsx', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(2000, 1)])],
        ['رمزدار.xlsx', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4000)])],
        ['بزرگ.xlsx', Buffer.alloc(6 * 1024 * 1024, 7)],
      ];
      const said: string[] = [];
      for (const [name, content] of tries) {
        await open(page, '/imports/demand');
        await page.locator('input[type="file"]').setInputFiles({ name, mimeType: XLSX, buffer: content });
        await press(page, 'خواندن و بررسی');
        said.push(await page.locator('main .field-error, main .notice').first().innerText());
      }
      expect(new Set(said).size, said.join(' | ')).to.equal(tries.length);
      await checkWidths(ground, 'administrator', 'import-refused');
    });

    it('shows each fault of a file beside its cell, and takes nothing of it in unless told to', async () => {
      const { page } = await ground.person('administrator');
      const [agency = ''] = await agenciesOf();
      await send('آمار.csv', 'text/csv', Buffer.from(csvOf([HEADINGS, [agency, 'مرداد ۱۴۰۴', 'دوازده', '۳۰'], ['دستگاهی که نیست', 'مرداد ۱۴۰۴', '۱', '۲'], [agency, 'مهر ۱۴۰۴', '۱', '٢']])));
      expect(await page.locator('.import-fault').count()).to.be.greaterThan(1);
      await checkWidths(ground, 'administrator', 'import-faults');
      await pressOn(page, page.locator('.import-take button[type="submit"]'));
      expect(await page.locator('.import-fault').count(), 'nothing was taken in').to.be.greaterThan(1);
      await page.locator('main form.post button').last().click();
    });
  }

  it('takes in what a year’s file says, and nothing when it comes again', async () => {
    const { page } = await ground.person('administrator');
    const file = await sheetOf(rowsOf(await agenciesOf(), months(), which === 'first' ? 1 : 3));
    await send('آمار ماه‌ها.xlsx', XLSX, file);
    await checkWidths(ground, 'administrator', `import-preview-${which}`);
    await pressOn(page, page.locator('.import-take button[type="submit"]'));
    await page.locator('main').getByText(/وارد شد|ثبت شد/).first().waitFor();
    await checkWidths(ground, 'administrator', `import-done-${which}`);
    await send('آمار ماه‌ها.xlsx', XLSX, file);
    expect(await page.locator('.import-take').count(), 'there is nothing to take in').to.equal(0);
  });
}
