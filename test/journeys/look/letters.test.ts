import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { addMonths, fromJalali, lastOfMonth } from '../../../server/domain/jalali.ts';
import { createAmending } from '../../../server/rota/amend.ts';
import type { Amendment } from '../../../server/domain/rota/amendment.ts';
import { startApp, type Client, type TestApp } from '../../support/app.ts';
import { carryLogin, check, closeBrowser, hasBrowser, openVisitor, SHOTS, WIDTHS, type Visitor } from '../../support/browser.ts';
import { onSqlite } from '../../support/database.ts';
import { AT, command, FROM, ground, type Ground } from '../../slices/rota/ground.ts';

const NOW = '2020-03-05T06:00:00.000Z';
const UNTIL = lastOfMonth(addMonths({ year: 1399, month: 1 }, 5));
const A4 = [595, 842] as const;
const PLACES = [{ weekdays: [1, 3, 4], from: '09:00', to: '11:00', minutes: null, gap: 0, lines: 2 }];
const HEAD = {
  signer: 'محمد رستمی', signerTitle: 'مدیرکل دفتر بازرسی و مدیریت عملکرد', place: 'مرکز پاسخگویی ۱۱۱، طبقهٔ همکف استانداری', address: 'اصفهان، خیابان شهید بهشتی، ساختمان استانداری',
  phone: '031-32200000', copies: 'رابط سامد دستگاه، برای هماهنگی\nروابط عمومی استانداری، برای اطلاع‌رسانی',
};

const hasPoppler = (): boolean => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** The text of a paper as a program reads it, letters joined again and direction signs gone. */
const readOf = (file: string): string =>
  execFileSync('pdftotext', [file, '-'], { encoding: 'utf8', maxBuffer: 64 << 20 }).normalize('NFKC').replace(/[\u200c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').replace(/ي/g, 'ی').replace(/ك/g, 'ک');

onSqlite((fresh) => {
  describe('letters on paper', function () {
    this.timeout(180_000);
    let app: TestApp;
    let g: Ground;
    let draftId: string;
    let scheduler: Client;
    const visitors: Visitor[] = [];

    before(function () {
      if (!hasBrowser()) this.skip();
    });
    after(closeBrowser);
    beforeEach(async () => {
      const database = await fresh();
      g = await ground(database, { count: 30, perWeek: 4 });
      const setting = (name: string, value: unknown) => database.direct('settings').insert({ id: randomUUID(), name, value: JSON.stringify(value), from_day: '2018-03-21', recorded_at: '2020-03-01T07:00:00.000Z', recorded_by: 'x' });
      await setting('slot_template', PLACES);
      await setting('letterhead', HEAD);
      await setting('governorate', 'استانداری اصفهان');
      const names = ['راه و شهرسازی', 'آموزش و پرورش', 'تأمین اجتماعی', 'امور مالیاتی', 'محیط زیست'];
      await Promise.all(g.agencies.map(({ id }, index) => database.direct('agencies').where({ id }).update({ name: `ادارهٔ کل ${names[index % names.length] ?? ''} استان اصفهان، ناحیهٔ ${(index + 1).toLocaleString('fa-IR')}`, short_name: `${names[index % names.length] ?? ''} ${(index + 1).toLocaleString('fa-IR')}` })));
      await Promise.all(g.agencies.map(({ headId }, index) => database.direct('people').where({ id: headId }).update({ name: `علیرضا قاسمی ${(index + 1).toLocaleString('fa-IR')}`, honorific: index % 3 === 0 ? 'khanom' : 'agha' })));
      app = await startApp(database, NOW);
      draftId = await g.draft(FROM, UNTIL);
      await g.approve(draftId);
      await g.publish(draftId, UNTIL);
      scheduler = await app.as('scheduler');
    });
    afterEach(async () => {
      const faults = visitors.flatMap((one) => one.faults());
      await Promise.all(visitors.splice(0).map(({ context }) => context.close()));
      await app.stop();
      expect(faults).to.deep.equal([]);
    });

    const sit = async (client: Client, width: number, script = true): Promise<Page> => {
      await app.database.direct('people').where('name', 'like', 'آزمون%').update({ name: 'کریمی' });
      const visitor = await openVisitor(app.url, { width });
      visitors.push(visitor);
      await carryLogin(visitor, app.url, client.cookie);
      if (!script) await visitor.context.route('**/letters.js*', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
      return visitor.page;
    };
    const print = async (page: Page, name: string): Promise<{ file: string; pages: (readonly [number, number])[] }> => {
      mkdirSync(SHOTS, { recursive: true });
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: false });
      const file = join(SHOTS, `${name}.pdf`);
      writeFileSync(file, pdf);
      return { file, pages: [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map(([, width, height]) => [Math.round(Number(width)), Math.round(Number(height))] as const) };
    };
    const idsOn = (page: Page): Promise<string[]> => page.evaluate<string[]>("[...document.querySelectorAll('.letter')].map((one) => one.id)");
    const base = (): string => `/rota/drafts/${draftId}/letters`;

    it('come in parts with their progress, and go on paper one a page, in the order in which they are read', async () => {
      const page = await sit(scheduler, WIDTHS.wide);
      const said: string[] = [];
      await page.exposeFunction('heard', (text: string) => void said.push(text));
      await page.addInitScript("addEventListener('DOMContentLoaded', () => { const told = document.querySelector('[data-letters-progress]'); if (told) new MutationObserver(() => window.heard(told.textContent + ' / ' + document.querySelector('[data-letters] [data-print]').disabled)).observe(told, { childList: true }); });");
      await page.goto(`${base()}/print`);
      await page.waitForSelector('[data-letters] [data-print]:enabled');
      const total = await page.locator('.letter').count();
      expect(total).to.be.above(100);
      expect(new Set(await idsOn(page)).size, 'each once').to.equal(total);
      expect(said.at(-1)).to.match(/^هر [۰-۹]+ نامه آماده شد؛ هر نامه یک برگ \/ false$/);
      expect(said.filter((one) => /^[۰-۹]+۰ از [۰-۹]+ نامه آماده شد \/ true$/.test(one))).to.have.length.of.at.least(4);
      const { file, pages } = await print(page, 'letters');
      expect(pages).to.deep.equal(Array.from({ length: total }, () => A4));
      if (!hasPoppler()) return;
      const sheets = readOf(file).split('\f').slice(0, total);
      const order = ['شماره', 'تاریخ', 'پیوست', 'محترم', 'موضوع', 'احترام', 'زمان', 'محل', 'خواهشمند', 'سپاسگزاریم', 'محمد رستمی', 'رونوشت', 'نشانی'];
      for (const [index, sheet] of sheets.entries()) {
        const places = order.map((words) => sheet.indexOf(words));
        expect(places, `${index}: ${sheet}`).not.to.include(-1);
        expect(places, `${index}: ${sheet}`).to.deep.equal([...places].sort((one, other) => one - other));
      }
    });

    it('can be printed part by part where no script runs', async () => {
      const page = await sit(scheduler, WIDTHS.wide, false);
      await page.goto(`${base()}/print`);
      const seen: string[] = [];
      for (;;) {
        seen.push(...(await idsOn(page)));
        const next = page.locator('a[rel="next"]');
        if ((await next.count()) === 0) break;
        await next.click();
      }
      expect(seen.length).to.be.above(100);
      expect(new Set(seen).size).to.equal(seen.length);
      expect((await print(page, 'letters-last-part')).pages.length).to.equal(seen.length % 20 || 20);
    });

    it('say that something was left out where the line is cut, and go on from there', async () => {
      const page = await sit(scheduler, WIDTHS.wide);
      let cut = true;
      await page.route('**/letters/print?page=3', (route) => (cut ? route.abort() : route.continue()));
      await page.goto(`${base()}/print`);
      await page.waitForSelector('[data-letters-again]:visible');
      expect(await page.locator('.letter').count()).to.equal(40);
      expect(await page.locator('[data-letters] [data-print]').isDisabled()).to.equal(true);
      cut = false;
      await page.click('[data-letters-again]');
      await page.waitForSelector('[data-letters] [data-print]:enabled');
      const ids = await idsOn(page);
      expect(new Set(ids).size).to.equal(ids.length);
      expect(visitors.flatMap((one) => one.faults()), 'nothing but the cut itself').to.satisfy((faults: string[]) => faults.every((one) => one.includes('ERR_FAILED')));
    });

    it('are fit to be shown, with numbers, changes and cancellations', async () => {
      const { letters } = await g.letters.of(draftId, { from: null, until: null, agencyId: null, choice: 'all', kinds: null });
      await g.invitations.numberLetters({ letterDay: fromJalali(1398, 12, 15), numbers: letters.slice(0, 30).map(({ id }, index) => ({ invitationId: id, letterNo: `۱۲/${(4200 + index).toLocaleString('fa-IR', { useGrouping: false })}` })) }, command(g.scheduler.id));
      const amending = createAmending({ reads: g.database.reads, writer: g.writer, newId: () => randomUUID() });
      const amend = async (amendment: Amendment): Promise<void> => {
        const { mark } = await amending.prospect([amendment], AT);
        await amending.amend({ amendments: [amendment], reason: 'سفر هیئت دولت به استان', letterNo: '۱۳/۸۸', letterDay: fromJalali(1398, 12, 16), note: null, cause: null, seen: mark }, command(g.scheduler.id));
      };
      const [first, second] = letters;
      const [place] = await amending.fittingPlaces(first?.session.id ?? '', 1, AT);
      if (first === undefined || second === undefined || place === undefined) throw new Error('nothing to amend');
      await amend({ kind: 'move', sessionId: first.session.id, to: place });
      await amend({ kind: 'cancel', sessionId: second.session.id });
      for (const width of Object.values(WIDTHS)) {
        const page = await sit(scheduler, width);
        for (const [path, name] of [[base(), 'letters-list'], [`${base()}/numbers`, 'letters-numbers'], [`${base()}/print?kinds=amendments`, 'letters-changes'], [`${base()}?agency=${first.agency.id}&choice=unnumbered`, 'letters-chosen']] as const) {
          await page.goto(path);
          await check(page, name);
        }
        if (width !== WIDTHS.wide) continue;
        await page.goto(`${base()}/print?kinds=amendments`);
        expect((await print(page, 'letters-changes')).pages).to.deep.equal([A4, A4]);
        await page.goto(`${base()}/print?agency=${letters[3]?.agency.id ?? ''}`);
        await print(page, 'letters-one-agency');
        // Two sessions a day with what was altered: more than one month of one session a day, and still one sheet.
        await page.goto('/timetable?month=1399-01');
        await check(page, 'timetable-changed');
        expect((await print(page, 'timetable-changed')).pages, 'the timetable').to.deep.equal([[842, 595]]);
        await page.goto('/timetable/3');
        await print(page, 'timetable-version');
      }
    });

    it('and calendars at secret addresses', async () => {
      for (const width of Object.values(WIDTHS)) {
        const page = await sit(scheduler, width);
        await page.goto('/feeds');
        await check(page, 'feeds-empty');
        const office = await sit(await app.as({ role: 'manager_office', agencyId: g.agencies[0]?.id ?? '', countyId: null }), width);
        await office.goto('/mine/feeds');
        await office.fill('[name="name"]', 'گوشی مدیرکل');
        await office.click('text=گرفتن نشانی');
        await check(office, 'feeds-key');
        await office.click('text=برداشتم');
        await check(office, 'feeds-own');
        await office.goto('/mine');
        await check(office, 'feeds-mine');
      }
    });
  });
});
