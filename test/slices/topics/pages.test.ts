import { expect } from 'chai';
import { startApp, type TestApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';

const agency = (code: string, name: string) => ({
  id: `id-${code}`, code, name, name_key: name, short_name: name, sort_key: name, search_key: name, sector: 'infra', kind: 'company', head_title: 'مدیرعامل',
  may_be_invited: 1 as const, may_be_inspected: 1 as const, may_be_given_notice: 1 as const,
});

onSqlite((fresh) => {
  describe('the pages of topics', () => {
    let app: TestApp;
    beforeEach(async () => {
      app = await startApp(await fresh());
      await app.database.direct('agencies').insert([agency('water-sewage', 'آب و فاضلاب'), agency('gas', 'شرکت گاز')]);
    });
    afterEach(() => app.stop());

    const topic = (id: string) => app.database.reads('topics').where({ id }).first();

    it('show the tree with how many agencies answer, and find a topic by what people call it', async () => {
      const supervisor = await app.as('supervisor');
      const { text } = await supervisor.get('/topics');
      expect(text).to.include('قطعی و کم‌فشاری آب').and.to.include('۱ دستگاه، از شاخهٔ بالاتر').and.to.include('بی دستگاه پاسخگو').and.to.include('هر دستگاهی');
      const found = (await supervisor.get(`/topics?q=${encodeURIComponent('ترکيدگي لوله')}`)).text;
      expect(found).to.include('فاضلاب و شکستگی لوله').and.not.to.include('قطعی و کم‌فشاری آب');
      expect((await supervisor.get(`/topics?q=${encodeURIComponent('قققق')}`)).text).to.include('موضوعی با این نشانه‌ها نیست.');
    });

    it('add a topic under another with its agencies, and lead back to its branch', async () => {
      const supervisor = await app.as('supervisor');
      expect((await supervisor.get('/topics/new?parent=water-bill')).text).to.match(/<option value="water-bill" selected>/);
      const fields = { parentId: 'water-bill', name: 'قسط‌بندي قبض', aliases: 'قسط آب', answerers: 'chosen' };
      const none = await supervisor.post('/topics/new', fields);
      expect(none.status).to.equal(422);
      expect(none.text).to.include('دست‌کم یک دستگاه را برگزینید').and.to.include('قسط‌بندي قبض');
      const added = await supervisor.post('/topics/new', { ...fields, agency: ['water-sewage', 'gas', 'no such code'] });
      expect(added.status).to.equal(303);
      const [, id] = /^\/topics\?done=added&open=water#topic-(.+)$/.exec(added.headers.get('location') ?? '') ?? [];
      expect(await topic(id ?? '')).to.include({ name: 'قسط‌بندی قبض', agency_codes: ' water-sewage gas ', parent_id: 'water-bill' });
      expect((await supervisor.get(`/topics/${id ?? ''}`)).text).to.match(/value="gas"\s+checked/);
      const again = await supervisor.post('/topics/new', { ...fields, name: 'قسط بندی قبض', answerers: 'any' });
      expect(again.status).to.equal(422);
      expect(again.text).to.include('موضوعی با همین نام در همین شاخه هست.');
    });

    it('change a topic without losing the agencies that are not on the roster, and tell whoever is late', async () => {
      const supervisor = await app.as('supervisor');
      const form = (await supervisor.get('/topics/water-quality')).text;
      const agencies = [...form.matchAll(/<input type="hidden" name="agency" value="([^"]+)"/g)].map(([, code]) => code ?? '');
      expect(agencies).to.deep.equal(['water-sewage-kashan', 'mui', 'kaums']);
      const fields = { seen: '1', parentId: 'water', name: 'کیفیت آب', aliases: '', answerers: 'chosen', agency: ['water-sewage', ...agencies] };
      expect((await supervisor.post('/topics/water-quality', fields)).status).to.equal(303);
      expect([...(await topic('water-quality'))?.agency_codes?.split(' ') ?? []].filter(Boolean).sort()).to.deep.equal(['kaums', 'mui', 'water-sewage', 'water-sewage-kashan']);
      const late = await supervisor.post('/topics/water-quality', { ...fields, name: 'نوشتهٔ من' });
      expect(late.status).to.equal(422);
      expect(late.text).to.include('نوشتهٔ من');
      const circle = await supervisor.post('/topics/water', { seen: '1', parentId: 'water-bill', name: 'آب', answerers: 'any' });
      expect(circle.text).to.include('موضوع نمی‌تواند زیر خودش باشد.');
    });

    it('retire a topic and bring it back; one with topics under it stays', async () => {
      const supervisor = await app.as('administrator');
      const branch = await supervisor.post('/topics/water/retire', { seen: '1' });
      expect(branch.status).to.equal(422);
      expect(branch.text).to.include('نخست زیرموضوع‌های این موضوع را کنار بگذارید.');
      expect((await supervisor.post('/topics/sewage/retire', { seen: '1' })).headers.get('location')).to.equal('/topics?done=retired&open=water#topic-sewage');
      expect((await supervisor.get('/topics')).text).to.include('کنار گذاشته').and.not.to.include('href="/topics/new?parent=sewage"');
      expect((await supervisor.get('/topics/new')).text).not.to.include('value="sewage"');
      expect((await supervisor.post('/topics/sewage/back', { seen: '2' })).status).to.equal(303);
      expect(await topic('sewage')).to.include({ retired_at: null, rev: 3 });
      expect((await supervisor.get('/topics/unknown')).status).to.equal(404);
      expect((await supervisor.post('/topics/unknown/retire', { seen: 'x' })).status).to.equal(404);
    });
  });
});
