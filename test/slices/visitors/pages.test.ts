import { expect } from 'chai';
import { startApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';
import { layPlace } from '../../support/place.ts';
import { createVisitors } from '../../../server/visitors/services.ts';
import { visitorsLive } from '../../../server/visitors/live.ts';

const codeIn = (html: string): string => (/کد برگه: <bdi[^>]*>([^<]+)</.exec(html)?.[1] ?? '').replace(/[۰-۹]/g, (digit) => String('۰۱۲۳۴۵۶۷۸۹'.indexOf(digit))).replace(/\D/g, '');

describe('the desk of visitors', () => {
  onSqlite((fresh) => {
    it('writes down, counts and gives a slip at its own agency only; the centre chooses', async () => {
      const app = await startApp(await fresh());
      const [own, other] = [await layPlace(app.database), await layPlace(app.database)];
      const office = await app.as({ role: 'manager_office', agencyId: own.agencyId, countyId: null });
      const entry = { name: 'مریم رضایی', honorific: 'khanom', phone: '', outcome: 'by_expert', note: '' };
      expect((await office.get('/visitors')).text).to.include(`/visitors/${own.agencyId}"`).and.not.include(`/visitors/${other.agencyId}`);
      expect((await office.get(`/visitors?agency=${other.agencyId}`)).status).to.equal(403);
      for (const path of [`/visitors/${other.agencyId}`, `/visitors/${other.agencyId}/count`, `/visitors/${other.agencyId}/paper`]) expect((await office.post(path, entry)).status, path).to.equal(403);
      expect((await office.get(`/visitors/${other.agencyId}/paper`)).status).to.equal(403);
      const plain = await office.post(`/visitors/${own.agencyId}`, entry);
      expect([plain.status, codeIn(plain.text).length]).to.deep.equal([200, 9]);
      const json = await office.postJson(`/visitors/${own.agencyId}`, { ...entry, outcome: 'registered', note: 'آب روستا گل‌آلود است' });
      expect(json.text).to.include('کد رهگیری');
      const empty = await office.postJson(`/visitors/${own.agencyId}`, { ...entry, outcome: 'registered' });
      expect([empty.status, (JSON.parse(empty.text) as { errors: object }).errors]).to.deep.equal([422, { note: 'برای ثبت درخواست بنویسید مراجعه‌کننده چه می‌خواهد.' }]);
      const sent = await office.post(`/visitors/${own.agencyId}`, { ...entry, outcome: 'referred' });
      expect([sent.status, sent.text.includes('«دستگاه» را برگزینید.'), sent.text.includes('value="مریم رضایی"')]).to.deep.equal([422, true, true]);
      expect((await office.post(`/visitors/${own.agencyId}/count`, {})).status).to.equal(303);
      const page = await office.get('/visitors');
      expect(page.text).to.include('خانم م… ر…').and.not.include('مریم رضایی');
      const operator = await app.as('operator');
      expect((await operator.get(`/visitors?agency=${other.agencyId}`)).status).to.equal(200);
      expect((await operator.get('/visitors?agency=nowhere')).status).to.equal(404);
      expect((await (await app.as('inspector')).get('/visitors')).status).to.equal(403);
      expect((await office.get('/visitors/figures')).status).to.equal(403);
      expect((await (await app.as('supervisor')).get('/visitors/figures')).text).to.include('سال ۱۴۰۵: ۳ مراجعه');
      await app.stop();
    });

    it('is watched at its own agency, by the centre, and by nobody else', async () => {
      const app = await startApp(await fresh());
      const [own, other] = [await layPlace(app.database), await layPlace(app.database)];
      const tries = { begin: async () => undefined, failed: async () => undefined, dropped: async () => undefined };
      const { reading } = createVisitors({ database: app.database, writer: app.writer, seal: app.seal, newId: () => crypto.randomUUID(), tries });
      const live = visitorsLive({ reading, render: () => '' });
      const host = { id: 'u', name: '', grants: [{ role: 'host' as const, agencyId: own.agencyId, countyId: null }] };
      expect(await live.audience(host, `visitors:${own.agencyId}`, 'day:2026-11-22')).to.equal('desk');
      expect(await live.audience(host, `visitors:${other.agencyId}`, 'day:2026-11-22')).to.equal(null);
      expect(await live.audience({ ...host, grants: [{ role: 'inspector', agencyId: null, countyId: null }] }, `visitors:${own.agencyId}`, 'day:2026-11-22')).to.equal(null);
      expect(await live.fragment(`visitors:${own.agencyId}`, 'day:nonsense', 'desk')).to.equal(null);
      await app.stop();
    });

    it('lays in the paper form, each fault beside its field and what was typed kept', async () => {
      const app = await startApp(await fresh());
      const own = await layPlace(app.database);
      const liaison = await app.as({ role: 'agency_liaison', agencyId: own.agencyId, countyId: null });
      const path = `/visitors/${own.agencyId}/paper`;
      expect((await liaison.get(path)).text).to.include('paper-topics');
      const nothing = await liaison.post(path, { day: '۱۴۰۵/۰۹/۰۱', counted: '' });
      expect([nothing.status, nothing.text.includes('هنوز هیچ ردیفی پر نشده است.')]).to.deep.equal([422, true]);
      const wrong = await liaison.post(path, { day: '۱۴۰۵/۰۹/۰۱', r0_name: 'علی', r0_outcome: 'by_expert', r4_name: 'رضا', r4_outcome: '', r5_topic: 'موضوعی که نیست', r5_outcome: 'by_expert' });
      expect([wrong.status, wrong.text.includes('«نتیجه» را برگزینید.'), wrong.text.includes('value="رضا"')]).to.deep.equal([422, true, true]);
      const unknown = await liaison.post(path, { day: '۱۴۰۵/۰۹/۰۱', r5_topic: 'موضوعی که نیست', r5_outcome: 'by_expert' });
      expect([unknown.status, unknown.text.includes('این موضوع در فهرست نیست')]).to.deep.equal([422, true]);
      expect((await liaison.post(path, { day: '۱۴۰۵/۰۹/۰۱', counted: '۴۰', r0_name: 'علی', r0_outcome: 'by_expert' })).status).to.equal(303);
      expect(await app.database.direct('walk_ins').where({ agency_id: own.agencyId })).to.have.length(41);
      await app.stop();
    });
  });
});

describe('the question of a visitor\'s slip', () => {
  onSqlite((fresh) => {
    it('is asked without a login and answered once; every other code gets the same sentence, and six tries are too many', async () => {
      const app = await startApp(await fresh());
      const own = await layPlace(app.database);
      const office = await app.as({ role: 'manager_office', agencyId: own.agencyId, countyId: null });
      const code = codeIn((await office.post(`/visitors/${own.agencyId}`, { name: 'مریم رضایی', outcome: 'by_manager' })).text);
      const visitor = app.anonymous();
      const page = await visitor.get('/visit');
      expect(page.text).to.include('آیا مدیر در ساعت حضور در دفترش بود').and.not.include('name="name"');
      const asked = await visitor.post('/visit', { code, met: '' });
      expect([asked.status, asked.text.includes('را برگزینید.')]).to.deep.equal([422, true]);
      const thanked = await visitor.post('/visit', { code: ` ${code.slice(0, 3)} ${code.slice(3)}`, met: 'no' });
      expect([thanked.status, thanked.headers.get('location')]).to.deep.equal([303, '/visit?done=thanks']);
      const told = async (typed: string): Promise<[number, string]> => {
        const answer = await visitor.post('/visit', { code: typed, met: 'yes' });
        return [answer.status, /notice-bad[\s\S]*?<\/div>/.exec(answer.text)?.[0] ?? ''];
      };
      const used = await told(code);
      const wrong = await told('123456789');
      const short = await told('12');
      expect(used[0]).to.equal(422);
      expect(used[1]).to.include('این کد شناخته نشد');
      expect([wrong, short]).to.deep.equal([used, used]);
      await told('1');
      await told('2');
      expect((await told('3'))[0]).to.equal(429);
      expect((await office.get('/visitors')).text, 'what he said is not told to the office').not.to.include('مرا ندید');
      const operator = await app.as('operator');
      const second = codeIn((await office.post(`/visitors/${own.agencyId}`, { name: 'رضا', outcome: 'by_manager' })).text);
      expect((await operator.post('/visitors/answers', { code: second, met: 'yes' })).status, 'told by telephone').to.equal(303);
      expect((await operator.post('/visitors/answers', { code: second, met: 'yes' })).status).to.equal(422);
      expect((await office.post('/visitors/answers', { code: second, met: 'yes' })).status).to.equal(403);
      await app.stop();
    });
  });
});
