import { expect } from 'chai';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { carryLogin, closeBrowser, hasBrowser, openVisitor } from '../support/browser.ts';
import { clientOf } from '../support/client.ts';
import { freePort } from '../support/process.ts';
import { startProxy, type Proxy } from '../support/proxy.ts';
import { laySessions, queueFields, type Sessions } from './calls.ts';
import { layGround, type Ground } from './ground.ts';
import { askTruth, NO_TRUTH, type Truth } from './screens.ts';

/** From its last sign of life a screen says within so long that it is cut: fifteen seconds, and the half in which it looks (and as much for a busy machine). */
const CUT_WITHIN_MS = 16_000;
const HEALED_WITHIN_MS = 5_000;
const TYPED = 'هفته‌ای سه بار آب قطع است';

describe('a real browser behind a bad network', function () {
  this.timeout(120_000);
  let ground: Ground;
  let sessions: Sessions;
  let network: Proxy;
  let truth: Truth = NO_TRUTH;
  let queue: () => Promise<void>;
  let page: Page;
  before(function () {
    if (!hasBrowser()) return this.skip();
  });
  after(closeBrowser);

  beforeEach(async () => {
    ground = await layGround('SQLite');
    sessions = await laySessions(ground.database, 1);
    const port = await freePort();
    network = await startProxy(port);
    await ground.launch('main', { PORT: String(port), ORIGIN: network.url });
    const [operator, other] = await ground.people(2, 'operator');
    if (operator === undefined || other === undefined) throw new Error('nobody');
    // Another operator, whose network is a good one.
    const beside = clientOf(`http://127.0.0.1:${port}`, other.cookie, other.csrf, other.userId);
    queue = async () => {
      expect((await beside.post('/desk/calls', queueFields(sessions, sessions.ids[0] ?? ''), { origin: network.url })).status).to.equal(303);
    };
    await queue();
    const session = `/host/${sessions.ids[0] ?? ''}`;
    expect((await beside.post(`${session}/next`, {}, { origin: network.url })).status).to.equal(303);
    truth = askTruth(`http://127.0.0.1:${port}`, beside, network.url);
    const visitor = await openVisitor(network.url);
    page = visitor.page;
    await carryLogin(visitor, network.url, operator.cookie);
    await page.goto(session);
    await page.locator('[data-live-state="fresh"]').waitFor();
  });
  afterEach(async () => {
    await page.context().close();
    truth.close();
    await network.stop();
    await ground.remove();
  });

  const state = (): Promise<string | null> => page.locator('[data-live-state]').getAttribute('data-live-state');
  const seqShown = async (): Promise<number> => Number(await page.locator('[data-live][data-view="host-queue"]').getAttribute('data-seq'));
  /** How long the page takes to show what the server has. */
  const healing = async (): Promise<number> => {
    const { seq } = await truth.of(sessions.ids[0] ?? '', 'host-queue');
    const began = performance.now();
    while ((await seqShown()) !== seq && performance.now() - began < 2 * HEALED_WITHIN_MS) await pause(20);
    return performance.now() - began;
  };

  it('says that it is cut, keeps what is typed, and is right again; also after it has slept', async () => {
    network.weather('hole');
    const holed = performance.now();
    await page.locator('[data-note]').fill(TYPED);
    while ((await state()) !== 'cut' && performance.now() - holed < 2 * CUT_WITHIN_MS) await pause(50);
    const cut = performance.now() - holed;
    network.weather('open');
    await queue();
    const healed = await healing();
    expect(await page.locator('[data-note]').inputValue()).to.equal(TYPED);

    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    network.weather('refused');
    await queue();
    await pause(3_000);
    network.weather('open');
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    const woken = await healing();
    console.log(`      cut said after ${cut.toFixed(0)} ms; right ${healed.toFixed(0)} ms after healing and ${woken.toFixed(0)} ms after waking`);
    expect(cut).to.be.below(CUT_WITHIN_MS);
    expect(healed).to.be.below(HEALED_WITHIN_MS);
    expect(woken).to.be.below(HEALED_WITHIN_MS);
    expect(await state()).to.equal('fresh');
  });
});
