import { expect } from 'chai';
import { io } from 'socket.io-client';
import { startApp, type TestApp } from '../support/app.ts';
import { onBothDatabases } from '../support/database.ts';
import { centreGround, NOW, SUNDAY, type CentreGround } from '../slices/calls/centre-ground.ts';
import { openScreen, pushed, watch, type Screen } from './screens.ts';

const STREAM = `today:${SUNDAY}`;

describe('the day\'s live screens', () => {
  onBothDatabases((_name, fresh) => {
    let app: TestApp;
    let g: CentreGround;
    const screens: Screen[] = [];

    beforeEach(async () => {
      app = await startApp(await fresh(), NOW);
      g = await centreGround(app);
    });
    afterEach(async () => {
      screens.splice(0).forEach((screen) => screen.disconnect());
      await app.stop();
    });

    const kept = (screen: Screen): Screen => {
      screens.push(screen);
      return screen;
    };
    const hall = (key: string): Screen => kept(io(app.url, { transports: ['websocket'], forceNew: true, reconnection: false, auth: { wall: key }, extraHeaders: { origin: app.url } }));
    const seqOf = async (screen: Screen, view: string): Promise<number> => {
      const answer = await watch(screen, STREAM, view, -1);
      expect(answer.ok, view).to.equal(true);
      return answer.ok ? (answer.fragment?.seq ?? -1) : -1;
    };

    it('show a caller who joins to list, board, the session\'s own page and the hall, each in its own words', async () => {
      const id = await g.session('water', '10:00', '11:00');
      const staff = kept(openScreen(app.url, await app.as('supervisor')));
      const wall = hall((await g.walls.add('سالن', g.command())).key);
      const views = [[staff, 'list'], [staff, 'board'], [staff, `session:${id}`], [wall, 'wall']] as const;
      const seqs = await Promise.all(views.map(([screen, view]) => seqOf(screen, view)));
      const pushes = views.map(([screen, view], at) => pushed(screen, view, seqs[at] ?? -1));
      await g.join(id, NOW, { priority: 'بیمار دیالیزی' });
      const [list, board, own, shown] = await Promise.all(pushes);
      for (const push of [list, board, own, shown]) expect(push?.html).to.match(/در صف<\/dt><dd>(<b>)?۱/);
      expect(board?.html).to.include('بیمار دیالیزی');
      expect(shown?.html).not.to.include('محمدی').and.not.include('دیالیزی').and.not.include('هاشم');
    });

    it('let a wall see the hall\'s fragment and nothing else, and an operator no more than the list', async () => {
      const id = await g.session('water', '10:00', '11:00');
      const wall = hall((await g.walls.add('سالن', g.command())).key);
      const operator = kept(openScreen(app.url, await app.as('operator')));
      const may = async (screen: Screen, view: string): Promise<boolean> => (await watch(screen, STREAM, view, -1)).ok;
      expect(await may(wall, 'wall')).to.equal(true);
      for (const view of ['list', 'board', `session:${id}`, 'desk', 'constructor', '']) expect(await may(wall, view), view).to.equal(false);
      expect(await may(operator, 'list')).to.equal(true);
      for (const view of ['board', 'wall', `session:${id}`]) expect(await may(operator, view), view).to.equal(false);
      expect(await watch(kept(openScreen(app.url, await app.as('supervisor'))), STREAM, 'session:nothing', -1)).to.deep.equal({ ok: true, fragment: null });
    });

    it('go dark within a second of their key\'s end, and open for no other', async () => {
      const { id, key } = await g.walls.add('سالن', g.command());
      const [wall, other] = [hall(key), hall((await g.walls.add('راهرو', g.command())).key)];
      await Promise.all([seqOf(wall, 'wall'), seqOf(other, 'wall')]);
      const ended = new Promise<number>((resolve) => wall.on('disconnect', () => resolve(performance.now())));
      const since = performance.now();
      await g.walls.revoke(id, g.command());
      expect((await ended) - since).to.be.lessThan(1000);
      expect(other.connected).to.equal(true);
      const refusal = await new Promise<string>((resolve) => hall(key).on('connect_error', (error) => resolve(error.message)));
      expect(refusal).to.equal('login_needed');
    });
  });
});
