import { expect } from 'chai';
import { filledFor } from '../../../server/setup/forms.ts';
import { startApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';

const first = { honorific: 'khanom', name: 'مریم کریمی', username: 'karimi', password: 'چهار اسب در باران رفتند' };

onSqlite((fresh) => {
  describe('the pages of set-up', () => {
    it('lead from the printed link to a working login, once', async () => {
      const app = await startApp(await fresh());
      const link = (await app.wired.setUpLink()) ?? '';
      const visitor = app.anonymous();
      expect((await visitor.get('/setup')).text).to.contain('پیوند یک‌بارمصرف');
      expect((await visitor.get(link)).headers.get('referrer-policy')).to.equal('same-origin');
      const filled = await visitor.post(link, { start: 'own', province: 'یزد', fill: '1' });
      expect(filled.status).to.equal(200);
      expect(filled.text).to.contain('استانداری یزد');
      const wrong = await visitor.post(link, { start: 'own', ...filledFor('اصفهان'), office_title: 'دفتر', ...first, password: 'کوتاه' });
      expect(wrong.status).to.equal(422);
      expect(wrong.text).to.contain('۱۵').and.not.to.contain('value="کوتاه"');
      const form = { _key: crypto.randomUUID(), start: 'own', ...filledFor('اصفهان'), office_title: 'دفتر', ...first };
      const done = await visitor.post(link, form);
      expect(done.headers.get('location')).to.equal('/login?done=set_up');
      expect((await visitor.post(link, form)).headers.get('location'), 'the same form again').to.equal('/login?done=set_up');
      expect((await visitor.post('/login', { username: 'karimi', password: first.password, next: '/' })).status).to.equal(303);
      expect((await visitor.get(link)).status).to.equal(409);
      expect((await visitor.post(link, { start: 'example', ...first, username: 'other' })).status).to.equal(409);
      expect((await visitor.get('/login')).text).to.contain('استانداری اصفهان');
      await app.stop();
    });

    it('refuse a made-up link', async () => {
      const app = await startApp(await fresh());
      expect((await app.anonymous().get('/setup/made-up')).status).to.equal(410);
      await app.stop();
    });
  });
});
