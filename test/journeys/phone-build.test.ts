import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { closeBrowser, hasBrowser, openVisitor, WIDTHS, type Visitor } from '../support/browser.ts';
import { INSPECTORS, NOW, OFFICES, phoneGround, type PhoneGround } from './phone-ground.ts';
import { choose, strip, tap } from './phone-hand.ts';

const NOTE = 'کلید اتاق نزد نگهبان بود';
const THERE = 'کد دیده نشد؛ منوچهر گواه‌پور';

/** What a build leaves in its files, so that a page can tell of which it is made. */
const MARKS: Readonly<Record<string, (file: string, build: number) => string>> = {
  '/sw.js': (file, build) => file.replace(/"[0-9a-f]{12}"/, `"build-${build}"`),
  '/assets/inspect.js': (file, build) => `${file}\n;document.documentElement.dataset.build = '${build}';`,
  '/assets/icons.svg': (file, build) => `${file}<!-- build ${build} -->`,
};

/** The program as it is reached by browsers, built anew whenever the test says so. */
async function builtBefore(url: string): Promise<{ readonly url: string; build(next: number): void; stop(): Promise<void> }> {
  let build = 1;
  const target = new URL(url);
  const pass = (asked: IncomingMessage, answer: Parameters<NonNullable<Parameters<typeof createServer>[1]>>[1]): void => {
    const mark = MARKS[(asked.url ?? '').split('?')[0] ?? ''];
    const { origin, 'if-none-match': known, 'if-modified-since': since, ...asking } = asked.headers;
    const headers = { ...asking, host: target.host, ...(origin === undefined ? {} : { origin: url }), ...(mark === undefined ? { ...(known === undefined ? {} : { 'if-none-match': known }), ...(since === undefined ? {} : { 'if-modified-since': since }) } : { 'accept-encoding': 'identity' }) };
    const further = request(`${url}${asked.url ?? '/'}`, { method: asked.method ?? 'GET', headers }, (reply) => {
      const status = reply.statusCode ?? 502;
      if (mark === undefined || status !== 200) return void reply.pipe(answer.writeHead(status, reply.headers));
      const { 'content-length': length, ...rest } = reply.headers;
      void length;
      void text(reply).then((file) => answer.writeHead(status, rest).end(mark(file, build)));
    });
    further.on('error', () => answer.destroy());
    asked.pipe(further);
  };
  const server: Server = createServer(pass);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    build: (next) => { build = next; },
    stop: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

describe('The inspector’s phone, when the program is built anew', function () {
  this.timeout(90_000);
  let ground: PhoneGround;
  let built: Awaited<ReturnType<typeof builtBefore>>;
  let visitor: Visitor;
  let page: Page;

  before(async function () {
    if (!hasBrowser()) return this.skip();
    ground = await phoneGround();
    built = await builtBefore(ground.app.url);
    visitor = await openVisitor(built.url, { width: WIDTHS.narrow });
    await visitor.context.clock.install({ time: NOW });
    page = visitor.page;
    await page.goto('/login?next=/inspect');
    await page.getByLabel('نام کاربری').fill(INSPECTORS[0].username);
    await page.getByLabel('گذرواژه', { exact: true }).fill(INSPECTORS[0].password);
    await page.getByRole('button', { name: 'ورود' }).click();
    await page.getByRole('heading', { name: 'دوشنبه' }).waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  });
  after(async () => {
    await visitor?.context.close();
    await closeBrowser();
    await built?.stop();
    await ground?.stop();
  });

  const buildOf = (of: Page): Promise<string | undefined> => of.evaluate<string | undefined>('document.documentElement.dataset.build');
  // The content policy lets no text be run in the page that polls by itself; while it is loaded anew nothing answers.
  const soon = async (of: Page, holds: string, withinMs: number): Promise<boolean> => {
    for (let left = withinMs / 100; !(await of.evaluate<boolean>(holds).catch(() => false)); left -= 1) {
      if (left <= 0) return false;
      await of.waitForTimeout(100);
    }
    return true;
  };
  const until = async (of: Page, what: string, holds: string): Promise<void> => {
    if (!(await soon(of, holds, 15_000))) throw new Error(`not in fifteen seconds: ${what}`);
  };
  const waitBuild = async (of: Page, build: number): Promise<void> => {
    for (let tries = 5; tries > 0; tries -= 1) {
      await of.waitForTimeout(1_000);
      // A browser puts a worker to rest that has nothing to do, and only then lets the next one in; one that is looked at by a debugger, as here, it leaves awake, and on a busy machine one asks too early.
      const debug = await of.context().newCDPSession(of);
      await debug.send('ServiceWorker.enable');
      await debug.send('ServiceWorker.stopAllWorkers');
      await debug.detach();
      if (await soon(of, `document.documentElement.dataset.build === '${build}'`, 5_000)) return;
    }
    throw new Error(`build ${build} did not come`);
  };
  const waitForWaiting = (of: Page): Promise<void> => until(of, 'a worker that waits', `navigator.serviceWorker.getRegistration('/inspect').then((one) => one !== undefined && one.waiting !== null)`);

  it('takes the new one up on the list of visits, and never under a visit that is written', async () => {
    expect(await buildOf(page)).to.equal('1');
    await tap(page, 'مقصد بعدی');
    await page.getByRole('heading', { name: OFFICES[0].name }).waitFor();
    await choose(page, 'مدیر در دفتر بود؟', 'حاضر بود');
    await page.getByLabel('یادداشت').fill(NOTE);
    await page.waitForTimeout(600);
    built.build(2);
    await page.reload();
    await waitForWaiting(page);
    await page.getByLabel('گواه حضور شما').fill(THERE);
    await page.waitForTimeout(1_000);
    expect(await buildOf(page), 'what is being written is left alone').to.equal('1');
    expect(await page.getByLabel('یادداشت').inputValue()).to.equal(NOTE);
    await page.locator('.phone-brand').click();
    await waitBuild(page, 2);
    await tap(page, 'ادامهٔ بازدید ۱');
    await page.getByRole('heading', { name: OFFICES[0].name }).waitFor();
    expect([await page.getByLabel('یادداشت').inputValue(), await page.getByLabel('گواه حضور شما').inputValue()]).to.deep.equal([NOTE, THERE]);
    expect(await page.evaluate('caches.keys()')).to.deep.equal(['didar-inspect-build-2']);
  });

  it('leaves a visit in another tab as it is, and works without a network afterwards', async () => {
    built.build(3);
    await page.evaluate('window.untouched = true');
    const second = await visitor.context.newPage();
    await second.goto('/inspect');
    await waitBuild(second, 3);
    expect(await page.evaluate('window.untouched'), 'the tab with the visit was not loaded anew').to.equal(true);
    await page.getByLabel('یادداشت').fill(`${NOTE} و نیامد`);
    await page.waitForTimeout(600);
    await visitor.context.setOffline(true);
    await page.reload();
    await waitBuild(page, 3);
    expect(await page.getByLabel('یادداشت').inputValue()).to.equal(`${NOTE} و نیامد`);
    await tap(page, 'بازبینی و ثبت');
    await tap(page, 'ثبت بازدید');
    await strip(page, '۱ گزارش در انتظار ارسال');
    await visitor.context.setOffline(false);
    await strip(page, 'همه چیز ارسال شده است.');
    await second.close();
  });

  it('gives pages whose addresses begin alike the files of their own build', async () => {
    const other = await visitor.context.newPage();
    built.build(4);
    await other.goto('/inspections');
    expect(await other.evaluate('navigator.serviceWorker.controller !== null'), 'it is under the worker').to.equal(true);
    expect(await other.evaluate<string>(`fetch('/assets/icons.svg?v=4').then((answer) => answer.text())`)).to.contain('<!-- build 4 -->');
    await other.close();
  });

  it('finds its owner again after he signed out while the phone’s clock was a year ahead', async () => {
    await page.evaluate(`localStorage.setItem('didar signed out', String(Date.now() + 31536000000))`);
    await visitor.context.setOffline(true);
    await page.goto('/inspect');
    await page.getByText('برنامهٔ امروز روی این گوشی نیست.').waitFor();
    for (const { name } of OFFICES) expect(await page.getByText(name).count(), name).to.equal(0);
    await visitor.context.setOffline(false);
    await page.getByRole('heading', { name: 'دوشنبه' }).waitFor();
    await visitor.context.setOffline(true);
    await page.reload();
    await page.getByRole('heading', { name: 'دوشنبه' }).waitFor();
    await visitor.context.setOffline(false);
  });
});
