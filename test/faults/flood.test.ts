import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPasswords } from '../../server/people/passwords.ts';
import { layUser, strangerAt, type Answer } from '../support/client.ts';
import { layGround, type Ground } from './ground.ts';
import { isAcknowledged, quantile, startLoad } from './load.ts';

const PASSWORD = 'دریای آرام و کوه بلند';

for (const kind of ['SQLite', 'PostgreSQL'] as const) {
  describe(`a flood of wrong logins (${kind})`, function () {
    this.timeout(60_000);
    let ground: Ground;
    let url: string;
    const countsFile = (): string => join(ground.folder, 'counts.json');
    const counts = (): { most: number; total: number } => JSON.parse(readFileSync(countsFile(), 'utf8')) as { most: number; total: number };
    const tryFrom = (ip: string, username: string, password: string, cookies = ''): Promise<Answer> => {
      const stranger = strangerAt(url, ground.formSecret);
      return stranger.post('/login', { username, password, next: '/account' }, { 'x-forwarded-for': ip, cookie: [stranger.cookie, cookies].filter(Boolean).join('; ') });
    };
    // Each from a network of its own, so that only the limit under test is met.
    const address = (number: number): string => `198.${18 + Math.floor(number / 250)}.${number % 250}.7`;

    beforeEach(async () => {
      ground = await layGround(kind);
      ({ url } = await ground.launch('counted', { TRUST_PROXY: '1', COUNTS: countsFile() }));
      await layUser(ground.database, 'karimi', ['scheduler'], await createPasswords(ground.pepper).hash(PASSWORD), new Date().toISOString());
    });
    afterEach(() => ground.remove());

    it('does not stop those who work: two hundred at once from anywhere', async () => {
      const [worker, reader] = await ground.people(2, 'scheduler');
      if (worker === undefined || reader === undefined) throw new Error('nobody');
      const reads: { status: number; took: number }[] = [];
      let flooded = false;
      const read = async (): Promise<void> => {
        while (!flooded) {
          const began = performance.now();
          const { status } = await reader.get('/account');
          reads.push({ status, took: performance.now() - began });
        }
      };
      const load = startLoad([worker]);
      const reading = read();
      const flood: Answer[] = [];
      for (let wave = 0; wave < 3; wave += 1) {
        flood.push(...(await Promise.all(Array.from({ length: 200 }, (_, number) => tryFrom(address(wave * 200 + number), `name${number}`, 'نادرست')))));
      }
      flooded = true;
      await Promise.all([reading, load.stop()]);
      const seen = new Map<number, number>();
      for (const { status } of flood) seen.set(status, (seen.get(status) ?? 0) + 1);
      const times = reads.map(({ took }) => took);
      console.log(`      ${kind}: ${[...seen].map(([status, count]) => `${count} x ${status}`).join(', ')}; ${counts().most} checks at once at most`);
      console.log(`      ${kind}: reading p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms of ${times.length}; writing p95 ${quantile(load.took, 0.95).toFixed(0)} ms of ${load.took.length}`);
      expect([...seen.keys()].every((status) => [422, 429, 503].includes(status))).to.equal(true);
      expect(reads.filter(({ status }) => status !== 200)).to.deep.equal([]);
      expect(load.asked.filter((one) => !isAcknowledged(one))).to.deep.equal([]);
      expect(reads.length).to.be.above(10);
      expect(counts().most).to.equal(2);
    });

    it('lets nobody try one name more than five times from one address, however many at once', async () => {
      const answers = await Promise.all(Array.from({ length: 15 }, () => tryFrom('203.0.113.9', 'karimi', 'نادرست')));
      expect(answers.filter(({ status }) => status === 422).length).to.be.at.most(5);
      expect(answers.every(({ status }) => [422, 429, 503].includes(status))).to.equal(true);
      expect(counts().total).to.be.at.most(5);
      expect((await tryFrom('203.0.113.9', 'karimi', PASSWORD)).status).to.equal(429);
      expect((await tryFrom('203.0.113.9', 'other', 'نادرست')).status, 'another name from there').to.equal(422);
    });

    it('keeps the person’s own device in after strangers have used up the name', async () => {
      const entered = await tryFrom('192.0.2.1', 'karimi', PASSWORD);
      const device = /device=[\w-]+/.exec(entered.headers.get('set-cookie') ?? '')?.[0] ?? '';
      expect([entered.status, device.length > 40]).to.deep.equal([303, true]);
      for (let round = 0; round < 5; round += 1) {
        await Promise.all(Array.from({ length: 10 }, (_, number) => tryFrom(address(round * 10 + number), 'karimi', 'نادرست')));
      }
      expect((await tryFrom(address(90), 'karimi', PASSWORD)).status, 'a stranger who even knows the password').to.equal(429);
      expect((await tryFrom('192.0.2.1', 'karimi', PASSWORD, device)).status, 'the known device').to.equal(303);
      expect((await tryFrom(address(91), 'karimi', PASSWORD, device)).status, 'the known device elsewhere').to.equal(303);
    });

    it('checks one password for an unknown name as for a wrong one', async () => {
      const timeOf = async (username: string, from: number): Promise<{ checks: number; times: number[] }> => {
        const times: number[] = [];
        await tryFrom(address(from), randomUUID().slice(0, 8), 'نادرست');
        const before = counts().total;
        for (let round = 0; round < 20; round += 1) {
          const began = performance.now();
          expect((await tryFrom(address(from + round), username, 'نادرست')).status).to.equal(422);
          times.push(performance.now() - began);
        }
        return { checks: counts().total - before, times };
      };
      const unknown = await timeOf('nobody-has-this-name', 300);
      const wrong = await timeOf('karimi', 400);
      console.log(`      ${kind}: unknown name p50 ${quantile(unknown.times, 0.5).toFixed(1)} ms, wrong password p50 ${quantile(wrong.times, 0.5).toFixed(1)} ms`);
      expect([unknown.checks, wrong.checks]).to.deep.equal([20, 20]);
    });
  });
}
