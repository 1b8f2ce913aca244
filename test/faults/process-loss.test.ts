import { expect } from 'chai';
import { setTimeout as pause } from 'node:timers/promises';
import { clientOf, type Client } from '../support/client.ts';
import { freePort, type Program } from '../support/process.ts';
import { startProxy, type Proxy } from '../support/proxy.ts';
import type { LivePage } from '../support/live-page.ts';
import { callDifference, expectRowsAsRecorded, expectWholeChains, laySessions, nextCallChange, type Sessions } from './calls.ts';
import { chance } from './chance.ts';
import { layGround, type Ground } from './ground.ts';
import { isAcknowledged, NONE, startLoad } from './load.ts';
import { askTruth, NO_TRUTH, openDesk, staleAfter, type Truth } from './screens.ts';

/** How often one of the two is lost; LOSSES asks for another number. */
const LOSSES = Number(process.env['LOSSES'] ?? 4);
const BACK_WITHIN_MS = 10_000;
const [SCREENS, WRITERS] = [24, 8];

describe('one of two processes that is lost', function () {
  this.timeout(120_000 + LOSSES * 30_000);
  const luck = chance();
  let ground: Ground;
  let sessions: Sessions;
  let front: Proxy;
  let truth: Truth = NO_TRUTH;
  const ports: number[] = [];
  const pages: { readonly page: LivePage; readonly session: string }[] = [];
  const launch = (port: number): Promise<Program> => ground.launch('main', { PORT: String(port), ORIGIN: front.url });

  beforeEach(async () => {
    ground = await layGround('PostgreSQL');
    sessions = await laySessions(ground.database, 4);
    ports.push(await freePort(), await freePort());
    front = await startProxy(...ports);
  });
  afterEach(async () => {
    for (const { page } of pages.splice(0)) page.close();
    truth.close();
    await front.stop();
    await ground.remove();
  });

  it('costs nothing: every screen is back on the other and right, no call is lost or taken twice', async () => {
    const programs = await Promise.all(ports.map(launch));
    const people = (await ground.people(SCREENS + WRITERS, 'operator')).map((one) => clientOf(front.url, one.cookie, one.csrf, one.userId));
    const [asker] = people;
    for (const [number, client] of people.slice(WRITERS).entries()) {
      const session = sessions.ids[number % sessions.ids.length] ?? '';
      pages.push({ session, page: await openDesk(client, session, { url: front.url, origin: front.url }) });
    }
    const load = startLoad(people.slice(0, WRITERS), async (client) => {
      await pause(20);
      return nextCallChange(ground.database, sessions, luck, client);
    }, { repeat: true });
    const took: number[] = [];
    const stale: string[] = [];
    for (let time = 0; time < LOSSES; time += 1) {
      await pause(luck.between(500, 1_500));
      const [lost, left] = [time % 2, (time + 1) % 2];
      await programs[lost]?.end('SIGKILL');
      const began = performance.now();
      truth = askTruth(programs[left]?.url ?? '', asker as Client, front.url);
      // Whatever the other shows from now on was decided after the loss.
      const marks = new Map(await Promise.all(sessions.ids.map(async (id) => [id, (await truth.of(id, 'host-queue')).seq] as const)));
      for (const { page, session } of pages) {
        while (page.shown('host-queue').seq <= (marks.get(session) ?? 0) && performance.now() - began < BACK_WITHIN_MS) await pause(20);
        if (page.shown('host-queue').seq <= (marks.get(session) ?? 0)) stale.push(`${page.shown('host-queue').seq} after loss ${time}`);
      }
      took.push(performance.now() - began);
      truth.close();
      programs[lost] = await launch(ports[lost] ?? 0);
    }
    await load.stop();
    truth = askTruth(programs[0]?.url ?? '', asker as Client, front.url);
    stale.push(...(await staleAfter(pages, truth, 5_000)).stale);
    const { asked } = load;
    const acknowledged = asked.filter(isAcknowledged);
    console.log(`      seed ${luck.seed}: ${LOSSES} losses, ${acknowledged.length} changes acknowledged, all ${SCREENS} screens back within ${took.map((one) => one.toFixed(0)).join(', ')} ms`);
    expect(stale).to.deep.equal([]);
    expect([...new Set(asked.flatMap(({ answers }) => answers))].filter((status) => ![303, 409, 503, null].includes(status))).to.deep.equal([]);
    expect(await callDifference(ground.database, sessions, asked)).to.deep.equal({ ...NONE, twice: [] });
    await expectRowsAsRecorded(ground.database, sessions);
    await expectWholeChains(ground.database);
  });
});
