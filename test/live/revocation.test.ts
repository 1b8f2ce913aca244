import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { openDatabase, type Database } from '../../db/connection.ts';
import { instant } from '../../server/domain/calendar.ts';
import { startApp, type Client, type TestApp } from '../support/app.ts';
import { onBothDatabases } from '../support/database.ts';
import { centreGround, NOW, type CentreGround } from '../slices/calls/centre-ground.ts';
import { openScreen, watch, type Screen } from './screens.ts';

// How soon it is cut is told by the figures printed; that it is cut is the test: a slow machine may take its time.
const WITHIN_MS = 10_000;
const LOOK_MS = 100;
const RACES = 100;

onBothDatabases((name, fresh) => {
  const two = name === 'PostgreSQL';
  describe(`what is taken away is gone from every open screen (${two ? 'two processes' : 'one process'})`, () => {
    let apps: TestApp[];
    let other: Database | null = null;
    let g: CentreGround;
    const screens: Screen[] = [];
    beforeEach(async () => {
      const database = await fresh();
      apps = [await startApp(database, NOW)];
      if (two) {
        other = await openDatabase({ url: database.url, role: 'server', synchronous: 'normal' });
        apps.push(await startApp(other, NOW));
      }
      g = await centreGround(first());
    });
    afterEach(async () => {
      screens.splice(0).forEach((screen) => screen.disconnect());
      for (const app of apps) await app.stop();
      await other?.close();
      other = null;
    });
    const first = (): TestApp => {
      const [app] = apps;
      if (app === undefined) throw new Error('no program');
      return app;
    };
    const appAt = (index: number): TestApp => apps[index % apps.length] ?? first();
    const kept = (screen: Screen): Screen => {
      screens.push(screen);
      return screen;
    };
    const connected = (screen: Screen): Promise<void> => new Promise((resolve, reject) => {
      if (screen.connected) return resolve();
      screen.on('connect', resolve);
      screen.on('connect_error', reject);
    });
    /** Five screens that a cookie opens, over all processes. */
    const five = async (cookie: string): Promise<Screen[]> => {
      const all = Array.from({ length: 5 }, (_one, index) => {
        const { url } = appAt(index);
        return kept(openScreen(url, { ...appAt(index).anonymous(), cookie }));
      });
      await Promise.all(all.map(connected));
      return all;
    };
    /** How long after the act the last of the screens was cut. */
    const cutAfter = async (all: readonly Screen[], act: () => Promise<unknown>): Promise<number> => {
      const gone = all.map((screen) => new Promise<number>((resolve) => screen.on('disconnect', () => resolve(performance.now()))));
      await act();
      const since = performance.now();
      const last = await Promise.race([Promise.all(gone).then((times) => Math.max(...times)), pause(2 * WITHIN_MS, Infinity)]);
      return last - since;
    };
    const seated = async (sessionId: string): Promise<{ readonly seatId: string; readonly cookie: string }> => {
      const { code } = await g.seats.issue(sessionId, 'host', 'میز ۱', g.command());
      const { token } = await g.seats.enter(code, null, g.command());
      const seat = (await g.seats.ofSession(sessionId)).find(({ side }) => side === 'host');
      return { seatId: seat?.id ?? '', cookie: `didar=${token}` };
    };
    /** A change of roles comes with a higher version and an event on the person's own stream. */
    const changeRoles = (person: Client): Promise<unknown> => {
      const stream = `user:${person.userId ?? ''}`;
      return first().writer.submit({
        key: randomUUID(), bodyHash: '', actor: null, at: instant(NOW), streams: [stream],
        apply: async (tx) => {
          tx.write(tx.db('users').where({ id: person.userId ?? '' }).update({ authz_version: 2 }));
          tx.raise(stream, 'grants_changed', {});
          return {};
        },
      });
    };

    it('by logout, by disabling and by a change of roles, and from nobody else’s', async () => {
      const administrator = await first().as('administrator');
      const neighbour = kept(openScreen(first().url, await first().as('supervisor')));
      await connected(neighbour);
      const times: Record<string, number> = {};
      const person = await first().as('operator');
      times['logout'] = await cutAfter(await five(person.cookie), () => person.post('/logout'));
      const disabled = await first().as('operator');
      times['disabling'] = await cutAfter(await five(disabled.cookie), () => administrator.post(`/users/${disabled.userId ?? ''}/disable`));
      const moved = await first().as('operator');
      times['roles'] = await cutAfter(await five(moved.cookie), () => changeRoles(moved));
      for (const [way, time] of Object.entries(times)) expect(time, way).to.be.below(WITHIN_MS);
      expect(neighbour.connected).to.equal(true);
    });

    it('by the end of a seat, from either end and by another code; the seat beside it stays', async () => {
      const session = await g.session('water', '10:00', '11:00');
      const { code } = await g.seats.issue(session, 'companion', 'میز ۱', g.command());
      const beside = kept(openScreen(first().url, { ...first().anonymous(), cookie: `didar=${(await g.seats.enter(code, null, g.command())).token}` }));
      await connected(beside);
      for (const why of ['ended_by_centre', 'left'] as const) {
        const { seatId, cookie } = await seated(session);
        const all = await five(cookie);
        expect((await watch(all[0] as Screen, `session:${session}`, 'host-queue', -1)).ok, why).to.equal(true);
        expect(await cutAfter(all, () => g.seats.end(seatId, why, g.command())), why).to.be.below(WITHIN_MS);
      }
      const { cookie } = await seated(session);
      expect(await cutAfter(await five(cookie), () => g.seats.issue(session, 'host', 'میز ۲', g.command())), 'another code').to.be.below(WITHIN_MS);
      expect(beside.connected).to.equal(true);
    });

    it('half an hour after its session a seat sees nothing more', async () => {
      const session = await g.session('water', '10:00', '11:00');
      const { cookie } = await seated(session);
      const [screen] = await five(cookie);
      await g.closing.end(session, { cancelled: null, ways: {} }, g.command());
      expect((await watch(screen as Screen, `session:${session}`, 'host-queue', -1)).ok, 'he may finish his note').to.equal(true);
      for (const app of apps) app.setNow('2026-11-29T07:25:00.000Z');
      const cut = await cutAfter([screen as Screen], async () => void watch(screen as Screen, `session:${session}`, 'host-queue', -1));
      expect(cut).to.be.below(WITHIN_MS);
    });

    it('by the end of a wall’s key', async () => {
      const { id, key } = await g.walls.add('سالن', g.command());
      const all = Array.from({ length: 5 }, (_one, index) => {
        const { url } = appAt(index);
        return kept(io(url, { transports: ['websocket'], forceNew: true, reconnection: false, auth: { wall: key }, extraHeaders: { origin: url } }));
      });
      await Promise.all(all.map(connected));
      expect(await cutAfter(all, () => g.walls.revoke(id, g.command()))).to.be.below(WITHIN_MS);
    });

    it('also where the change is known to a question before it is told', async () => {
      const person = await first().as('operator');
      const screen = kept(openScreen(first().url, person));
      const session = await g.session('water', '10:00', '11:00');
      expect((await watch(screen, `session:${session}`, 'host-queue', -1)).ok).to.equal(true);
      // As when the question overtakes the news: what it was allowed before must not outlive the change.
      await first().database.direct('users').where({ id: person.userId ?? '' }).update({ authz_version: 2 });
      const cut = await cutAfter([screen], async () => void watch(screen, `session:${session}`, 'host-card', -1));
      expect(cut).to.be.below(WITHIN_MS);
    });

    it(`in ${RACES} logouts while screens are being opened: none lives on`, async () => {
      const lived = await Promise.all(Array.from({ length: RACES }, async (_one, number) => {
        const person = await first().as('operator');
        const opening = Array.from({ length: 3 }, (_screen, index) => kept(openScreen(appAt(index).url, person)));
        await pause(number % 20);
        await person.post('/logout');
        // One that is still on its way may open yet, and must be cut then.
        await pause(1_000);
        const living = (): readonly unknown[] => opening.filter((screen) => screen.connected);
        for (let waited = 0; waited < WITHIN_MS && living().length > 0; waited += LOOK_MS) await pause(LOOK_MS);
        return living().map(() => `race ${number}`);
      }));
      expect(lived.flat()).to.deep.equal([]);
    });
  });
});
