import { expect } from 'chai';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../support/client.ts';
import { callDifference, expectRowsAsRecorded, expectWholeChains, laySessions, nextCallChange } from './calls.ts';
import { chance } from './chance.ts';
import { layGround, type Ground } from './ground.ts';
import { isAcknowledged, NONE, quantile, startLoad, type Asked } from './load.ts';

const LAST_MS = 6_000;
const COPIES = 2;

describe('another process that works on the same SQLite file', function () {
  this.timeout(60_000);
  const luck = chance();
  let ground: Ground;
  beforeEach(async () => {
    ground = await layGround('SQLite');
  });
  afterEach(() => ground.remove());

  it('costs nobody an error: it writes, holds the file for a while, empties its journal and copies it, all the time', async () => {
    const sessions = await laySessions(ground.database, 4);
    await ground.launch();
    const people = await ground.people(8, 'operator');
    const next = (client: Client): Promise<Asked> => nextCallChange(ground.database, sessions, luck, client);
    const before = startLoad(people, next);
    await pause(LAST_MS / 3);
    await before.stop();
    const alone = quantile(before.took, 0.99);
    const load = startLoad(people, next);
    const { direct } = ground.database;
    const ends = performance.now() + LAST_MS;
    let [writes, copies] = [0, 0];
    // However slow the machine is, the file is copied under the load.
    const goesOn = (): boolean => performance.now() < ends || copies < COPIES;
    while (goesOn()) {
      await direct.transaction(async (tx) => {
        await tx('rate_limits').insert({ key: `beside${writes % 50}`, points: writes, expire: null }).onConflict('key').merge(['points']);
        await pause(luck.between(1, 5));
      });
      // A writer that never lets go would leave room for nobody: this one has the file about half of the time.
      await pause(luck.between(1, 5));
      writes += 1;
      if (writes % 40 === 0) await direct.raw('pragma wal_checkpoint(truncate)');
      if (writes % 60 === 0) {
        const copy = join(ground.folder, `copy-${copies}.sqlite`);
        await direct.raw('vacuum into ?', [copy]);
        rmSync(copy);
        copies += 1;
      }
    }
    await load.stop();
    const { took } = load;
    const asked = [...before.asked, ...load.asked];
    console.log(`      seed ${luck.seed}: ${asked.filter(isAcknowledged).length} changes beside ${writes} writes and ${copies} copies: p50 ${quantile(took, 0.5).toFixed(0)} ms, p99 ${quantile(took, 0.99).toFixed(0)} ms (alone ${alone.toFixed(0)} ms)`);
    expect([...new Set(asked.flatMap(({ answers }) => answers))].filter((status) => ![303, 409].includes(status ?? 0))).to.deep.equal([]);
    expect(asked.filter(isAcknowledged).length).to.be.above(100);
    expect(await callDifference(ground.database, sessions, asked)).to.deep.equal({ ...NONE, twice: [] });
    await expectRowsAsRecorded(ground.database, sessions);
    await expectWholeChains(ground.database);
  });
});
