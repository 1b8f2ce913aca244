import { expect } from 'chai';
import { onSqlite } from '../../support/database.ts';
import { check, closeBrowser, hasBrowser, WIDTHS, type Visitor } from '../../support/browser.ts';
import { ago, hostGround, type HostGround } from './host-ground.ts';

const PHONE = '+989131231267';
const WAITING = [
  ['agha', 'رضایی', 'نجف‌آباد', 'انشعاب آب خانهٔ نوساز', 'on_line', 14], ['khanom', 'کریمی', 'شاهین‌شهر و میمه', 'کدر شدن آب آشامیدنی', 'to_ring', 11], ['agha', 'صادقی', 'فلاورجان', 'اعتراض به قبض آب', 'on_line', 8],
  ['khanom', 'نوروزی', 'مبارکه', 'شکستگی لولهٔ اصلی خیابان', 'on_line', 6], ['agha', 'باقری', 'برخوار', 'واگذاری انشعاب فاضلاب', 'to_ring', 4], ['agha', 'جعفری', 'لنجان', 'افت فشار آب در طبقهٔ بالا', 'to_ring', 2],
  ['khanom', 'امینی', 'تیران و کرون', 'آبرسانی با تانکر به روستا', 'on_line', 1],
] as const;
const OVER = [['agha', 'کاظمی', 'برخوار', 9], ['khanom', 'صالحی', 'مبارکه', 8], ['agha', 'موسوی', 'فلاورجان', 7]] as const;

onSqlite((fresh) => {
  describe("the host's desk in a browser", function () {
    this.timeout(90_000);
    let g: HostGround;
    let visitor: Visitor;
    const page = () => visitor.page;
    const open: Visitor[] = [];

    before(function () {
      if (!hasBrowser()) return this.skip();
    });
    const enter = async (width: number = WIDTHS.wide, side: 'host' | 'companion' = 'host'): Promise<Visitor> => {
      const one = await g.seat(width, side);
      open.push(one);
      return one;
    };
    beforeEach(async () => (g = await hostGround(await fresh())));
    afterEach(async () => {
      const wrong = open.flatMap((one) => one.faults()).filter((fault) => !fault.includes('socket.io') && !fault.includes('ERR_'));
      for (const one of open.splice(0)) await one.context.close();
      await g.stop();
      expect(wrong).to.deep.equal([]);
    });
    after(closeBrowser);

    const known = async () => {
      await g.promise('راه‌اندازی ایستگاه تقویت فشار منظریه', '2026-12-21', 'خمینی‌شهر');
      await g.promise('بازدید کارشناس از انشعاب فاضلاب', '2026-12-02', 'برخوار');
      await g.request(PHONE, 'افت فشار آب در منظریه', { at: ago(54 * 1440), due: '2026-10-20', state: 'answered', answer: 'ایستگاه تقویت فشار تا پایان آذر راه‌اندازی می‌شود.' });
      await g.request(PHONE, 'قطع آب بدون آگاهی قبلی', { at: ago(20 * 1440), due: '2026-11-20' });
      await g.request(PHONE, 'مورد دیگر', { at: ago(9000), due: '2026-12-04', agency: g.otherId });
    };
    const past = async () => {
      for (const [honorific, name, county, minutes] of OVER) {
        const call = await g.queue({ honorific, name, county, summary: 'موضوع' }, minutes * 8);
        await g.calls.taking.next(g.id, g.command(ago(minutes * 7)));
        await g.calls.taking.connected(g.id, call, g.command(ago(minutes * 7)));
        await g.calls.concluding.conclude(g.id, call, { outcome: 'answered' }, g.command(ago(minutes * 6)));
        await g.calls.holding.finish(g.id, call, g.command(ago(minutes * 6)));
      }
    };
    const mohammadi = () => g.queue({ honorific: 'khanom', name: 'محمدی', county: 'خمینی‌شهر', summary: 'قطع مکرر آب در محلهٔ منظریه', phone: PHONE }, 16);
    const others = async () => {
      for (const [honorific, name, county, summary, line, minutes] of WAITING) await g.queue({ honorific, name, county, summary, line }, minutes);
    };
    /** A session in which خانم محمدی talks with the host since three minutes, and two others wait. */
    const talking = async (width?: number): Promise<string> => {
      await g.life.step(g.id, 'open', g.command(ago(84)));
      const call = await mohammadi();
      for (const [honorific, name, county, summary, line, minutes] of WAITING.slice(0, 2)) await g.queue({ honorific, name, county, summary, line }, minutes);
      await g.calls.taking.next(g.id, g.command(ago(3)));
      await g.calls.taking.connected(g.id, call, g.command(ago(3)));
      visitor = await enter(width);
      await page().goto('/host');
      await page().locator('.talk-at-talking').waitFor();
      return call;
    };
    const at = (kind: string) => page().locator(`.talk-at-${kind}`).waitFor();
    const noteOf = async (call: string) => (await g.app.database.reads('call_notes').where({ call_id: call, side: 'host' }).first())?.text;

    for (const width of [WIDTHS.wide, WIDTHS.narrow]) {
      it(`is fit to be shown in every state at ${width}`, async () => {
        await known();
        visitor = await enter(width);
        await page().goto('/host');
        await check(page(), 'host-before');
        await page().locator('[data-begin]').click();
        await at('empty');
        await past();
        await page().locator('.queue-done').nth(2).waitFor({ state: 'attached' });
        await check(page(), 'host-empty');
        await mohammadi();
        await others();
        await at('ready');
        await check(page(), 'host-ready');
        await page().locator('.host-next:visible').click();
        await at('connecting');
        await check(page(), 'host-connecting');
        await page().locator('[data-show="connecting"] button[type="submit"]').first().click();
        await at('talking');
        await check(page(), 'host-talking');
        for (const panel of ['referred', 'commitment', 'other_agency', 'more']) {
          await page().locator(`[data-outcomes] [data-panel-door="${panel}"]`).click();
          await check(page(), `host-panel-${panel}`);
        }
        for (const panel of ['settled_on_line', 'hold', 'back', 'transfer', 'linked', 'same_problem']) {
          await page().locator(`#panel-more [data-panel-door="${panel}"]`).click();
          await check(page(), `host-panel-${panel}`);
          await page().locator(`#panel-${panel} [data-panel-close]`).click();
          await page().locator('[data-outcomes] [data-panel-door="more"]').click();
        }
        await page().locator('#panel-more [data-panel-door="hold"]').click();
        await page().locator('#panel-hold button[type="submit"]').click();
        await page().locator('#panel-hold .field-error').first().waitFor();
        await check(page(), 'host-errors');
        await page().locator('#hold-reason').fill('پرسش از همکار');
        await page().locator('#panel-hold button[type="submit"]').click();
        await page().locator('[data-held-row]').waitFor({ state: 'attached' });
        if (width === WIDTHS.narrow) await page().locator('[data-queue-door]').click();
        await check(page(), 'host-held');
        await page().locator('[data-held-row] [data-do="take"]').click();
        await at('talking');
        await page().locator('[data-outcomes] [data-panel-door="referred"]').click();
        await page().locator('#panel-referred button[type="submit"]').click();
        await at('wrap_up');
        await check(page(), 'host-wrap');
        await g.life.tell(g.id, 'پنج دقیقه مانده است؛ دو نفر آخر را ما دوباره می‌گیریم.', g.command(g.now()));
        await page().locator('[data-finish] button').click();
        await g.life.step(g.id, 'pause', g.command(g.now()), 'نماز');
        await page().locator('.chip', { hasText: 'پذیرش متوقف است' }).first().waitFor();
        await check(page(), 'host-paused');
        await page().locator('form[action$="/leave"] button').click();
        await page().locator('#confirm-yes').click();
        await at('away');
        await check(page(), 'host-away');
        const left = (await g.app.database.reads('calls').where({ session_id: g.id, state: 'waiting' })).map(({ id }) => [id, { way: 'call_back' }] as const);
        await g.calls.closing.end(g.id, { cancelled: null, ways: Object.fromEntries(left) }, g.command(g.now()));
        await at('over');
        await check(page(), 'host-over');
        await page().goto(`/host/${g.id}/prepare`);
        await check(page(), 'host-prepare');
      });
    }

    it('keeps what the hand needs in sight in a low window, and prints the sheet on one page, however much there is', async () => {
      const call = await talking();
      for (let one = 0; one < 14; one += 1) {
        await g.promise('راه‌اندازی ایستگاه تقویت فشار منظریه و بازدید از کوچه‌های هشت تا چهارده', '2026-12-21', 'برخوار');
        await g.request(PHONE, 'قطع آب بدون آگاهی قبلی در کوچه‌های بالای خیابان اصلی منظریه و پیرامون آن', { at: ago(20 * 1440), due: '2026-11-20', answer: 'در دست بررسی است. '.repeat(9), state: 'in_progress' });
      }
      await g.app.database.direct('calls').where({ id: call }).update({ name: 'سیده زهرا سادات حسینی موسوی‌نژاد طباطبایی', summary: 'از سه ماه پیش آب کوچه‌های بالای خیابان قطع و وصل می‌شود. '.repeat(6) });
      await page().setViewportSize({ width: WIDTHS.wide, height: 640 });
      await page().reload();
      for (const needed of ['.host-outcome-answered:visible', '.host-next:visible', '[data-note]']) {
        const box = await page().locator(needed).boundingBox();
        expect((box?.y ?? 0) + (box?.height ?? 999), needed).to.be.lessThan(640);
      }
      await check(page(), 'host-low');
      await page().goto(`/host/${g.id}/prepare`);
      const paper = (await page().pdf({ preferCSSPageSize: true })).toString('latin1');
      expect(paper.match(/\/Type\s*\/Page[^s]/g)).to.have.length(1);
    });

    it('asks for the outcome before the next caller, and goes to where it is given', async () => {
      await talking();
      await page().locator('.host-next:visible').click();
      // The sentence is written a moment after its place is there.
      await page().locator('[data-alert="desk"]:visible', { hasText: 'نخست نتیجهٔ همین تماس را برگزینید' }).waitFor();
      expect(await page().locator('.host-outcome-answered:focus').count()).to.equal(1);
    });

    it('is worked by keys whatever the layout, and by none of them while one writes', async () => {
      await talking();
      const press = (code: string, key: string) => page().evaluate(`document.body.dispatchEvent(new KeyboardEvent('keydown', ${JSON.stringify({ code, key, bubbles: true, cancelable: true })}))`);
      await press('Digit2', '۲');
      await page().locator('#panel-referred:visible').waitFor();
      await page().keyboard.press('Escape');
      await page().locator('#panel-referred').waitFor({ state: 'hidden' });
      await press('KeyH', 'ا');
      await page().locator('#panel-hold:visible').waitFor();
      await page().keyboard.press('Escape');
      await press('Slash', '؟');
      await page().locator('#host-keys[open]').waitFor();
      await check(page(), 'host-keys');
      await page().keyboard.press('Escape');
      await page().locator('[data-note]').focus();
      await page().keyboard.press('Digit1');
      expect(await page().locator('[data-note]').inputValue()).to.equal('1');
      await page().locator('[data-note]').blur();
      await press('Digit1', '۱');
      await at('wrap_up');
      await press('KeyN', 'د');
      await at('connecting');
    });

    it('sends one key for two presses', async () => {
      await talking();
      const keys: string[] = [];
      await page().route('**/conclude', async (route) => {
        keys.push((route.request().postDataJSON() as { _key: string })._key);
        await route.continue();
      });
      await page().locator('.host-outcome-answered:visible').dblclick();
      await at('wrap_up');
      await page().waitForTimeout(500);
      expect(new Set(keys).size).to.equal(1);
      expect((await g.app.database.reads('events').where({ stream: `session:${g.id}`, kind: 'call_concluded' })).length).to.equal(1);
      expect(await page().locator('[data-alert]:visible').count()).to.equal(0);
    });

    it('asks again under the same key when a reply is lost', async () => {
      await talking();
      const keys: string[] = [];
      await page().route('**/conclude', async (route) => {
        keys.push((route.request().postDataJSON() as { _key: string })._key);
        if (keys.length > 1) return route.continue();
        // It arrives, and its answer does not.
        await route.fetch();
        await route.abort();
      });
      await page().locator('.host-outcome-answered:visible').click();
      await at('wrap_up');
      await page().waitForTimeout(900);
      expect([keys.length, new Set(keys).size]).to.deep.equal([2, 1]);
      expect(await page().locator('[data-alert]:visible').count()).to.equal(0);
    });

    it('works without its socket: what is pressed is done and shown', async () => {
      await g.life.step(g.id, 'open', g.command(ago(84)));
      await mohammadi();
      visitor = await enter();
      await page().routeWebSocket('**/socket.io/**', (socket) => void socket.close());
      await page().route('**/socket.io/**', (route) => route.abort());
      await page().goto('/host');
      await page().locator('.host-next:visible').click();
      await at('connecting');
      await page().locator('[data-show="connecting"] button[type="submit"]').first().click();
      await at('talking');
    });

    it('saves a note at most once a second, and loses none: not by a cut, not by leaving the page, not by the end of the session', async () => {
      const call = await talking();
      const note = page().locator('[data-note]');
      let sent = 0;
      page().on('request', (request) => (sent += request.url().endsWith('/note') ? 1 : 0));
      const began = performance.now();
      await note.pressSequentially('هفته‌ای سه بار از ساعت ۱۸ قطع است', { delay: 60 });
      await page().getByText('ذخیره شد', { exact: true }).waitFor();
      expect(sent).to.be.within(2, Math.ceil((performance.now() - began) / 1_000) + 1);
      expect(await noteOf(call)).to.equal('هفته‌ای سه بار از ساعت ۱۸ قطع است');
      await page().route('**/note', (route) => route.abort());
      await note.pressSequentially('؛ کوچهٔ ۸', { delay: 20 });
      await page().getByText('تا وصل شدن همین‌جا نگه داشته می‌شود', { exact: false }).waitFor();
      await page().unroute('**/note');
      await page().reload();
      expect(await note.inputValue()).to.equal('هفته‌ای سه بار از ساعت ۱۸ قطع است؛ کوچهٔ ۸');
      await page().getByText('ذخیره شد', { exact: true }).waitFor();
      expect(await noteOf(call)).to.equal('هفته‌ای سه بار از ساعت ۱۸ قطع است؛ کوچهٔ ۸');
      await note.focus();
      await page().keyboard.press('Control+End');
      await note.pressSequentially(' تا ۱۴', { delay: 20 });
      await g.calls.concluding.conclude(g.id, call, { outcome: 'answered' }, g.command(g.now()));
      await g.calls.holding.finish(g.id, call, g.command(g.now()));
      const left = (await g.app.database.reads('calls').where({ session_id: g.id, state: 'waiting' })).map(({ id }) => [id, { way: 'call_back' }] as const);
      await g.calls.closing.end(g.id, { cancelled: null, ways: Object.fromEntries(left) }, g.command(g.now()));
      await at('over');
      await note.pressSequentially(' است', { delay: 20 });
      await page().getByText('ذخیره شد', { exact: true }).waitFor();
      expect(await noteOf(call)).to.equal('هفته‌ای سه بار از ساعت ۱۸ قطع است؛ کوچهٔ ۸ تا ۱۴ است');
    });

    it('tells the host that his companion is writing, and changes notes with the caller', async () => {
      const call = await talking();
      const companion = await enter(WIDTHS.wide, 'companion');
      await companion.page.goto('/host');
      await companion.page.locator('[data-note]').pressSequentially('کنتور را ببینیم', { delay: 30 });
      await page().locator('[data-typing]:visible').waitFor();
      expect(await page().locator('.host-typing').innerText()).to.include('کارشناس همراه، می‌نویسد…');
      await page().locator('[data-typing]').waitFor({ state: 'hidden' });
      expect(await page().locator('.host-other-text').innerText()).to.include('کنتور را ببینیم');
      await page().locator('[data-note]').fill('از محمدی');
      await page().locator('.host-outcome-answered:visible').click();
      await at('wrap_up');
      await page().locator('.host-next:visible').click();
      await at('connecting');
      expect(await page().locator('[data-note]').inputValue()).to.equal('');
      await becomes(() => noteOf(call), 'از محمدی');
      expect(await companion.page.locator('[data-note]').inputValue()).to.equal('');
    });

    it('rings until the caller is taken, is silent during the call, and counts in the title', async () => {
      await g.life.step(g.id, 'open', g.command(ago(84)));
      visitor = await enter();
      await page().addInitScript('window.rung = 0; const begin = OscillatorNode.prototype.start; OscillatorNode.prototype.start = function (at) { window.rung += 1; begin.call(this, at); };');
      await page().goto('/host');
      const rung = () => page().evaluate<number>('window.rung');
      await page().locator('.host-foot [data-sound]').click();
      await page().waitForTimeout(300);
      const first = await rung();
      expect(first, 'it is heard what it will be').to.equal(2);
      await mohammadi();
      await at('ready');
      expect(await page().title()).to.match(/^\(۱\) میز مدیر/);
      await page().waitForTimeout(6_500);
      expect(await rung(), 'at once, and again').to.equal(first + 4);
      await page().locator('.host-next:visible').click();
      await at('connecting');
      await page().waitForTimeout(6_500);
      expect(await rung()).to.equal(first + 4);
      await page().reload();
      expect(await page().locator('.host-foot [data-sound]').getAttribute('aria-pressed'), 'remembered').to.equal('true');
    });

    it('says how old it is: amber when a sign of life is late, red when it is cut, right again soon after', async () => {
      await g.life.step(g.id, 'open', g.command(ago(84)));
      visitor = await enter(WIDTHS.narrow);
      let cut = false;
      await page().routeWebSocket('**/socket.io/**', (socket) => {
        if (cut) return void socket.close();
        const server = socket.connectToServer();
        server.onMessage((message) => (cut ? undefined : socket.send(message)));
        socket.onMessage((message) => (cut ? undefined : server.send(message)));
      });
      await page().route('**/socket.io/**', (route) => (cut ? route.abort() : route.continue()));
      await page().goto('/host');
      const state = (name: string) => page().locator(`[data-live-state="${name}"]`);
      await state('fresh').waitFor();
      cut = true;
      const began = Date.now();
      await state('late').waitFor({ timeout: 25_000 });
      expect(Date.now() - began).to.be.within(1_900, 13_500);
      await state('cut').waitFor({ timeout: 8_000 });
      await check(page(), 'host-cut');
      expect(await page().locator('[data-live-text]').innerText()).to.include('ارتباط قطع است').and.to.include('نوشته‌های شما محفوظ است');
      await mohammadi();
      cut = false;
      const healed = Date.now();
      await at('ready');
      await state('fresh').waitFor();
      expect(Date.now() - healed).to.be.lessThan(5_000);
    });
  });
});

/** Waits until what is read is this. */
async function becomes(read: () => Promise<unknown>, wanted: unknown): Promise<void> {
  for (let tries = 0; tries < 40; tries += 1) {
    if ((await read()) === wanted) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  expect(await read()).to.equal(wanted);
}
