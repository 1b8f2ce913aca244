import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { startProxy } from '../support/proxy.ts';
import { laySessions, queueFields } from './calls.ts';
import { layGround, type Ground } from './ground.ts';
import { quantile } from './load.ts';
import { openDesk } from './screens.ts';

const DEAF = 8;
const CHANGES = 1_500;
// Half of what is sent to each: a program that keeps all of it for them takes twice as much.
const MOST_MB_EACH = 20;
const OTHERS_WITHIN_MS = 500;

const megabytesOf = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

describe('screens that do not read', function () {
  this.timeout(180_000);
  let ground: Ground;
  beforeEach(async () => {
    ground = await layGround('SQLite');
  });
  afterEach(() => ground.remove());

  it('cost little memory, delay nobody, and are let go', async () => {
    const sessions = await laySessions(ground.database, 1);
    const [session = ''] = sessions.ids;
    const program = await ground.launch();
    const people = await ground.people(8, 'operator');
    const [host, reader] = people;
    if (host === undefined || reader === undefined) throw new Error('nobody');
    const port = Number(new URL(program.url).port);
    const good = await openDesk(reader, session, { url: program.url, origin: program.url });
    for (let number = 0; number < 25; number += 1) await host.post('/desk/calls', queueFields(sessions, session));
    const calls = await ground.database.reads('calls').where({ session_id: session, state: 'waiting' }).orderBy('id').pluck<string[]>('id');
    const delays: number[] = [];
    /** Moves a caller to the head of the queue, and waits until the good screen has heard of it. */
    const change = async (index: number): Promise<void> => {
      const before = good.shown('host-queue').seq;
      const began = performance.now();
      const { status } = await host.post(`/host/${session}/back`, { call: calls[index % calls.length] ?? '', after: '0' });
      expect(status).to.equal(303);
      while (good.shown('host-queue').seq <= before && performance.now() - began < 5_000) await pause(1);
      delays.push(performance.now() - began);
    };
    for (let index = 0; index < 300; index += 1) await change(index);
    const alone = megabytesOf(program.pid);
    const seats = await Promise.all(Array.from({ length: DEAF }, async (_one, number) => {
      const proxy = await startProxy(port);
      return { proxy, page: await openDesk(people[number % people.length] ?? host, session, { url: proxy.url, origin: program.url }) };
    }));
    await pause(500);
    for (const { proxy } of seats) proxy.weather('deaf');
    delays.splice(0);
    let most = 0;
    for (let index = 0; index < CHANGES; index += 1) {
      await change(index);
      if (index % 20 === 0) most = Math.max(most, megabytesOf(program.pid));
    }
    const grown = most - alone;
    console.log(`      ${DEAF} screens read nothing of ${CHANGES} changes of ${(good.shown('host-queue').html.length / 1024).toFixed(0)} kB: ${grown.toFixed(0)} MB more (${alone.toFixed(0)} before), ${seats.filter(({ proxy }) => proxy.carried() > 0).length} still held; the others heard p50 ${quantile(delays, 0.5).toFixed(0)} ms, p99 ${quantile(delays, 0.99).toFixed(0)} ms after the press`);
    for (const { page, proxy } of seats) {
      page.close();
      await proxy.stop();
    }
    good.close();
    expect(grown).to.be.below(DEAF * MOST_MB_EACH);
    expect(quantile(delays, 0.99)).to.be.below(OTHERS_WITHIN_MS);
  });
});
