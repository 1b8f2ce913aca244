import { expect } from 'chai';
import { startApp } from '../support/app.ts';
import { onSqlite } from '../support/database.ts';

onSqlite((fresh) => {
  describe('a change that comes too late', () => {
    it('is told so wherever it is made, and is no fault of the program', async () => {
      const database = await fresh();
      const app = await startApp(database);
      try {
        const [one, other] = [await app.as('scheduler'), await app.as('scheduler')];
        await database.direct('imports').insert({
          id: 'i1', kind: 'demand', file_name: 'جدول', file_hash: 'h', state: 'refused', sheet: '', outcome: null, created_at: '2026-11-22T06:00:00.000Z', created_by: 'x', ended_at: null, rev: 1,
        });
        const answers = await Promise.all([one, other].map((client) => client.post('/imports/one/i1/aside')));
        expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
        expect(answers.find(({ status }) => status === 409)?.text).to.include('در این میان کس دیگری');
        expect(app.logged.filter((line) => 'level' in line && line.level === 'error')).to.deep.equal([]);
      } finally {
        await app.stop();
      }
    });
  });
});
