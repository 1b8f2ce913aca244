import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { EVERYTHING } from '../../../server/domain/presence-board.ts';
import { AGENCY_ROLES, COUNTY_ROLES, ROLES, type Role } from '../../../server/domain/permission.ts';
import { hourIdOf } from '../../../server/domain/manager-hour.ts';
import { day } from '../../../server/domain/jalali.ts';
import { boardStream, viewName } from '../../../server/presence/live.ts';
import { presenceStream } from '../../../server/hours/steps.ts';
import { openScreen, pushed, watch, type Screen } from '../../live/screens.ts';
import { onBothDatabases } from '../../support/database.ts';
import { sealedJson } from '../../support/visits.ts';
import { DAY, ground, type Ground } from '../inspections/ground.ts';

const CENTRE: readonly Role[] = ['administrator', 'supervisor', 'inspection_head', 'governor'];
const LIST = viewName('list', EVERYTHING);
const VIEWS = [LIST, viewName('totals', EVERYTHING), viewName('tile', EVERYTHING), 'side', 'office-manager', 'office-office', 'list:toDo:1', 'list', 'day', ''];

/** Which streams of a morning each role may watch, among all that it may think of; everything else is refused. */
const allowedTo = ({ own, other }: Ground): ReadonlyMap<string, readonly Role[]> => {
  const today = day(DAY);
  return new Map<string, readonly Role[]>([
    [boardStream(today), CENTRE],
    [presenceStream(today, own.countyId), [...CENTRE, 'county_governor']],
    [presenceStream(today, other.countyId), CENTRE],
    [presenceStream(today, null), CENTRE],
    [`hour:${hourIdOf(own.agencyId, today)}`, ['host', 'manager_office']],
    [`hour:${hourIdOf(other.agencyId, today)}`, []],
    [`findings:${own.agencyId}`, ['inspection_head', 'governor', 'host', 'manager_office', 'agency_liaison']],
    [`findings:${other.agencyId}`, ['inspection_head', 'governor']],
  ]);
};

onBothDatabases((_name, fresh) => {
  describe('what screens hear of visits in their hour', () => {
    let g: Ground;
    const screens = new Map<Role, Screen>();
    const heard = new Map<Role, string[]>();

    beforeEach(async () => {
      g = await ground(fresh);
      for (const role of ROLES) {
        const client = await g.app.as({ role, agencyId: AGENCY_ROLES.includes(role) ? g.own.agencyId : null, countyId: COUNTY_ROLES.includes(role) ? g.own.countyId : null });
        const [screen, told]: [Screen, string[]] = [openScreen(g.app.url, client), []];
        screen.on('push', ({ stream }) => void told.push(stream));
        screens.set(role, screen);
        heard.set(role, told);
      }
    });
    afterEach(async () => {
      for (const screen of screens.values()) screen.disconnect();
      await g.app.stop();
    });

    it('is refused to everybody by every stream of draws, targets, orders and reports, and by those of others\' offices and counties', async () => {
      const [first, second] = g.targets;
      const nobody = ['draws', 'draws:', `draws:${DAY}`, 'visits', `visit:${first}`, `visit:${second}`, 'places', 'inspection_orders', 'hour_exceptions', 'complaints', `presence-own:${DAY}:${g.other.countyId}`, `presence:${DAY}:`, `presence:${DAY}:%`];
      const allowed = allowedTo(g);
      for (const [role, screen] of screens) {
        for (const stream of [...nobody, ...allowed.keys()]) {
          const mayWatch = allowed.get(stream)?.includes(role) === true;
          const answers = await Promise.all(VIEWS.slice(0, mayWatch ? VIEWS.length : 7).map((view) => watch(screen, stream, view, -1)));
          expect(answers.some(({ ok }) => ok), `${role} ${stream}`).to.equal(mayWatch);
          const shown = JSON.stringify(answers);
          for (const target of [first, second]) expect(shown.includes(target), `${role} ${stream}`).to.equal(false);
          if (!CENTRE.includes(role)) expect(shown.includes(g.other.agencyId), `${role} ${stream}`).to.equal(false);
        }
      }
    });

    it('is nothing of openings outside the centre, and of reports one push of the own county or office, whatever happens elsewhere', async () => {
      const allowed = allowedTo(g);
      const [county, hour] = [presenceStream(day(DAY), g.own.countyId), `hour:${hourIdOf(g.own.agencyId, day(DAY))}`];
      const asks: readonly (readonly [Role, string, string])[] = [['inspection_head', boardStream(day(DAY)), LIST], ['county_governor', county, LIST], ['host', hour, 'office-manager'], ['manager_office', hour, 'office-office']];
      const seqs = new Map<Role, number>();
      for (const [role, stream, view] of asks) {
        const answer = await watch(screens.get(role) as Screen, stream, view, -1);
        expect(answer.ok && allowed.get(stream)?.includes(role), `${role} ${stream}`).to.equal(true);
        seqs.set(role, answer.ok ? (answer.fragment?.seq ?? -1) : -1);
      }
      const silent = async (): Promise<void> => {
        for (const [role, stream, view] of asks) if (role !== 'inspection_head') expect(await watch(screens.get(role) as Screen, stream, view, seqs.get(role) ?? -1), role).to.deep.equal({ ok: true, fragment: null });
      };
      const head = (): Promise<unknown> => pushed(screens.get('inspection_head') as Screen, LIST, -1);
      expect((await g.inspector.postJson(`/inspect/targets/${g.targets[0]}/open`)).status).to.equal(200);
      await silent();
      const [opened, id] = [head(), randomUUID()];
      const entry = { targetId: g.targets[1], inspectorId: g.inspector.userId ?? '', count: 1, openedAt: '2026-11-23T05:59:00.000Z' };
      expect((await g.inspector.postJson('/inspect/openings', { _key: id, id, sealed: sealedJson(g.app.reportsKey, entry) })).status).to.equal(200);
      await opened;
      await silent();
      const elsewhere = head();
      expect((await g.send(g.report({ targetId: g.targets[1], agencyId: g.other.agencyId }))).status).to.equal(200);
      await elsewhere;
      await silent();
      const own = asks.filter(([role]) => role !== 'inspection_head').map(([role, , view]) => pushed(screens.get(role) as Screen, view, -1));
      expect((await g.send(g.report())).status).to.equal(200);
      await Promise.all(own);
      const told = [...heard].flatMap(([role, streams]) => (role === 'inspection_head' || streams.length === 0 ? [] : [`${role} ${[...streams].join()}`])).sort();
      expect(told).to.deep.equal([`county_governor ${county}`, `host ${hour}`, `manager_office ${hour}`]);
    });
  });
});
