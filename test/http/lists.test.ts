import { expect } from 'chai';
import { AGENCY_ROLES, type Grant, type Role } from '../../server/domain/permission.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { onSqlite } from '../support/database.ts';
import { layPlace, type Place } from '../support/place.ts';

// A route that lists has no subject to be guarded by: only what stands on its page can tell.
onSqlite((fresh) => {
  describe('what a list tells', () => {
    let app: TestApp;
    let own: Place;
    let other: Place;

    beforeEach(async () => {
      app = await startApp(await fresh());
      own = await layPlace(app.database);
      other = await layPlace(app.database);
      // Which counties there are is no secret.
      await app.database.direct('counties').update({ name: 'شهرستان', centre: 'شهر' });
      for (const [place, note] of [[own, 'یادداشت خودی'], [other, 'یادداشت بیگانه']] as const) {
        await app.database.direct('absences').where({ id: place.absenceId }).update({ note, agency_id: place.agencyId });
      }
    });
    afterEach(() => app.stop());

    /** Every page without an id of its own that a role may open, and the pages of its own agency. */
    const pagesOf = (): string[] => {
      const lists = app.wired.routes.table.filter(({ method, path }) => method === 'get' && !path.includes(':') && path !== '/login');
      return [...lists.map(({ path }) => path), '/absences?when=past', '/agencies?state=all', `/agencies/${own.agencyId}`, `/agencies/${own.agencyId}/absences/new`, `/requests/${own.requestId}`];
    };

    const strange = (text: string): string[] =>
      [other.agencyId, other.personId, other.absenceId, other.termId, other.invitationId, other.sessionId, other.requestId, other.commitmentId, `خلاصهٔ ${other.agencyId.slice(0, 6)}`, `قول ${other.agencyId.slice(0, 6)}`, `نام ${other.agencyId.slice(0, 6)}`, 'یادداشت بیگانه'].filter((one) => text.includes(one));

    /** Whoever sends a visitor on chooses to which agency: that it exists, and what it is called, is no secret there. */
    const isChoice = (path: string, one: string): boolean => path === '/visitors' && [other.agencyId, `نام ${other.agencyId.slice(0, 6)}`].includes(one);

    for (const role of [...AGENCY_ROLES, 'county_governor'] as const satisfies readonly Role[]) {
      it(`shows ${role} nothing of another place`, async () => {
        const grant = role === 'county_governor' ? { role, agencyId: null, countyId: own.countyId } : { role, agencyId: own.agencyId, countyId: null };
        const client = await app.as(grant);
        const found: string[] = [];
        let opened = 0;
        for (const path of pagesOf()) {
          const answer = await client.get(path);
          expect(answer.status, path).to.be.lessThan(500);
          if (answer.status !== 200) continue;
          opened += 1;
          found.push(...strange(answer.text).filter((one) => !isChoice(path, one)).map((one) => `${path}: ${one}`));
        }
        expect(found).to.deep.equal([]);
        expect(opened).to.be.at.least(4);
        expect((await client.get('/agencies')).text).to.include(own.agencyId);
      });
    }

    it('shows the note of an absence to those who register absences there, and to the centre’s schedulers', async () => {
      const page = `/agencies/${own.agencyId}`;
      const noteFor = async (grant: Role | Grant): Promise<boolean> => (await (await app.as(grant)).get(page)).text.includes('یادداشت خودی');
      expect(await noteFor('scheduler')).to.equal(true);
      expect(await noteFor('administrator')).to.equal(true);
      expect(await noteFor({ role: 'agency_liaison', agencyId: own.agencyId, countyId: null })).to.equal(true);
      const governor = await (await app.as('governor')).get(page);
      expect(governor.text).to.include('مرخصی').and.not.to.include('یادداشت خودی');
    });

    it('keeps the past of a manager from the agency where he serves now', async () => {
      // He moves from the other place to this one; the absence of 1 and 2 January 2027 falls into his old term.
      await app.database.direct('terms').where({ id: other.termId }).update({ to_day: '2027-01-31' });
      await app.database.direct('terms').insert({ id: 'moved', agency_id: own.agencyId, person_id: other.personId, post: 'معاون', from_day: '2027-02-01', to_day: null });
      const liaison = await app.as({ role: 'agency_liaison', agencyId: own.agencyId, countyId: null });
      for (const path of [`/agencies/${own.agencyId}`, '/absences']) expect((await liaison.get(path)).text, path).not.to.include('یادداشت بیگانه').and.not.to.include(other.absenceId);
      expect((await liaison.post(`/agencies/${own.agencyId}/absences/${other.absenceId}/withdraw`)).status).to.equal(404);
      expect((await app.database.reads('absences').where({ id: other.absenceId }).first())?.withdrawn_at).to.equal(null);
    });
  });
});
