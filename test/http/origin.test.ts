import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import { createWalls } from '../../server/calls/walls.ts';
import { instant } from '../../server/domain/calendar.ts';
import { startApp, type Answer, type TestApp } from '../support/app.ts';
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
      const refusals = (path: string): readonly (readonly [string, Promise<Answer>])[] => [
        ...lookAlikes().map((origin) => [`from ${origin}`, person.post(path, {}, { origin })] as const),
        ...['cross-site', 'same-site'].map((site) => [site, person.post(path, {}, { 'sec-fetch-site': site })] as const),
        ['without our token', person.post(path, { _csrf: 'x'.repeat(43) })],
      ];
      for (const { path } of posts) {
        for (const [how, answer] of refusals(path.replace(/:\w+/g, 'x'.repeat(16)))) expect((await answer).status, `${path} ${how}`).to.equal(403);
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

    it('are refused at the handshake of a wall too, whose key alone opens nothing from elsewhere', async () => {
      const { key } = await createWalls({ reads: app.database.reads, writer: app.writer, newId: randomUUID }).add('سالن', { key: randomUUID(), bodyHash: '', actor: 'u', at: instant('2026-11-22T06:00:00.000Z') });
      const shake = (transport: 'websocket' | 'polling', auth: object, headers: Record<string, string>) =>
        new Promise<string>((resolve) => {
          const socket = io(app.url, { transports: [transport], reconnection: false, forceNew: true, auth, extraHeaders: headers });
          const end = (how: string): void => {
            socket.disconnect();
            resolve(how);
          };
          socket.on('connect', () => end('open'));
          socket.on('connect_error', () => end('refused'));
        });
      for (const transport of ['websocket', 'polling'] as const) {
        for (const origin of lookAlikes()) expect(await shake(transport, { wall: key }, { origin }), `${transport} from ${origin}`).to.equal('refused');
        expect(await shake(transport, { wall: key }, {}), 'no origin at all').to.equal('refused');
        for (const wall of ['', 'x'.repeat(32), `${key}x`, 'x'.repeat(70), 7, null, { $ne: 1 }, [key]]) {
          expect(await shake(transport, { wall }, { origin: app.url }), JSON.stringify(wall)).to.equal('refused');
        }
        expect(await shake(transport, { wall: key }, { origin: app.url })).to.equal('open');
      }
    });

    it('are refused where a form pretends to be what a page’s script sends', async () => {
      const person = await app.as('operator');
      const posts = ['/desk/calls', `/host/${'x'.repeat(16)}/next`, `/host/${'x'.repeat(16)}/take`, '/desk/recall'];
      for (const path of posts) {
        for (const type of ['text/plain', 'multipart/form-data', 'application/x-www-form-urlencoded', 'application/json']) {
          const answer = await fetch(`${app.url}${path}`, { method: 'POST', headers: { cookie: person.cookie, origin: app.url, accept: 'application/json', 'content-type': type }, body: '{"_key":"0123456789abcdef","call":"x"}' });
          expect(answer.status, `${path} as ${type}`).to.equal(403);
        }
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
