import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { COUNTY_ROLES, AGENCY_ROLES, may, POLICY, ROLES, type Grant, type Role } from '../../server/domain/permission.ts';
import type { Route } from '../../server/http/guard.ts';
import { startApp, type Client, type TestApp } from '../support/app.ts';
import { onSqlite } from '../support/database.ts';
import { layPlace, type Place } from '../support/place.ts';

type Case = 'own' | 'other' | 'nobody' | 'disabled';

/** The role as somebody of the place `at` would hold it. */
const grantAt = (role: Role, at: Place): Grant => ({
  role,
  agencyId: AGENCY_ROLES.includes(role) ? at.agencyId : null,
  countyId: COUNTY_ROLES.includes(role) ? at.countyId : null,
});

/** The address of a route whose subject lies in `at`; every scoped route must say what its `:id` is. */
const addressIn = (route: Route, at: Place, userId: string): string => {
  const ids: readonly (readonly [RegExp, string])[] = [
    [/^\/agencies\/:id/, at.agencyId],
    [/^\/absences\/:id/, at.absenceId],
    [/^\/terms\/:id/, at.termId],
    [/^\/mine\/invitations\/:id/, at.invitationId],
    [/^\/mine\/feeds\/:id/, at.feedId],
    [/^\/mine\/sessions\/:id/, at.sessionId],
    [/^\/mine\/swaps\/:id/, at.swapId],
    [/^\/rota\/invitations\/:id/, at.invitationId],
    [/^\/requests\/:id/, at.requestId],
    [/^\/commitments\/:id/, at.commitmentId],
    [/^\/findings\/:id/, at.findingId],
    [/^\/inspections\/photos\/:id/, at.reportId],
    [/^\/inspections\/:id/, at.reportId],
    [/^\/visitors\/:id/, at.agencyId],
    [/^\/today\/:id/, at.sessionId],
    [/^\/host\/:session/, at.lifeId],
    [/^\/office\/:id/, at.agencyId],
    [/^\/hours\/:id/, at.hourId],
    [/^\/presence\/counties\/:id/, at.countyId],
    [/^\/mine\/notices\/:id/, at.noticeId],
    [/^\/account/, userId],
  ];
  const found = ids.find(([pattern]) => pattern.test(route.path))?.[1];
  if (route.scoped && /:(id|session)/.test(route.path) && found === undefined) throw new Error(`${route.path}: this test does not know what its :id is`);
  return route.path.replace(/:(id|session)/, found ?? randomUUID()).replace(/:\w+/g, () => randomUUID());
};

const isRefused = (status: number, location: string | null): boolean =>
  status === 401 || status === 403 || (status === 303 && (location ?? '').startsWith('/login?next'));

onSqlite((fresh) => {
  describe('who may do what', () => {
    let app: TestApp;
    let own: Place;
    let other: Place;
    const clients = new Map<Role, Client>();

    beforeEach(async () => {
      app = await startApp(await fresh());
      own = await layPlace(app.database);
      other = await layPlace(app.database);
      for (const role of ROLES) clients.set(role, await app.as(grantAt(role, own)));
    });
    afterEach(() => app.stop());

    const ask = async (route: Route, client: Client, at: Place): Promise<boolean> => {
      const path = addressIn(route, at, client.userId ?? randomUUID());
      const answer = route.method === 'get' ? await client.get(path) : await client.post(path);
      expect(answer.status, `${route.method} ${path} ${JSON.stringify(app.logged.at(-1))}`).to.be.lessThan(500);
      return !isRefused(answer.status, answer.headers.get('location'));
    };

    it('has an act for every route', () => {
      for (const route of app.wired.routes.table) expect(POLICY, route.path).to.have.property(route.act);
      expect(app.wired.routes.router.stack.length).to.equal(app.wired.routes.table.length);
    });

    it('answers every route × role × own, other, nobody and disabled as the policy says', async function () {
      this.timeout(60_000);
      const wrong: string[] = [];
      let cells = 0;
      const check = async (route: Route, who: string, kind: Case, client: Client, at: Place, allowed: boolean): Promise<void> => {
        cells += 1;
        const did = await ask(route, client, at);
        if (did !== allowed) wrong.push(`${who}, ${kind}: ${route.method} ${route.path} was ${did ? 'allowed' : 'refused'}`);
      };
      const guarded = app.wired.routes.table.filter((route) => POLICY[route.act] !== 'public');
      for (const route of guarded) {
        await Promise.all(
          [...clients].flatMap(([role, client]) =>
            ([['own', own], ['other', other]] as const).map(([kind, at]) => {
              const actor = { id: client.userId ?? '', name: '', grants: [grantAt(role, own)] };
              // Without a subject the guard asks only whether there is any place where the role may; the list is then scoped.
              const subject = route.scoped ? { agencyId: at.agencyId, countyId: at.countyId, userId: actor.id } : { agencyId: own.agencyId, countyId: own.countyId, userId: actor.id };
              return check(route, role, kind, client, at, may(actor, route.act, subject));
            }),
          ),
        );
        await check(route, 'nobody', 'nobody', app.anonymous(), own, false);
      }
      await app.database.direct('users').update({ disabled_at: '2026-01-01T00:00:00.000Z' });
      for (const route of guarded) {
        await Promise.all([...clients].map(([role, client]) => check(route, role, 'disabled', client, own, false)));
      }
      expect(wrong).to.deep.equal([]);
      expect(cells).to.equal(guarded.length * (ROLES.length * 3 + 1));
    });
  });
});
