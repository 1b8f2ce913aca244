import { expect } from 'chai';
import { startApp, type TestApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';

onSqlite((fresh) => {
  describe('the page of clients and calls', () => {
    let app: TestApp;
    beforeEach(async () => {
      const database = await fresh();
      await database.direct('agencies').insert({
        id: 'a1', code: 'gas', name: 'شرکت گاز', name_key: 'گاز', short_name: 'گاز', sort_key: 'g', search_key: 'گاز', sector: 'infra', kind: 'company', head_title: 'مدیرعامل',
        may_be_invited: 1, may_be_inspected: 1, may_be_given_notice: 1,
      });
      app = await startApp(database);
    });
    afterEach(() => app.stop());

    it('saves what was typed in any digits and shows it, with the share it comes to', async () => {
      const scheduler = await app.as('scheduler');
      const sent = await scheduler.post('/demand?year=1399&measure=calls', { was_a1: '0,0,0,0,0,0,0,0,0,0,0,0', c_a1_1: '١٢', c_a1_2: '۳۰', c_a1_3: '' });
      expect(sent.status).to.equal(303);
      const page = await scheduler.get(sent.headers.get('location') ?? '');
      expect(page.text).to.contain('۲ خانه ذخیره شد.').and.to.contain('value="۳۰"').and.to.contain('۱۰۰٪');
    });

    it('marks a wrong cell and saves nothing', async () => {
      const scheduler = await app.as('scheduler');
      const sent = await scheduler.post('/demand?year=1399&measure=calls', { was_a1: '0,0', c_a1_1: '12', c_a1_2: 'سی' });
      expect(sent.status).to.equal(422);
      expect(sent.text).to.contain('«سی» عدد درستی نیست').and.to.contain('value="12"').and.to.contain('aria-invalid');
      expect(await app.database.reads('demand').select()).to.deep.equal([]);
    });

    it('tells the second of two people which cell was changed, and lets him decide', async () => {
      const [one, other] = [await app.as('scheduler'), await app.as('scheduler')];
      await one.post('/demand?year=1399&measure=calls', { was_a1: '0', c_a1_1: '5' });
      const refusedOnce = await other.post('/demand?year=1399&measure=calls', { was_a1: '0', c_a1_1: '7' });
      expect(refusedOnce.status).to.equal(422);
      expect(refusedOnce.text).to.contain('کس دیگری این خانه را تغییر داد').and.to.contain('value="5,0,0');
      expect((await other.post('/demand?year=1399&measure=calls', { was_a1: '5', c_a1_1: '7' })).status).to.equal(303);
    });
  });
});
