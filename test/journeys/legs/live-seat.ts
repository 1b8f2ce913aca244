import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { toPersianDigits } from '../../../server/domain/persian.ts';
import { check } from '../../support/browser.ts';
import { convene, seatCode, wallAddress } from '../centre.ts';
import { nationalCode, type Caller } from '../callers.ts';
import { queueByKeys, typeCall } from '../desk.ts';
import { open, press, sentenceBeside, type } from '../form.ts';
import { answerJob, deskAt } from '../hosting.ts';
import type { Ground } from '../journey.ts';
import { known, type Ledger } from '../ledger.ts';
import { fromNow } from '../morning.ts';
import { checkBoth, shootBoth } from '../widths.ts';
import { GAS, WATER } from './live-set-up.ts';

/** The first caller of the morning, who waits before the manager has come. */
export const FIRST: Caller = {
  honorific: 'khanom', name: 'محمدی', phone: '09131231267', code: toPersianDigits(nationalCode('127000123')), county: 'خمینی', kind: 'complaint', topic: 'قطعی', summary: 'قطع مکرر آب در محلهٔ منظریه',
};

/** What a stranger sees to press: the buttons of the page that stand out and can be pressed. */
const primary = (page: Page): Promise<string[]> =>
  page.locator('main .button-primary:visible:enabled, main .host-next:visible:enabled, main .host-outcome-answered:visible:enabled').allInnerTexts();

/** Two sessions of today, a host who comes with nothing but a code, and the screens around him. */
export function liveSeatLeg(ground: Ground, ledger: Ledger): void {
  it('calls two sessions of today, side by side', async () => {
    const { page } = await ground.person('supervisor');
    await open(page, '/today');
    await shootBoth(page, 'live-today-empty');
    ledger.sessions.set('water', await convene(page, { agency: WATER.short, from: fromNow(-30), to: fromNow(110) }));
    await shootBoth(page, 'live-manage-scheduled');
    ledger.sessions.set('gas', await convene(page, { agency: GAS.short, from: fromNow(-20), to: fromNow(90) }));
  });

  it('queues a caller by keys before the manager has come', async () => {
    const { page } = await ground.person('operator');
    await open(page, '/desk');
    await shootBoth(page, 'live-desk-empty');
    await typeCall(page, FIRST);
    await checkBoth(page, 'live-desk-typed');
    expect(await queueByKeys(page, WATER.short)).to.contain('خانم محمدی: نفر اول صف آب و فاضلاب').and.to.contain('انتظار تقریبی');
  });

  it('seats the host with eight digits; a wrong code tells nothing, and a code is good once', async () => {
    const { page } = await ground.person('supervisor');
    const code = await seatCode(page, known(ledger.sessions, 'water'), 'میز ۱');
    await shootBoth(page, 'live-seat-code');
    const host = await ground.person('host');
    await open(host.page, '/seat');
    await shootBoth(host.page, 'live-seat');
    await type(host.page, { code: code.replace(/.$/, (last) => (last === '۱' ? '۲' : '۱')) });
    await press(host.page, 'نشستن پشت میز');
    expect(await sentenceBeside(host.page, 'code')).to.contain('کد تازه‌ای از مرکز بگیرید');
    await checkBoth(host.page, 'live-seat-refused');
    await type(host.page, { code });
    await press(host.page, 'نشستن پشت میز');
    expect(new URL(host.page.url()).pathname).to.equal(`/host/${known(ledger.sessions, 'water')}`);
    await shootBoth(host.page, 'live-host-before');
    const again = await ground.person('second host');
    await open(again.page, '/seat');
    await type(again.page, { code });
    await press(again.page, 'نشستن پشت میز');
    expect(await sentenceBeside(again.page, 'code')).to.contain('به کار رفته');
  });

  it('opens the screens around him: companion, supervisor, and the hall’s wall by its key', async () => {
    const companion = await ground.person('companion');
    await companion.page.goto('/host');
    expect(new URL(companion.page.url()).pathname, 'the only session is opened at once').to.equal(`/host/${known(ledger.sessions, 'water')}`);
    const supervisor = await ground.person('supervisor');
    const address = await wallAddress(supervisor.page, 'تابلوی سالن اصلی');
    await shootBoth(supervisor.page, 'live-wall-key');
    await open(supervisor.page, '/supervise');
    const wall = await ground.person('wall', 1920);
    await wall.page.setViewportSize({ width: 1920, height: 1080 });
    await wall.page.goto(address);
    await wall.page.locator('.wall-state', { hasText: 'در انتظار حضور مدیر' }).waitFor();
    await check(wall.page, 'live-wall-awaiting');
  });

  it('lets a stranger take the first call: the page itself says what to press', async () => {
    const { page } = await ground.person('host');
    const [begin = '', ...others] = await primary(page);
    expect(others, 'one thing to press').to.deep.equal([]);
    expect(begin).to.contain('آغاز پاسخگویی');
    expect(await page.locator('[data-desk]').innerText(), 'the page names it').to.contain('«آغاز پاسخگویی» را بزنید');
    await page.getByRole('button', { name: 'آغاز پاسخگویی' }).click();
    await deskAt(page, 'ready');
    await shootBoth(page, 'live-host-ready');
    const [next = '', ...rest] = await primary(page);
    expect(rest, 'one thing to press').to.deep.equal([]);
    expect(next).to.contain('نفر بعد').and.to.contain('خانم محمدی، از خمینی‌شهر');
    expect(await page.locator('[data-desk]').innerText()).to.contain('«نفر بعد» را بزنید');
    await page.getByRole('button', { name: 'نفر بعد' }).click();
    await deskAt(page, 'connecting', FIRST);
    expect(await page.locator('[data-desk]').innerText()).to.contain('مرکز او را به تلفن شما وصل می‌کند');
    await shootBoth(page, 'live-host-connecting');
    const operator = await ground.person('operator');
    await operator.page.locator('.desk-job', { hasText: 'خانم محمدی' }).waitFor();
    await shootBoth(operator.page, 'live-desk-job');
    await answerJob(operator.page, FIRST, 'F8');
    await deskAt(page, 'talking', FIRST);
    await checkBoth(page, 'live-host-talking');
  });
}
