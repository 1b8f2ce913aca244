import { expect } from 'chai';
import { statSync, writeFileSync, rmSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, run } from '../support/process.ts';
import { layGround } from './ground.ts';
import { ask, compare, isAcknowledged, newWrite, NONE, startLoad } from './load.ts';
import { smallRoom, type Room } from './room.ts';

describe('a full disk', function () {
  this.timeout(90_000);
  let room: Room;
  beforeEach(() => {
    room = smallRoom(8);
  });
  afterEach(() => room.remove());

  it('refuses writes calmly, goes on reading, keeps all it acknowledged, and writes again when there is room', async () => {
    const ground = await layGround('SQLite', room.folder);
    try {
      const program = await ground.launch();
      const people = await ground.people(4, 'scheduler');
      const [first] = people;
      if (first === undefined) throw new Error('nobody');
      const load = startLoad(people);
      const refused = (): number => load.asked.filter(({ answers }) => answers.some((status) => status !== 303)).length;
      for (let waited = 0; waited < 40_000 && refused() < 40; waited += 50) await new Promise((resolve) => setTimeout(resolve, 50));
      const reads = await Promise.all(Array.from({ length: 10 }, () => first.get('/account')));
      const health = await fetch(`${program.url}/health`);
      await load.stop();
      const page = await first.post('/calendar/closures/new', { from: '۱۴۰۶/۰۲/۱۰', scope: 'province', kind: 'full', reason: 'آزمون' });
      const acknowledged = load.asked.filter(isAcknowledged);
      console.log(`      ${acknowledged.length} writes acknowledged before the disk was full, ${refused()} refused`);
      expect(acknowledged.length).to.be.above(100);
      expect(refused()).to.be.at.least(40);
      expect([...new Set(load.asked.flatMap(({ answers }) => answers))].sort()).to.deep.equal([303, 507]);
      expect(page.status).to.equal(507);
      expect(page.text).to.contain('جای خالی').and.not.to.match(/SQLITE|node_modules/);
      expect(reads.map(({ status }) => status)).to.deep.equal(Array.from({ length: 10 }, () => 200));
      expect(health.status).to.equal(503);
      expect(await compare(ground.database, load.asked)).to.deep.equal(NONE);

      room.resize(64);
      const again = newWrite(first);
      expect(await ask(again), 'without a restart').to.equal(303);
      for (const one of load.asked.filter((asked) => !isAcknowledged(asked)).slice(0, 20)) expect(await ask(one)).to.equal(303);
      expect(await compare(ground.database, [...load.asked, again])).to.deep.equal({ ...NONE, unknown: [] });
      expect(await ground.database.direct.raw('pragma integrity_check')).to.deep.equal([{ integrity_check: 'ok' }]);
    } finally {
      await ground.remove();
    }
  });

  it('refuses to start in plain words, and starts when there is room', async () => {
    const filler = join(room.folder, 'filler');
    // Room for a folder and not for a page of a database.
    for (let size = 8 * 1024 * 1024; size >= 4096; size /= 2) {
      try {
        writeFileSync(`${filler}-${size}`, Buffer.alloc(size));
      } catch {
        rmSync(`${filler}-${size}`);
      }
    }
    const folder = join(room.folder, 'data');
    const exit = await run({ DATA_DIR: folder });
    console.log(`      ${exit.faults.trim().split('\n').at(-1)?.trim() ?? ''}`);
    expect(exit.code).to.equal(1);
    expect(exit.faults).to.match(/^Didar cannot start:\n( {2}- .+\n)+$/);
    expect(exit.faults).to.contain('full').and.not.to.match(/^\s+at /m);
    for (const name of readdirSync(room.folder).filter((one) => one.startsWith('filler'))) rmSync(join(room.folder, name));
    const program = await launch({ DATA_DIR: folder });
    expect(statSync(join(folder, 'secrets', 'form')).size).to.equal(45);
    expect((await program.end('SIGTERM')).code).to.equal(0);
  });
});
