import { randomBytes, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createWriter } from '../../../db/writer.ts';
import { instant } from '../../../server/domain/calendar.ts';
import { xlsxOf } from '../../../server/http/spreadsheet.ts';
import { readFile } from '../../../server/imports/reading/read.ts';
import { shownOf } from '../../../server/imports/values.ts';
import { sweepImports } from '../../../server/imports/sweep.ts';
import { startApp, type Answer, type Client, type TestApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';
import { csv } from './ground.ts';
import { compoundFile, workbook } from './workbook.ts';

onSqlite((fresh) => {
  describe('the pages of imports', () => {
    let app: TestApp;
    let scheduler: Client;

    beforeEach(async () => {
      const database = await fresh();
      await database.direct('agencies').insert({
        id: 'a1', code: 'gas', name: 'شرکت گاز', name_key: 'شرکتگاز', short_name: 'گاز', sort_key: 'g', search_key: 'گاز', sector: 'infra', kind: 'company', head_title: 'مدیرعامل',
        may_be_invited: 1, may_be_inspected: 1, may_be_given_notice: 1,
      });
      app = await startApp(database);
      scheduler = await app.as('scheduler');
    });
    afterEach(() => app.stop());

    interface Sent {
      readonly client?: Client;
      readonly csrf?: string | null;
      readonly origin?: string;
      readonly name?: string;
      readonly more?: (form: FormData) => void;
    }

    /** A form with a file, as a browser posts it: the token before the file. */
    const send = async (kind: string, bytes: Buffer | null, { client = scheduler, csrf, origin = app.url, name = 'جدول.csv', more }: Sent = {}): Promise<Answer> => {
      const form = new FormData();
      if (csrf !== null) form.append('_csrf', csrf ?? client.csrf);
      form.append('_key', randomUUID());
      more?.(form);
      if (bytes !== null) form.append('file', new Blob([new Uint8Array(bytes)]), name);
      const response = await fetch(`${app.url}/imports/${kind}`, { method: 'POST', redirect: 'manual', headers: { cookie: client.cookie, origin, accept: 'text/html' }, body: form });
      return { status: response.status, headers: response.headers, text: await response.text() };
    };
    const follow = async (answer: Answer): Promise<Answer> => {
      expect(answer.status, answer.text.slice(0, 2_000)).to.equal(303);
      return scheduler.get(answer.headers.get('location') ?? '');
    };
    const bytesOf = async (path: string): Promise<Buffer> => Buffer.from(await (await fetch(`${app.url}${path}`, { headers: { cookie: scheduler.cookie } })).arrayBuffer());
    const fieldIn = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

    it('lead from the template to what was taken in', async () => {
      const template = await readFile(await bytesOf('/imports/demand/template'), () => false, () => undefined);
      expect(template.sheets.map(({ name }) => name)).to.deep.equal(['مراجعه و تماس ماهانه', 'راهنما']);
      const [titles, example] = template.sheets[0]?.rows.map(({ cells }) => cells.map(shownOf)) ?? [];
      expect(example?.[0]).to.match(/^نمونه:/);
      const body = await xlsxOf({ name: 'x', columns: (titles ?? []).map((header) => ({ header, width: 10 })), rows: [example ?? [], (titles ?? []).map((title) => ({ دستگاه: 'گاز', سال: '۱۳۹۹', ماه: 'مرداد', 'تماس ۱۱۱': '12' })[title] ?? '')] });
      const sent = await send('demand', body, { name: 'آمار ۱۳۹۹.xlsx' });
      const preview = await follow(sent);
      expect(preview.text).to.contain('<bdi>آمار ۱۳۹۹</bdi>').and.to.contain('ورود ۱ ردیف');
      const where = sent.headers.get('location') ?? '';
      const done = await follow(await scheduler.post(`${where}/take`, { seen: fieldIn(preview.text, 'seen') }));
      expect(done.text).to.contain('همهٔ ردیف‌های این فایل وارد شد.');
      expect(await app.database.reads('demand').select('agency_id', 'year', 'month', 'calls')).to.deep.equal([{ agency_id: 'a1', year: 1399, month: 5, calls: 12 }]);
      expect((await scheduler.get('/imports')).text).to.contain('وارد شد').and.to.contain(where);
      const again = await follow(await send('demand', body));
      expect(again.text).to.contain('همین فایل پیش‌تر وارد شده است').and.to.contain('چیزی برای وارد کردن نیست');
      for (const kind of ['agencies', 'managers', 'absences']) expect((await bytesOf(`/imports/${kind}/template`)).subarray(0, 2).toString()).to.equal('PK');
    });

    it('say why a file was refused, keep the server, and take nothing', async () => {
      const cases: readonly (readonly [Buffer | null, string, string])[] = [
        [null, '', 'فایلی برگزیده نشده است.'],
        [Buffer.concat([Buffer.from('MZ\x90\0\x03\0'), randomBytes(2_000)]), 'لیست.xlsx', 'برنامهٔ ویندوز (exe)'],
        [compoundFile(['EncryptionInfo', 'EncryptedPackage']), 'رمزدار.xlsx', 'گذرواژه دارد'],
        [compoundFile(['Workbook']), 'کهنه.xls', 'قالب کهنهٔ اکسل'],
        [workbook([['دستگاه', 'ماه']]).subarray(0, 700), 'ناتمام.xlsx', 'آسیب دیده یا ناتمام'],
        [Buffer.alloc(50 * 1024 * 1024, 'a,b\n'), 'بزرگ.csv', 'بزرگ‌تر از ۵ مگابایت'],
        [Buffer.from('%PDF-1.4'), 'جدول.xlsx', 'PDF'],
      ];
      for (const [bytes, name, sentence] of cases) {
        const answer = await send('demand', bytes, { name });
        expect(answer.status, name).to.equal(422);
        expect(answer.text).to.contain(sentence).and.to.contain('aria-invalid');
      }
      expect((await scheduler.get('/imports')).status).to.equal(200);
      expect(app.logged.filter((line) => JSON.stringify(line).includes('error'))).to.deep.equal([]);
    }).timeout(30_000);

    it('are read only from our own pages, of somebody who may, with his token', async () => {
      const file = csv('دستگاه,ماه', 'گاز,5');
      const operator = await app.as('operator');
      const statuses = [
        await send('demand', file, { csrf: null }), await send('demand', file, { csrf: 'wrong' }), await send('demand', file, { origin: 'https://evil.example' }),
        await send('demand', file, { client: operator }), await send('demand', file, { client: app.anonymous() }),
      ].map(({ status }) => status);
      expect(statuses).to.deep.equal([403, 403, 403, 403, 401]);
      // What would be refused for its shape is not even looked at.
      const odd = (form: FormData): void => form.append('a[b][c]', '1');
      expect([await send('demand', file, { client: operator, more: odd }), await send('demand', file, { client: app.anonymous(), more: odd }), await send('demand', file, { origin: 'https://evil.example', more: odd })].map(({ status }) => status)).to.deep.equal([403, 401, 403]);
      expect(await app.database.reads('imports').select('id')).to.deep.equal([]);
      // A form with a file is read on no other route, so that its token is not found there.
      const form = new FormData();
      form.append('_csrf', scheduler.csrf);
      const other = await fetch(`${app.url}/demand?year=1399&measure=calls`, { method: 'POST', headers: { cookie: scheduler.cookie, origin: app.url }, body: form });
      expect(other.status).to.equal(403);
    });

    it('take one file and few short fields, and nothing that nests', async () => {
      const file = csv('دستگاه,ماه', 'گاز,5');
      const odd: readonly ((form: FormData) => void)[] = [
        (form) => form.append('file', new Blob(['x']), 'دیگر.csv'),
        (form) => form.append('other', new Blob(['x']), 'دیگر.csv'),
        (form) => form.append('a[b][c]', '1'),
        (form) => form.append('long', 'x'.repeat(10_000)),
        (form) => Array.from({ length: 40 }, (_, at) => form.append(`f${at}`, '1')),
      ];
      for (const more of odd) expect((await send('demand', file, { more })).status).to.equal(400);
      const cut = await fetch(`${app.url}/imports/demand`, { method: 'POST', headers: { cookie: scheduler.cookie, origin: app.url, 'content-type': 'multipart/form-data; boundary=x' }, body: '--x\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\nabc' });
      expect(cut.status).to.equal(400);
      expect((await send('nothing', file)).status).to.equal(404);
    });

    it('show faults beside their cells, and give them as a file that can be put right and sent again', async () => {
      const file = csv('دستگاه,سال,ماه,تماس ۱۱۱', '<script>alert(1)</script>,1399,5,1', '"=HYPERLINK(""http://x"")",1399,5,1', 'گاز,1399,13,7', 'گاز,1399,2,8');
      const sent = await send('demand', file);
      const page = await follow(sent);
      expect(page.text).not.to.contain('<script>alert').and.not.to.contain('ورود ۰');
      expect(page.text).to.contain('&lt;script&gt;alert(۱)').and.to.contain('«۱۳» ماه درستی نیست').and.to.contain('ردیف‌های خطادار را کنار بگذار');
      const where = sent.headers.get('location') ?? '';
      expect((await scheduler.get(`${where}?show=new`)).text).to.contain('تماس ۱۱۱').and.not.to.contain('ماه درستی نیست');
      const refusedAll = await scheduler.post(`${where}/take`, { seen: fieldIn(page.text, 'seen') });
      expect(refusedAll.status).to.equal(422);
      expect(refusedAll.text).to.contain('۳ ردیف خطادار هست و چیزی وارد نشد.');
      const faults = await readFile(await bytesOf(`${where}/faults`), () => false, () => undefined);
      const rows = faults.sheets[0]?.rows.map(({ cells }) => cells) ?? [];
      expect(rows[2]?.[1]).to.equal("'=HYPERLINK(\"http://x\")");
      expect(rows[3]?.[0]).to.equal('ردیف ۴، ستون «ماه»: «۱۳» ماه درستی نیست؛ نام ماه یا عددی از ۱ تا ۱۲ بنویسید.');
      const mended = rows.map((cells) => cells.map((cell) => (cell === '13' ? '12' : (cell as string))));
      const again = await follow(await send('demand', await xlsxOf({ name: 'x', columns: (mended[0] ?? []).map((header) => ({ header, width: 9 })), rows: mended.slice(3) })));
      expect(again.text).to.contain('ورود ۱ ردیف').and.not.to.contain('کنار بگذار');
      const done = await follow(await scheduler.post(`${where}/take`, { seen: fieldIn(page.text, 'seen'), skip: '1' }));
      expect(done.text).to.contain('۳ ردیف خطادار کنار گذاشته شد');
    });

    it('ask which column is which, and say what is needed', async () => {
      const sent = await send('demand', workbook([['الف', 'سال', 'ماه', 'تماس'], ['گاز', 1399, 1, 5]]), { name: 'x.xlsx' });
      expect((await follow(sent)).text).to.contain('شناخته نشد').and.to.contain('name="column-agency"');
      const where = sent.headers.get('location') ?? '';
      expect((await scheduler.post(`${where}/columns`, { sheet: '0', row: '0', 'column-month': '2' })).status).to.equal(422);
      const answer = await scheduler.post(`${where}/columns`, { sheet: '0', row: '0', 'column-agency': '0', 'column-year': '1', 'column-month': '2', 'column-calls': '3' });
      expect((await follow(answer)).text).to.contain('ورود ۱ ردیف');
    });

    it('show how far a reading is, and lay aside one that was broken off or that nobody decided on', async () => {
      const row = { kind: 'demand' as const, file_name: 'x.csv', file_hash: 'h', sheet: '', outcome: null, created_by: scheduler.userId ?? '', ended_at: null, rev: 1 };
      await app.database.direct('imports').insert([{ ...row, id: 'now', state: 'reading', created_at: '2026-11-22T06:00:00.000Z' }, { ...row, id: 'old', state: 'reading', created_at: '2026-11-22T05:00:00.000Z' }, { ...row, id: 'older', state: 'read', created_at: '2026-11-10T05:00:00.000Z' }]);
      expect((await scheduler.get('/imports/one/now')).text).to.contain('data-import-progress="/imports/one/now/progress"').and.to.contain('http-equiv="refresh"');
      expect(JSON.parse((await scheduler.get('/imports/one/now/progress', { accept: 'application/json' })).text)).to.deep.equal({ done: false, sentence: 'فایل دارد خوانده می‌شود.' });
      expect((await scheduler.get('/imports/one/old')).text).to.contain('نیمه‌کاره ماند');
      await follow(await scheduler.post('/imports/one/old/aside'));
      const writer = await createWriter(app.database, () => undefined);
      expect(await sweepImports({ reads: app.database.reads, writer, newId: randomUUID }, instant('2026-11-22T06:00:00.000Z'))).to.equal(1);
      expect(await app.database.reads('imports').orderBy('id').select('id', 'state')).to.deep.equal([{ id: 'now', state: 'reading' }, { id: 'old', state: 'laid_aside' }, { id: 'older', state: 'laid_aside' }]);
    });

    it('are linked from where their things are', async () => {
      for (const path of ['/agencies', '/demand', '/absences']) expect((await scheduler.get(path)).text, path).to.match(/href="\/imports/);
      const liaison = await app.as({ role: 'agency_liaison', agencyId: 'a1', countyId: null });
      expect((await liaison.get('/absences')).text).not.to.contain('/imports');
    });
  });
});
