import { expect } from 'chai';
import { startApp, type TestApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';
import { layPlace, type Place } from '../../support/place.ts';

const user = (more: Record<string, string> = {}): Record<string, string> => ({ honorific: 'agha', name: 'كاوه احمدي', username: 'Kaveh', nationalCode: '', phone: '', 'role-operator': '1', ...more });
const PASSWORD = 'باران روی پنجره آرام می‌بارد';

onSqlite((fresh) => {
  describe('the pages of users', () => {
    let app: TestApp;
    let place: Place;
    beforeEach(async () => {
      const database = await fresh();
      app = await startApp(database);
      place = await layPlace(database);
    });
    afterEach(() => app.stop());

    const add = async (fields = user()): Promise<string> => {
      const admin = await app.as('administrator');
      const added = await admin.post('/users/new', fields);
      expect(added.status).to.equal(303);
      return (added.headers.get('location') ?? '').replace(/\?.*/, '');
    };

    it('leads from a new user by a link, shown once, to his own password and login', async () => {
      const path = await add(user({ agencyRole0: 'host', agency0: place.agencyId, countyRole0: 'county_governor', county0: place.countyId }));
      const admin = await app.as('administrator');
      const link = await admin.post(`${path}/link`);
      const welcome = /\/welcome\/[\w-]+/.exec(link.text)?.[0] ?? '';
      expect((await admin.get(path)).text).not.to.include(welcome.slice('/welcome/'.length));
      const visitor = app.anonymous();
      expect((await visitor.get(welcome)).text).to.include('کاوه احمدی').and.to.include('kaveh');
      const differ = await visitor.post(welcome, { password: PASSWORD, again: 'other' });
      expect([differ.status, differ.text.includes('دو گذرواژه یکی نیست'), differ.text.includes(PASSWORD)]).to.deep.equal([422, true, false]);
      expect((await visitor.post(welcome, { password: 'password1234', again: 'password1234' })).text).to.include('به‌آسانی');
      expect((await visitor.post(welcome, { password: PASSWORD, again: PASSWORD })).headers.get('location')).to.equal('/login?done=password');
      expect((await visitor.get(welcome)).status).to.equal(410);
      expect((await visitor.post('/login', { username: 'KAVEH', password: PASSWORD, next: '/agencies' })).status).to.equal(303);
    });

    it('gives an office\'s account, which is nobody\'s by name, no manager\'s role', async () => {
      const admin = await app.as('administrator');
      const office = user({ honorific: 'office', name: 'دفتر آب', username: 'daftar.ab', 'role-operator': '', agencyRole0: 'manager_office', agency0: place.agencyId });
      const asked = { ...office, agencyRole1: 'host', agency1: place.agencyId };
      const refused = await admin.post('/users/new', asked);
      expect([refused.status, refused.text.includes('حساب دفتر نقش «مدیر پاسخگو» نمی‌گیرد')]).to.deep.equal([422, true]);
      const path = await add(office);
      const seen = /name="seen" value="([^"]+)"/.exec((await admin.get(path)).text)?.[1] ?? '';
      expect((await admin.post(path, { ...asked, seen })).status).to.equal(422);
      expect((await admin.post(path, { ...office, name: 'دفتر آب و برق', seen })).status).to.equal(303);
    });

    it('shows what is wrong beside its field with what was typed, and does nothing by halves', async () => {
      const admin = await app.as('administrator');
      const wrong = await admin.post('/users/new', user({ name: 'ا\u202eب\u202c جد', username: 'a b', nationalCode: '1111111111', agencyRole0: 'host', agency0: '' }));
      expect(wrong.status).to.equal(422);
      for (const sentence of ['نویسه‌ای پنهان', 'نام کاربری دست‌کم سه', 'این کد ملی ساختگی است', 'دستگاه این نقش را برگزینید']) expect(wrong.text).to.include(sentence);
      expect(wrong.text).to.match(/name="role-operator"[^>]*checked/);
      await add(user({ nationalCode: '۱۲۷۰۰۰۰۰۰۴' }));
      const twice = await admin.post('/users/new', user({ username: 'other', nationalCode: '١٢٧٠٠٠٠٠٠٤' }));
      expect(twice.text).to.include('پیش‌تر برای کاوه احمدی ثبت شده است');
      expect((await app.database.reads('users').whereNot({ username: 'other' }).where('username', 'like', 'kav%').select())).to.have.length(1);
    });

    it('takes no letters in a username that look like others, and folds Persian digits', async () => {
      const admin = await app.as('administrator');
      for (const username of ['аdmin', 'αdmin', 'کاوه']) expect((await admin.post('/users/new', user({ username }))).text, username).to.include('نام کاربری دست‌کم سه');
      await add(user({ username: 'kaveh۱۲' }));
      expect(await app.database.reads('users').where({ username: 'kaveh12' }).select()).to.have.length(1);
    });

    it('keeps more roles in agencies than a blank form has rows for', async () => {
      const roles = ['host', 'companion_expert', 'manager_office', 'agency_liaison', 'agency_expert'];
      const path = await add(user(Object.fromEntries(roles.flatMap((role, at) => [[`agencyRole${at}`, role], [`agency${at}`, place.agencyId]]))));
      const admin = await app.as('administrator');
      const page = (await admin.get(path)).text;
      expect(page).to.include('name="agencyRole5"');
      const seen = /name="seen" value="([^"]+)"/.exec(page)?.[1] ?? '';
      const kept = Object.fromEntries(roles.flatMap((role, at) => [[`agencyRole${at}`, role], [`agency${at}`, place.agencyId]]));
      expect((await admin.post(path, user({ ...kept, name: 'نام تازه', seen }))).status).to.equal(303);
      expect(await app.database.reads('grants').where({ agency_id: place.agencyId }).select()).to.have.length(5);
    });

    it('cuts off a disabled user at his next step', async () => {
      const operator = await app.as('operator');
      const admin = await app.as('administrator');
      expect((await operator.get('/agencies')).status).to.equal(200);
      expect((await admin.post(`/users/${operator.userId ?? ''}/disable`)).status).to.equal(303);
      expect((await operator.get('/agencies')).headers.get('location')).to.match(/^\/login/);
    });

    it('is for administrators alone', async () => {
      const path = await add();
      for (const role of ['scheduler', 'governor', 'supervisor'] as const) {
        const other = await app.as(role);
        for (const one of ['/users', '/users/new', path]) expect((await other.get(one)).status, `${role} ${one}`).to.equal(403);
        for (const one of ['/users/new', path, `${path}/disable`, `${path}/enable`, `${path}/link`, `${path}/logins/end`]) expect((await other.post(one, user())).status, `${role} ${one}`).to.equal(403);
      }
    });
  });
});
