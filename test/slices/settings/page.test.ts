import { expect } from 'chai';
import { startApp, type TestApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';

onSqlite((fresh) => {
  describe('the pages of settings and calendar', () => {
    let app: TestApp;
    beforeEach(async () => {
      app = await startApp(await fresh());
    });
    afterEach(() => app.stop());

    it('change a setting from a Jalali day on, and show what is decided for later', async () => {
      const scheduler = await app.as('scheduler');
      expect((await scheduler.post('/settings/sessions_per_week', { value: '۴', effective: '۱۴۰۵/۱۰/۰۱', seen: '' })).status).to.equal(303);
      expect((await scheduler.get('/settings')).text).to.contain('از ۱۴۰۵/۱۰/۰۱: ۴ جلسه در هفته');
    });

    it('warn of places in the managers\' own hour or outside office hours, and of a template too small', async () => {
      const scheduler = await app.as('scheduler');
      expect((await scheduler.get('/settings')).text).to.not.contain('نوبت به شمار نمی‌آید');
      const template = { r0_w2: '1', r0_from: '۹', r0_to: '۱۱', r1_w0: '1', r1_from: '۱۶', r1_to: '۱۷', effective: '۱۴۰۵/۱۰/۰۱', seen: '' };
      expect((await scheduler.post('/settings/slot_template', template)).status).to.equal(303);
      const { text } = await scheduler.get('/settings');
      expect(text).to.match(/از ۱۴۰۵\/۱۰\/۰۱: در قالب نوبت‌ها، دوشنبه ۹\sتا\s۱۱ با ساعت حضور مدیران هم‌زمان است/);
      expect(text).to.match(/شنبه ۱۶\sتا\s۱۷ بیرون از ساعت اداری است/).and.to.contain('قالب نوبت‌ها در هفته ۰ جا دارد، کمتر از ۲ جلسه');
    });

    it('show and change how live calls are dealt with', async () => {
      const scheduler = await app.as('scheduler');
      const before = await scheduler.get('/settings');
      for (const text of ['تماس‌های زنده', 'بی‌شناسه هم پذیرفته می‌شود', '۱۰ روز تقویمی']) expect(before.text).to.contain(text);
      expect((await scheduler.get('/settings/live_calls')).text).to.contain('گفت‌وگوی هر نفر (دقیقه)').and.to.contain('از ۵ تا ۱۲۰.');
      const live = { talkMinutes: '۴', waitMinutes: '12', wrapUpSeconds: '۰', retryAfter: '۳', retries: '۳', queueMost: '۴۰', extraMinutes: '۱۵', carryWeeks: '۴', lateMinutes: '۱۰' };
      const rest = { effective: '۱۴۰۵/۰۹/۰۱', seen: '' };
      const wrong = await scheduler.post('/settings/live_calls', { ...live, queueMost: '۲۰۱', ...rest });
      expect(wrong.status).to.equal(422);
      expect(wrong.text).to.contain('«گنجایش صف» باید عددی از ۱ تا ۲۰۰ باشد.').and.to.contain('value="۲۰۱"');
      expect((await scheduler.post('/settings/live_calls', { ...live, ...rest })).status).to.equal(303);
      expect((await scheduler.post('/settings/identity', { value: 'national_code', ...rest })).status).to.equal(303);
      expect((await scheduler.post('/settings/request_deadline', { days: '۱۵', counted: 'working', ...rest })).status).to.equal(303);
      const { text } = await scheduler.get('/settings');
      for (const words of ['گفت‌وگوی هر نفر ۴ دقیقه', 'کد ملی لازم است', '۱۵ روز کاری']) expect(text.replaceAll('\u00a0', ' ')).to.contain(words);
      expect((await scheduler.post('/settings/request_deadline', { days: '۰', counted: 'often', ...rest })).status).to.equal(422);
    });

    it('take what stands on the letters, and want a title and a place', async () => {
      const scheduler = await app.as('scheduler');
      const head = { signer: 'آقای رستمی', signerTitle: 'مدیرکل بازرسی', place: 'سالن ۱۱۱', address: 'اصفهان، خیابان شهید بهشتی', phone: '031-32200000', copies: 'رابط سامد\nروابط عمومی', effective: '۱۴۰۵/۰۹/۰۱', seen: '' };
      expect((await scheduler.post('/settings/letterhead', { ...head, place: '' })).text).to.contain('«محل جلسه» را بنویسید.').and.to.contain('value="آقای رستمی"');
      expect((await scheduler.post('/settings/letterhead', head)).status).to.equal(303);
      expect((await scheduler.get('/settings/letterhead')).text).to.contain('آقای رستمی، مدیرکل بازرسی؛ محل جلسه: سالن ۱۱۱').and.to.contain('۰۳۱-۳۲۲۰۰۰۰۰');
    });

    it('take how visits are drawn, with other periods for a county or a kind, and refuse a line that says none', async () => {
      const scheduler = await app.as('scheduler');
      const draw = { visits: '۴', base: '5', complaint: '۴۰', absence: '60', week: '۲', coverageWeeks: '۲۶', effective: '۱۴۰۵/۰۹/۰۱', seen: '' };
      expect((await scheduler.get('/settings/inspection')).text).to.contain('بازدید هر بازرس').and.to.contain('کمترین پوشش (هفته)');
      const wrong = await scheduler.post('/settings/inspection', { ...draw, visits: '۱۳', coverage: 'کاشان: ۲۰\nبانک' });
      expect(wrong.status).to.equal(422);
      expect(wrong.text).to.contain('«بازدید هر بازرس» باید عددی از ۱ تا ۱۲ باشد.').and.to.contain('سطر «بانک» خوانده نشد');
      expect((await scheduler.post('/settings/inspection', { ...draw, coverage: 'کاشان: ۲۰\nکاشان = ۳۰' })).text).to.contain('یک نام دو بار آمده است.');
      expect((await scheduler.post('/settings/inspection', { ...draw, coverage: 'کاشان: ۱' })).text).to.contain('بیرون از اندازهٔ پذیرفتنی');
      expect((await scheduler.post('/settings/inspection', { ...draw, coverage: 'کاشان: ۲۰\nبانک: 40' })).status).to.equal(303);
      expect((await scheduler.get('/settings/inspection')).text.replaceAll('\u00a0', ' ')).to.contain('کاشان ۲۰ هفته، بانک ۴۰ هفته');
    });

    it('refuse the past beside its field, and keep what was typed', async () => {
      const scheduler = await app.as('scheduler');
      const sent = await scheduler.post('/settings/manager_hour', { weekday: '2', from: '۱۰', to: '۹', effective: '۱۴۰۰/۱۲/۳۰', seen: '' });
      expect(sent.status).to.equal(422);
      expect(sent.text).to.contain('ساعت پایان باید پس از ساعت آغاز باشد.').and.to.contain('تاریخ درستی نیست').and.to.contain('value="۱۴۰۰/۱۲/۳۰"');
      expect((await scheduler.post('/settings/least_gap_days', { value: '7', effective: '۱۴۰۵/۰۸/۳۰', seen: '' })).text).to.contain('برای گذشته');
    });

    it('show the predicted holidays of 1406 with their other forecast, and take a closure', async () => {
      const scheduler = await app.as('scheduler');
      expect((await scheduler.get('/calendar?year=1406')).text).to.contain('پیش‌بینی دیگر: سه‌شنبه ۲۵ خرداد');
      const sent = await scheduler.post('/calendar/closures/new', { from: '۱۴۰۵/۱۰/۱', to: '۱۴۰۵/۱۲/۱', scope: 'province', kind: 'full', reason: 'سرما' });
      expect(sent.status).to.equal(422);
      expect(sent.text).to.contain('۳۱ روز');
      const taken = await scheduler.post('/calendar/closures/new', { from: '۱۴۰۵/۱۰/۱', scope: 'province', kind: 'late_open', openFrom: '۱۰', reason: 'سرما' });
      expect(taken.headers.get('location')).to.equal('/calendar?year=1405&done=closed');
      expect((await scheduler.get('/calendar?year=1405')).text).to.contain('شروع با تأخیر، از ساعت ۱۰');
    });

    it('move a holiday only with a reason, and show a county governor no buttons', async () => {
      const scheduler = await app.as('scheduler');
      const [holiday] = await app.database.reads('holidays').where('day', '>', '2026-03-20').orderBy(['day', 'id']).select();
      const path = `/calendar/holidays/${holiday?.id ?? ''}`;
      const form = await scheduler.get(path);
      const seen = /name="seen" value="([^"]*)"/.exec(form.text)?.[1] ?? '';
      const fields = { day: '۱۴۰۵/۱/۹', title: holiday?.title ?? '', status: 'final', altDay: '', seen };
      expect((await scheduler.post(path, { ...fields, reason: '' })).status).to.equal(422);
      expect((await scheduler.post(path, { ...fields, reason: 'اصلاح' })).status).to.equal(303);
      expect((await scheduler.post(path, { ...fields, reason: 'اصلاح' })).text).to.contain('کس دیگری');
      await app.database.direct('counties').insert({ id: 'k1', name: 'کاشان', name_key: 'کاشان', sort_key: 'k', centre: 'کاشان' });
      const visitor = await app.as({ role: 'county_governor', agencyId: null, countyId: 'k1' });
      const page = await visitor.get('/calendar');
      expect(page.text).not.to.contain('/calendar/closures/new');
      expect((await visitor.get(path)).status).to.equal(403);
    });
  });
});
