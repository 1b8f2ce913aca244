import { expect } from 'chai';
import type { Page, Route } from 'playwright-core';
import { calledOf, type Caller } from '../callers.ts';
import { queueByKeys, typeCall } from '../desk.ts';
import { answered, answerJob, deskAt, nextByKey, talkTo } from '../hosting.ts';
import type { Ground } from '../journey.ts';
import { known, type Ledger } from '../ledger.ts';
import { createJudge, type Judge } from '../screens.ts';
import { post } from '../stored.ts';
import { until } from '../until.ts';
import { checkBoth, shootBoth } from '../widths.ts';
import { WATER } from './live-set-up.ts';

/** A screen that has lost the program says so within this, with the second in which it looks again. */
const CUT_MS = 16_500;
const RIGHT_MS = 5_000;
const SCREENS = ['host', 'companion', 'operator', 'supervisor', 'wall', 'gas host'] as const;
/** What a browser writes down of a network that is not there. */
const OF_THE_NETWORK = /WebSocket connection|ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_NETWORK|net::ERR_FAILED|Failed to load resource: net::/;
/** What a program answers that listens and is still getting ready. */
const NOT_READY = /HTTP 503: GET \S+\/socket\.io\/|status of 503/;

const at = (name: string, phone: string, more: Partial<Caller> = {}): Caller => ({ honorific: 'agha', name, phone, topic: 'قطعی', summary: `سخن ${name}`, ...more });

// Notes when the foot of a page changes what it says of its age.
const WATCH_AGE = `(() => {
  const box = document.querySelector('[data-live-state]');
  const seen = (window.ages = []);
  const note = () => { if (seen.at(-1)?.[0] !== box.dataset.liveState) seen.push([box.dataset.liveState, Date.now()]); };
  new MutationObserver(note).observe(box, { attributes: true });
  note();
})()`;
type Ages = readonly (readonly [state: string, at: number])[];
const agesOf = (page: Page): Promise<Ages> => page.evaluate<Ages>('window.ages');
const stateOf = (page: Page): Promise<string | null> => page.locator('[data-live-state]').getAttribute('data-live-state');

/** Holds what pages send to an address until each has sent it, and lets all go at once. */
async function atOnce(pages: readonly Page[], path: RegExp, press: (page: Page) => Promise<void>): Promise<void> {
  const held: Route[] = [];
  for (const page of pages) await page.route(path, (route) => void held.push(route));
  for (const page of pages) await press(page);
  await until('both have pressed', () => Promise.resolve(held.length === pages.length));
  await Promise.all(held.map((route) => route.continue()));
  for (const page of pages) await page.unroute(path);
}

/** Two at one desk, a server that dies, and a network that is cut, in the middle of the morning. */
export function liveFaultsLeg(ground: Ground, ledger: Ledger): void {
  const ends = ({ name }: Pick<Caller, 'name'>, ...outcomes: readonly string[]): void => void ledger.ends.set(name, outcomes);
  const pageOf = async (name: string): Promise<Page> => (await ground.person(name)).page;
  const screens = async (): Promise<Record<string, Page>> => Object.fromEntries(await Promise.all(SCREENS.map(async (name) => [name, await pageOf(name)] as const)));
  const queue = async (caller: Caller): Promise<Caller> => {
    const page = await pageOf('operator');
    await typeCall(page, caller);
    expect(await queueByKeys(page, WATER.short)).to.contain(calledOf(caller));
    return caller;
  };
  const finish = async (caller: Caller): Promise<void> => {
    const page = await pageOf('host');
    await answered(page, caller);
    await page.getByRole('button', { name: 'یادداشت تمام شد' }).click();
    ends(caller, 'answered');
  };
  const forgiveNetwork = (): void => {
    expect(ground.faults().filter((fault) => !OF_THE_NETWORK.test(fault) && !NOT_READY.test(fault)), 'nothing but the network went wrong').to.deep.equal([]);
  };
  let judge: Judge;
  /** Whoever joins the queue at this very moment is on every screen in time, though most of them have not yet found back. */
  const rightAgain = async ({ name, phone }: Caller): Promise<number> => {
    const operator = await pageOf('operator');
    const began = performance.now();
    const topicId = await operator.locator('[data-combobox="topicId"]').getAttribute('data-options').then((options) => (JSON.parse(options ?? '[]') as { id: string; label: string }[]).find(({ label }) => label.endsWith('قطعی و کم‌فشاری آب'))?.id ?? '');
    await post(operator, '/desk/calls', { what: 'queue', session: known(ledger.sessions, 'water'), phone: phone ?? '', identityKind: 'national_code', identity: '', honorific: 'agha', name, kind: 'service_request', topicId, summary: '', line: 'on_line' });
    await judge.agree(await screens(), RIGHT_MS - (performance.now() - began));
    return performance.now() - began;
  };

  it('shows on every screen what the server has', async () => {
    judge = await createJudge(await ground.person('judge'));
    await judge.agree(await screens(), RIGHT_MS);
  });

  it('gives a caller to one of two who press at the same moment, and tells the other', async () => {
    const [first, second] = [await queue(at('شفیعی', '09132000030')), await queue(at('ضیایی', '09132000031'))];
    const [host, companion, operator] = [await pageOf('host'), await pageOf('companion'), await pageOf('operator')];
    await Promise.all([deskAt(host, 'ready'), deskAt(companion, 'ready')]);
    await atOnce([host, companion], /\/next$/, nextByKey);
    await Promise.all([deskAt(host, 'connecting', first), deskAt(companion, 'connecting', first)]);
    const told = async (): Promise<string[]> => (await Promise.all([host, companion].map((page) => page.locator('[data-alert]:visible [data-alert-text]').allInnerTexts()))).flat().filter(Boolean);
    await until('one of them is told', async () => (await told()).length > 0);
    expect(await told(), 'the other has nothing to be told').to.deep.equal(['نخست نتیجهٔ تماس کنونی را ثبت کنید.']);
    await answerJob(operator, first, 'F8');
    await deskAt(host, 'talking', first);
    await finish(first);
    await Promise.all([deskAt(host, 'ready'), deskAt(companion, 'ready')]);
    await atOnce([host, companion], /\/take$/, (page) => page.getByRole('button', { name: `وصل شود: ${calledOf(second)}` }).click());
    await Promise.all([deskAt(host, 'connecting', second), deskAt(companion, 'connecting', second)]);
    await until('one of them is told who', async () => (await told()).some((sentence) => sentence.includes('این تماس را پیش از شما')));
    expect(await told()).to.have.length(1);
    await checkBoth((await companion.locator('[data-alert]:visible').count()) > 0 ? companion : host, 'live-host-taken');
    await answerJob(operator, second, 'F8');
    await deskAt(host, 'talking', second);
    await finish(second);
  });

  it('loses nothing when the server is killed in the middle of a sentence', async () => {
    const caller = await queue(at('یعقوبی', '09132000032', { honorific: 'khanom' }));
    const [host, companion, operator] = [await pageOf('host'), await pageOf('companion'), await pageOf('operator')];
    await talkTo(host, operator, caller);
    await typeCall(operator, at('نیمه', '09132000033'));
    const note = host.locator('#host-note');
    await note.pressSequentially('پیش از آن');
    await ground.program.kill();
    await note.pressSequentially('، و پس از آن');
    await host.locator('[data-note-state]', { hasText: 'هنوز ذخیره نشده است' }).waitFor({ timeout: 15_000 });
    await shootBoth(host, 'live-host-killed');
    await ground.program.restart();
    const ms = await rightAgain(at('میان‌راه', '09132000035'));
    expect(await note.inputValue()).to.equal('پیش از آن، و پس از آن');
    await host.locator('[data-note-state]', { hasText: 'ذخیره شد' }).waitFor();
    await companion.locator('.host-other-text', { hasText: 'پیش از آن، و پس از آن' }).waitFor({ state: 'attached' });
    expect(await operator.locator('#f-name').inputValue(), 'the operator’s half sentence').to.equal('نیمه');
    await operator.keyboard.press('Alt+Backspace');
    await finish(caller);
    await talkTo(host, operator, at('میان‌راه', ''));
    await finish(at('میان‌راه', ''));
    forgiveNetwork();
    console.log(`      right ${Math.round(ms)} ms after the server was back`);
  });

  it('says that it is cut, amber before red, and is right again once the network is', async () => {
    const caller = await queue(at('وحیدی', '09132000034'));
    const all = await screens();
    const [host, operator] = [await pageOf('host'), await pageOf('operator')];
    for (const page of Object.values(all)) {
      await until('the page is fresh', async () => (await stateOf(page)) === 'fresh');
      await page.evaluate(WATCH_AGE);
    }
    const cutAt = Date.now();
    ground.network.weather('hole');
    await until('every screen says so', async () => (await Promise.all(Object.values(all).map(stateOf))).every((state) => state === 'cut'), CUT_MS + 2_000);
    for (const [name, page] of Object.entries(all)) {
      const ages = await agesOf(page);
      expect(ages.map(([state]) => state), name).to.deep.equal(['fresh', 'late', 'cut']);
      expect((ages[2]?.[1] ?? 0) - cutAt, `${name} is red in time`).to.be.below(CUT_MS);
      expect(await page.locator('[data-live-text]').innerText(), name).to.contain('ارتباط قطع است');
    }
    await shootBoth(host, 'live-host-cut');
    // What is pressed into the hole is done once, when it has healed.
    await nextByKey(host);
    await host.waitForTimeout(1_000);
    ground.network.weather('open');
    const ms = await rightAgain(at('پس از قطع', '09132000036'));
    for (const [name, page] of Object.entries(all)) await until(`${name} is fresh again`, async () => (await stateOf(page)) === 'fresh');
    await deskAt(host, 'connecting', caller);
    await answerJob(operator, caller, 'F8');
    await deskAt(host, 'talking', caller);
    await finish(caller);
    await talkTo(host, operator, at('پس از قطع', ''));
    await finish(at('پس از قطع', ''));
    forgiveNetwork();
    console.log(`      right ${Math.round(ms)} ms after the network was back`);
  });
}
