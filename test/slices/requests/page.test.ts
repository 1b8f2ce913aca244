import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { groupedCode } from '../../../server/domain/tracking-code.ts';
import { toPersianDigits } from '../../../server/domain/persian.ts';
import { startApp, type Client, type TestApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';
import { layPlace, type Place } from '../../support/place.ts';
import { registerIn } from './ground.ts';

onSqlite((fresh) => {
  describe('the pages of requests', () => {
    let app: TestApp;
    let own: Place;
    let other: Place;
    let expert: Client;
    beforeEach(async () => {
      app = await startApp(await fresh());
      [own, other] = [await layPlace(app.database), await layPlace(app.database)];
      expert = await app.as({ role: 'agency_expert', agencyId: own.agencyId, countyId: null });
    });
    afterEach(() => app.stop());

    const hidden = (text: string, act: string, name: string): string => {
      const form = new RegExp(`action="[^"]*/${act}"[\\s\\S]*?</form>`).exec(text)?.[0] ?? '';
      return new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? '';
    };
    const pathOf = (place: Place): string => `/requests/${place.requestId}`;

    it('answers from the page: taken up, answered, closed, each said and told in the history', async () => {
      const path = pathOf(own);
      expect((await expert.get(path)).text).to.include('آغاز بررسی').and.to.include('پاسخ به شهروند').and.not.to.include('/refer"');
      expect((await expert.post(`${path}/take-up`)).headers.get('location')).to.equal(`${path}?done=taken`);
      expect((await expert.post(`${path}/answer`, { kind: 'interim', text: 'بررسی می‌کنیم و خبر می‌دهیم.' })).headers.get('location')).to.equal(`${path}?done=interim`);
      expect((await expert.post(`${path}/answer`, { kind: 'final', text: 'لوله ترمیم شد.' })).headers.get('location')).to.equal(`${path}?done=final`);
      const shown = await expert.get(`${path}?done=final`);
      expect(shown.text).to.include('پاسخ نهایی ثبت شد').and.to.include('لوله ترمیم شد.').and.to.include('بستن درخواست').and.not.to.include('پاسخ به شهروند');
      expect((await expert.post(`${path}/close`)).status).to.equal(303);
      expect((await expert.get('/requests?tab=closed')).text).to.include(own.requestId);
    });

    it('says beside the field what is wrong, and keeps what was typed', async () => {
      const path = pathOf(own);
      const short = await expert.post(`${path}/answer`, { kind: '', text: 'نه' });
      expect(short.status).to.equal(422);
      expect(short.text).to.include('«متن پاسخ» کوتاه است.').and.to.include('«نوع پاسخ» را برگزینید.').and.to.include('>نه</textarea>');
      const back = await expert.post(`${path}/return`, { reason: '', seen: 'x' });
      expect([back.status, back.text.includes('«دلیل بازگشت» را بنویسید.')]).to.deep.equal([422, true]);
      const stale = await expert.post(`${path}/return`, { reason: 'مربوط به شهرداری است', seen: 'returned.zzz' });
      expect(stale.status).to.equal(422);
      expect(stale.text).to.include('در این میان کس دیگری').and.to.include('مربوط به شهرداری است');
      const again = await expert.post(`${path}/return`, { reason: 'مربوط به شهرداری است', seen: hidden(stale.text, 'return', 'seen') });
      expect(again.headers.get('location'), 'sent again from the page that came back it stands').to.equal('/requests?done=returned');
      const operator = await app.as('operator');
      const centre = await operator.get(path);
      const wrong = await operator.post(`${path}/refer`, { agencyId: other.agencyId, dueDay: '1399/01/01', note: 'یادداشت من', seen: hidden(centre.text, 'refer', 'seen') });
      expect(wrong.status).to.equal(422);
      expect(wrong.text).to.include('این تاریخ گذشته است').and.to.include('یادداشت من').and.to.include('value="1399/01/01"');
      const long = await expert.post(`${path}/answer`, { kind: 'final', text: 'ا'.repeat(10_000) });
      expect(long.status, 'a request that is no longer the agency\'s').to.equal(403);
    });

    it('gives a request back once, however often the form is sent', async () => {
      const path = pathOf(own);
      const form = { _key: randomUUID(), reason: 'مربوط به شهرداری است', seen: hidden((await expert.get(path)).text, 'return', 'seen') };
      const answers = [await expert.post(`${path}/return`, form), await expert.post(`${path}/return`, form)];
      expect(answers.map(({ status, headers }) => [status, headers.get('location')])).to.deep.equal([[303, '/requests?done=returned'], [303, '/requests?done=returned']]);
      expect((await expert.get('/requests?done=returned')).text).to.include('درخواست به مرکز بازگشت').and.not.to.include(own.requestId);
      expect((await expert.get(path)).status).to.equal(403);
      expect((await (await app.as('supervisor')).get('/requests')).text).to.include(own.requestId).and.to.include('در انتظار ارجاع');
    });

    it('hides a phone but for its ends until somebody asks for it by a form, and then says who did', async () => {
      const database = app.database;
      const seen = await app.as({ role: 'host', agencyId: own.agencyId, countyId: null });
      const centre = await app.as('operator');
      const { id } = await registerIn(app, { agencyId: own.agencyId });
      for (const client of [expert, seen, centre]) {
        const text = (await client.get(`/requests/${id}`)).text;
        expect(text).to.include('۰۹۱۳\u00a0•••\u00a0••۶۷').and.to.include('••••••••۲۸').and.not.to.include('۱۲۳\u00a0۴۵۶۷').and.not.to.include('۱۲۷۰۰۰۰۱۲۸');
      }
      expect((await seen.get(`/requests/${id}`)).text).not.to.include('/reveal');
      expect((await seen.post(`/requests/${id}/reveal`)).status).to.equal(403);
      const shown = await expert.post(`/requests/${id}/reveal`);
      expect([shown.status, shown.headers.get('cache-control')]).to.deep.equal([200, 'no-store']);
      expect(shown.text).to.include('۰۹۱۳\u00a0۱۲۳\u00a0۴۵۶۷').and.to.include('۱۲۷۰۰۰۰۱۲۸').and.to.include('دیدن کامل تلفن و شناسه');
      expect((await expert.get(`/requests/${id}/reveal`)).status, 'no address shows it').to.equal(404);
      expect((await expert.get(`/requests/${id}`)).text).not.to.include('۱۲۳\u00a0۴۵۶۷');
      expect((await database.reads('events').where({ kind: 'request_revealed' }).select('actor')).map(({ actor }) => actor)).to.deep.equal([expert.userId]);
    });

    it('finds a request by its code in any digits, and says nothing of those of others', async () => {
      const codeOf = async (place: Place): Promise<string> => (await app.database.reads('requests').where({ id: place.requestId }).first())?.tracking_code ?? '';
      const found = await expert.post('/requests/find', { code: toPersianDigits(groupedCode(await codeOf(own))) });
      expect([found.status, found.headers.get('location')]).to.deep.equal([303, pathOf(own)]);
      for (const code of [await codeOf(other), '1234567890123', 'هیچ']) {
        const none = await expert.post('/requests/find', { code });
        expect([none.status, none.text.includes('یافت نشد')], code).to.deep.equal([422, true]);
      }
      expect((await expert.get(pathOf(other))).status).to.equal(403);
      expect((await (await app.as('operator')).post('/requests/find', { code: await codeOf(other) })).status).to.equal(303);
    });

    it('says what is overdue in words, and shows those who only look no form', async () => {
      await app.database.direct('requests').where({ id: own.requestId }).update({ due_day: '2026-11-20' });
      const governor = await app.as('governor');
      const list = await governor.get('/requests?tab=overdue');
      expect(list.text).to.include('معوق').and.to.include('۲ روز گذشته');
      const one = await governor.get(pathOf(own));
      expect(one.text).to.include('معوق: ۲ روز گذشته').and.not.to.match(/action="\/requests\/[^"]*\/(answer|refer|reveal|return|pass|take-up|close)"/);
      for (const act of ['answer', 'refer', 'reveal', 'close']) expect((await governor.post(`${pathOf(own)}/${act}`, {})).status, act).to.equal(403);
    });

    it('keeps to the pages there are, whatever page is asked for', async () => {
      for (const page of ['0', '-1', '1.5', '999999999999', 'NaN', '۲', '1e9']) expect((await expert.get(`/requests?tab=open&page=${encodeURIComponent(page)}`)).text, page).to.include(own.requestId);
    });
  });
});
