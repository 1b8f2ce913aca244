import { expect } from 'chai';
import { openLivePage, type LivePage } from '../support/live-page.ts';
import { laySessions, queueFields } from './calls.ts';
import { layGround, type Ground } from './ground.ts';
import { askTruth, NO_TRUTH, staleAfter, type Truth } from './screens.ts';

/** The figure of the programme of tests; SCREENS asks for another number (1,000 within 10 s). */
const SCREENS = Number(process.env['SCREENS'] ?? 300);
const WITHIN_MS = SCREENS <= 300 ? 6_000 : 10_000;

describe(`${SCREENS} screens whose server is killed`, function () {
  this.timeout(120_000);
  let ground: Ground;
  let truth: Truth = NO_TRUTH;
  const pages: { readonly page: LivePage; readonly session: string }[] = [];
  beforeEach(async () => {
    ground = await layGround('SQLite');
  });
  afterEach(async () => {
    for (const { page } of pages.splice(0)) page.close();
    truth.close();
    await ground.remove();
  });

  it(`all show what has changed meanwhile, ${WITHIN_MS / 1000} s after it died`, async () => {
    const sessions = await laySessions(ground.database, 4);
    await ground.launch().then(async (program) => {
      const people = await ground.people(25, 'operator');
      const [host] = people;
      if (host === undefined) throw new Error('nobody');
      const html = new Map(await Promise.all(sessions.ids.map(async (id) => [id, (await host.get(`/host/${id}`)).text] as const)));
      for (let number = 0; number < SCREENS; number += 1) {
        const [client, session = ''] = [people[number % people.length], sessions.ids[number % sessions.ids.length]];
        if (client === undefined) throw new Error('nobody');
        pages.push({ session, page: await openLivePage({ url: program.url, origin: program.url, client, page: html.get(session) ?? '' }) });
      }
      truth = askTruth(program.url, host);
      for (const session of sessions.ids) await host.post('/desk/calls', queueFields(sessions, session));
      expect((await staleAfter(pages, truth, 20_000)).stale, 'before').to.deep.equal([]);
      truth.close();

      const died = performance.now();
      await program.end('SIGKILL');
      await ground.launch();
      const up = performance.now() - died;
      for (const session of sessions.ids) expect((await host.post('/desk/calls', queueFields(sessions, session))).status).to.equal(303);
      truth = askTruth(ground.url, host);
      const { stale } = await staleAfter(pages, truth, 3 * WITHIN_MS);
      const took = performance.now() - died;
      console.log(`      ${SCREENS} screens right ${took.toFixed(0)} ms after the server died (it was there again after ${up.toFixed(0)} ms)`);
      expect(stale).to.deep.equal([]);
      expect(took).to.be.below(WITHIN_MS);
    });
  });
});
