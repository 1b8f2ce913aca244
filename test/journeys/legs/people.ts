import { expect } from 'chai';
import { check, WIDTHS } from '../../support/browser.ts';
import { enter, invite } from '../enter.ts';
import { choose, notice, open, press, sentenceBeside, type, typedIn } from '../form.ts';
import type { Ground } from '../journey.ts';

/** Who joins the administrator in the office of the journey, with the passwords they make themselves. */
export const STAFF = {
  scheduler: { name: 'نرگس صادقی', username: 'sadeghi', role: 'scheduler', password: 'پنجرهٔ آبی رو به زاینده‌رود' },
  second: { name: 'مهدی رستمی', username: 'rostami', role: 'scheduler', password: 'سه سیب سرخ روی میز چوبی' },
  head: { name: 'پروین احمدی', username: 'ahmadi', role: 'inspection_head', password: 'کوه صفه در صبح برفی' },
} as const;

/** The agency whose manager enters himself, and his name and password. */
export const HOST = { agency: 'آب و فاضلاب', username: 'abfa', password: 'چشمه‌ای که هرگز نمی‌خشکد' } as const;

/** Users are made; everybody makes his own password by a link that works once. */
export function peopleLeg(ground: Ground): void {
  it('refuses a wrong user with a sentence beside each field', async () => {
    const { page } = await ground.person('administrator');
    await open(page, '/users/new');
    await type(page, { name: `نرگس\u2066صادقی`, username: 'a b', nationalCode: '۱۱۱۱۱۱۱۱۱۱', phone: '۱۲' });
    await press(page, 'افزودن کاربر');
    for (const field of ['name', 'username', 'nationalCode', 'phone']) expect(await sentenceBeside(page, field), field).not.to.equal('');
    expect(await typedIn(page, 'nationalCode')).to.equal('۱۱۱۱۱۱۱۱۱۱');
    await check(page, 'user-refused');
  });

  it('makes a scheduler, whose link takes only a good password, and only once', async () => {
    const administrator = await ground.person('administrator');
    const { page } = administrator;
    const { name, username, password } = STAFF.scheduler;
    await choose(page, 'honorific', 'khanom');
    await type(page, { name: 'نرگس صادقي', username, nationalCode: '', phone: '۰۹۱۳۱۲۳۴۵۶۷' });
    await page.getByLabel('مسئول برنامه').check();
    await press(page, 'افزودن کاربر');
    expect(await notice(page)).to.contain('کاربر افزوده شد');
    expect(await page.locator('h1').innerText()).to.equal(`خانم ${name}`);
    await check(page, 'user');
    await press(page, 'پیوند ساختن گذرواژه');
    await check(page, 'user-link');
    const link = await page.locator('#link').innerText();
    const scheduler = await ground.person('scheduler');
    await scheduler.page.goto(link);
    await check(scheduler.page, 'welcome');
    await type(scheduler.page, { password: 'کوتاه', again: 'کوتاه' });
    await press(scheduler.page, 'ذخیرهٔ گذرواژه');
    expect(await sentenceBeside(scheduler.page, 'password')).to.contain('۱۲');
    await type(scheduler.page, { password, again: `${password}!` });
    await press(scheduler.page, 'ذخیرهٔ گذرواژه');
    expect(await sentenceBeside(scheduler.page, 'again')).to.contain('یکی نیست');
    await type(scheduler.page, { password, again: password });
    await press(scheduler.page, 'ذخیرهٔ گذرواژه');
    expect(scheduler.page.url()).to.match(/\/login\?done=password$/);
    const again = await scheduler.page.goto(link);
    expect(again?.status()).to.equal(410);
    await enter(scheduler, username, password);
  });

  for (const person of ['second', 'head'] as const) {
    it(`makes the ${person === 'head' ? 'head of inspection' : 'second scheduler'}`, async () => {
      const { page } = await ground.person('administrator');
      await open(page, '/users/new');
      const { name, username, role } = STAFF[person];
      await choose(page, 'honorific', person === 'head' ? 'khanom' : 'agha');
      await type(page, { name, username });
      await page.locator(`[name="role-${role}"]`).check();
      await press(page, 'افزودن کاربر');
      await invite(ground, person, STAFF[person]);
    });
  }

  it('makes a host of the manager who is in office', async () => {
    const { page } = await ground.person('administrator');
    await open(page, `/agencies?q=${encodeURIComponent(HOST.agency)}`);
    await check(page, 'agencies-found');
    await page.locator('main').getByRole('link', { name: HOST.agency, exact: true }).first().click();
    await check(page, 'agency');
    await page.getByRole('link', { name: /^ساختن کاربر برای/ }).first().click();
    await page.waitForURL(/\/users\/new/);
    await type(page, { username: HOST.username });
    await press(page, 'افزودن کاربر');
    expect(await notice(page)).to.contain('کاربر افزوده شد');
    // He has a telephone only.
    await ground.person('host', WIDTHS.narrow);
    await invite(ground, 'host', HOST);
    await open(page, '/users');
    await check(page, 'users');
  });
}
