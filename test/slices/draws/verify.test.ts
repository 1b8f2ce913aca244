import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { DrawFile } from '../../../server/domain/inspection/draw-file.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';
import { day } from '../../../server/domain/jalali.ts';
import { drawsOf, FIRST, layVisits } from './ground.ts';

onSqlite((fresh) => {
  describe('the pages of the draw', () => {
    let app: TestApp;
    beforeEach(async () => {
      app = await startApp(await fresh(), '2026-11-22T12:00:00.000Z');
    });
    afterEach(() => app.stop());

    it('draw, amend and open on the head\'s own, verify on others\', and hand out a file that a command checks without the database', async () => {
      const { inspectors, counties, offices } = await layVisits(app);
      const [head, governor] = [await app.as('inspection_head'), await app.as('governor')];
      expect((await head.get('/draws')).text).to.contain('پنهان ماندن فهرست از او ادعا نمی‌شود').and.to.contain('کشیدن قرعه');
      expect((await head.get(`/draws/${FIRST}`)).text).to.contain('کشیدن و مهر قرعه').and.to.contain('بازرسان شهرستان‌ها');
      expect((await head.post(`/draws/${FIRST}`, {})).text).to.contain('دست‌کم یک بازرس برگزینید.');
      const ticked = Object.fromEntries(inspectors.map((id) => [`i_${id}`, '1']));
      expect((await head.post(`/draws/${FIRST}`, ticked)).headers.get('location')).to.equal(`/draws/${FIRST}?done=drawn`);
      expect((await head.post(`/draws/${FIRST}`, ticked)).text).to.contain('پیش‌تر کشیده و مهر شده است');
      expect((await head.get(`/draws/${FIRST}`)).text).to.match(/فهرست بازدید پیش از ساعت ۹ مهر شد و تغییری نکرده است\./).and.to.contain('وزن دستگاه‌ها و علت آن');
      const amended = await head.post(`/draws/${FIRST}/amend`, { inspectorId: inspectors[0] ?? '', toId: inspectors[1] ?? '', reason: 'بیماری' });
      expect(amended.headers.get('location')).to.equal(`/draws/${FIRST}?done=amended`);
      expect((await governor.get(`/draws/${FIRST}/verify`)).text).to.contain('مهر شد؛ ۱ اصلاحیه دارد.');
      expect((await head.post(`/draws/${FIRST}/open`)).text).to.contain('پس از پایان ساعت حضور باز می‌شود، ساعت ۱۲');
      app.setNow('2026-11-23T08:31:00.000Z');
      const [laterHead, laterGovernor] = [await app.as('inspection_head'), await app.as('governor')];
      expect((await laterHead.post(`/draws/${FIRST}/open`)).headers.get('location')).to.equal(`/draws/${FIRST}?done=opened`);
      const page = await laterGovernor.get(`/draws/${FIRST}/verify`);
      expect(page.text).to.contain('همهٔ بررسی‌ها درست است').and.to.contain('علت: بیماری');
      const answer = await laterGovernor.get(`/draws/${FIRST}/file.json`);
      const file = JSON.parse(answer.text) as DrawFile;
      const check = (given: DrawFile, name: string) => {
        const path = join(app.dataDir, name);
        writeFileSync(path, JSON.stringify(given));
        return spawnSync(process.execPath, ['--import=tsx', 'server/verify.ts', '--draw', path], { encoding: 'utf8' });
      };
      const right = check(file, 'right.json');
      expect([right.status, right.stdout.match(/passed/g)?.length, right.stdout.includes(file.commitment)], right.stderr).to.deep.equal([0, 8, true]);
      const forged = check({ ...file, list: { ...file.list, visits: file.list.visits.slice(1) } }, 'forged.json');
      expect([forged.status, forged.stdout.match(/FAILED/g)?.length]).to.deep.equal([1, 2]);
      expect(check({ kind: 'another' } as unknown as DrawFile, 'other.json').stderr).to.contain('is not the file of a draw');
      expect([counties.length, offices.length]).to.deep.equal([3, 40]);
    }).timeout(60_000);

    it('take the period of a county or a kind by its name, and say which names nobody bears', async () => {
      await layVisits(app);
      const [head, scheduler] = [await app.as('inspection_head'), await app.as('scheduler')];
      const setting = { visits: '6', base: '5', complaint: '40', absence: '60', week: '2', coverageWeeks: '26', coverage: 'كاشان: ۲۰\nاداره کل: ۳۰\nکاشمر: ۱۰', effective: '۱۴۰۵/۰۹/۰۱', seen: '' };
      expect((await scheduler.post('/settings/inspection', setting)).status).to.equal(303);
      expect((await head.get('/draws')).text).to.contain('«کاشمر» نام هیچ شهرستان');
      const { inputs } = await drawsOf(app).reading.day(day(FIRST));
      const kashan = await app.database.reads('counties').where({ name: 'کاشان' }).first();
      expect(new Set(inputs.offices.map(({ county, period }) => `${county === kashan?.id ? 'Kashan' : 'elsewhere'} ${period}`))).to.deep.equal(new Set(['Kashan 20', 'elsewhere 30']));
    });

    it('keep where the offices are, a county at a time', async () => {
      const { counties, offices } = await layVisits(app);
      const head = await app.as('inspection_head');
      const county = counties[0]?.id ?? '';
      const mine = offices.filter(({ countyId }) => countyId === county);
      const [one, other] = mine.map(({ agencyId }) => agencyId) as [string, string];
      const path = `/draws/places?county=${county}`;
      expect((await head.get(path)).text).to.contain(`name="area_${one}"`);
      const fields = { [`rev_${one}`]: '0', [`area_${one}`]: 'محلهٔ شمالی', [`address_${one}`]: 'خیابان شهید بهشتی', [`photos_${one}`]: '1', [`rev_${other}`]: '0', [`area_${other}`]: '', [`address_${other}`]: '' };
      const wrong = await head.post(path, fields);
      expect(wrong.status).to.equal(422);
      expect(wrong.text).to.contain('«محدوده» را بنویسید.').and.to.contain('value="محلهٔ شمالی"');
      expect((await head.post(path, { ...fields, [`area_${other}`]: 'محلهٔ جنوبی' })).status).to.equal(303);
      expect(await app.database.reads('inspection_places').where({ agency_id: one }).first()).to.include({ area: 'محلهٔ شمالی', photos_allowed: 1, has_screen: 0, rev: 1 });
      expect((await head.post(path, { ...fields, [`area_${other}`]: 'جای دیگر' })).text).to.contain('در این میان');
    });
  });
});
