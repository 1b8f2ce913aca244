import { expect } from 'chai';
import { setTimeout as pause } from 'node:timers/promises';
import { clientOf } from '../support/client.ts';
import { freePort, type Program } from '../support/process.ts';
import { startProxy } from '../support/proxy.ts';
import { callDifference, expectRowsAsRecorded, expectWholeChains, laySessions, nextCallChange, queueFields, type Sessions } from './calls.ts';
import { chance } from './chance.ts';
import { layGround, type Ground } from './ground.ts';
import { isAcknowledged, NONE, startLoad } from './load.ts';
import { askTruth, openDesk, staleAfter } from './screens.ts';

/** How often PostgreSQL dies; RESTARTS asks for another number. */
const RESTARTS = Number(process.env['RESTARTS'] ?? 10);
const FIRST_WRITE_MS = 1_000;
const SCREENS = 12;

describe('PostgreSQL that dies and comes back under two processes', function () {
  this.timeout(120_000 + RESTARTS * 10_000);
  const luck = chance();
  let ground: Ground;
  let sessions: Sessions;
  beforeEach(async () => {
    ground = await layGround('PostgreSQL');
    sessions = await laySessions(ground.database, 4);
  });
  afterEach(() => ground.remove());

  it('costs no call that was acknowledged, takes nobody twice and ends no process', async () => {
    const programs: Program[] = [await ground.launch(), await ground.launch('main', { PORT: String(await freePort()) })];
    const ended: string[] = [];
    for (const program of programs) void program.ended.then(({ code, signal, faults }) => void ended.push(`${code ?? signal ?? ''} ${faults}`));
    const people = (await ground.people(12, 'operator')).map((one, index) => clientOf(programs[index % 2]?.url ?? '', one.cookie, one.csrf, one.userId));
    // The tool that looks what there is to do is cut off too: it waits, and looks again.
    let isThere = true;
    const next: typeof nextCallChange = async (...given) => {
      while (!isThere) await pause(20);
      return nextCallChange(...given).catch(() => pause(20).then(() => next(...given)));
    };
    const load = startLoad(people, (client) => next(ground.database, sessions, luck, client), { repeat: true });
    const answered = (): number => load.asked.filter(isAcknowledged).length;
    const waits: number[] = [];
    for (let time = 0; time < RESTARTS; time += 1) {
      await pause(luck.between(400, 900));
      isThere = false;
      await ground.restartDatabase();
      isThere = true;
      const [before, up] = [answered(), performance.now()];
      while (answered() === before && performance.now() - up < 10_000) await pause(5);
      waits.push(performance.now() - up);
    }
    await load.stop();
    const { asked } = load;
    const [kept, cut] = [asked.filter(isAcknowledged), asked.filter(({ answers }) => answers.includes(503))];
    console.log(`      seed ${luck.seed}: ${RESTARTS} restarts, ${kept.length} changes acknowledged, ${cut.length} answered 503 and sent again, first write at most ${Math.max(...waits).toFixed(0)} ms after PostgreSQL was there`);
    expect(ended).to.deep.equal([]);
    expect([...new Set(asked.flatMap(({ answers }) => answers))].filter((status) => ![303, 409, 503].includes(status ?? 0))).to.deep.equal([]);
    expect(Math.max(...waits)).to.be.below(FIRST_WRITE_MS);
    expect(await callDifference(ground.database, sessions, asked)).to.deep.equal({ ...NONE, twice: [] });
    await expectRowsAsRecorded(ground.database, sessions);
    await expectWholeChains(ground.database);
    for (const program of programs) expect((await fetch(`${program.url}/health`)).status).to.equal(200);
  });

  it('leaves no screen behind, also one that came back while it was away', async () => {
    const program = await ground.launch();
    const people = await ground.people(SCREENS, 'operator');
    const network = await startProxy(Number(new URL(program.url).port));
    const [writer, asker] = people;
    if (writer === undefined || asker === undefined) throw new Error('nobody');
    const pages = await Promise.all(people.map(async (client, number) => {
      const session = sessions.ids[number % sessions.ids.length] ?? '';
      return { session, page: await openDesk(client, session, { url: network.url, origin: program.url }) };
    }));
    const truth = askTruth(program.url, asker);
    try {
      const took: number[] = [];
      for (let time = 0; time < 3; time += 1) {
        const away = ground.restartDatabase(2_000);
        await pause(100);
        // Their connections break too: they come back to a program without its database.
        network.reset();
        await away;
        for (const session of sessions.ids) expect((await writer.post('/desk/calls', queueFields(sessions, session))).status).to.be.oneOf([303, 503]);
        const { stale, tookMs } = await staleAfter(pages, truth, 5_000);
        expect(stale).to.deep.equal([]);
        took.push(tookMs);
      }
      console.log(`      ${SCREENS} screens right again ${took.map((one) => one.toFixed(0)).join(', ')} ms after PostgreSQL was there`);
      expect(program.output()).not.to.contain('"fatal"');
    } finally {
      truth.close();
      for (const { page } of pages) page.close();
      await network.stop();
    }
  });
});
