import { expect } from 'chai';
import { formatDay } from '../../../server/domain/jalali.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';
import { exchanging } from './exchanging.ts';
import { AT, command } from './ground.ts';

describe('the pages of exchanges and of the scheduler\'s week', () => {
  onSqlite((fresh) => {
    let app: TestApp | null = null;
    afterEach(async () => {
      await app?.stop();
      app = null;
    });
    const started = async () => {
      const database = await fresh();
      // With the program come its holidays: they are there before anything is planned.
      app = await startApp(database, AT);
      const one = await exchanging(database);
      const office = (agencyId: string | null, role: 'host' | 'manager_office' = 'host') => (app as TestApp).as({ role, agencyId, countyId: null });
      return { ...one, app, host: await office(one.own.agencyId), colleague: await office(one.other.agencyId, 'manager_office'), stranger: await office(one.third.agencyId), scheduler: await app.as('scheduler') };
    };

    it('go from a card over the choice of a colleague and his yes to the decision and a version', async () => {
      const { own, other, host, colleague, stranger, scheduler } = await started();
      const ask = `/mine/sessions/${own.id}/swap`;
      expect((await host.get('/mine')).text).to.include(`href="${ask}"`);
      const form = await host.get(ask);
      expect(form.text).to.include(`value="${other.id}"`);
      expect((await host.get(`${ask}?q=هیچ‌کس`)).text).to.include('یافت نشد');
      const bad = await host.post(ask, { other: other.id, reason: 'نه' });
      expect([bad.status, bad.text.includes('کوتاه است'), new RegExp(`value="${other.id}"[^>]*checked`).test(bad.text)], 'what was chosen stays').to.deep.equal([422, true, true]);
      expect((await host.post(ask, { other: own.id, reason: 'مأموریت تهران' })).status, 'with itself').to.equal(422);
      expect((await stranger.get(ask)).status).to.equal(403);
      const asked = await host.post(ask, { other: other.id, reason: 'مأموریت تهران' });
      expect(asked.status).to.equal(303);
      const address = (asked.headers.get('location') ?? '').split('?')[0] ?? '';
      expect((await host.get(ask)).headers.get('location'), 'one at a time').to.equal(address);
      expect((await host.get(address)).text).to.include('پس گرفتن درخواست').and.to.not.include('می‌پذیرم');
      expect((await colleague.get('/mine')).text).to.include('درخواست جابه‌جایی نوبت').and.to.include(`href="${address}"`);
      expect((await colleague.get(address)).text).to.include('مأموریت تهران').and.to.include('می‌پذیرم');
      expect((await stranger.get(address)).status).to.equal(403);
      expect((await host.post(`${address}/answer`, { answer: 'agree' })).status, 'nobody agrees with himself').to.equal(422);
      expect((await colleague.post(`${address}/answer`, {})).status).to.equal(422);
      expect((await colleague.post(`${address}/answer`, { answer: 'agree', note: 'مانعی نیست' })).status).to.equal(303);

      const id = address.split('/').at(-1) ?? '';
      const week = await scheduler.get('/rota/week?period=all');
      expect(week.text).to.include(`href="/rota/swaps/${id}"`);
      expect((await scheduler.get('/rota/week?period=all&only=swap')).text).to.include(`href="/rota/swaps/${id}"`).and.to.not.include('/record');
      const decide = await scheduler.get(`/rota/swaps/${id}`);
      expect(decide.text).to.include('انتشار نسخهٔ ۲').and.to.include('مانعی نیست');
      const mark = /name="mark" value="(\w+)"/.exec(decide.text)?.[1] ?? '';
      expect((await scheduler.post(`/rota/swaps/${id}/reject`, { why: '' })).status).to.equal(422);
      expect((await scheduler.post(`/rota/swaps/${id}/approve`, { mark, letterNo: '۱', letterDay: '۱۳۹۹/۱۳/۴۰' })).status).to.equal(422);
      expect((await host.post(`/rota/swaps/${id}/approve`, { mark })).status).to.equal(403);
      expect((await scheduler.post(`/rota/swaps/${id}/approve`, { mark, note: 'با توافق' })).status).to.equal(303);
      expect((await host.get(address)).text).to.include('جابه‌جا شد');
      const mine = await host.get('/mine');
      expect(mine.text, 'where it stood, struck through').to.match(/<s>[^<]*<\/s>/).and.to.include('با نوبت همکار جابه‌جا شد');
      expect((await scheduler.post(`/rota/swaps/${id}/approve`, { mark })).status, 'it is done').to.equal(422);
    });

    it('write down an answer where it is read of, and say what no longer follows', async () => {
      const { g, draftId, own, scheduler, host } = await started();
      const invitation = (await g.board.see(draftId)).invitations.find(({ sessionId }) => sessionId === own.id);
      const record = `/rota/week/invitations/${invitation?.id}/record`;
      expect((await scheduler.get('/rota/week?period=all')).text).to.include(`action="${record}"`);
      expect((await scheduler.post(record, { answer: 'accept_by_phone', of: '2020-03-20 09:00 11:00' })).text, 'he was asked about another time').to.include('زمان این جلسه در این میان تغییر کرده است');
      const done = await scheduler.post(record, { answer: 'accept_by_phone', period: 'all', only: 'unanswered' });
      expect(done.headers.get('location')).to.equal('/rota/week?period=all&only=unanswered&done=recorded');
      const again = await scheduler.post(record, { answer: 'give_up', period: 'all' });
      expect([again.status, again.text.includes('پیش‌تر پاسخ داده شده')]).to.deep.equal([422, true]);
      expect((await scheduler.post(record, { answer: 'see' })).status).to.equal(400);
      expect((await host.get('/rota/week')).status).to.equal(403);
      expect((await scheduler.post(`/rota/week/sessions/${own.id}/invite`, {})).status, 'he has been asked').to.equal(422);
      expect((await scheduler.get('/rota/week?period=nonsense&only=constructor')).status).to.equal(200);
    });

    it('show a change asked after publishing to the scheduler, with the way to the session', async () => {
      const { g, draftId, own, scheduler, host } = await started();
      const invitation = (await g.board.see(draftId)).invitations.find(({ sessionId }) => sessionId === own.id);
      expect((await host.post(`/mine/invitations/${invitation?.id}/ask-change`, { reason: 'در آن روز به تهران می‌روم' })).status).to.equal(303);
      const week = await scheduler.get('/rota/week?period=all&only=change');
      expect(week.text).to.include('در آن روز به تهران می‌روم').and.to.include(`href="/rota/sessions/${own.id}"`);
      await g.amending.amend({ amendments: [{ kind: 'cancel', sessionId: own.id }], reason: 'نبود مدیر', letterNo: null, letterDay: null, note: null, cause: null, seen: (await g.amending.prospect([{ kind: 'cancel', sessionId: own.id }], AT)).mark }, command(g.scheduler.id));
      expect((await scheduler.get('/rota/week?period=all&only=change')).text).to.not.include('در آن روز به تهران می‌روم');
      const mine = await host.get('/mine');
      expect(mine.text).to.include('لغو شد (نسخهٔ ۲): نبود مدیر').and.to.not.include(formatDay(own.day));
    });
  });
});
