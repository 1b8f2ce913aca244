import { expect } from 'chai';
import { day } from '../../../server/domain/jalali.ts';
import { AGENCY_ROLES, COUNTY_ROLES, ROLES, type Grant, type Role } from '../../../server/domain/permission.ts';
import { startApp, type Client, type TestApp } from '../../support/app.ts';
import { onBothDatabases, onSqlite } from '../../support/database.ts';
import { allTexts, commandAt, drawsOf, FIRST, layVisits, SECOND } from './ground.ts';

const first = day(FIRST);
const EVE = '2026-11-22T12:00:00.000Z';
const MORNING = '2026-11-23T04:00:00.000Z';
const INSPECTING: readonly Role[] = ['inspector', 'county_inspector'];

/** The tables that a draw writes into; it must leave all others as they were. */
const WRITTEN = ['commands', 'draw_seeds', 'draws', 'events', 'streams', 'visit_targets'];

onBothDatabases((_name, fresh) => {
  describe('what a sealed draw leaves in the database', () => {
    it('is nothing in clear: no office, no hour, no name in any column, no length that differs, and no other table touched', async () => {
      const app = await startApp(await fresh(), EVE);
      try {
        const { offices } = await layVisits(app);
        const draws = drawsOf(app);
        await draws.drawing.ensureSeed(commandAt(EVE));
        const before = await allTexts(app.database);
        await draws.drawing.draw(first, null, commandAt(MORNING));
        const after = await allTexts(app.database);
        expect([...after].flatMap(([table, text]) => (text === before.get(table) ? [] : [table])).sort()).to.deep.equal(WRITTEN);
        const names = (await app.database.reads('agencies').select('short_name')).map((row) => row.short_name);
        for (const table of WRITTEN) {
          for (const word of [...offices.flatMap(({ agencyId, hourIds }) => [agencyId, ...hourIds]), ...names]) expect((after.get(table) ?? '').includes(word), `${word} in ${table}`).to.equal(false);
        }
        const events = await app.database.reads('events').where({ stream: 'draws', kind: 'draw_sealed' }).select('data');
        expect(Object.keys(JSON.parse(events[0]?.data ?? '{}') as object)).to.deep.equal(['day', 'seedNumber', 'commitment']);
        await draws.opening.open(first, commandAt('2026-11-23T09:00:00.000Z'));
        await draws.drawing.draw(day(SECOND), null, commandAt('2026-11-30T04:00:00.000Z'));
        const [one, other] = await app.database.reads('draws').orderBy('day').select();
        expect([one?.list.length, one?.inputs.length]).to.deep.equal([other?.list.length, other?.inputs.length]);
      } finally {
        await app.stop();
      }
    });
  });
});

// What is new with each answer, and who asked.
const plain = (text: string): string =>
  text.replace(/name="(_csrf|_key)" value="[^"]*"/g, '').replace(/"(csrf|key)":"[^"]*"/g, '').replace(/data-(csrf|key|seq)="[^"]*"/g, '').replace(/content="[^"]*" name="csrf"|name="csrf" content="[^"]*"/g, '');

onSqlite((fresh) => {
  describe('what anybody can reach before the hour', () => {
    let app: TestApp;
    beforeEach(async () => {
      app = await startApp(await fresh(), MORNING);
    });
    afterEach(() => app.stop());

    it('is the same, page by page and role by role, whether there is a list or not, but for the sentence that it was sealed', async function () {
      this.timeout(120_000);
      const { offices, counties } = await layVisits(app);
      const [office, county] = [offices.find(({ countyId }) => countyId !== null), counties[0]];
      if (office === undefined || county === undefined) throw new Error('the ground is not laid');
      const grantOf = (role: Role): Grant => ({ role, agencyId: AGENCY_ROLES.includes(role) ? office.agencyId : null, countyId: COUNTY_ROLES.includes(role) ? county.id : null });
      const clients = new Map<Role, Client>();
      for (const role of ROLES) if (!INSPECTING.includes(role)) clients.set(role, await app.as(grantOf(role)));
      const ids = [office.agencyId, office.hourIds[0] ?? ''];
      const paths = app.wired.routes.table.filter(({ method, path }) => method === 'get' && !/^\/(health|audit|login|logout)|\.xlsx$/.test(path))
        .flatMap(({ path }) => (/:/.test(path) ? (path.includes(':day') ? [path.replace(/:day/, FIRST)] : ids.map((id) => path.replace(/:\w+/g, id))) : [path]));
      const draws = drawsOf(app);
      await draws.drawing.ensureSeed(commandAt(EVE));
      const look = async (): Promise<ReadonlyMap<string, string>> => {
        const pages = new Map<string, string>();
        for (const [role, client] of clients) {
          for (const path of paths) {
            const { status, text } = await client.get(path);
            pages.set(`${role} ${path}`, `${status} ${plain(text)}`);
          }
        }
        return pages;
      };
      await look();
      const before = await look();
      // Another process draws: the pages of this one must tell nothing by what they remember either.
      await draws.drawing.draw(first, null, commandAt(MORNING));
      const after = await look();
      expect(before.size).to.be.above(800);
      const changed = [...after].filter(([page, text]) => text !== before.get(page)).map(([page]) => page);
      // The pages of the draw itself say that it is sealed; the office's page has the one sentence.
      const others = changed.filter((page) => !/^(inspection_head|governor|administrator) \/draws/.test(page) && !/ \/office(\/|$)/.test(page));
      expect(others).to.deep.equal([]);
      expect(changed).to.include.members(['inspection_head /draws', `inspection_head /draws/${FIRST}`, 'governor /draws']);
      for (const page of changed.filter((one) => / \/office|\/(draws|verify)$/.test(one))) {
        for (const { agencyId } of offices) if (agencyId !== office.agencyId) expect(after.get(page)?.includes(agencyId), `${agencyId} on ${page}`).to.equal(false);
      }
      const verify = after.get(`governor /draws/${FIRST}/verify`) ?? '';
      for (const row of await app.database.reads('agencies').select('short_name')) expect(verify.includes(row.short_name)).to.equal(false);
      // The head's page lists every office by its weight, drawn or not: nothing on it says which.
      const shown = (text: string): readonly string[] => [...text.matchAll(/<th scope="row">([^<]*)<\/th>/g)].map(([, name]) => name ?? '');
      expect(shown(after.get(`inspection_head /draws/${FIRST}`) ?? '')).to.deep.equal(shown(before.get(`inspection_head /draws/${FIRST}`) ?? ''));
      for (const role of ['governor', 'administrator']) expect(after.get(`${role} /draws/${FIRST}`)?.startsWith('403')).to.equal(true);
      expect(after.get(`governor /draws/${FIRST}/file.json`)).to.match(/^409/);
    });
  });
});
