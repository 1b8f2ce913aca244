import { expect } from 'chai';
import { setTimeout as pause } from 'node:timers/promises';
import { startProxy, type Proxy } from '../support/proxy.ts';
import type { LivePage } from '../support/live-page.ts';
import { laySessions, nextCallChange, queueFields, type Sessions } from './calls.ts';
import { chance } from './chance.ts';
import { layGround, type Ground } from './ground.ts';
import { startLoad } from './load.ts';
import { askTruth, NO_TRUTH, openDesk, staleAfter, VIEWS, type Truth } from './screens.ts';

/** So many screens meet so many troubles each; TRIALS asks for more in all. */
const SCREENS = 60;
const ROUNDS = Math.ceil(Number(process.env['TRIALS'] ?? 120) / SCREENS);
const HEALED_WITHIN_MS = 5_000;

const TROUBLES = ['cut', 'hole', 'slow', 'reset', 'sleep', 'half_open', 'long_hole'] as const;
type Trouble = (typeof TROUBLES)[number];

interface Seat {
  readonly page: LivePage;
  readonly proxy: Proxy;
  readonly session: string;
}

describe('screens behind a bad network', function () {
  this.timeout(120_000 + ROUNDS * 60_000);
  const luck = chance();
  let ground: Ground;
  let sessions: Sessions;
  let truth: Truth = NO_TRUTH;
  const seats: Seat[] = [];

  const seatAll = async (count: number, broken: readonly (readonly [string, string])[] = []): Promise<void> => {
    ground = await layGround('SQLite');
    sessions = await laySessions(ground.database, 4);
    await ground.launch();
    const people = await ground.people(12, 'operator');
    const [asker] = await ground.people(1, 'supervisor');
    if (asker === undefined) throw new Error('nobody');
    truth = askTruth(ground.url, asker);
    const target = Number(new URL(ground.url).port);
    for (let number = 0; number < count; number += 1) {
      const [proxy, client, session] = [await startProxy(target), people[number % people.length], sessions.ids[number % sessions.ids.length]];
      if (client === undefined || session === undefined) throw new Error('nobody');
      seats.push({ proxy, session, page: await openDesk(client, session, { url: proxy.url, origin: ground.url, broken }) });
    }
  };
  afterEach(async () => {
    for (const { page, proxy } of seats.splice(0)) {
      page.close();
      await proxy.stop();
    }
    truth.close();
    await ground.remove();
  });

  /** Lets one screen meet a trouble, which is over for it when this settles. */
  const meet = async ({ page, proxy }: Seat, trouble: Trouble): Promise<void> => {
    await pause(luck.between(0, 1_500));
    switch (trouble) {
      case 'cut':
        proxy.weather('refused');
        break;
      case 'hole':
        proxy.weather('hole');
        break;
      case 'long_hole':
        proxy.weather('hole');
        return pause(17_000).then(() => proxy.weather('open'));
      case 'slow':
        proxy.pace({ latencyMs: 200, bytesPerSecond: 2_000 });
        break;
      case 'reset':
        proxy.resetAfter(luck.between(50, 5_000));
        proxy.reset();
        return;
      case 'sleep':
        page.sleep();
        proxy.weather('hole');
        break;
      case 'half_open':
        // New connections are let through at once: it is the screen that must notice, which takes it the time of a ping that does not come.
        proxy.forget();
        return pause(15_000);
    }
    await pause(luck.between(2_000, 10_000));
    proxy.pace({ latencyMs: 0, bytesPerSecond: null });
    proxy.weather('open');
    if (trouble === 'sleep') page.wake();
  };

  it(`are as the server has it within ${HEALED_WITHIN_MS / 1000} s of its healing, and say meanwhile that they are not`, async () => {
    await seatAll(SCREENS);
    const hosts = await ground.people(4, 'operator');
    const worst = new Map<Trouble, number>();
    const stale: string[] = [];
    let silent = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const load = startLoad(hosts, async (client) => {
        await pause(150);
        return nextCallChange(ground.database, sessions, luck, client);
      });
      let changing = true;
      const trials = seats.map(async (seat, index) => {
        const trouble = TROUBLES[(index + round) % TROUBLES.length] ?? 'cut';
        const began = performance.now();
        await meet(seat, trouble);
        const healed = performance.now();
        if (trouble === 'long_hole' && (seat.page.state() !== 'cut' || seat.page.stateSince() - began > 1_500 + 16_000)) silent += 1;
        // Whatever comes later than this shows that it has caught up with what changed meanwhile.
        const { seq } = await truth.of(seat.session, 'host-queue');
        while (seat.page.shown('host-queue').seq < seq && performance.now() - healed < 30_000) await pause(20);
        const took = performance.now() - healed;
        worst.set(trouble, Math.max(worst.get(trouble) ?? 0, took));
        if (took > HEALED_WITHIN_MS) stale.push(`${trouble}: ${took.toFixed(0)} ms`);
        if (!changing) throw new Error('the load ended too early');
      });
      await Promise.all(trials);
      changing = false;
      await load.stop();
      stale.push(...(await staleAfter(seats, truth, HEALED_WITHIN_MS)).stale);
    }
    console.log(`      seed ${luck.seed}: ${ROUNDS * SCREENS} trials; caught up at most ${[...worst].map(([trouble, took]) => `${took.toFixed(0)} ms after ${trouble}`).join(', ')}`);
    expect(silent, 'said too late that they were cut').to.equal(0);
    expect(stale).to.deep.equal([]);
    expect(seats.map(({ page }) => page.reloads()).filter((count) => count > 0)).to.deep.equal([]);
  });

  /** Everything changes while nobody hears it, and nothing after: who is right then has asked. */
  const healsInSilence = async (): Promise<readonly string[]> => {
    const [host] = await ground.people(1, 'operator');
    if (host === undefined) throw new Error('nobody');
    await pause(500);
    for (const { proxy } of seats) proxy.weather('refused');
    for (const session of sessions.ids) expect((await host.post('/desk/calls', queueFields(sessions, session))).status).to.equal(303);
    for (const { proxy } of seats) proxy.weather('open');
    return (await staleAfter(seats, truth, HEALED_WITHIN_MS)).stale;
  };

  it('ask for what they have missed', async () => {
    await seatAll(8);
    expect(await healsInSilence()).to.deep.equal([]);
  });

  it('have a test that notices who does not ask', async () => {
    await seatAll(8, [['emit("watch", held,', 'emit("watch", { ...held, seq: 1e9 },']]);
    expect(await healsInSilence()).to.have.length(8 * VIEWS.length);
  });
});
