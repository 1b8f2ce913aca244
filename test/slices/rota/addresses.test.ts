import { expect } from 'chai';
import { lastOfMonth } from '../../../server/domain/jalali.ts';
import { onSqlite } from '../../support/database.ts';
import { running } from './running.ts';

const UNTIL = lastOfMonth({ year: 1399, month: 1 });

describe('what the pages of programmes make of any address', () => {
  onSqlite((fresh) => {
    const started = running(fresh);

    it('holds every day and month within the programme, and answers no impossible one with a fault', async () => {
      const { g, app: running } = await started();
      const base = `/rota/drafts/${await g.draft()}`;
      const scheduler = await running.as('scheduler');
      const month = async (query: string) => (await scheduler.get(`${base}${query}`)).text;
      expect(await month('?month=1300-01')).to.include('برنامهٔ پاسخگویی مدیران، فروردین ۱۳۹۹');
      expect(await month('?month=1499-12')).to.include('برنامهٔ پاسخگویی مدیران، خرداد ۱۳۹۹');
      for (const query of ['?view=week&day=9999-12-31', '?view=week&day=0001-01-05', '?month=13', '?month=1399-01&month=1399-02']) {
        expect((await scheduler.get(`${base}${query}`)).status, query).to.equal(200);
      }
      for (const path of ['publish', 'invitations']) {
        for (const until of ['1600-01-01', '9999-12-31', '0001-01-01', 'x']) expect((await scheduler.get(`${base}/${path}?until=${until}`)).status, `${path} ${until}`).to.equal(200);
      }
      expect((await scheduler.get('/rota/drafts/new?from=0001-01-01&to=9999-12-31')).status).to.equal(422);
      const early = await scheduler.post('/rota/drafts/new', { from: '۱۳۰۰/۰۱/۰۱', to: '۱۳۰۰/۰۳/۰۱' });
      expect(early.status).to.equal(422);
      expect(early.text).to.include('میان سال‌های ۱۳۰۲ و ۱۴۹۸');
      for (const at of ['1300-01', '1499-12', '9999-99']) expect((await running.anonymous().get(`/timetable?month=${at}`)).status, at).to.equal(200);
    });

    it('shows shares of unpublished drafts to nobody but those who see programmes', async () => {
      const { g, app: running } = await started();
      const draftId = await g.draft();
      const shares = async (role: 'scheduler' | 'operator' | 'press_officer' | 'inspector') => (await (await running.as(role)).get(`/shares?draft=${draftId}`)).text;
      expect(await shares('scheduler')).to.include('بیشترین فاصله از سهم');
      for (const role of ['operator', 'press_officer', 'inspector'] as const) expect(await shares(role), role).to.not.include('بیشترین فاصله از سهم');
      await g.approve(draftId);
      await g.publish(draftId, UNTIL);
      expect(await shares('operator')).to.include('۳۱ فروردین ۱۳۹۹ (منتشرشده)').and.to.not.include('۳۱ خرداد');
    });

    it('leads a newcomer from missing demand to the page where it is written, and suggests a half-year that has some', async () => {
      const { g, app: running } = await started();
      const scheduler = await running.as('scheduler');
      expect((await scheduler.get('/rota/drafts/new')).text).to.include('value="۱۳۹۸/۱۲/۱۷"').and.to.include('value="۱۳۹۹/۰۶/۳۱"');
      const later = await scheduler.post('/rota/drafts/new', { from: '۱۴۰۵/۱۰/۰۱', to: '۱۴۰۵/۱۲/۲۹' });
      expect(later.status).to.equal(422);
      expect(later.text).to.include('از دی ۱۴۰۴ تا آذر ۱۴۰۵').and.to.include('href="/demand?year=1405"').and.to.not.include('action="/rota/drafts"');
      await g.database.direct('demand').where({ month: 4 }).delete();
      const some = await scheduler.post('/rota/drafts/new', { from: '۱۳۹۹/۰۱/۰۱', to: '۱۳۹۹/۰۳/۳۱' });
      expect(some.text).to.include('برای تیر ۱۳۹۸ هیچ مراجعه یا تماسی نوشته نشده است');
    });

    it('knows no agency by a wrong name when conflicts are asked', async () => {
      const { g, app: running } = await started();
      const draftId = await g.draft();
      expect((await (await running.as('scheduler')).get(`/rota/drafts/${draftId}/conflicts?agency=nobody`, { accept: 'application/json' })).status).to.equal(404);
    });
  });
});
