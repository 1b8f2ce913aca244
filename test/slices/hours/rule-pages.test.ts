import { expect } from 'chai';
import { createHourWorker } from '../../../server/hours/worker.ts';
import { createLayingOut } from '../../../server/hours/lay-out.ts';
import { startApp, type Client, type TestApp } from '../../support/app.ts';
import { onSqlite } from '../../support/database.ts';
import { layAgencies, NOW } from './ground.ts';

const exception = { scope: 'agency', agency: 'a0', county: '', kind: 'moved', from: '۱۴۰۵/۰۹/۰۹', to: '', weekday: '', movedTo: '۱۴۰۵/۰۹/۱۱', fromClock: '۱۰', toClock: '۱۲:۳۰', reason: 'سفر استاندار', letterNo: '۱۲/۴۵' };

describe('the pages of the weekly hour', () => {
  onSqlite((fresh) => {
    let app: TestApp;
    let scheduler: Client;
    beforeEach(async () => {
      const database = await fresh();
      await layAgencies(database);
      app = await startApp(database, NOW);
      scheduler = await app.as('scheduler');
    });
    afterEach(() => app.stop());

    const layOut = () => createLayingOut({ reads: app.database.reads, writer: app.writer }).layOut(NOW);

    it('show the rule, what is excepted from it, and the days that come of it', async () => {
      await layOut();
      const page = await scheduler.get('/hours');
      expect(page.text).to.include('دوشنبه، ۹').and.include('۶ طبق برنامه').and.include('/hours/days/2026-11-30');
      const day = await scheduler.get('/hours/days/2026-11-30?county=c0');
      expect(day.text).to.include('دستگاه 0').and.include('۲ ساعت حضور').and.not.include('دستگاه 1');
      const listed = [...(await scheduler.get('/hours/days/2026-11-30')).text.matchAll(/<th scope="row"><a [^>]*>([^<]*)/g)].map(([, name]) => name);
      expect(listed).to.deep.equal(Array.from({ length: 6 }, (_, at) => `دستگاه ${at}`));
      expect((await scheduler.get('/hours/days/never')).status).to.equal(404);
    });

    it('are found from the calendar\'s day, which tells of a province\'s exception too', async () => {
      const day = async (on: string, client = scheduler) => (await client.get(`/calendar/${on}`)).text;
      expect(await day('2026-11-30')).to.include('href="/hours/days/2026-11-30"').and.include('طبق برنامه');
      expect(await day('2026-11-30', await app.as('operator'))).not.to.include('/hours/days/');
      await scheduler.post('/hours/exceptions/new', { ...exception, scope: 'province' });
      expect(await day('2026-11-30')).to.include('جابه‌جاشده به چهارشنبه ۱۱ آذر ۱۴۰۵').and.not.include('طبق برنامه');
      expect(await day('2026-12-02')).to.match(/ساعت حضور مدیران، ۱۰.تا.۱۲:۳۰/).and.include('جابه‌جاشده از دوشنبه ۹ آذر ۱۴۰۵');
    });

    it('add an exception and take it back, with the reason that the record tells', async () => {
      const added = await scheduler.post('/hours/exceptions/new', exception);
      expect([added.status, added.headers.get('location')]).to.deep.equal([303, '/hours?done=added']);
      await layOut();
      expect(await app.database.reads('hours').where({ id: 'hour-a0-2026-11-30' }).first()).to.include({ state: 'moved', day: '2026-12-02', from_clock: '10:00', to_clock: '12:30', title: 'سفر استاندار' });
      const again = await scheduler.post('/hours/exceptions/new', exception);
      expect(again.status).to.equal(422);
      expect(again.text).to.include('استثنای دیگری');
      const row = await app.database.reads('hour_exceptions').first();
      const page = await scheduler.get(`/hours/exceptions/${row?.id ?? ''}`);
      expect(page.text).to.include('۱۲/۴۵').and.include('به چهارشنبه ۱۱ آذر ۱۴۰۵');
      expect((await scheduler.post(`/hours/exceptions/${row?.id ?? ''}/withdraw`, { reason: '' })).status).to.equal(422);
      expect((await scheduler.post(`/hours/exceptions/${row?.id ?? ''}/withdraw`, { reason: 'سفر لغو شد' })).headers.get('location')).to.equal('/hours?done=withdrawn');
      expect((await scheduler.get(`/hours/exceptions/${row?.id ?? ''}`)).status).to.equal(404);
      await layOut();
      expect(await app.database.reads('hours').where({ id: 'hour-a0-2026-11-30' }).first()).to.include({ state: 'held', day: '2026-11-30' });
      const head = await app.as('administrator');
      expect((await head.get('/audit')).text).to.include('استثنای ساعت حضور').and.include('پس گرفته شد');
    });

    it('say beside its field what cannot be: no hour to move, a day that has its own, half a time, the past, backwards', async () => {
      const asked = async (more: object): Promise<string> => {
        const { status, text } = await scheduler.post('/hours/exceptions/new', { ...exception, ...more });
        expect(status).to.equal(422);
        return /class="field-error"[^>]*>(?:<svg[\s\S]*?<\/svg>)?\s*<span>([^<]*)/.exec(text)?.[1] ?? /notice-text[\s\S]*?<p>([^<]*)/.exec(text)?.[1] ?? '';
      };
      expect(await asked({ from: '۱۴۰۵/۰۹/۱۰' })).to.include('ساعت حضوری نیست');
      expect(await asked({ movedTo: '۱۴۰۵/۰۹/۱۶' })).to.include('استثنای دیگری');
      expect(await asked({ toClock: '' })).to.include('هر دو ساعت');
      expect(await asked({ from: '۱۴۰۵/۰۸/۲۵' })).to.include('گذشته');
      expect(await asked({ fromClock: '۱۳', toClock: '۱۲' })).to.include('پیش از آغاز');
      expect(await asked({ agency: '' })).to.include('دستگاه');
      expect(await asked({ kind: 'weekly', weekday: '', fromClock: '', toClock: '' })).to.include('روز هفته');
      expect(await app.database.reads('hour_exceptions').select()).to.deep.equal([]);
    });

    it('are followed by the hours within a second or two', async () => {
      const logged: object[] = [];
      const worker = createHourWorker({ layingOut: createLayingOut({ reads: app.database.reads, writer: app.writer }), now: () => NOW, log: (line) => void logged.push(line) });
      worker.start();
      const stateOf = async (): Promise<string | undefined> => (await app.database.reads('hours').where({ id: 'hour-a0-2026-11-30' }).first())?.state;
      const until = async (wanted: string): Promise<void> => {
        for (let tries = 0; tries < 60 && (await stateOf()) !== wanted; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
        expect(await stateOf()).to.equal(wanted);
      };
      await until('held');
      await scheduler.post('/hours/exceptions/new', { ...exception, kind: 'none', movedTo: '', fromClock: '', toClock: '' });
      worker.heard([{ stream: 'hour_exceptions' }]);
      await until('cancelled');
      await worker.stop();
      expect(logged).to.deep.equal([]);
    });

    it('let an operator put a caller through to a manager whose hour he looks for by its agency', async () => {
      // Laid before anything is remembered.
      await app.database.direct('topics').insert({ id: 'bill', parent_id: null, name: 'قبض', aliases: null, search_key: 'قبض', agency_codes: null, place: 1, retired_at: null, rev: 1 });
      await layOut();
      app.setNow('2026-11-26T05:00:00.000Z');
      const operator = await app.as('operator');
      expect((await operator.get('/desk')).text, 'no hour on a Thursday').not.to.include('data-combobox="hour"');
      await app.database.direct('hours').where({ id: 'hour-a0-2026-11-30' }).update({ day: '2026-11-26', starts_at: '2026-11-26T04:30:00.000Z', ends_at: '2026-11-26T07:30:00.000Z', from_clock: '08:00', to_clock: '11:00', state: 'moved' });
      expect((await operator.get('/desk')).text).to.include('data-combobox="hour"').and.include('hour-a0-2026-11-30');
      const asked = await operator.postJson('/desk/calls', {
        phone: '09131234567', identityKind: 'national_code', identity: '0012345679', honorific: 'khanom', name: 'مریم محمدی', countyId: '', kind: 'complaint', topicId: 'bill', summary: 'قبض', line: 'on_line', priority: '',
        what: 'queue', session: '', hour: 'hour-a0-2026-11-30',
      });
      expect(asked.text).to.include('"ok":true');
      expect((await operator.get('/desk')).text).to.include('data-session="hour-a0-2026-11-30"');
    });

    it('are the scheduler’s alone', async () => {
      const host = await app.as({ role: 'host', agencyId: 'a0', countyId: null });
      expect((await host.get('/hours')).status).to.equal(403);
      expect((await host.post('/hours/exceptions/new', exception)).status).to.equal(403);
    });
  });
});
