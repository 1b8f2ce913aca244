import { expect } from 'chai';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { carryLogin, closeBrowser, hasBrowser, openVisitor, shoot, WIDTHS, type Visitor } from '../support/browser.ts';
import { cameraPhoto, INSPECTORS, NOW, OFFICES, phoneGround, type PhoneGround } from './phone-ground.ts';
import { checkPhone, choose, expectSealed, keptOn, strip, tap, watchSent } from './phone-hand.ts';

const NOTE = 'کلید اتاق نزد نگهبان بود';
const WITNESS = 'منوچهر گواه‌پور';
const SAID = 'به بازدید سد رفته است';
// A network that is away is written into the browser's console by the browser itself.
const isAway = (fault: string): boolean => /net::ERR_|Failed to load resource/.test(fault);

describe('The inspector’s phone, a morning without a network', function () {
  this.timeout(90_000);
  let ground: PhoneGround;
  let visitor: Visitor;
  let page: Page;
  let isBroken = false;
  let sent: ReturnType<typeof watchSent>;

  before(async function () {
    if (!hasBrowser()) return this.skip();
    ground = await phoneGround();
    visitor = await openVisitor(ground.app.url, { width: WIDTHS.narrow });
    await visitor.context.clock.install({ time: NOW });
    await visitor.context.grantPermissions(['geolocation']);
    page = visitor.page;
    sent = watchSent(visitor.context);
  });
  beforeEach(function () {
    if (isBroken) this.skip();
  });
  afterEach(async function () {
    const hasFailed = this.currentTest?.state === 'failed';
    isBroken ||= hasFailed;
    if (hasFailed) await shoot(page, 'phone-failed').catch(() => undefined);
    const complaints = ground.app.logged.splice(0).filter((line) => JSON.stringify(line).includes('"error"'));
    expect([...visitor.faults().filter((fault) => !isAway(fault)), ...complaints], 'what went wrong unseen').to.deep.equal([]);
  });
  after(async () => {
    await visitor?.context.close();
    await closeBrowser();
    await ground?.stop();
  });

  const rows = async (table: 'visit_reports' | 'visit_photos' | 'visit_targets') => (await ground.app.database.direct(table)) as unknown as Readonly<Record<string, unknown>>[];
  const enter = async ({ username, password }: (typeof INSPECTORS)[number]): Promise<void> => {
    await page.getByLabel('نام کاربری').fill(username);
    await page.getByLabel('گذرواژه', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'ورود' }).click();
    await page.waitForURL('**/inspect**');
  };

  it('is the same shell for everybody, and says that one must enter', async () => {
    await page.goto('/inspect');
    await strip(page, 'وارد شوید.');
    await checkPhone(page, 'enter');
    const [stranger, known] = [await ground.app.anonymous().get('/inspect'), await (await ground.app.as('inspector')).get('/inspect')];
    expect(known.text).to.equal(stranger.text);
    expect(stranger.text).not.to.match(/csrf/i);
    await page.getByRole('link', { name: 'ورود' }).first().click();
    await enter(INSPECTORS[0]);
    await page.getByRole('heading', { name: 'دوشنبه' }).waitFor();
    await strip(page, 'به‌روز');
  });

  it('keeps itself on the phone, and nothing else of the site', async () => {
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    const paths = (await keptOn(page)).filter((piece) => piece.startsWith('cache: ')).map((piece) => new URL(piece.split(' ')[1] ?? '').pathname);
    expect(paths.filter((path) => !/^\/(inspect|manifest\.webmanifest|assets\/[\w./-]+)$/.test(path))).to.deep.equal([]);
    expect(paths).to.include.members(['/inspect', '/assets/inspect.css', '/assets/inspect.js', '/assets/fonts/Vazirmatn.woff2', '/assets/icons.svg']);
    const worker = await page.request.get('/sw.js');
    expect(worker.headers()['cache-control']).to.equal('no-cache');
    const manifest = (await (await page.request.get('/manifest.webmanifest')).json()) as { readonly name: string; readonly start_url: string; readonly icons: readonly { readonly src: string; readonly sizes: string }[] };
    expect([manifest.name, manifest.start_url]).to.deep.equal(['بازدیدهای من', '/inspect']);
    for (const { src, sizes } of manifest.icons) {
      const { width, height } = await sharp(await (await page.request.get(src)).body()).metadata();
      expect(`${width}x${height}`).to.equal(sizes);
    }
  });

  it('shows the order at the door, and a route of which nothing can be read', async () => {
    await checkPhone(page, 'home');
    for (const { name } of OFFICES) expect(await page.getByText(name).count(), name).to.equal(0);
    await page.getByRole('link', { name: 'حکم بازرسی' }).click();
    await page.getByText('۱۴۰۵/۲۱۴').waitFor();
    await page.getByRole('img', { name: 'کد درستی‌سنجی حکم' }).waitFor();
    await checkPhone(page, 'order');
    await tap(page, 'بازگشت به فهرست');
    await expectSealed(page, [...OFFICES.flatMap(({ name, manager, address }) => [name, manager, address]), INSPECTORS[0].name, '۱۴۰۵/۲۱۴', 'key that can be read out: true']);
  });

  it('opens the next target without a network, first writing it down', async () => {
    await visitor.context.setOffline(true);
    await page.reload();
    await strip(page, 'ارتباط قطع است.');
    await checkPhone(page, 'home-offline');
    await tap(page, 'مقصد بعدی');
    await page.getByText('بدون شبکه باز شد؛ ثبت شد.').waitFor();
    await page.getByRole('heading', { name: OFFICES[0].name }).waitFor();
    for (const { name } of OFFICES.slice(1)) expect(await page.getByText(name).count(), name).to.equal(0);
    await strip(page, '۱ باز شدن مقصد در انتظار ارسال');
    expect((await rows('visit_targets')).filter((target) => target['opened_at'] !== null && target['inspector_id'] === ground.inspectorId)).to.deep.equal([]);
  });

  it('says beside each field what is wanting', async () => {
    await tap(page, 'بازبینی و ثبت');
    await page.getByText('یکی از شش پاسخ را برگزینید.').waitFor();
    await choose(page, 'مدیر در دفتر بود؟', 'جانشین حاضر بود');
    await tap(page, 'بازبینی و ثبت');
    await page.getByText('نام جانشین را بنویسید.').waitFor();
    await page.getByText('کد حضور را وارد کنید؛ اگر نمایشگری نبود، نام گواه را بنویسید.').waitFor();
    await checkPhone(page, 'visit-faults');
  });

  it('keeps what is written and photographed through a reload', async () => {
    await choose(page, 'مدیر در دفتر بود؟', 'حاضر بود');
    for (let person = 0; person < 4; person += 1) await tap(page, 'یک نفر بیشتر');
    await choose(page, 'تابلوی ساعت حضور', 'بود');
    await choose(page, 'نام مدیر روی در', 'نبود');
    await choose(page, 'برخورد دفتر با مراجعان', 'خوب');
    await page.getByLabel('گواه حضور شما').fill(WITNESS);
    await page.getByLabel('یادداشت').fill(NOTE);
    await page.locator('input[type="file"]').setInputFiles([{ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await cameraPhoto(10) }, { name: 'b.jpg', mimeType: 'image/jpeg', buffer: await cameraPhoto(60) }]);
    await page.getByRole('img', { name: 'عکس ۲' }).waitFor();
    await page.locator('input[type="file"]').setInputFiles({ name: 'c.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<svg/>') });
    await page.getByText('این پرونده عکس نیست؛ افزوده نشد.').waitFor();
    await page.waitForTimeout(600);
    await page.reload();
    await page.getByRole('img', { name: 'عکس ۲' }).waitFor();
    expect(await page.getByLabel('یادداشت').inputValue()).to.equal(NOTE);
    expect(await page.getByText('۴ نفر').count()).to.equal(1);
    await checkPhone(page, 'visit');
    await expectSealed(page, [OFFICES[0].name, OFFICES[0].manager, OFFICES[0].address, NOTE, WITNESS, 'SECRETPHONE', 'JFIF']);
  });

  it('shows what will be sealed, and after it nothing can be read', async () => {
    await tap(page, 'بازبینی و ثبت');
    await page.getByText('پس از ثبت، گزارش مهر می‌شود').waitFor();
    await checkPhone(page, 'summary');
    await tap(page, 'ثبت بازدید');
    await page.getByText('بازدید ثبت و مهر شد.').waitFor();
    await strip(page, '۱ باز شدن مقصد، ۱ گزارش و ۲ عکس در انتظار ارسال');
    await expectSealed(page, [OFFICES[0].manager, OFFICES[0].address, NOTE, WITNESS, 'JFIF']);
    await page.goto('/inspect#outbox');
    await page.getByText('گزارش بازدید ۱').waitFor();
    await checkPhone(page, 'outbox');
    expect(await page.getByText(NOTE).count()).to.equal(0);
    await page.goto(`/inspect#visit/${ground.targets[0] ?? ''}`);
    await page.getByRole('button', { name: /مقصد بعدی/ }).waitFor();
  });

  it('sends everything once when the network is back, in two tabs', async () => {
    const second = await visitor.context.newPage();
    await second.goto('/inspect');
    await strip(second, 'ارتباط قطع است.');
    expect(await rows('visit_reports')).to.have.length(4);
    await visitor.context.setOffline(false);
    await strip(page, 'همه چیز ارسال شده است.');
    await strip(second, 'همه چیز ارسال شده است.');
    expect(sent.take()).to.deep.equal(['/inspect/openings 200', '/inspect/reports 200', '/inspect/reports/…/photos/… 200', '/inspect/reports/…/photos/… 200']);
    await second.close();
    const reports = (await rows('visit_reports')).filter((report) => report['inspector_id'] === ground.inspectorId);
    expect(reports).to.have.length(1);
    expect(reports[0]).to.include({ target_id: ground.targets[0], answer: 'present' });
    expect(String(reports[0]?.['details'])).to.contain(NOTE);
    expect(await rows('visit_photos')).to.have.length(2);
    const [target] = (await rows('visit_targets')).filter(({ id }) => id === ground.targets[0]);
    expect(target).to.include({ state: 'reported', opened_how: 'offline', opened_count: 1 });
  });

  it('opens by the server while there is a network, and times a wait that a reload and a sleep do not stop', async () => {
    await tap(page, 'مقصد بعدی');
    await page.getByRole('heading', { name: OFFICES[1].name }).waitFor();
    expect((await rows('visit_targets')).find(({ id }) => id === ground.targets[1])).to.include({ state: 'opened', opened_how: 'online' });
    await visitor.context.setOffline(true);
    await choose(page, 'مدیر در دفتر بود؟', 'در محل نبود');
    await tap(page, 'آغاز انتظار');
    await page.clock.fastForward('04:00');
    await page.waitForTimeout(1200);
    await page.reload();
    await page.getByText(/^۴:\d|^[۳-۵]:[۰-۹]{2} از ۱۰:۰۰/).waitFor();
    await page.getByLabel('نام گواه').first().fill(WITNESS);
    await page.getByLabel('دفتر چه گفت؟').fill(SAID);
    await page.getByLabel('شمارهٔ نامه یا مأموریت').fill('۷۷/۱۲');
    await tap(page, 'بازبینی و ثبت');
    await page.getByText('زمان انتظار هنوز کامل نیست.').waitFor();
    await checkPhone(page, 'not-found');
    await page.clock.fastForward('07:00');
    await page.getByText('زمان انتظار کامل شد.').waitFor();
    await tap(page, 'بازبینی و ثبت');
    await tap(page, 'ثبت بازدید');
    await strip(page, '۱ گزارش در انتظار ارسال');
  });

  it('asks to enter again when the login has ended meanwhile, and then sends', async () => {
    await ground.app.database.direct('logins').update({ ended_at: NOW, ended_why: 'expired' });
    await visitor.context.setOffline(false);
    await strip(page, 'برای ارسال دوباره وارد شوید.');
    expect(sent.take().filter((line) => line.endsWith('200') && !line.includes('/open'))).to.deep.equal([]);
    await checkPhone(page, 'login-ended');
    await page.locator('[data-strip]').getByRole('link', { name: 'ورود' }).click();
    await enter(INSPECTORS[0]);
    await strip(page, 'همه چیز ارسال شده است.');
    expect(sent.take().filter((line) => !line.endsWith('401'))).to.deep.equal(['/inspect/reports 200']);
    const report = (await rows('visit_reports')).find(({ target_id }) => target_id === ground.targets[1]);
    expect(report).to.include({ answer: 'not_found' });
  });

  it('says that the phone is full, and keeps the visit on the screen', async () => {
    await tap(page, 'مقصد بعدی');
    await page.getByRole('heading', { name: OFFICES[2].name }).waitFor();
    expect(await page.locator('input[type="file"]').count(), 'no photos where they are forbidden').to.equal(0);
    await choose(page, 'مدیر در دفتر بود؟', 'با تأخیر');
    await page.getByLabel('کد حضور').fill('۱۲۳۴ ۵۶۷۸');
    await page.evaluate(`(() => { const put = IDBObjectStore.prototype.put; window.unfill = () => { IDBObjectStore.prototype.put = put; }; IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }; })()`);
    await page.getByLabel('یادداشت').fill(NOTE);
    await page.getByText('حافظهٔ گوشی پر است و این نوشته نگه داشته نشد.').waitFor();
    await strip(page, 'حافظهٔ گوشی پر است.');
    await shoot(page, 'phone-full');
    await tap(page, 'بازبینی و ثبت');
    await page.waitForTimeout(500);
    expect(await page.getByLabel('یادداشت').inputValue()).to.equal(NOTE);
    await page.evaluate('window.unfill()');
    await tap(page, 'بازبینی و ثبت');
    await page.getByText('پس از ثبت، گزارش مهر می‌شود').waitFor();
  });

  it('says why a report was refused, and lets the visit be written again', async () => {
    await tap(page, 'ثبت بازدید');
    await strip(page, 'گزارشی پذیرفته نشد.');
    expect(sent.take()).to.include('/inspect/reports 422');
    await page.locator('[data-strip]').getByRole('link', { name: 'فهرست ارسال' }).click();
    await page.getByText('پذیرفته نشد').first().waitFor();
    await page.getByRole('button', { name: 'نوشتن دوباره' }).waitFor();
    await checkPhone(page, 'refused');
    await tap(page, 'کنار گذاشتن');
    await page.getByRole('dialog').getByRole('button', { name: 'کنار گذاشتن' }).click();
    await tap(page, 'بازگشت به فهرست');
    await tap(page, 'ادامهٔ بازدید ۳');
    await choose(page, 'مدیر در دفتر بود؟', 'با تأخیر');
    await page.getByLabel('گواه حضور شما').fill(WITNESS);
    await tap(page, 'بازبینی و ثبت');
    await visitor.context.setOffline(true);
    await tap(page, 'ثبت بازدید');
    await strip(page, '۱ گزارش در انتظار ارسال');
  });

  it('keeps what one inspector has sealed through his signing out, and never under another’s login', async () => {
    await page.route('**/inspect/day', (route) => route.abort());
    await visitor.context.setOffline(false);
    await page.goto('/account');
    await page.locator('.top-user summary').click();
    await page.getByRole('button', { name: 'خروج' }).click();
    await page.waitForURL('**/login**');
    await page.unroute('**/inspect/day');
    await page.goto('/login?next=/inspect');
    await enter(INSPECTORS[1]);
    await strip(page, 'گزارش‌های همکار دیگری روی این گوشی است.');
    for (const { name } of OFFICES) expect(await page.getByText(name).count(), name).to.equal(0);
    await checkPhone(page, 'other-inspector');
    expect(sent.take()).to.deep.equal([]);
    await page.getByRole('link', { name: 'حساب من و خروج' }).click();
    await page.locator('.top-user summary').click();
    await page.getByRole('button', { name: 'خروج' }).click();
    await page.waitForURL('**/login**');
    // The first reply is lost on its way: the very same bytes come again, and count once.
    const bodies: (string | null)[] = [];
    await page.route('**/inspect/reports', async (route) => {
      bodies.push(route.request().postData());
      if (bodies.length > 1) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await page.goto('/login?next=/inspect');
    await enter(INSPECTORS[0]);
    await strip(page, '۱ گزارش در انتظار ارسال');
    await page.locator('[data-strip]').getByRole('link', { name: 'فهرست ارسال' }).click();
    await page.getByText('۱ بار کوشیده شد').waitFor();
    await tap(page, 'ارسال اکنون');
    await strip(page, 'همه چیز ارسال شده است.');
    await tap(page, 'بازگشت به فهرست');
    expect(bodies).to.have.length(2);
    expect(bodies[1]).to.equal(bodies[0]);
    expect(sent.take()).to.deep.equal(['/inspect/reports 200']);
    expect((await rows('visit_reports')).filter((report) => report['inspector_id'] === ground.inspectorId)).to.have.length(3);
    await checkPhone(page, 'home-done');
  });

  it('tells somebody who is no inspector so, and shows him nothing of the phone’s owner', async () => {
    const { cookie } = await ground.app.as('scheduler');
    await visitor.context.clearCookies();
    await carryLogin(visitor, ground.app.url, cookie);
    await page.evaluate(`localStorage.setItem('didar signed out', String(Date.now() + 1000))`);
    await page.goto('/inspect');
    await page.locator('.phone-strip-bad').waitFor();
    for (const { name: office } of OFFICES) expect(await page.getByText(office).count(), office).to.equal(0);
    await checkPhone(page, 'no-inspector');
  });
});
