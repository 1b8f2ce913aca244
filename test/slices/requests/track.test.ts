import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { createSeal, type Seal } from '../../../db/sealed.ts';
import { groupedCode, trackingCode } from '../../../server/domain/tracking-code.ts';
import { day } from '../../../server/domain/jalali.ts';
import { toPersianDigits } from '../../../server/domain/persian.ts';
import type { NewRequest, PlainApplicant } from '../../../server/requests/steps.ts';
import { startApp, type Answer, type TestApp } from '../../support/app.ts';
import { onBothDatabases } from '../../support/database.ts';
import { layPlace, type Place } from '../../support/place.ts';
import { registerIn, requestGround, stranger } from './ground.ts';

const unknown = 'درخواستی با این نشانی‌ها یافت نشد';

/** What stands on the page apart from what was typed and what is new in every page. */
const bare = ({ text }: Answer): string => text.replace(/ value="[^"]*"/g, '').replace(/content="[^"]*"/g, '');

describe('following a request by its code', () => {
  onBothDatabases((_name, fresh) => {
    let app: TestApp;
    let place: Place;
    beforeEach(async () => {
      app = await startApp(await fresh());
      place = await layPlace(app.database);
    });
    afterEach(() => app.stop());

    const register = (more: Partial<NewRequest> = {}, plain?: PlainApplicant) => registerIn(app, { agencyId: place.agencyId, ...more }, plain);
    const ask = (code: string, phoneDigits: string) => app.anonymous().post('/track', { code, phoneDigits });

    it('tells state, agency and deadline, by the last digits of phone or identity, in any digits', async () => {
      const { trackingCode: code } = await register({ dueDay: day('2026-12-02') });
      for (const [typed, digits] of [[code, '4567'], [toPersianDigits(groupedCode(code)), '۰۱۲۸'], [[...code].join('-'), '٤٥٦٧'], [` ${code} `, '0 1 2 8']] as const) {
        const found = await ask(typed, digits);
        expect(found.status, typed).to.equal(200);
        expect(found.text).to.include('ارجاع‌شده').and.to.include(`نام ${place.agencyId.slice(0, 6)}`).and.to.include('چهارشنبه ۱۱ آذر ۱۴۰۵');
      }
    });

    it('tells neither who asked nor what, and keeps the page out of caches', async () => {
      const { trackingCode: code, id } = await register();
      const found = await ask(code, '4567');
      expect(found.headers.get('cache-control')).to.equal('no-store');
      for (const secret of ['محمدی', 'آب کوچه', '9131234567', '۱۲۳\u00a0۴۵۶۷', '۰۹۱۳', '4567', '۴۵۶۷', '0128', '۰۱۲۸', id]) expect(found.text, secret).not.to.include(secret);
    });

    it('shows what was answered, and that the day has gone by', async () => {
      const { trackingCode: code, id } = await register({ dueDay: day('2026-11-20') });
      expect((await ask(code, '4567')).text).to.include('مهلت پاسخ گذشته است').and.not.to.include('پاسخ‌ها');
      const expert = await app.as({ role: 'agency_expert', agencyId: place.agencyId, countyId: null });
      await expert.post(`/requests/${id}/answer`, { kind: 'interim', text: 'تا شنبه بازدید می‌شود.' });
      expect((await ask(code, '4567')).text).to.include('در دست بررسی').and.to.include('پاسخ اولیه').and.to.include('تا شنبه بازدید می‌شود.');
      await expert.post(`/requests/${id}/answer`, { kind: 'final', text: 'آب وصل شد.' });
      const last = await ask(code, '4567');
      expect(last.text).to.include('پاسخ‌داده‌شده').and.to.include('پاسخ نهایی').and.to.include('آب وصل شد.').and.not.to.include('مهلت پاسخ');
    });

    it('asks no digits where neither phone nor identity was given, and of a confidential one tells state and dates alone', async () => {
      const { trackingCode: code } = await register({}, stranger);
      expect((await ask(code, '')).status).to.equal(200);
      const secret = await register({ confidential: true, summary: 'شکایت از مدیر' });
      expect((await ask(secret.trackingCode, '')).text, 'the digits are asked here too').to.include(unknown);
      await app.database.direct('answers').insert({ id: 'a1', request_id: secret.id, kind: 'interim', text: 'متن محرمانه', at: '2026-11-22T06:00:00.000Z', by: 'u1' });
      const found = await ask(secret.trackingCode, '4567');
      expect(found.text).to.include('ثبت‌شده').and.to.include('محرمانه').and.not.to.include('متن محرمانه').and.not.to.include('شکایت از مدیر').and.not.to.include(`نام ${place.agencyId.slice(0, 6)}`);
    });

    it('answers a wrong code and wrong digits alike', async () => {
      const { trackingCode: code } = await register();
      const wrong = [await ask(trackingCode('123456789012'), '4567'), await ask(code, '1111'), await ask(code, '')];
      expect(new Set(wrong.map(({ status }) => status))).to.deep.equal(new Set([404]));
      expect(new Set(wrong.map(bare)).size, 'one page for all of them').to.equal(1);
      expect(wrong[0]?.text).to.include(unknown);
    });

    it('says at once what can be no code, without spending a try', async () => {
      for (let time = 0; time < 8; time += 1) {
        const slip = await ask('1234567890123', '4567');
        expect([slip.status, slip.text.includes('کد رهگیری درست نیست')]).to.deep.equal([422, true]);
      }
      expect((await ask('', '')).text).to.include('«کد رهگیری» را بنویسید.');
      expect((await ask(trackingCode('123456789012'), '45x7')).status).to.equal(422);
      const { trackingCode: code } = await register();
      expect((await ask(code, '4567')).status).to.equal(200);
    });

    it('stops guessing from one address after five tries; one\'s own code buys no more of them', async () => {
      const own = await register();
      const guess = (index: number) => ask(trackingCode(String(index).padStart(12, '0')), '1234');
      for (let index = 0; index < 4; index += 1) expect((await guess(index)).status).to.equal(404);
      for (let time = 0; time < 3; time += 1) expect((await ask(own.trackingCode, '4567')).status, 'whoever knows his own is served').to.equal(200);
      expect((await guess(4)).status).to.equal(404);
      const stopped = await guess(5);
      expect([stopped.status, Number(stopped.headers.get('retry-after')) > 0]).to.deep.equal([429, true]);
      expect((await ask(own.trackingCode, '4567')).status, 'the right one does not slip through either').to.equal(429);
      const many = await Promise.all(Array.from({ length: 30 }, (_, index) => guess(100 + index)));
      expect(new Set(many.map(({ status }) => status))).to.deep.equal(new Set([429]));
    });

    it('lets none of many at once slip past the limit', async () => {
      const { trackingCode: code } = await register();
      const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => ask(code, String(index).padStart(4, '0'))));
      expect(answers.filter(({ status }) => status === 404).length).to.be.at.most(5);
    });
  });

  onBothDatabases((_name, fresh) => {
    it('does the same work for a wrong code as for wrong digits', async () => {
      const keys = { encryptionKey: randomBytes(32).toString('base64'), indexKey: randomBytes(32).toString('base64') };
      const seal = createSeal(keys);
      let opened = 0;
      const counting: Seal = { ...seal, open: (text, context) => ((opened += 1), seal.open(text, context)) };
      const database = await fresh();
      const g = await requestGround(database, counting);
      const { trackingCode: code } = await g.register({ agencyId: g.own.agencyId });
      let asked = 0;
      database.reads.on('query', () => (asked += 1));
      const work = async (typed: string): Promise<readonly number[]> => {
        opened = asked = 0;
        await g.tracking.track({ code: typed, digits: '0000' }, 'here').catch(() => undefined);
        return [opened, asked];
      };
      expect(await work(code)).to.deep.equal([2, 1]);
      expect(await work(trackingCode('123456789012'))).to.deep.equal([2, 1]);
    });

    it('takes as long for a wrong code as for wrong digits', async function () {
      this.timeout(30_000);
      const g = await requestGround(await fresh());
      const { trackingCode: code } = await g.register({ agencyId: g.own.agencyId });
      const once = async (asked: string): Promise<number> => {
        const from = process.hrtime.bigint();
        await g.tracking.track({ code: asked, digits: '0000' }, 'here').catch(() => undefined);
        return Number(process.hrtime.bigint() - from) / 1e6;
      };
      const times: Record<'code' | 'digits', number[]> = { code: [], digits: [] };
      for (let round = 0; round < 300; round += 1) {
        times.code.push(await once(trackingCode(String(round).padStart(12, '0'))));
        times.digits.push(await once(code));
      }
      const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
      expect(Math.abs(median(times.code) - median(times.digits)), 'milliseconds between the medians').to.be.lessThan(0.5);
      expect(new Set(g.tried)).to.deep.equal(new Set(['failed']));
    });
  });
});
