import { expect } from 'chai';
import { startApp } from '../support/app.ts';
import { onSqlite } from '../support/database.ts';

onSqlite((fresh) => {
  describe('a body that is no form of ours', () => {
    it('is refused as such: a list, and one that nests without end', async () => {
      const app = await startApp(await fresh());
      const person = await app.as('supervisor');
      const send = async (body: string): Promise<number> =>
        (await fetch(`${app.url}/topics/x/retire`, { method: 'POST', headers: { cookie: person.cookie, origin: app.url, 'x-csrf': person.csrf, accept: 'application/json', 'content-type': 'application/json' }, body })).status;
      for (const body of ['[]', '[{"seen":1}]', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, `{"seen":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`]) {
        expect(await send(body), body.slice(0, 30)).to.equal(400);
      }
      expect(await send('{"seen":"1"}')).to.equal(404);
      expect(app.logged.filter((line) => JSON.stringify(line).includes('"error"'))).to.deep.equal([]);
      await app.stop();
    });
  });
});
