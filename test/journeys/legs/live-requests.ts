import { expect } from 'chai';
import { notice, open, press, sentenceBeside, type } from '../form.ts';
import type { Ground } from '../journey.ts';
import { known, type Ledger } from '../ledger.ts';
import { checkBoth, shootBoth } from '../widths.ts';
import { SECRET } from './live-centre.ts';
import { FIRST } from './live-seat.ts';

const ANSWER = 'ایستگاه تقویت فشار منظریه از پایان هفته کار می‌کند.';

/** What goes on after the talk: the expert answers, the citizen reads it by his code, and a promise stands in its list. */
export function liveRequestsLeg(ground: Ground, ledger: Ledger): void {
  it('has the referred request with the agency’s expert, who takes it up and answers', async () => {
    const { page } = await ground.person('expert');
    await open(page, '/requests');
    const row = page.locator('tbody tr', { hasText: FIRST.name });
    expect(await row.innerText(), 'it was referred to him').to.contain('خود شما');
    await checkBoth(page, 'live-requests');
    await row.getByRole('link').first().click();
    await page.waitForURL(/\/requests\/[\w-]{36}$/);
    await checkBoth(page, 'live-request');
    await press(page, 'آغاز بررسی');
    await type(page, { text: '' });
    await press(page, 'ثبت پاسخ');
    expect(await sentenceBeside(page, 'text')).not.to.equal('');
    await shootBoth(page, 'live-request-refused');
    await type(page, { text: ANSWER });
    await press(page, 'ثبت پاسخ');
    expect(await notice(page)).not.to.equal('');
    await checkBoth(page, 'live-request-answered');
  });

  it('shows the citizen the answer by his code and four digits, and nothing of who he is', async () => {
    const { page } = await ground.person('citizen');
    await open(page, '/track');
    await checkBoth(page, 'live-track');
    await type(page, { code: known(ledger.codes, 'referred'), phoneDigits: '۱۱۱۱' });
    await press(page, 'نمایش وضعیت');
    expect(await page.locator('main').innerText()).to.contain('یافت نشد');
    await shootBoth(page, 'live-track-refused');
    await type(page, { code: known(ledger.codes, 'referred'), phoneDigits: '۱۲۶۷' });
    await press(page, 'نمایش وضعیت');
    const text = await page.locator('main').innerText();
    expect(text).to.contain(ANSWER).and.to.contain('پاسخ‌داده‌شده');
    expect(text).not.to.contain(FIRST.name);
    await checkBoth(page, 'live-track-answered');
    await type(page, { code: known(ledger.codes, 'confidential'), phoneDigits: '۰۰۰۶' });
    await press(page, 'نمایش وضعیت');
    expect(await page.locator('main').innerText()).to.contain('محرمانه');
    expect(await page.content()).not.to.contain(SECRET);
  });

  it('lists the promise until it is kept', async () => {
    const { page } = await ground.person('companion');
    await open(page, '/commitments');
    const row = page.locator('.commitment', { hasText: 'ایستگاه تقویت فشار منظریه' });
    await row.waitFor();
    await checkBoth(page, 'live-commitments');
    await page.goto('/host');
  });
}
