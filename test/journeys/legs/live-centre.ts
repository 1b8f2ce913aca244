import { expect } from 'chai';
import { nationalCode, type Caller } from '../callers.ts';
import { convene } from '../centre.ts';
import { codeTold, queueByKeys, selectByKey, settleByKeys, told, typeCall } from '../desk.ts';
import { open } from '../form.ts';
import type { Ground } from '../journey.ts';
import type { Ledger } from '../ledger.ts';
import { fromNow } from '../morning.ts';
import { until } from '../until.ts';
import { checkBoth, shootBoth } from '../widths.ts';
import { WATER } from './live-set-up.ts';

const SCHOOL = 'آموزش و پرورش';

/** The citizen whose request is registered in the morning, and who calls again about it. */
export const REGISTERED: Caller = {
  honorific: 'agha', name: 'توانگر', phone: '09132000002', code: nationalCode('128400051'), topic: 'انشعاب', summary: 'انشعاب آب خانهٔ نوساز',
};
/** Who is told in confidence: nothing of this may stand anywhere but at the inspection office. */
export const SECRET = 'درخواست پول برای امضای پروانه';

/** What needs no queue, and whoever will not be reached: every outcome of the centre, by keys. */
export function liveCentreLeg(ground: Ground, ledger: Ledger): void {
  const ends = (name: string, ...outcomes: readonly string[]): void => void ledger.ends.set(name, outcomes);

  it('answers, registers, sends elsewhere and drops by keys alone', async () => {
    const { page } = await ground.person('operator');
    await typeCall(page, { honorific: 'khanom', name: 'پاکدل', phone: '09132000001', topic: 'اعتراض به قبض آب', summary: 'ساعت کار دفتر آبفا' });
    expect(await settleByKeys(page, 'Alt+Digit4')).to.contain('پاسخ در مرکز ۱۱۱');
    ends('پاکدل', 'answered_by_centre');
    await typeCall(page, REGISTERED);
    expect(await settleByKeys(page, 'Alt+Digit5')).to.contain('درخواست ثبت شد').and.to.contain('کد رهگیری را برای او بخوانید');
    ledger.codes.set('registered', await codeTold(page));
    ends(REGISTERED.name, 'registered');
    await shootBoth(page, 'live-desk-registered');
    await typeCall(page, { honorific: 'agha', name: 'فرهمند', phone: '09132000003' });
    expect(await settleByKeys(page, 'Alt+Digit6')).to.contain('خارج از حوزهٔ سامد');
    ends('فرهمند', 'out_of_scope');
    await typeCall(page, { honorific: 'khanom', name: 'گلستانی', phone: '09132000004' });
    expect(await settleByKeys(page, 'Alt+Digit7')).to.contain('قطع پیش از پاسخ');
    ends('گلستانی', 'dropped_early');
    await typeCall(page, { honorific: 'agha', name: 'آذرنیا', phone: '09132000007', topic: 'اعتراض به قبض آب', summary: 'می‌خواهد ظهر با او تماس بگیریم' });
    expect(await settleByKeys(page, 'Alt+Digit1')).to.contain('دوباره تماس می‌گیریم');
  });

  it('sends an emergency on, and the supervisor is told at once', async () => {
    const { page } = await ground.person('operator');
    const supervisor = await ground.person('supervisor');
    await typeCall(page, { honorific: 'khanom', name: 'لطفی', phone: '09132000005', summary: 'بیهوشی یک نفر کنار خیابان' });
    await page.keyboard.press('Alt+Digit8');
    await page.locator('.desk-more[open]').waitFor();
    await shootBoth(page, 'live-desk-emergency');
    expect(await settleByKeys(page, 'Digit2')).to.contain('اورژانس ۱۱۵');
    ends('لطفی', 'emergency');
    const alarm = supervisor.page.locator('[data-emergency]', { hasText: 'خانم لطفی' });
    await alarm.waitFor();
    expect(await alarm.innerText()).to.contain('۱۱۵').and.to.contain('بیهوشی');
    await until('the title counts it', async () => (await supervisor.page.title()).includes('فوریت'));
    await checkBoth(supervisor.page, 'live-supervise-emergency');
    await alarm.getByRole('button').first().click();
    await until('the title is calm again', async () => !(await supervisor.page.title()).includes('فوریت'));
  });

  it('keeps what is told in confidence for the inspection office alone', async () => {
    const { page } = await ground.person('operator');
    await typeCall(page, { honorific: 'agha', name: 'حقیقت', phone: '09132000006', kind: 'report', summary: SECRET });
    await page.keyboard.press('Alt+Digit9');
    await page.locator('.desk-more[open]').waitFor();
    await shootBoth(page, 'live-desk-confidential');
    expect(await settleByKeys(page, 'Enter')).to.contain('تنها دفتر بازرسی آن را می‌بیند');
    ledger.codes.set('confidential', await codeTold(page));
    ends('حقیقت', 'confidential');
    const inspection = await ground.person('inspection');
    await open(inspection.page, '/requests/confidential');
    expect(await inspection.page.locator('main').innerText()).to.contain(SECRET);
    await checkBoth(inspection.page, 'live-confidential');
    for (const name of ['operator', 'supervisor', 'host', 'companion', 'wall', 'expert']) {
      const one = await ground.person(name);
      if (name === 'expert') await open(one.page, '/requests');
      if (name === 'supervisor') await open(one.page, '/requests');
      expect(await one.page.content(), name).not.to.contain(SECRET);
    }
    await open((await ground.person('supervisor')).page, '/supervise');
  });

  it('says before queueing that somebody will not be reached, and offers what else there is', async () => {
    const supervisor = await ground.person('supervisor');
    ledger.sessions.set('school', await convene(supervisor.page, { agency: SCHOOL, from: fromNow(-60), to: fromNow(2) }));
    const { page } = await ground.person('operator');
    await page.locator('.desk-session', { hasText: SCHOOL }).waitFor();
    const offered = async (caller: Caller): Promise<void> => {
      await typeCall(page, { topic: 'ثبت‌نام مدرسه', ...caller });
      await selectByKey(page, SCHOOL);
      await page.locator('.desk-offers').waitFor();
    };
    await offered({ honorific: 'khanom', name: 'بهرامی', phone: '09132000008', summary: 'جا ندادن به دانش‌آموز' });
    expect(await page.locator('.desk-offers').innerText()).to.contain('به این جلسه نمی‌رسد');
    await shootBoth(page, 'live-desk-offers');
    expect(await settleByKeys(page, 'Alt+Digit1')).to.contain('دوباره تماس می‌گیریم');
    ends('بهرامی', 'call_back');
    await offered({ honorific: 'agha', name: 'خسروی', phone: '09132000009', summary: 'ثبت‌نام پس از مهلت' });
    expect(await settleByKeys(page, 'Alt+Digit2')).to.contain('جای آقای خسروی نگه داشته شد: نفر اول صف').and.to.contain('ساعت حضور');
    ends('خسروی', 'waiting');
    await offered({ honorific: 'khanom', name: 'دهقان', phone: '09132000010', summary: 'محدودهٔ ثبت‌نام' });
    expect(await settleByKeys(page, 'Alt+Digit3')).to.contain('درخواست ثبت شد');
    ends('دهقان', 'registered');
    await offered({ honorific: 'agha', name: 'رستمی', phone: '09132000011', summary: 'هزینهٔ ثبت‌نام' });
    await page.getByRole('button', { name: 'با این آگاهی، به صف برود' }).click();
    expect(await told(page)).to.contain('شاید به این جلسه نرسد');
    ends('رستمی', 'carried', 'waiting');
    await open(supervisor.page, '/supervise');
  });

  it('rings back whom the centre owes a call, with what is known of him filled in', async () => {
    const { page } = await ground.person('operator');
    await page.locator('.desk-backs', { hasText: 'آذرنیا' }).waitFor();
    await page.keyboard.press('F4');
    await until('his name is filled in', async () => (await page.locator('#f-name').inputValue()) === 'آذرنیا');
    expect(await page.locator('#f-summary').inputValue()).to.equal('می‌خواهد ظهر با او تماس بگیریم');
    expect(await queueByKeys(page, WATER.short)).to.contain('آقای آذرنیا');
    await page.locator('.desk-backs', { hasText: 'آذرنیا' }).waitFor({ state: 'detached' });
  });
}
