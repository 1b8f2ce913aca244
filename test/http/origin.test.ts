import { expect } from 'chai';
import { io } from 'socket.io-client';
import { startApp, type TestApp } from '../support/app.ts';
import { onSqlite } from '../support/database.ts';

const FOREIGN = ['https://evil.example', 'null', 'http://127.0.0.1', 'http://127.0.0.1:1', 'http://localhost.evil.example'];

onSqlite((fresh) => {
  describe('requests from elsewhere', () => {
    let app: TestApp;
    beforeEach(async () => {
      app = await startApp(await fresh());
    });
    afterEach(() => app.stop());

    const lookAlikes = () => [...FOREIGN, `${app.url}.evil.example`, `${app.url}0`, app.url.replace('http:', 'https:')];

    it('are refused on every route that changes something', async () => {
      const person = await app.as('administrator', 'scheduler');
      const posts = app.wired.routes.table.filter((route) => route.method === 'post');
      expect(posts.length).to.be.greaterThan(1);
      for (const { path } of posts) {
        const target = path.replace(/:\w+/g, 'x'.repeat(16));
        for (const origin of lookAlikes()) {
          expect((await person.post(target, {}, { origin })).status, `${path} from ${origin}`).to.equal(403);
        }
        expect((await person.post(target, {}, { 'sec-fetch-site': 'cross-site' })).status).to.equal(403);
        expect((await person.post(target, {}, { 'sec-fetch-site': 'same-site' })).status).to.equal(403);
        expect((await person.post(target, { _csrf: 'x'.repeat(43) })).status, `${path} without our token`).to.equal(403);
      }
    });

    it('are refused where neither origin nor fetch metadata came', async () => {
      const person = await app.as('scheduler');
      const answer = await fetch(`${app.url}/logout`, {
        method: 'POST',
        headers: { cookie: person.cookie, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ _csrf: person.csrf }).toString(),
        redirect: 'manual',
      });
      expect(answer.status).to.equal(403);
    });

    it('are told from those of a person whose login has ended, who is led back to his form', async () => {
      const person = await app.as('scheduler');
      await app.database.direct('logins').update({ ended_at: '2026-11-22T06:00:00.000Z' });
      const answer = await person.post('/calendar/closures/new', { reason: 'آلودگی هوا' }, { referer: `${app.url}/calendar/closures/new` });
      expect(answer.status).to.equal(401);
      expect(answer.text).to.contain('/login?next=%2Fcalendar%2Fclosures%2Fnew').and.to.contain('data-refused');
      expect(JSON.parse((await person.postJson('/rota/drafts/x/move')).text)).to.include({ code: 'login_needed' });
    });

    it('are refused at the handshake, on both transports', async () => {
      const person = await app.as('scheduler');
      const shake = (transport: 'websocket' | 'polling', headers: Record<string, string>) =>
        new Promise<string>((resolve) => {
          const socket = io(app.url, { transports: [transport], reconnection: false, extraHeaders: { cookie: person.cookie, ...headers } });
          const end = (how: string): void => {
            socket.disconnect();
            resolve(how);
          };
          socket.on('connect', () => end('open'));
          socket.on('connect_error', () => end('refused'));
        });
      for (const transport of ['websocket', 'polling'] as const) {
        for (const origin of lookAlikes()) expect(await shake(transport, { origin }), `${transport} from ${origin}`).to.equal('refused');
        expect(await shake(transport, { origin: app.url, 'sec-fetch-site': 'cross-site' })).to.equal('refused');
        expect(await shake(transport, {}), 'no origin at all').to.equal('refused');
        expect(await shake(transport, { origin: app.url })).to.equal('open');
      }
    });

    it('are not let in by our origin alone: a socket needs an open login', async () => {
      const socket = io(app.url, { transports: ['websocket'], reconnection: false, extraHeaders: { origin: app.url } });
      const how = await new Promise<string>((resolve) => {
        socket.on('connect', () => resolve('open'));
        socket.on('connect_error', (error) => resolve(error.message));
      });
      socket.disconnect();
      expect(how).to.equal('login_needed');
    });
  });
});
