import { expect } from 'chai';
import { check } from '../../support/browser.ts';
import { ADMINISTRATOR, enter } from '../enter.ts';
import { notice, open, press, sentenceBeside, type, typedIn } from '../form.ts';
import type { Ground } from '../journey.ts';

const RIGHT_TO_LEFT_OVERRIDE = '\u202e';

/** Set-up in one form, with everything typed wrong first: a sentence beside each field, and nothing typed is lost. */
export function setUpLeg(ground: Ground): void {
  it('shows a stranger where the link is, and nobody a login before its time', async () => {
    const { page } = await ground.person('administrator');
    await page.goto('/');
    expect(new URL(page.url()).pathname).to.equal('/setup');
    await check(page, 'set-up-awaiting');
  });

  it('opens by the link and fills in a province', async () => {
    const { page } = await ground.person('administrator');
    await page.goto(ground.program.setUpLink);
    await check(page, 'set-up-empty');
    await page.getByLabel('استان', { exact: true }).selectOption('اصفهان');
    await press(page, 'آوردن شهرستان‌ها و دستگاه‌های این استان');
    expect(await typedIn(page, 'governorate')).to.equal('استانداری اصفهان');
    expect(await typedIn(page, 'area_code')).to.equal('031');
    await check(page, 'set-up-filled');
  });

  it('refuses what is wrong with a sentence beside it, and keeps what was typed', async () => {
    const { page } = await ground.person('administrator');
    const long = 'الف'.repeat(33_334);
    await type(page, {
      county_0_name: 'آران و بیدگل (ویرایش)', governorate: long, area_code: '۳۱',
      name: `علی${RIGHT_TO_LEFT_OVERRIDE}کاظمی`, username: ADMINISTRATOR.username, password: 'کوتاه',
    });
    await page.locator('details.setup-agencies > summary').first().click();
    const agency = page.locator('.setup-agency input.input').first();
    const agencyField = (await agency.getAttribute('name')) ?? '';
    await agency.fill('ادارهٔ آزمون سفر');
    await press(page, 'راه‌اندازی');
    expect(await sentenceBeside(page, 'governorate')).to.contain('بلند است');
    expect(await sentenceBeside(page, 'area_code')).to.contain('سه رقم');
    expect(await sentenceBeside(page, 'name')).to.contain('نویسه‌ای پنهان');
    expect(await typedIn(page, 'governorate')).to.have.length(long.length);
    expect(await typedIn(page, 'county_0_name')).to.equal('آران و بیدگل (ویرایش)');
    expect(await typedIn(page, agencyField)).to.equal('ادارهٔ آزمون سفر');
    expect(await typedIn(page, 'password'), 'a password is never sent back').to.equal('');
    await type(page, { governorate: 'استانداری اصفهان', area_code: '۰۳۱', name: 'علي كاظمي', password: 'کوتاه' });
    await check(page, 'set-up-refused');
  });

  it('refuses a short password and one that is its own name', async () => {
    const { page } = await ground.person('administrator');
    await press(page, 'راه‌اندازی');
    expect(await sentenceBeside(page, 'password')).to.contain('۱۵');
    await type(page, { password: `${ADMINISTRATOR.username}${ADMINISTRATOR.username}${ADMINISTRATOR.username}` });
    await press(page, 'راه‌اندازی');
    expect(await sentenceBeside(page, 'password')).not.to.equal('');
    expect(await typedIn(page, 'county_0_name')).to.equal('آران و بیدگل (ویرایش)');
  });

  it('sets up once, and the link is spent', async () => {
    const { page } = await ground.person('administrator');
    await type(page, { password: ADMINISTRATOR.password });
    await press(page, 'راه‌اندازی');
    expect(page.url()).to.match(/\/login\?done=set_up$/);
    expect(await notice(page)).to.contain('سامانه آماده شد');
    const again = await page.goto(ground.program.setUpLink);
    expect(again?.status()).to.be.oneOf([409, 410]);
    await check(page, 'set-up-spent');
  });
}

/** Entering: a wrong password tells nothing but that it is wrong; the right one opens the first page. */
export function enterLeg(ground: Ground): void {
  it('refuses a wrong password, keeps the name, and lets the right one in', async () => {
    const administrator = await ground.person('administrator');
    const { page } = administrator;
    await open(page, '/login');
    await check(page, 'login');
    await type(page, { username: ADMINISTRATOR.username, password: 'چیز دیگری که نیست' });
    await press(page, 'ورود');
    expect(await page.getByText('درست نیست').count()).to.be.greaterThan(0);
    expect(await typedIn(page, 'username')).to.equal(ADMINISTRATOR.username);
    await check(page, 'login-refused');
    await enter(administrator, ADMINISTRATOR.username, ADMINISTRATOR.password);
    expect(await page.locator('.top-person b').innerText(), 'Arabic letters are kept as Persian ones').to.contain(ADMINISTRATOR.name);
  });
}
