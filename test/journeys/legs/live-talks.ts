import { expect } from 'chai';
import { addDays, formatDay } from '../../../server/domain/jalali.ts';
import { calledOf, type Caller } from '../callers.ts';
import { seatCode } from '../centre.ts';
import { queueByKeys, typeCall } from '../desk.ts';
import { open, press, type } from '../form.ts';
import { answered, answerJob, codeShown, deskAt, more, nameAgency, nextByKey, openByKey, submit, talkTo } from '../hosting.ts';
import type { Ground } from '../journey.ts';
import { known, type Ledger } from '../ledger.ts';
import { today } from '../morning.ts';
import { checkBoth, shootBoth } from '../widths.ts';
import { REGISTERED } from './live-centre.ts';
import { FIRST } from './live-seat.ts';
import { GAS, WATER } from './live-set-up.ts';

const at = (name: string, phone: string, more_: Partial<Caller> = {}): Caller => ({ honorific: 'agha', name, phone, topic: 'قطعی', summary: `سخن ${name}`, ...more_ });

/** Every outcome that a host's desk has, each with a caller of its own. */
export function liveTalksLeg(ground: Ground, ledger: Ledger): void {
  const ends = ({ name }: Pick<Caller, 'name'>, ...outcomes: readonly string[]): void => void ledger.ends.set(name, outcomes);
  const queue = async (caller: Caller): Promise<Caller> => {
    const { page } = await ground.person('operator');
    await typeCall(page, caller);
    expect(await queueByKeys(page, WATER.short)).to.contain(calledOf(caller));
    return caller;
  };
  /** The host and the operator, who between them bring a caller to the telephone. */
  const talk = async (caller: Caller) => {
    const [host, operator] = [await ground.person('host'), await ground.person('operator')];
    await talkTo(host.page, operator.page, caller);
    return host.page;
  };

  it('lets host and companion write at once, each his own note, and see the other', async () => {
    const [host, companion] = [await ground.person('host'), await ground.person('companion')];
    await deskAt(companion.page, 'talking', FIRST);
    await companion.page.locator('#host-note').pressSequentially('کنتور را بازبینی کنیم');
    await host.page.locator('.host-typing:visible', { hasText: 'می‌نویسد' }).waitFor();
    await host.page.locator('.host-other-text', { hasText: 'کنتور را بازبینی کنیم' }).waitFor({ state: 'attached' });
    await host.page.locator('#host-note').pressSequentially('هفته‌ای سه بار قطع است');
    await companion.page.locator('.host-other-text', { hasText: 'هفته‌ای سه بار قطع است' }).waitFor({ state: 'attached' });
    await checkBoth(companion.page, 'live-host-companion');
    expect(await host.page.locator('#host-note').inputValue()).to.equal('هفته‌ای سه بار قطع است');
    expect(await companion.page.locator('#host-note').inputValue()).to.equal('کنتور را بازبینی کنیم');
    await host.page.locator('.host-typing:visible').waitFor({ state: 'detached' });
  });

  it('asks for the outcome before anybody else comes', async () => {
    const { page } = await ground.person('host');
    await nextByKey(page);
    await page.locator('[data-alert]:visible', { hasText: 'نخست نتیجهٔ همین تماس را برگزینید' }).waitFor();
    await shootBoth(page, 'live-host-ask');
  });

  it('refers to an expert by key, with the note of the talk, and gives the code to read out', async () => {
    const { page } = await ground.person('host');
    const panel = await openByKey(page, '2', 'referred');
    expect(await panel.locator('textarea').inputValue(), 'the note goes along').to.contain('هفته‌ای سه بار قطع است');
    await shootBoth(page, 'live-host-referred');
    await panel.getByLabel('کارشناس', { exact: true }).selectOption({ label: 'آقای کامران فلاح' });
    await submit(panel);
    await deskAt(page, 'wrap_up', FIRST);
    ledger.codes.set('referred', await codeShown(page));
    ends(FIRST, 'referred');
    expect(await page.locator('[role="timer"]').innerText(), 'the countdown').to.match(/^۰?۰:[۰-۹]{2}$/);
    await shootBoth(page, 'live-host-wrap');
    await page.getByRole('button', { name: 'می‌مانم' }).click();
    await page.locator('[data-desk="wrap_up"]', { hasText: 'همین‌جا می‌مانید' }).waitFor();
    await shootBoth(page, 'live-host-stay');
    expect(await page.locator('[data-count-down]').count(), 'no countdown any more').to.equal(0);
    await page.getByRole('button', { name: 'یادداشت تمام شد' }).click();
    await deskAt(page, 'ready');
  });

  it('answers by key 1; the time for the note runs out by itself, and the desk is free', async () => {
    const page = await talk({ honorific: 'agha', name: 'آذرنیا' });
    await answered(page, { honorific: 'agha', name: 'آذرنیا' });
    ends({ name: 'آذرنیا' }, 'call_back', 'answered');
    await page.locator('[data-desk="empty"]').waitFor({ state: 'attached', timeout: 20_000 });
  });

  it('promises by key 3, with a day; an empty promise is refused beside its field', async () => {
    const caller = await queue(at('صادقی', '09132000012', { kind: 'complaint' }));
    const page = await talk(caller);
    const panel = await openByKey(page, '3', 'commitment');
    await submit(panel);
    await panel.locator('.field-error').first().waitFor();
    expect(await panel.locator('.field-error').allInnerTexts()).to.have.length(2);
    await shootBoth(page, 'live-host-commitment');
    await panel.locator('textarea').fill('ایستگاه تقویت فشار منظریه راه می‌افتد');
    await panel.getByRole('textbox', { name: 'تا چه روزی؟' }).fill(formatDay(addDays(today(), 30)));
    await submit(panel);
    await deskAt(page, 'wrap_up', caller);
    ends(caller, 'commitment');
  });

  it('names another agency by key 4', async () => {
    const caller = await queue(at('نوروزی', '09132000013', { honorific: 'khanom', topic: 'تأخیر اداری' }));
    const page = await talk(caller);
    expect(await page.locator('[data-desk]').innerText(), 'what he has promised is on the card').to.contain('ایستگاه تقویت فشار منظریه');
    const panel = await openByKey(page, '4', 'other_agency');
    await nameAgency(panel, 'آب منطقه');
    await shootBoth(page, 'live-host-other-agency');
    await submit(panel);
    await deskAt(page, 'wrap_up', caller);
    expect(await codeShown(page)).to.match(/[۰-۹]{4}/);
    ends(caller, 'other_agency');
  });

  it('seats the second host beside the first', async () => {
    const supervisor = await ground.person('supervisor');
    const code = await seatCode(supervisor.page, known(ledger.sessions, 'gas'), 'میز ۲');
    await open(supervisor.page, '/supervise');
    const { page } = await ground.person('gas host');
    await open(page, '/seat');
    await type(page, { code });
    await press(page, 'نشستن پشت میز');
    await page.getByRole('button', { name: 'آغاز پاسخگویی' }).click();
    await deskAt(page, 'empty');
    await shootBoth(page, 'live-host-empty');
    const wall = await ground.person('wall');
    await wall.page.locator('.wall-panel', { hasText: GAS.short }).locator('.wall-state', { hasText: 'در حال پاسخگویی' }).waitFor();
  });

  it('settles a matter on the line with the other manager, who is named with his desk', async () => {
    const caller = await queue(at('باقری', '09132000014'));
    const page = await talk(caller);
    const panel = await more(page, /^در همین تماس حل شد/);
    await panel.getByRole('button', { name: GAS.short, exact: true }).click();
    await shootBoth(page, 'live-host-settled');
    await submit(panel);
    await deskAt(page, 'wrap_up', caller);
    ends(caller, 'settled_on_line');
  });

  it('holds a caller, takes another one out of his turn, and has the first back before the queue', async () => {
    const [held, other, third] = [await queue(at('جعفری', '09132000015')), await queue(at('سلطانی', '09132000016', { honorific: 'khanom' })), await queue(at('امینی', '09132000017', { honorific: 'khanom' }))];
    const page = await talk(held);
    const panel = await more(page, /^نگه داشتن پشت خط/);
    await panel.getByLabel('برای چه؟').fill('پرسش از همکار');
    await panel.getByLabel('چند دقیقه؟').fill('۱');
    await submit(panel);
    await deskAt(page, 'ready');
    await page.locator('.queue-held', { hasText: calledOf(held) }).waitFor();
    await shootBoth(page, 'live-host-held');
    await page.getByRole('button', { name: `وصل شود: ${calledOf(third)}` }).click();
    await deskAt(page, 'connecting', third);
    const operator = await ground.person('operator');
    await answerJob(operator.page, third, 'F8');
    await deskAt(page, 'talking', third);
    await answered(page, third);
    ends(third, 'answered');
    await page.getByRole('button', { name: `وصل شود: ${calledOf(held)}` }).click();
    await deskAt(page, 'talking', held);
    await answered(page, held);
    ends(held, 'answered');
    await talk(other);
    await answered(page, other);
    ends(other, 'answered');
  });

  it('rings again whoever did not answer', async () => {
    const caller = await queue(at('کریمی', '09132000018', { honorific: 'khanom', toRing: true }));
    const [host, operator] = [await ground.person('host'), await ground.person('operator')];
    await nextByKey(host.page);
    await deskAt(host.page, 'connecting', caller);
    const job = operator.page.locator('.desk-job', { hasText: calledOf(caller) });
    await job.getByRole('button', { name: 'نمایش شماره' }).click();
    await job.locator('.desk-number', { hasText: '۰۹۱۳' }).waitFor();
    await answerJob(operator.page, caller, 'F9');
    await deskAt(host.page, 'ready');
    await host.page.locator('.queue-row', { hasText: 'پاسخ نداد' }).waitFor();
    const page = await talk(caller);
    await answered(page, caller);
    ends(caller, 'answered');
  });

  it('puts a caller back at a place, calls one back, and drops one', async () => {
    const [back, callBack] = [await queue(at('ابراهیمی', '09132000019')), await queue(at('زمانی', '09132000020'))];
    const page = await talk(back);
    const panel = await more(page, /^بازگشت به صف/);
    await panel.getByLabel('پس از چند نفر؟').fill('۱');
    await submit(panel);
    await deskAt(page, 'ready');
    await talk(callBack);
    await page.locator('.host-outcomes:visible').getByRole('button', { name: 'بیشتر' }).click();
    await shootBoth(page, 'live-host-more');
    await page.locator('#panel-more').getByRole('button', { name: /^دوباره تماس می‌گیریم/ }).click();
    await deskAt(page, 'wrap_up', callBack);
    ends(callBack, 'call_back');
    await talk(back);
    await more(page, /^تماس قطع شد/);
    await deskAt(page, 'wrap_up', back);
    ends(back, 'dropped');
  });

  it('sends a caller on to the other open session, where he is answered', async () => {
    const caller = await queue(at('حیدری', '09132000021', { topic: 'تأخیر اداری' }));
    const page = await talk(caller);
    const panel = await more(page, /^انتقال به جلسهٔ دیگر/);
    const option = panel.locator('option', { hasText: GAS.short });
    await option.waitFor({ state: 'attached' });
    await panel.locator('select').selectOption((await option.getAttribute('value')) ?? '');
    await submit(panel);
    await deskAt(page, 'empty');
    const [gas, operator] = [await ground.person('gas host'), await ground.person('operator')];
    await talkTo(gas.page, operator.page, caller);
    await answered(gas.page, caller);
    await gas.page.getByRole('button', { name: 'یادداشت تمام شد' }).click();
    ends(caller, 'transferred', 'answered');
  });

  it('links a caller to his earlier request, and another to the same problem', async () => {
    const [again, same] = [await queue({ ...REGISTERED, summary: 'هنوز انشعاب نداده‌اند' }), await queue(at('قاسمی', '09132000022', { honorific: 'khanom' }))];
    const page = await talk(again);
    expect(await page.locator('[data-desk]').innerText(), 'his earlier request is on the card').to.contain('انشعاب آب خانهٔ نوساز');
    const linked = await more(page, /^پیوند با درخواست پیشین/);
    await linked.locator('select').selectOption({ index: 1 });
    await submit(linked);
    await deskAt(page, 'wrap_up', again);
    ends(REGISTERED, 'registered', 'linked');
    await talk(same);
    const panel = await more(page, /^همان مشکل دیگران/);
    await panel.getByLabel('یا کد رهگیری').fill(known(ledger.codes, 'referred'));
    await shootBoth(page, 'live-host-same');
    await submit(panel);
    await deskAt(page, 'wrap_up', same);
    ends(same, 'same_problem');
  });

  it('lets priority go first, with a reason that the supervisor reads', async () => {
    const [patient, urgent] = [await queue(at('شریفی', '09132000023')), await queue(at('اسدی', '09132000024', { priority: 'بیمار دیالیزی در خانه' }))];
    const supervisor = await ground.person('supervisor');
    await supervisor.page.locator('.watch-priority', { hasText: 'بیمار دیالیزی در خانه' }).waitFor();
    const page = await talk(urgent);
    await answered(page, urgent);
    ends(urgent, 'answered');
    ends(patient, 'dropped_early');
    const operator = await ground.person('operator');
    await operator.page.locator('.desk-caller', { hasText: calledOf(patient) }).click();
    const dialog = operator.page.locator('#desk-caller');
    await checkBoth(operator.page, 'live-desk-caller');
    await dialog.getByRole('button', { name: 'قطع پیش از پاسخ' }).click();
    await operator.page.locator('.desk-caller', { hasText: calledOf(patient) }).waitFor({ state: 'detached' });
  });
}
