import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { startApp, type TestApp } from '../../support/app.ts';
import { onBothDatabases } from '../../support/database.ts';

const PASSWORD = 'گذرواژه‌ای بلند و روشن';
const START = '2026-11-22T06:00:00.000Z';
const after = (minutes: number): string => new Date(Date.parse(START) + minutes * 60_000).toISOString();

onBothDatabases((name, fresh) => {
  describe(`logins (${name})`, () => {
    let app: TestApp;
    beforeEach(async () => {
      app = await startApp(await fresh(), START);
    });
    afterEach(() => app.stop());

    /** Enters, with the cookies that the browser had before; gives those that it has now. */
    const enter = async (username: string, before: Readonly<Record<string, string>> = {}): Promise<Record<string, string>> => {
      const stranger = app.anonymous();
      const cookie = [stranger.cookie, ...Object.entries(before).map(([key, value]) => `${key}=${value}`)].join('; ');
      // A browser that is still in sends the token of its login's own forms.
      const page = await stranger.get('/account', { cookie });
      const csrf = /name="csrf" content="([^"]+)"/.exec(page.text)?.[1] ?? stranger.csrf;
      const entered = await stranger.post('/login', { _csrf: csrf, username, password: PASSWORD, next: '/' }, { cookie });
      expect(entered.status).to.equal(303);
      const set = entered.headers.getSetCookie().map((one) => /^(\w+)=([^;]*)/.exec(one));
      return Object.fromEntries(set.map((one) => [one?.[1] ?? '', one?.[2] ?? '']));
    };
    const statusWith = async (cookies: Readonly<Record<string, string>>): Promise<number> => (await app.anonymous().get('/account', { cookie: `didar=${cookies['didar'] ?? ''}` })).status;

    it('end the one that the same browser was in, whoever enters there, and no other', async () => {
      await app.person('karimi', PASSWORD);
      const rezaei = await app.person('rezaei', PASSWORD);
      const elsewhere = await enter('karimi');
      const first = await enter('karimi');
      const second = await enter('karimi', first);
      expect([await statusWith(first), await statusWith(second), await statusWith(elsewhere)]).to.deep.equal([303, 200, 200]);
      const third = await enter('rezaei', second);
      expect([await statusWith(second), await statusWith(third)]).to.deep.equal([303, 200]);
      const ended = await app.database.reads('logins').whereNotNull('ended_at').orderBy('started_at').select('ended_why');
      expect(ended.map((one) => one.ended_why)).to.deep.equal(['replaced', 'replaced']);
      expect(await app.database.reads('logins').where({ user_id: rezaei }).select()).to.have.length(1);
    });

    it('are listed while they are open: not when idle too long or past their end', async () => {
      const userId = await app.person('karimi', PASSWORD);
      await enter('karimi');
      await app.database.direct('logins').update({ device: 'Firefox/ Windows' });
      app.setNow(after(31));
      const here = await enter('karimi');
      const listed = async () => (await app.anonymous().get('/account', { cookie: `didar=${here['didar'] ?? ''}` })).text;
      expect(await listed()).to.include('همین مرورگر').and.not.to.include('فایرفاکس');
      const administrator = await app.as('administrator');
      await app.database.direct('logins').where({ user_id: administrator.userId ?? '' }).update({ seen_at: after(31) });
      expect((await administrator.get(`/users/${userId}`)).text).not.to.include('فایرفاکس');
    });

    it('are asked for in one read a request, and the page of one’s own account in two; settings are remembered', async () => {
      const client = await app.as('scheduler', 'operator');
      await client.get('/account');
      const asked: string[] = [];
      app.database.reads.on('query', ({ sql }: { sql: string }) => asked.push(sql));
      expect((await client.get('/account')).status).to.equal(200);
      const statements = asked.filter((sql) => /^select/i.test(sql));
      expect(statements.filter((sql) => sql.includes('grants'))).to.have.length(1);
      expect(statements, statements.join('\n')).to.have.length(2);
    });

    it('are forgotten ninety days after their end, with the devices that nobody entered from since', async () => {
      await app.person('karimi', PASSWORD);
      await enter('karimi');
      const counts = async () => [(await app.database.reads('logins').select()).length, (await app.database.reads('known_devices').select()).length];
      app.setNow(after(12 * 60 + 90 * 24 * 60));
      await app.wired.sweep();
      expect(await counts()).to.deep.equal([1, 0]);
      app.setNow(after(12 * 60 + 90 * 24 * 60 + 1));
      await app.wired.sweep();
      expect(await counts()).to.deep.equal([0, 0]);
    });

    it('answer a repeated change of the own password as the first time', async () => {
      await app.person('karimi', PASSWORD);
      const cookies = await enter('karimi');
      const cookie = `didar=${cookies['didar'] ?? ''}`;
      const csrf = /name="csrf" content="([^"]+)"/.exec((await app.anonymous().get('/account', { cookie })).text)?.[1] ?? '';
      const fields = { _csrf: csrf, _key: randomUUID(), current: PASSWORD, password: 'سه درخت کهن در باغ', again: 'سه درخت کهن در باغ' };
      const send = (more = {}) => app.anonymous().post('/account/password', { ...fields, ...more }, { cookie });
      expect((await send()).headers.get('location')).to.equal('/account?done=password');
      expect((await send()).headers.get('location'), 'the same form again').to.equal('/account?done=password');
      expect((await Promise.all([1, 2, 3].map(() => send()))).map(({ status }) => status)).to.deep.equal([303, 303, 303]);
      expect((await send({ _key: randomUUID() })).status, 'another form').to.equal(422);
      expect(await app.database.reads('events').where({ kind: 'password_set' }).select()).to.have.length(1);
    });

    it('answer a repeated first password by link as the first time', async () => {
      const administrator = await app.as('administrator');
      const userId = await app.person('karimi', PASSWORD);
      const link = /\/welcome\/[\w-]{40,}/.exec((await administrator.post(`/users/${userId}/link`)).text)?.[0] ?? '';
      const fields = { _key: randomUUID(), password: 'سه درخت کهن در باغ', again: 'سه درخت کهن در باغ' };
      const stranger = app.anonymous();
      const both = await Promise.all([stranger.post(link, fields), stranger.post(link, fields)]);
      both.push(await stranger.post(link, fields));
      expect(both.map(({ headers }) => headers.get('location'))).to.deep.equal(['/login?done=password', '/login?done=password', '/login?done=password']);
      expect((await stranger.post(link, { ...fields, _key: randomUUID() })).status).to.equal(410);
    });
  });
});
