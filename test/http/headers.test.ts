import { expect } from 'chai';
import { startApp, type TestApp } from '../support/app.ts';
import { onSqlite } from '../support/database.ts';

onSqlite((fresh) => {
  describe('the headers of every answer', () => {
    let app: TestApp;
    beforeEach(async () => {
      app = await startApp(await fresh());
    });
    afterEach(() => app.stop());

    it('are set on pages, files, refusals and faults alike', async () => {
      const person = await app.as('administrator', 'scheduler');
      const gets = app.wired.routes.table.filter((route) => route.method === 'get').map((route) => route.path.replace(/:\w+/g, 'x'));
      for (const path of [...gets, '/no/such/page', '/assets/none.js', '/favicon.ico', '/%E0%A4%A']) {
        const { headers, status } = await person.get(path);
        const policy = headers.get('content-security-policy') ?? '';
        expect(policy, `${path} (${status})`).to.contain("default-src 'none'").and.to.contain("require-trusted-types-for 'script'");
        expect(policy).not.to.contain('unsafe');
        expect(headers.get('x-content-type-options'), path).to.equal('nosniff');
        expect(headers.get('permissions-policy'), path).to.equal('geolocation=(self), camera=(self), microphone=()');
        expect(headers.get('cross-origin-opener-policy'), path).to.equal('same-origin');
        expect(headers.get('referrer-policy'), path).to.equal('same-origin');
        expect(headers.get('x-powered-by'), path).to.equal(null);
        const kept = /^\/(sw\.js|manifest\.webmanifest)$/.test(path) ? 'no-cache' : 'no-store';
        if (!/^\/(assets|favicon)/.test(path)) expect(headers.get('cache-control'), path).to.equal(kept);
      }
    });

    it('hides what went wrong behind a reference, and logs it', async () => {
      app.wired.routes.get('/test/fault', 'public.see', () => {
        throw new Error('secret detail');
      });
      const answer = await app.anonymous().get('/test/fault');
      expect(answer.status).to.equal(500);
      expect(answer.text).not.to.contain('secret detail');
      app.wired.routes.get('/test/fault/:token', 'public.see', () => {
        throw new Error('secret detail');
      });
      await app.anonymous().get(`/test/fault/${'t0ken-'.repeat(8)}`);
      expect(JSON.stringify(app.logged.at(-1)), 'a one-time token must not stand in the log').not.to.contain('t0ken');
      app.logged.splice(-1);
      const line = app.logged.at(-1) as { reference?: string; error?: string };
      expect(answer.text).to.contain(line.reference);
      expect(line.error).to.contain('secret detail');
    });
  });
});
