import { expect } from 'chai';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../support/client.ts';
import { callDifference, expectRowsAsRecorded, expectWholeChains, laySessions, nextCallChange, type Sessions } from './calls.ts';
import { chance } from './chance.ts';
import { layGround, type Ground } from './ground.ts';
import { isAcknowledged, NONE, startLoad, type Asked, type Load } from './load.ts';

/** As many kills as fit into the time; KILLS asks for a number whatever it takes. */
const ASKED_KILLS = Number(process.env['KILLS'] ?? 0);
const LEAST = 150;
const LAST_MS = 120_000;
const BUDGET_MS = { SQLite: 35_000, PostgreSQL: 25_000 } as const;
const [SESSIONS, CLIENTS] = [4, 12];

for (const kind of ['SQLite', 'PostgreSQL'] as const) {
  describe(`live calls whose server is killed again and again (${kind})`, function () {
    this.timeout(300_000 + ASKED_KILLS * 5_000);
    const luck = chance();
    let ground: Ground;
    let sessions: Sessions;
    let people: Client[];
    beforeEach(async () => {
      ground = await layGround(kind);
      sessions = await laySessions(ground.database, SESSIONS);
      people = await ground.people(CLIENTS, 'operator');
    });
    afterEach(() => ground.remove());

    const next = (client: Client): Promise<Asked> => nextCallChange(ground.database, sessions, luck, client);
    const killOnce = async (entry: 'main' | 'broken', load: () => Load): Promise<void> => {
      const program = await ground.launch(entry);
      load();
      await pause(luck.between(150, 600));
      await program.end('SIGKILL');
    };

    it('loses no call that it acknowledged, doubles none, and lets nobody be taken twice', async () => {
      let load: Load | null = null;
      const running = (): Load => (load ??= startLoad(people, next, { repeat: true }));
      const began = performance.now();
      let kills = 0;
      const goesOn = (): boolean => {
        if (ASKED_KILLS > 0) return kills < ASKED_KILLS;
        return performance.now() - began < (load !== null && load.asked.filter(isAcknowledged).length < LEAST ? LAST_MS : BUDGET_MS[kind]);
      };
      while (goesOn()) {
        await killOnce('main', running);
        kills += 1;
      }
      await ground.launch();
      await running().stop();
      const { asked } = running();
      const acknowledged = asked.filter(isAcknowledged);
      const cut = asked.filter(({ answers }) => answers.includes(null));
      console.log(`      ${kind}, seed ${luck.seed}: ${kills} kills, ${acknowledged.length} changes acknowledged, ${asked.length - acknowledged.length} refused by the rules, ${cut.length} cut off and sent again`);
      expect([...new Set(asked.flatMap(({ answers }) => answers))].filter((status) => ![303, 409, 503, null].includes(status))).to.deep.equal([]);
      expect(acknowledged.length).to.be.at.least(LEAST);
      expect(cut.length).to.be.above(0);
      expect(await callDifference(ground.database, sessions, asked)).to.deep.equal({ ...NONE, twice: [] });
      await expectRowsAsRecorded(ground.database, sessions);
      await expectWholeChains(ground.database);
      if (kind === 'SQLite') expect(await ground.database.direct.raw('pragma integrity_check')).to.deep.equal([{ integrity_check: 'ok' }]);
    });

    it('is seen to lose calls when it answers before it commits', async () => {
      const asked: Asked[] = [];
      for (let round = 0; round < 5; round += 1) {
        let load: Load | null = null;
        await killOnce('broken', () => (load ??= startLoad(people, next)));
        await (load as Load | null)?.stop();
        asked.push(...((load as Load | null)?.asked ?? []));
        const { lost } = await callDifference(ground.database, sessions, asked);
        if (lost.length > 0) return console.log(`      ${kind}, seed ${luck.seed}: ${lost.length} acknowledged changes lost by the broken program`);
      }
      expect.fail('the broken program lost nothing: this test would not notice');
    });
  });
}
