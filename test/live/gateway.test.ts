import { expect } from 'chai';
import { instant } from '../../server/domain/calendar.ts';
import { monthKey, monthOf } from '../../server/domain/jalali.ts';
import { startApp, type Client, type TestApp } from '../support/app.ts';
import { onBothDatabases, onPostgres } from '../support/database.ts';
import { ground } from '../slices/rota/ground.ts';
import { openScreen, pushed, watch, type Screen } from './screens.ts';

const NOW = '2020-03-01T06:00:00.000Z';
const gone = (screen: Screen): Promise<number> =>
  new Promise((resolve) => {
    const began = performance.now();
    screen.on('disconnect', () => resolve(performance.now() - began));
  });
const connected = (screen: Screen): Promise<void> => new Promise((resolve) => (screen.connected ? resolve() : screen.on('connect', resolve)));

onBothDatabases((name, fresh) => {
  describe(`open screens (${name})`, () => {
    let app: TestApp;
    let stream: string;
    const screens: Screen[] = [];
    const open = (client: Client): Screen => {
      const screen = openScreen(app.url, client);
      screens.push(screen);
      return screen;
    };
    beforeEach(async () => {
      const database = await fresh();
      const g = await ground(database);
      stream = `draft:${await g.draft()}`;
      app = await startApp(database, NOW);
    });
    afterEach(async () => {
      screens.splice(0).forEach((screen) => screen.disconnect());
      await app.stop();
    });

    it('are cut within a second of logout, of disabling and of losing a role, all five of them, and nobody else’s', async () => {
      const administrator = await app.as('administrator', 'scheduler');
      const other = open(await app.as('scheduler'));
      const ways: readonly ((person: Client) => Promise<unknown>)[] = [
        (person) => person.post('/logout'),
        (person) => administrator.post(`/users/${person.userId ?? ''}/disable`),
        async (person) => {
          // A change of roles comes with a higher version and an event on the person's own stream.
          await app.writer.submit({
            key: crypto.randomUUID(), bodyHash: '', actor: null, at: instant(NOW), streams: [`user:${person.userId ?? ''}`],
            apply: async (tx) => {
              tx.write(tx.db('users').where({ id: person.userId ?? '' }).update({ authz_version: 2 }));
              tx.raise(`user:${person.userId ?? ''}`, 'grants_changed', {});
              return {};
            },
          });
        },
      ];
      await connected(other);
      for (const way of ways) {
        const person = await app.as('scheduler');
        const five = Array.from({ length: 5 }, () => open(person));
        await Promise.all(five.map(connected));
        expect((await watch(five[0] as Screen, stream, 'header', -1)).ok).to.equal(true);
        const cut = five.map(gone);
        await way(person);
        const times = await Promise.race([Promise.all(cut), new Promise<null>((resolve) => setTimeout(() => resolve(null), 2_000))]);
        expect(times, 'every screen of the person must be cut').to.not.equal(null);
      }
      expect(other.connected).to.equal(true);
    });

    it('survive whatever a screen sends, and answer the next good question', async () => {
      const screen = open(await app.as('scheduler'));
      await connected(screen);
      const raw = screen as unknown as { emit(event: string, ...args: unknown[]): void };
      const odd: unknown[][] = [[], [null], [null, null], [{ stream: {}, view: [], seq: 'x' }], [{ stream, view: 'header', seq: -2 }], ['x'.repeat(1000)], [{ stream, view: 'header', seq: 0 }], [[], 7]];
      for (const args of odd) raw.emit('watch', ...args);
      for (const event of ['push', 'join', '__proto__', 'constructor']) raw.emit(event, { room: stream });
      expect(await watch(screen, stream, 'header', -1)).to.have.property('ok', true);
      expect(app.logged.filter((line) => JSON.stringify(line).includes('"error"'))).to.deep.equal([]);
    });

    it('may hold so many streams and ask so often, and no more', async () => {
      const screen = open(await app.as('scheduler'));
      const answers = await Promise.all(Array.from({ length: 280 }, (_one, index) => watch(screen, stream, `shares:14${String(index % 80).padStart(2, '0')}-01`, 1_000_000)));
      const refused = answers.filter((answer) => !answer.ok && answer.code === 'too_many_tries');
      // 240 questions a minute, and 40 streams of the 80 asked for three times each.
      expect(refused.length).to.be.greaterThan(120);
    });
  });
});

onPostgres((fresh) => {
  describe('two processes on one database', () => {
    it('bring a change made in one to the boards open in the other', async () => {
      const database = await fresh();
      const g = await ground(database);
      const draftId = await g.draft();
      const [first] = (await g.board.see(draftId)).sessions;
      if (first === undefined) throw new Error('no session');
      const [one, other] = [await startApp(database, NOW), await startApp(database, NOW)];
      try {
        const watcher = await other.as('scheduler');
        const screen = openScreen(other.url, watcher);
        const start = await watch(screen, `draft:${draftId}:${monthKey(monthOf(first.day))}`, 'month', -1);
        const news = pushed(screen, 'month', start.ok ? (start.fragment?.seq ?? 0) : 0);
        const editor = await one.as('scheduler');
        const done = await editor.postJson(`/rota/drafts/${draftId}/pin?session=${first.id}`, { rev: first.rev, reason: 'از فرایند دیگر' });
        expect(done.status, done.text).to.equal(200);
        expect((await news).html).to.contain('از فرایند دیگر');
        const cut = gone(screen);
        await watcher.post('/logout');
        expect(await cut).to.be.lessThan(5_000);
        screen.disconnect();
      } finally {
        await one.stop();
        await other.stop();
      }
    });
  });
});
