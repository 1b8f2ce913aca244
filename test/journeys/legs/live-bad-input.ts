import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { nationalCode } from '../callers.ts';
import { told, typeCall } from '../desk.ts';
import { sentenceBeside, typedIn } from '../form.ts';
import type { Ground } from '../journey.ts';
import { NOBODY, type Ledger } from '../ledger.ts';
import { until } from '../until.ts';
import { checkBoth, shootBoth } from '../widths.ts';

const RIGHT_TO_LEFT_OVERRIDE = '\u202e';
const CODE = nationalCode('012345678');
const misread = (code: string): string => code.replace(/.$/, (last) => String((Number(last) + 1) % 10));
const WRONG_CODES: Readonly<Record<string, RegExp>> = {
  [misread(CODE)]: /درست نیست/,
  '۱۱۱۱۱۱۱۱۱۱': /ساختگی/,
  // Nine digits from a spreadsheet that no dropped nought explains.
  [misread(CODE.slice(1))]: /درست نیست/,
  '12345': /ده رقم/,
};
const PHONES = ['۰۹۱۳ ۱۲۳ ۴۵۶۷', '+98 913 123 4567', '00989131234567', '٠٩١٣١٢٣٤٥٦٧', '9131234567'];
const PHONE = '0913 123 4567';
/** What follows later than this is meant, and no second half of a double press. */
const TWICE_MS = 1_700;

const clear = async (page: Page): Promise<void> => {
  await page.keyboard.press('Alt+Backspace');
  await until('the form is empty', async () => (await page.locator('#f-name').inputValue()) === '' && (await page.locator('#f-phone').inputValue()) === '');
};
/** Sends what stands in the form, which must not be taken; gives the sentence beside a field, the text of which stays. */
async function refused(page: Page, field: string): Promise<string> {
  const [before, typed] = [await page.locator('[data-mine]').innerText(), await typedIn(page, field)];
  await page.keyboard.press('Control+Enter');
  await page.locator(`#desk-form:not([aria-busy]) [aria-invalid="true"]`).first().waitFor();
  expect(await typedIn(page, field), `${field} as it was typed`).to.equal(typed);
  expect(await page.locator('[data-mine]').innerText(), 'nothing was taken').to.equal(before);
  expect(await page.locator('.desk-waiting li').count(), 'nobody was queued').to.equal(0);
  return sentenceBeside(page, field);
}

/** What is typed wrong at the operators’ desk: a sentence beside the field, nothing lost, nothing queued. */
export function liveBadInputLeg(ground: Ground, ledger: Ledger): void {
  const caller = { honorific: 'agha', name: 'بدنویس', topic: 'قطعی', summary: 'آزمون نوشتن' } as const;

  it('refuses a national code with a wrong digit, a repeated digit, or too few, as it is typed', async () => {
    const { page } = await ground.person('operator');
    for (const [code, sentence] of Object.entries(WRONG_CODES)) {
      await typeCall(page, { ...caller, code });
      await until(`${code} is marked`, async () => sentence.test(await sentenceBeside(page, 'identity')));
      expect(await refused(page, 'identity'), code).to.match(sentence);
      if (sentence.source.includes('ساختگی')) await checkBoth(page, 'live-desk-refused');
      await clear(page);
    }
  });

  it('takes nine digits that lack their nought, and a telephone however it is written', async () => {
    const { page } = await ground.person('operator');
    await typeCall(page, { ...caller, code: CODE.slice(1) });
    expect(await typedIn(page, 'identity'), 'the nought is back').to.equal(CODE);
    expect(await page.locator('[data-check="identity"] [data-verdict]').innerText()).to.contain('درست است');
    await clear(page);
    for (const phone of PHONES) {
      await typeCall(page, { ...caller, phone });
      expect(await sentenceBeside(page, 'phone'), phone).to.equal('');
      expect((await typedIn(page, 'phone')).replace(/\s/g, ' '), phone).to.equal(PHONE);
      await clear(page);
    }
    await typeCall(page, { ...caller, phone: '۱۲' });
    expect(await refused(page, 'phone')).to.contain('شمارهٔ تلفن درست نیست');
    await clear(page);
  });

  it('refuses a name of ten thousand letters and one with hidden signs, and keeps both', async () => {
    const { page } = await ground.person('operator');
    for (const [name, sentence] of [['ن'.repeat(10_000), /بلند/], [`علی${RIGHT_TO_LEFT_OVERRIDE}رضایی`, /نویسه‌ای پنهان/]] as const) {
      await typeCall(page, caller);
      const field = page.locator('#f-name');
      await field.evaluate((one: { removeAttribute(name: string): void }) => one.removeAttribute('maxlength'));
      await field.fill(name);
      expect(await refused(page, 'name')).to.match(sentence);
      await clear(page);
    }
  });

  it('refuses to queue without a name or a topic, and to ring whoever has no telephone', async () => {
    const { page } = await ground.person('operator');
    await typeCall(page, { honorific: 'agha', name: 'بی‌موضوع' });
    await page.keyboard.press('Control+Enter');
    await until('the topic is asked for', async () => (await page.locator('#desk-form .field-error:visible').allInnerTexts()).some((text) => text.includes('موضوع را برگزینید')));
    await clear(page);
    await typeCall(page, { ...caller, toRing: true });
    expect(await refused(page, 'phone')).to.contain('شمارهٔ تلفن لازم است');
    await shootBoth(page, 'live-desk-phone-needed');
    await clear(page);
  });

  it('counts a double press once, and two calls of which nothing is known as two', async () => {
    const { page } = await ground.person('operator');
    const mine = (): Promise<string> => page.locator('[data-mine]').innerText();
    await page.locator('#f-phone').click();
    await page.keyboard.press('Alt+Digit7');
    await page.keyboard.press('Alt+Digit7');
    await until('one is counted', async () => (await mine()).includes('۲'));
    await page.waitForTimeout(TWICE_MS);
    expect(await mine()).to.contain('۲');
    await page.keyboard.press('Alt+Digit7');
    await until('the second is counted', async () => (await mine()).includes('۳'));
    ledger.ends.set(NOBODY, ['dropped_early', 'dropped_early']);
  });

  it('queues nobody twice, and says where he stands already', async () => {
    const { page } = await ground.person('operator');
    ledger.ends.set('تکراری', ['dropped_early']);
    const twice = { ...caller, name: 'تکراری', phone: '09132000090' };
    await typeCall(page, twice);
    await page.keyboard.press('Control+Enter');
    await told(page);
    await page.waitForTimeout(TWICE_MS);
    await typeCall(page, twice);
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-problems]', { hasText: 'هم‌اکنون در صف همین جلسه است' }).waitFor();
    expect(await typedIn(page, 'name')).to.equal('تکراری');
    await clear(page);
    await page.locator('.desk-caller', { hasText: 'تکراری' }).click();
    await page.locator('#desk-caller').getByRole('button', { name: 'قطع پیش از پاسخ' }).click();
    await page.locator('.desk-caller', { hasText: 'تکراری' }).waitFor({ state: 'detached' });
  });
}
