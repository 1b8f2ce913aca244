import { expect } from 'chai';
import { startApp, type TestApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';
import { layPlace, type Place } from '../../support/place.ts';

const RLO = '\u202e';
const agency = (more: Record<string, string> = {}): Record<string, string> => ({
  name: 'شركت آب و فاضلاب', shortName: 'آبفا', code: '', sector: 'infra', kind: 'company', headTitle: 'مدیرعامل', countyId: '', parentId: '', validFrom: '', validTo: '', mayBeInvited: '1', flagsWhy: '', ...more,
});

onSqlite((fresh) => {
  describe('the pages of agencies', () => {
    let app: TestApp;
    let place: Place;
    let other: Place;
    const start = async () => {
      const database = await fresh();
      app = await startApp(database);
      [place, other] = [await layPlace(database), await layPlace(database)];
    };
    beforeEach(start);
    // Before the database goes, which a hook of the outer suite closes.
    afterEach(() => app.stop());

    it('adds an agency from what people type, and shows what was typed where it is refused', async () => {
      const scheduler = await app.as('scheduler');
      const added = await scheduler.post('/agencies/new', agency({ validFrom: '١٣٩٩/۰1/۰۱' }));
      expect(added.status).to.equal(303);
      const shown = await scheduler.get(added.headers.get('location') ?? '');
      expect(shown.text).to.include('شرکت آب و فاضلاب').and.to.include('از ۱۳۹۹/۰۱/۰۱').and.to.include('بی بازدید');
      const twice = await scheduler.post('/agencies/new', agency({ headTitle: 'نوشتهٔ من' }));
      expect(twice.status).to.equal(422);
      expect(twice.text).to.include('دستگاهی با همین نام ثبت شده است.').and.to.include('نوشتهٔ من');
    });

    it('keeps the direct line of an agency\'s head, the area code added where none was written', async () => {
      const scheduler = await app.as('scheduler');
      expect((await scheduler.post('/settings/area_code', { value: '۰۳۱', effective: '۱۴۰۵/۰۹/۰۱', seen: '' })).status).to.equal(303);
      const wrong = await scheduler.post('/agencies/new', agency({ directLine: '۱۲۳' }));
      expect(wrong.status).to.equal(422);
      expect(wrong.text).to.include('شمارهٔ تلفن درست نیست').and.to.include('value="۱۲۳"');
      const path = (await scheduler.post('/agencies/new', agency({ directLine: '۳۲۲۲-۱۲۳۴' }))).headers.get('location')?.split('?')[0] ?? '';
      expect((await scheduler.get(path)).text).to.include('تلفن مستقیم').and.to.include('۰۳۱\u00a0۳۲۲۲\u00a0۱۲۳۴');
      const form = (await scheduler.get(`${path}/edit`)).text;
      const seen = /name="seen" value="([^"]*)"/.exec(form)?.[1] ?? '';
      expect((await scheduler.post(`${path}/edit`, agency({ seen, directLine: /name="directLine"[^>]* value="([^"]*)"/.exec(form)?.[1] ?? '' }))).status).to.equal(303);
      expect(await app.database.reads('agencies').where({ short_name: 'آبفا' }).first()).to.include({ direct_line: '+983132221234' });
      expect((await scheduler.get(`/agencies/${place.agencyId}`)).text).not.to.include('تلفن مستقیم');
    });

    it('says clearly what is wrong with bidi signs, line ends, a very long text and an impossible day', async () => {
      const scheduler = await app.as('scheduler');
      const wrong = await scheduler.post('/agencies/new', agency({ name: `شرکت${RLO}آب`, shortName: 'الف\nب', headTitle: 'ا'.repeat(100_000), validFrom: '1399/07/31', sector: 'none' }));
      expect(wrong.status).to.equal(422);
      for (const sentence of ['نویسه‌ای پنهان', '«عنوان رئیس دستگاه» بلند است', '«برپا از» تاریخ درستی نیست', '«بخش» را برگزینید']) expect(wrong.text).to.include(sentence);
      expect((await app.database.reads('agencies').select()).length).to.equal(2);
    });

    it('lets a liaison register absences of his own agency only', async () => {
      const liaison = await app.as({ role: 'agency_liaison', agencyId: place.agencyId, countyId: null });
      const absence = { personId: place.personId, kind: 'mission', from: '۱۴۰۵/۰۹/۲۰', to: '', fromClock: '', toClock: '', note: '' };
      expect((await liaison.get('/agencies')).text).to.include(place.agencyId).and.not.to.include(other.agencyId);
      expect((await liaison.post(`/agencies/${place.agencyId}/absences/new`, absence)).status).to.equal(303);
      expect((await liaison.get(`/agencies/${other.agencyId}`)).status).to.equal(403);
      expect((await liaison.post(`/agencies/${other.agencyId}/absences/new`, { ...absence, personId: other.personId })).status).to.equal(403);
      expect((await liaison.post(`/agencies/${other.agencyId}/absences/${other.absenceId}/withdraw`)).status).to.equal(403);
      // Under the name of his own agency he does not reach another's absence either.
      expect((await liaison.post(`/agencies/${place.agencyId}/absences/${other.absenceId}/withdraw`)).status).to.equal(404);
      expect((await liaison.post(`/agencies/${place.agencyId}/terms/new`, {})).status).to.equal(403);
      const list = await liaison.get('/absences');
      expect(list.text).to.include('مأموریت').and.not.to.include(other.agencyId);
    });

    it('keeps absences from those who only look at agencies', async () => {
      const operator = await app.as('operator');
      expect((await operator.get(`/agencies/${place.agencyId}`)).text).not.to.include('مرخصی');
      expect((await (await app.as('scheduler')).get(`/agencies/${place.agencyId}`)).text).to.include('مرخصی');
      expect((await operator.get('/absences')).status).to.equal(403);
    });

    it('adds a term for somebody found by name or somebody new, and says where it is wrong', async () => {
      const scheduler = await app.as('scheduler');
      const path = `/agencies/${place.agencyId}/terms/new`;
      const term = { post: 'معاون', from: '1405/01/01', to: '' };
      const found = await scheduler.get(`${path}?q=${encodeURIComponent(`نام ${other.agencyId.slice(0, 6)}`)}`);
      expect(found.text).to.include(other.personId);
      expect((await scheduler.post(path, { ...term, person: other.personId })).status).to.equal(303);
      const wrong = await scheduler.post(path, { ...term, person: '', honorific: 'khanom', name: 'زهرا کریمی', nationalCode: '1234567890', phone: '12' });
      expect(wrong.status).to.equal(422);
      expect(wrong.text).to.include('کد ملی درست نیست').and.to.include('شمارهٔ تلفن درست نیست').and.to.include('زهرا کریمی');
      const overlap = await scheduler.post(path, { ...term, person: '', honorific: 'khanom', name: 'زهرا کریمی', nationalCode: '', phone: '' });
      expect(overlap.text).to.include('در همین سمت با این دوره هم‌پوشانی دارد');
      const mended = await scheduler.post(path, { ...term, post: 'معاون عمرانی', person: '', honorific: 'khanom', name: 'زهرا كريمي', nationalCode: '۱۲۷۰۰۰۰۰۰۴', phone: '٠٩١٣١٢٣٤٥٦٧' });
      expect(mended.status).to.equal(303);
      expect((await scheduler.get(`/agencies/${place.agencyId}`)).text).to.include('زهرا کریمی').and.not.to.include('1270000004');
    });

    it('takes a local number for one of the province', async () => {
      const scheduler = await app.as('scheduler');
      await app.database.direct('settings').insert({ id: 'area', name: 'area_code', value: '"031"', from_day: '2020-01-01', recorded_at: '2020-01-01T00:00:00.000Z', recorded_by: 'x' });
      const term = { post: 'معاون', from: '1405/01/01', to: '', person: '', honorific: 'khanom', name: 'زهرا کریمی', nationalCode: '' };
      expect((await scheduler.post(`/agencies/${place.agencyId}/terms/new`, { ...term, phone: '۳۲۱۲۳۴۵۶' })).status).to.equal(303);
      const administrator = await app.as('administrator');
      const user = { honorific: 'agha', name: 'کاوه احمدی', username: 'ahmadi', nationalCode: '', 'role-scheduler': '1' };
      const added = await administrator.post('/users/new', { ...user, phone: '۰۳۱۳۲۱۲۳۴۵۶' });
      expect(added.status).to.equal(303);
      const path = (added.headers.get('location') ?? '').replace(/\?.*/, '');
      const seen = /name="seen" value="([^"]+)"/.exec((await administrator.get(path)).text)?.[1] ?? '';
      expect((await administrator.post(path, { ...user, phone: '32123456', seen })).status).to.equal(303);
      const phones = await app.database.reads('people').whereNotNull('phone_index').pluck('phone_index');
      expect([phones.length, new Set(phones).size], 'all three are one number').to.deep.equal([2, 1]);
    });

    it('keeps writing from those who may only look', async () => {
      const supervisor = await app.as('supervisor');
      expect((await supervisor.get(`/agencies/${place.agencyId}`)).text).not.to.include('/edit');
      for (const path of ['/agencies/new', `/agencies/${place.agencyId}/edit`, '/counties/new', `/counties/${place.countyId}`, `/agencies/${place.agencyId}/terms/${place.termId}/end`]) {
        expect((await supervisor.post(path, agency())).status, path).to.equal(403);
      }
    });
  });
});
