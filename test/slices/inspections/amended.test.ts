import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { day } from '../../../server/domain/jalali.ts';
import { inspectionLookup } from '../../../server/inspections/lookup.ts';
import type { PhoneDay } from '../../../server/inspections/phone-types.ts';
import { startApp, type Client, type TestApp } from '../../support/app.ts';
import { onBothDatabases } from '../../support/database.ts';
import { reportOf, sealedJson } from '../../support/visits.ts';
import { commandAt, drawsOf, FIRST, layVisits } from '../draws/ground.ts';
import { read } from './ground.ts';

const first = day(FIRST);
const MORNING = '2026-11-23T04:00:00.000Z';
/** Half past nine. */
const BEGUN = '2026-11-23T06:00:00.000Z';

onBothDatabases((_name, fresh) => {
  describe('a target that an amendment takes from an inspector who has no network', () => {
    let app: TestApp;
    let [ill, other]: Client[] = [];
    beforeEach(async () => {
      app = await startApp(await fresh(), MORNING);
      await layVisits(app);
      [ill, other] = [await app.as('inspector'), await app.as('inspector')];
      const draws = drawsOf(app);
      await draws.drawing.ensureSeed(commandAt(MORNING));
      await draws.drawing.draw(first, [idOf(ill), idOf(other)], commandAt(MORNING));
      app.setNow(BEGUN);
    });
    afterEach(() => app.stop());

    const idOf = (client: Client | undefined): string => client?.userId ?? '';
    const routeOf = async (client: Client | undefined): Promise<PhoneDay['targets']> => read<PhoneDay>(await (client as Client).get('/inspect/day', { accept: 'application/json' })).targets;
    const rowOf = (id: string) => app.database.reads('visit_targets').where({ id }).first();
    const amend = (toId: string | null) => drawsOf(app).amending.amend(first, { inspectorId: idOf(ill), toId, reason: 'بیماری' }, commandAt(BEGUN));
    const post = async (client: Client | undefined, path: string, content: object, id: string = randomUUID()) => (client as Client).postJson(path, { _key: id, id, sealed: sealedJson(app.reportsKey, content) });
    const openOffline = (client: Client | undefined, targetId: string, count: number) => post(client, '/inspect/openings', { targetId, inspectorId: idOf(client), count, openedAt: BEGUN });
    const report = async (client: Client | undefined, targetId: string) => {
      const { agencyId } = JSON.parse(app.seal.open((await rowOf(targetId))?.target ?? '', `visit_targets.${targetId}.target`)) as { agencyId: string };
      const content = reportOf({ targetId, inspectorId: idOf(client), agencyId, day: first, visitedAt: BEGUN, sealedAt: BEGUN });
      return { id: content.id, answer: await post(client, '/inspect/reports', content, content.id) };
    };

    it('is his again where he had opened it and nobody else has; what he reports of any is taken in and says so', async () => {
      const [opened, seen, theirs] = (await routeOf(ill)).map(({ id }) => id) as [string, string, string];
      await amend(idOf(other));
      expect((await routeOf(ill)).length).to.equal(0);
      expect((await openOffline(ill, opened, 1)).status).to.equal(200);
      expect(await rowOf(opened)).to.include({ inspector_id: idOf(ill), state: 'opened', opened_how: 'offline', opened_count: 1 });
      expect((await routeOf(other)).map(({ id }) => id)).to.include(seen).and.not.include(opened);
      const told = await report(ill, seen);
      expect(told.answer.status, told.answer.text).to.equal(200);
      expect((await inspectionLookup(app.database.reads).byId(told.id))?.flags).to.include('amended');
      expect(await rowOf(seen)).to.include({ inspector_id: idOf(ill), state: 'reported' });
      for (const { id } of await routeOf(other)) expect((await (other as Client).postJson(`/inspect/targets/${id}/open`)).status).to.equal(200);
      expect((await openOffline(ill, theirs, 2)).status, 'opened by both').to.equal(200);
      expect((await report(ill, theirs)).answer.status).to.equal(200);
      expect(await rowOf(theirs), 'whoever opened it first keeps it').to.include({ inspector_id: idOf(other), opened_how: 'online', opened_count: null });
      expect((await routeOf(other)).find(({ id }) => id === theirs)?.reported, 'and has not reported of it').to.equal(false);
      expect((await report(other, theirs)).answer.status).to.equal(200);
    });

    it('is not lost where nobody else took it; and stays foreign to whoever never had it', async () => {
      const [mine] = (await routeOf(ill)).map(({ id }) => id) as [string];
      await amend(null);
      for (const answer of [await openOffline(other, mine, 1), (await report(other, mine)).answer]) expect(read<{ code: string }>(answer).code).to.equal('target_foreign');
      expect((await (ill as Client).postJson(`/inspect/targets/${mine}/open`)).text, 'with a network he is told').to.include('target_foreign');
      const told = await report(ill, mine);
      expect(told.answer.status).to.equal(200);
      expect(await rowOf(mine)).to.include({ inspector_id: idOf(ill), state: 'reported' });
    });
  });
});
