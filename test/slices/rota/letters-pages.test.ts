import { expect } from 'chai';
import { lastOfMonth } from '../../../server/domain/jalali.ts';
import { startApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';
import { ground } from './ground.ts';

onSqlite((fresh) => {
  describe('the pages of letters', () => {
    const laid = async (perWeek = 2) => {
      const database = await fresh();
      const g = await ground(database, { perWeek });
      const app = await startApp(database, '2020-03-25T06:00:00.000Z');
      const draftId = await g.draft();
      await g.approve(draftId);
      await g.publish(draftId, lastOfMonth({ year: 1399, month: 3 }));
      const { letters } = await g.letters.of(draftId, { from: null, until: null, agencyId: null, choice: 'all', kinds: null });
      return { g, app, base: `/rota/drafts/${draftId}/letters`, letters, scheduler: await app.as('scheduler') };
    };
    const sheets = (html: string): number => html.split('<article class="letter"').length - 1;

    it('lay out the letters in parts that add up, one after the other', async () => {
      const { app, base, letters, scheduler } = await laid();
      try {
        const first = await scheduler.get(`${base}/print`);
        expect(letters.length).to.be.above(20).and.at.most(40);
        expect(sheets(first.text)).to.equal(20);
        expect(first.text).to.contain('data-parts="2"').and.to.contain(`href="${base}/print?page=2"`);
        expect(sheets((await scheduler.get(`${base}/print?page=2`)).text)).to.equal(letters.length - 20);
        expect(sheets((await scheduler.get(`${base}/print?page=999999`)).text)).to.equal(letters.length - 20);
        for (const odd of ['?from=x&until=[]&agency=..%2F&choice=z&kinds=1', '?from=1&from=2', '?page=-1']) expect((await scheduler.get(`${base}${odd}`)).status, odd).to.equal(200);
        expect((await scheduler.get(`${base}/print?from=1400-01-01`)).status, 'nothing to print').to.be.oneOf([200, 303]);
        expect((await scheduler.get('/rota/drafts/none/letters')).status).to.equal(404);
        expect((await (await app.as('operator')).get(base)).status).to.equal(403);
      } finally {
        await app.stop();
      }
    });

    it('read a programme\'s letters once, whatever is selected of them', async () => {
      const { g, app, base, letters, scheduler } = await laid();
      try {
        const asked: string[] = [];
        g.database.reads.on('query', ({ sql }: { sql: string }) => void asked.push(sql));
        const readings = async (work: () => Promise<unknown>): Promise<number> => {
          asked.length = 0;
          await work();
          return asked.filter((sql) => sql.includes('printed_at')).length;
        };
        const [one] = letters;
        const path = `${base}?agency=${one?.agency.id ?? ''}`;
        expect(await readings(() => scheduler.get(path))).to.equal(1);
        const shown = (await scheduler.get(path)).text;
        expect(letters.filter(({ agency }) => shown.includes(`<option value="${agency.id}"`)), 'any other may be chosen').to.have.length(letters.length);
        expect(await readings(() => scheduler.post(`${base}/numbers`, { letterDay: '۱۳۹۹/۰۱/۰۶', first: '۱۲/۱' }))).to.equal(1);
      } finally {
        await app.stop();
      }
    });

    it('number all that have none from the first number up, and keep what was typed where one is taken', async () => {
      const { app, base, letters, scheduler, g } = await laid();
      try {
        const [one, two] = letters;
        const wrong = await scheduler.post(`${base}/numbers`, { letterDay: '۱۳۹۹/۰۱/۳۲', first: 'الف', [`n_${one?.id ?? ''}`]: '۱۲/۱' });
        expect(wrong.status).to.equal(422);
        expect(wrong.text).to.contain('تاریخ درستی نیست').and.to.contain('value="۱۲/۱"');
        expect((await scheduler.post(`${base}/numbers`, { letterDay: '۱۳۹۹/۰۱/۰۶', first: 'الف' })).text).to.contain('رقمی ندارد');
        expect((await scheduler.post(`${base}/numbers`, { letterDay: '۱۳۹۹/۰۱/۰۶' })).text).to.contain('شماره‌ای نوشته نشده است');
        const sent = await scheduler.post(`${base}/numbers`, { letterDay: '۱۳۹۹/۰۱/۰۶', first: '۱۲/۰۰۹', [`n_${two?.id ?? ''}`]: '۷' });
        expect(sent.headers.get('location')).to.equal(`${base}?done=numbered`);
        const rows = new Map((await g.database.reads('invitations').select('id', 'letter_no')).map((row) => [row.id, row.letter_no]));
        expect(letters.slice(0, 4).map(({ id }) => rows.get(id))).to.deep.equal(['۱۲/۰۰۹', '۷', '۱۲/۰۱۰', '۱۲/۰۱۱']);
        expect((await scheduler.get(`${base}/print`)).text).to.contain('<bdi>۱۲/۰۱۰</bdi>').and.to.contain('<bdi>۱۳۹۹/۰۱/۰۶</bdi>');
        const taken = await scheduler.post(`${base}/numbers`, { letterDay: '۱۳۹۹/۰۱/۰۶', [`n_${one?.id ?? ''}`]: '7' });
        expect([taken.status, taken.text.includes('value="7"')]).to.deep.equal([422, true]);
        expect((await scheduler.post(`${base}/numbers`, { letterDay: '۱۳۹۹/۰۱/۰۶', n_none: '9' })).status).to.equal(422);
      } finally {
        await app.stop();
      }
    });

    it('note what went on paper', async () => {
      const { app, base, scheduler } = await laid();
      try {
        const page = await scheduler.get(`${base}/print?choice=unprinted`);
        const mark = /name="mark" value="(\w+)"/.exec(page.text)?.[1] ?? '';
        expect((await scheduler.post(`${base}/printed?choice=unprinted`, { mark: 'old' })).status).to.equal(409);
        expect((await scheduler.post(`${base}/printed?choice=unprinted`, { mark })).headers.get('location')).to.equal(`${base}?choice=unprinted&done=printed`);
        expect((await scheduler.get(`${base}?choice=unprinted`)).text).to.contain('نامه‌ای با این ویژگی‌ها نیست.');
        expect((await scheduler.get(`${base}/print?choice=unprinted`)).headers.get('location')).to.equal(`${base}?choice=unprinted`);
      } finally {
        await app.stop();
      }
    });

    it('write no name as anything but a name', async () => {
      const { app, base, letters, scheduler, g } = await laid();
      try {
        const evil = '<img src=x onerror=alert(1)>"\'&';
        await g.database.direct('people').where({ id: letters[0]?.session.personId ?? '' }).update({ name: evil });
        const { text } = await scheduler.get(`${base}/print`);
        expect(text).to.contain('&lt;img src=x').and.not.to.contain('<img src=x');
      } finally {
        await app.stop();
      }
    });
  });
});
