import { expect } from 'chai';
import { throwAwayOffice } from '../../server/demo/office.ts';
import { instantOf } from '../../server/domain/calendar.ts';
import { seededNumbers } from '../../server/setup/seeded.ts';
import { createChance } from '../../server/simulate/chance.ts';
import { simulate } from '../../server/simulate/run.ts';
import { start } from '../../server/start.ts';

describe('a simulated morning', function () {
  this.timeout(120_000);

  it('goes through the real pages and sockets, and all figures agree', async () => {
    const logged: object[] = [];
    const { config, faults, guests } = await throwAwayOffice({ PATH: process.env['PATH'], PORT: '0' }, { published: false, moreOperators: 2 });
    const running = await start({ config, faults, now: () => instantOf(Date.now()), log: (line) => logged.push(line) });
    const supervisor = guests.find(({ role }) => role === 'supervisor');
    if (supervisor === undefined) throw new Error('nobody supervises');
    const said: string[] = [];
    const tally = await simulate({
      sessions: 3, rate: 25, speed: 60, minutes: 0.4, chance: createChance(seededNumbers(111)), url: running.address, supervisor,
      operators: guests.filter(({ role }) => role === 'operator'), say: (line) => said.push(line),
    });
    await running.stop();
    expect(tally.faults).to.deep.equal([]);
    expect(said.at(-1)).to.match(/^\d{2,} queued, \d{2,} taken; ended: .*; to the host's screen: p50 \d+ ms, p95 \d+ ms/);
    expect(logged.filter((line) => JSON.stringify(line).includes('"error"'))).to.deep.equal([]);
  });
});
