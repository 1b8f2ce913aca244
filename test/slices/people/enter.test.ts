import { expect } from 'chai';
import { startApp, type Client, type TestApp } from '../../support/app.ts';
import { onBothDatabases } from '../../support/database.ts';

const PASSWORD = 'گذرواژه‌ای بلند و روشن';
const enter = (client: Client, username: string, password: string, headers: Record<string, string> = {}) =>
  client.post('/login', { username, password, next: '/account' }, headers);
const cookieOf = (setCookie: string | null): string => /didar=([\w-]+)/.exec(setCookie ?? '')?.[1] ?? '';

onBothDatabases((name, fresh) => {
  describe(`entering (${name})`, () => {
    let app: TestApp;
    beforeEach(async () => {
      app = await startApp(await fresh());
    });
    afterEach(() => app.stop());

    it('opens a login with a new token each time and leads to where the person wanted to go', async () => {
      await app.person('karimi', PASSWORD);
      const first = await enter(app.anonymous(), 'karimi', PASSWORD);
      const second = await enter(app.anonymous(), 'Karimi', PASSWORD);
      expect(first.status).to.equal(303);
      expect(first.headers.get('location')).to.equal('/account');
      const [one, other] = [first, second].map((answer) => cookieOf(answer.headers.get('set-cookie')));
      expect(one).to.have.length(43);
      expect(one).not.to.equal(other);
    });

    it('answers an unknown name and a wrong password alike, and keeps what was typed but the password', async () => {
      await app.person('karimi', PASSWORD);
      const wrong = await enter(app.anonymous(), 'karimi', 'نادرست');
      const unknown = await enter(app.anonymous(), 'nobody', 'نادرست');
      expect([wrong.status, unknown.status]).to.deep.equal([422, 422]);
      expect(wrong.text).to.contain('نام کاربری یا گذرواژه درست نیست.').and.to.contain('value="karimi"').and.not.to.contain('نادرست');
      const plain = (text: string) => text.replace(/value="[^"]*"|content="[^"]*"/g, '');
      expect(plain(wrong.text)).to.equal(plain(unknown.text));
    });

    it('refuses the sixth try from one address in one name, and lets another address in', async () => {
      await app.person('karimi', PASSWORD);
      for (let round = 0; round < 5; round += 1) await enter(app.anonymous(), 'karimi', 'نادرست');
      const sixth = await enter(app.anonymous(), 'karimi', PASSWORD);
      expect(sixth.status).to.equal(429);
      expect(Number(sixth.headers.get('retry-after'))).to.be.within(1, 900);
      const spoofed = await enter(app.anonymous(), 'karimi', PASSWORD, { 'x-forwarded-for': '203.0.113.7' });
      expect(spoofed.status, 'a forged X-Forwarded-For must not help').to.equal(429);
    });

    it('never leads to another site', async () => {
      await app.person('karimi', PASSWORD);
      for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)']) {
        const answer = await app.anonymous().post('/login', { username: 'karimi', password: PASSWORD, next });
        expect(answer.headers.get('location')).to.equal('/');
      }
    });

    it('keeps an ended login ended while other requests of it are still under way', async () => {
      for (let round = 0; round < 10; round += 1) {
        const person = await app.as('scheduler');
        const under = Array.from({ length: 5 }, () => person.get('/account'));
        const out = person.post('/logout');
        await Promise.all([...under, out]);
        app.setNow(new Date(Date.parse('2026-11-22T06:00:00Z') + round * 1000).toISOString());
        expect((await person.get('/account')).status, 'the login must not come back').to.equal(303);
      }
    });

    it('ends a login after half an hour of rest, and after twelve hours whatever is done', async () => {
      await app.person('karimi', PASSWORD);
      const opened = await enter(app.anonymous(), 'karimi', PASSWORD);
      const headers = { cookie: `didar=${cookieOf(opened.headers.get('set-cookie'))}` };
      const client = app.anonymous();
      for (let minutes = 29; minutes < 12 * 60; minutes += 29) {
        const now = new Date(Date.parse('2026-11-22T06:00:00Z') + minutes * 60_000).toISOString();
        app.setNow(now);
        expect((await client.get('/account', headers)).status).to.equal(200);
        // Being seen is noted beside the answer, not before it.
        while ((await app.database.reads('logins').where({ seen_at: now })).length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
      }
      app.setNow('2026-11-22T18:00:01.000Z');
      expect((await client.get('/account', headers)).status).to.equal(303);
      const rested = await enter(app.anonymous(), 'karimi', PASSWORD);
      const again = { cookie: `didar=${cookieOf(rested.headers.get('set-cookie'))}` };
      app.setNow('2026-11-22T18:31:00.000Z');
      expect((await client.get('/account', again)).status).to.equal(303);
    });

    it('changes the own password by the old one, and ends the other logins only', async () => {
      await app.person('karimi', PASSWORD);
      const [here, there] = await Promise.all([1, 2].map(async () => cookieOf((await enter(app.anonymous(), 'karimi', PASSWORD)).headers.get('set-cookie'))));
      const page = await app.anonymous().get('/account', { cookie: `didar=${here ?? ''}` });
      const csrf = /name="csrf" content="([^"]+)"/.exec(page.text)?.[1] ?? '';
      const change = (fields: Record<string, string>) => app.anonymous().post('/account/password', { _csrf: csrf, ...fields }, { cookie: `didar=${here ?? ''}` });
      const fresh = 'سه درخت کهن در باغ';
      expect((await change({ current: 'نادرست', password: fresh, again: fresh })).text).to.contain('گذرواژهٔ کنونی درست نیست.');
      expect((await change({ current: PASSWORD, password: fresh, again: 'دیگر' })).text).to.contain('تکرار گذرواژه با خود آن یکی نیست.');
      expect((await change({ current: PASSWORD, password: '123456789012', again: '123456789012' })).status).to.equal(422);
      expect((await change({ current: PASSWORD, password: fresh, again: fresh })).status).to.equal(303);
      expect((await app.anonymous().get('/account', { cookie: `didar=${here ?? ''}` })).status).to.equal(200);
      expect((await app.anonymous().get('/account', { cookie: `didar=${there ?? ''}` })).status).to.equal(303);
      expect((await enter(app.anonymous(), 'karimi', fresh)).status).to.equal(303);
    });

    it('lists the own logins and ends one of them, but never a stranger’s', async () => {
      const person = await app.as('scheduler');
      const stranger = await app.as('administrator');
      expect((await person.get('/account')).text).to.contain('همین مرورگر');
      const [login] = (await app.database.reads('logins').where({ user_id: stranger.userId ?? '' })) as { id: string }[];
      await person.post(`/account/logins/${login?.id ?? ''}/end`);
      expect((await stranger.get('/account')).status).to.equal(200);
    });
  });
});
