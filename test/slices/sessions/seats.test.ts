import { expect } from 'chai';
import { toPersianDigits } from '../../../server/domain/persian.ts';
import { POLICY } from '../../../server/domain/permission.ts';
import { startApp, type Client, type TestApp } from '../../support/app.ts';
import { clientOf } from '../../support/client.ts';
import { onBothDatabases, onSqlite } from '../../support/database.ts';
import { callGround, command, later, NINE } from '../calls/ground.ts';
import { centreGround, NOW, type CentreGround } from '../calls/centre-ground.ts';
import { refused } from '../refused.ts';

const HOUR = 3600;

onBothDatabases((_name, fresh) => {
  describe('a seat at a session\'s desk', () => {
    it('is taken with a code that works once, brings the host and may host this session alone', async () => {
      const g = await callGround(await fresh());
      const id = await g.session({ opened: false });
      const { code } = await g.seats.issue(id, 'host', 'میز ۱', command());
      expect(code).to.match(/^\d{8}$/);
      const { token, sessionId } = await g.seats.enter(code, null, command(later(NINE, 60)));
      expect(sessionId).to.equal(id);
      expect(await g.lifeOf(id)).to.include({ state: 'awaiting', hostArrivedAt: later(NINE, 60) });
      const seated = await g.seats.whoIs(token, later(NINE, 61));
      expect(seated?.actor.grants).to.deep.equal([{ role: 'seat', agencyId: g.place.agencyId, countyId: null, sessionId: id }]);
      expect(seated?.seat).to.deep.equal({ sessionId: id, side: 'host' });
      expect(await refused(g.seats.enter(code, null, command(later(NINE, 62))))).to.equal('seat_spent');
    });

    it('is one, however many enter its code at once', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      const { code } = await g.seats.issue(id, 'host', 'میز ۱', command());
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => g.seats.enter(code, null, command(later(NINE, 5)))));
      expect(tries.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      expect(await g.kindsOn(`session:${id}`)).to.deep.equal(['session_convened', 'session_open', 'seat_issued', 'seat_taken']);
    });

    it('ends with the next code for the same side, with the centre\'s word, and a while after its session', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      const sit = async (side: 'host' | 'companion') => (await g.seats.enter((await g.seats.issue(id, side, 'میز ۱', command())).code, null, command())).token;
      const [first, companion] = [await sit('host'), await sit('companion')];
      const second = await sit('host');
      expect(await g.seats.whoIs(first, NINE), 'replaced').to.equal(null);
      expect((await g.seats.whoIs(companion, NINE))?.actor.name).to.equal('کارشناس همراه');
      const seat = (await g.seats.ofSession(id)).find(({ side }) => side === 'companion');
      await g.seats.end(seat?.id ?? '', 'ended_by_centre', command());
      await g.seats.end(seat?.id ?? '', 'ended_by_centre', command());
      expect(await g.seats.whoIs(companion, NINE), 'ended').to.equal(null);
      const unused = await g.seats.issue(id, 'companion', 'میز ۲', command());
      await g.closing.end(id, { cancelled: null, ways: {} }, command(later(NINE, HOUR)));
      expect(await g.seats.whoIs(second, later(NINE, HOUR + 29 * 60)), 'his last note').not.to.equal(null);
      expect(await g.seats.whoIs(second, later(NINE, HOUR + 30 * 60)), 'over').to.equal(null);
      expect(await refused(g.seats.enter(unused.code, null, command(later(NINE, HOUR + 1))))).to.equal('seat_spent');
      expect(await refused(g.seats.issue(id, 'host', 'میز ۱', command(later(NINE, HOUR + 1))))).to.equal('session_over');
    });

    it('is not taken with a code that is old, or unknown; and no page of an open session ends by itself', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      const { code } = await g.seats.issue(id, 'host', 'میز ۱', command());
      const { code: early } = await g.seats.issue(id, 'companion', 'میز ۱', command());
      const { token } = await g.seats.enter(early, null, command());
      expect(await refused(g.seats.enter('00000000', null, command()))).to.equal('seat_spent');
      expect(await refused(g.seats.enter(code, null, command(later(NINE, 2 * HOUR))))).to.equal('seat_spent');
      expect(await g.seats.whoIs(token, later(NINE, 20 * HOUR))).not.to.equal(null);
    });

    it('is known by nothing that could be entered with: neither code nor token stands in any row or event', async () => {
      const g = await callGround(await fresh());
      const id = await g.session();
      const { code } = await g.seats.issue(id, 'host', 'میز ۱', command());
      const { token } = await g.seats.enter(code, null, command());
      const told = JSON.stringify([await g.database.reads('seats').orderBy('id').select(), await g.database.reads('events').orderBy('stream').select(), await g.database.reads('commands').orderBy('key').select()]);
      expect(told).not.to.include(code);
      expect(told).not.to.include(token);
    });
  });
});

onSqlite((fresh) => {
  describe('the door', () => {
    let app: TestApp;
    let g: CentreGround;
    let id: string;
    beforeEach(async () => {
      app = await startApp(await fresh(), NOW);
      g = await centreGround(app);
      id = await g.session('water', '10:00', '11:00', { opened: false });
    });
    afterEach(() => app.stop());

    const codeOf = async (side: 'host' | 'companion' = 'host'): Promise<string> => (await g.seats.issue(id, side, 'میز ۱', g.command())).code;
    const seatOf = (cookies: readonly string[]): string => cookies.map((one) => one.split(';')[0] ?? '').find((one) => one.startsWith('didar=')) ?? '';

    /** Sits down, and speaks on with the cookie and the token that the host's own page would carry. */
    const sit = async (client: Client, code: string): Promise<Client> => {
      const answer = await client.post('/seat', { code });
      expect(answer.status, answer.text).to.equal(303);
      expect(answer.headers.get('location')).to.equal(`/host/${id}`);
      const cookie = seatOf(answer.headers.getSetCookie());
      const csrf = /name="csrf" content="([^"]+)"/.exec((await clientOf(app.url, cookie, '', null).get('/seat')).text)?.[1] ?? '';
      return clientOf(app.url, cookie, csrf, null);
    };

    it('takes the code in any digits and groups, and leads to the host\'s own page', async () => {
      const code = await codeOf();
      const host = await sit(app.anonymous(), `${toPersianDigits(code.slice(0, 4))} ${toPersianDigits(code.slice(4))}`);
      expect((await host.get(`/host/${id}`)).status).to.equal(200);
      expect((await g.app.database.reads('session_lives').where({ id }).first('host_arrived_at'))?.host_arrived_at).to.equal(NOW);
    });

    it('says what is wrong with a code beside its field, and never shows it again', async () => {
      const stranger = app.anonymous();
      const short = await stranger.post('/seat', { code: '1234567' });
      expect(short.status).to.equal(422);
      expect(short.text).to.include('کد هشت رقم دارد').and.not.include('1234567');
      expect((await stranger.post('/seat', { code: '' })).text).to.include('«کد» را بنویسید');
      const wrong = await stranger.post('/seat', { code: '00000000' });
      expect([wrong.status, wrong.text.includes('این کد درست نیست')]).to.deep.equal([410, true]);
    });

    it('is shut for a while after five wrong codes from one address, also to the right one', async () => {
      const [code, stranger] = [await codeOf(), app.anonymous()];
      for (let time = 0; time < 5; time += 1) expect((await stranger.post('/seat', { code: '00000000' })).status).to.equal(410);
      const shut = await stranger.post('/seat', { code });
      expect(shut.status).to.equal(429);
      expect(Number(shut.headers.get('retry-after'))).to.be.greaterThan(0);
    });

    it('lets nobody do anything but host the one session', async function () {
      this.timeout(30_000);
      const host = await sit(app.anonymous(), await codeOf());
      const other = await g.session('gas', '10:00', '11:00');
      const allowed: string[] = [];
      for (const { method, path, act } of app.wired.routes.table.filter((route) => POLICY[route.act] !== 'public')) {
        const own = path.replace(':session', other).replace(/:\w+/g, other);
        const answer = method === 'get' ? await host.get(own) : await host.post(own);
        expect(answer.status, own).to.be.lessThan(500);
        if (answer.status !== 403 && answer.status !== 404) allowed.push(`${method} ${path} (${act}): ${answer.status}`);
      }
      // The door to the desks themselves leads him to his own.
      expect(allowed.filter((one) => !one.startsWith('get /host (calls.host)'))).to.deep.equal([]);
      expect((await host.get(`/host/${id}`)).status).to.equal(200);
    });

    it('ends the login that stood open in the same browser', async () => {
      const supervisor = await app.as('supervisor');
      await sit(supervisor, await codeOf());
      expect((await supervisor.get('/today')).headers.get('location')).to.match(/^\/login/);
    });

    it('is left by leaving: the page is gone with the seat', async () => {
      const host = await sit(app.anonymous(), await codeOf());
      expect((await host.post('/logout')).status).to.equal(303);
      const away = (await host.get(`/host/${id}`)).headers.get('location') ?? '';
      expect(away).to.match(/^\/login/);
      expect((await host.get(away)).text, 'and from there the door is found again').to.include('href="/seat"');
    });
  });
});
