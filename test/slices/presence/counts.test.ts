import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { createBoard } from '../../../server/presence/board.ts';
import { PRESENCES } from '../../../server/domain/manager-hour.ts';
import { countPresences, EVERYTHING } from '../../../server/domain/presence-board.ts';
import { hourLookup } from '../../../server/hours/lookup.ts';
import { countsIn } from '../../../server/presence/parts-view.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { onBothDatabases } from '../../support/database.ts';
import { layProvince } from '../../support/province.ts';
import { BEFORE, bring, MONDAY, NOON, NOW, START } from './ground.ts';

type Province = Awaited<ReturnType<typeof layProvince>>;

describe('the counts of the board', () => {
  onBothDatabases((_name, fresh) => {
    let app: TestApp;
    let province: Province;
    beforeEach(async () => {
      app = await startApp(await fresh(), NOW);
      province = await layProvince(app.database, { counties: 3, offices: 24, days: [BEFORE, MONDAY], stateOf: (office, day) => (day === BEFORE && office % 2 === 0 ? 'declared' : 'no_report') });
    });
    afterEach(() => app.stop());

    const hourOf = (office: number): string => province.offices[office]?.hourIds[1] ?? '';

    it('agree with a recount of the rows, whatever changes came in whatever order', async function () {
      this.timeout(60_000);
      const board = createBoard({ database: app.database });
      const change = fc.record({ office: fc.nat({ max: 23 }), presence: fc.constantFrom(...PRESENCES) });
      await fc.assert(fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        for (const { office, presence } of changes) {
          await bring(app, hourOf(office), presence);
          const known = await hourLookup(app.database.reads).presencesOn(MONDAY);
          const counties = (await board.part(MONDAY, NOW, 'all'))?.counties ?? [];
          for (const facts of counties) {
            const own = known.filter(({ hour }) => hour.countyId === (facts.county?.id ?? null));
            expect(countsIn([facts], EVERYTHING)).to.deep.equal(countPresences(own.map((one) => one.presence)));
          }
          expect(countsIn(counties, EVERYTHING)).to.deep.equal(countPresences(known.map((one) => one.presence)));
        }
      }), { numRuns: 15 });
    });

    it('leave out whoever is not to be inspected and whoever has no hour, and know absences and answering at the governorate', async () => {
      const board = createBoard({ database: app.database });
      const { direct } = app.database;
      const [first, second, third, fourth] = province.offices;
      await direct('agencies').where({ id: first?.agencyId ?? '' }).update({ may_be_inspected: 0 });
      await direct('hours').where({ id: second?.hourIds[1] ?? '' }).update({ state: 'cancelled' });
      await direct('absences').insert({ id: randomUUID(), person_id: third?.personId ?? '', agency_id: third?.agencyId ?? '', kind: 'leave', from_day: MONDAY, to_day: MONDAY, from_clock: null, to_clock: null, note: '', recorded_at: '2026-11-29T06:00:00.000Z', recorded_by: 'x', withdrawn_at: null });
      await direct('session_lives').insert({
        id: randomUUID(), kind: 'electronic_meeting', agency_id: fourth?.agencyId ?? '', person_id: fourth?.personId ?? '', host_honorific: 'agha', host_name: 'مرادی', post: 'رئیس', day: MONDAY, from_clock: '09:00', to_clock: '11:00',
        zone: 'Asia/Tehran', line: 1, starts_at: START, ends_at: NOON, state: 'open', rev: 1, opened_at: START, host_arrived_at: START, away_seconds: 0,
      });
      const counties = (await board.part(MONDAY, NOW, 'all'))?.counties ?? [];
      expect(countsIn(counties, EVERYTHING)).to.include({ no_report: 20, excused: 1, verified: 1 });
      expect(counties.reduce((sum, { cancelled }) => sum + cancelled, 0)).to.equal(1);
    });

    it('are those of the page, the list, the paper and the county alike', async () => {
      const [one, two] = [hourOf(0), hourOf(1)];
      await bring(app, one, 'late');
      await bring(app, two, 'not_found');
      const head = await app.as('inspection_head');
      const { text } = await head.get('/presence');
      const legend = (state: string): string | undefined => new RegExp(`<a[^>]*data-state="${state}"[\\s\\S]*?<b>([^<]*)</b>`).exec(text)?.[1];
      expect(['all', 'late', 'not_found', 'no_report'].map(legend)).to.deep.equal(['۲۴', '۱', '۱', '۲۲']);
      const list = await head.get(`/presence?day=${MONDAY}&state=late`);
      expect(list.text.match(/href="\/hours\/[^"]+"/g)?.filter((link) => link.includes(one)).length).to.be.greaterThan(0);
      expect(/presence-list[\s\S]*?<\/section>\s*<\/section>/.exec(list.text)?.[0]).to.include(one).and.not.include(two);
      expect((await head.get(`/presence/print?day=${MONDAY}`)).text).to.match(/همه<\/th><td class="num">۲۴<\/td>/);
      const own = province.offices[0]?.countyId ?? '';
      expect((await head.get(`/presence/counties/${own}`)).text).to.include(one).and.not.include(two);
    });

    it('stand beside those of the last hour at the same minute, and name the longest silent', async () => {
      await bring(app, hourOf(0), 'late');
      const head = await app.as('inspection_head');
      const { text } = await head.get('/presence');
      // Half of the offices had declared by 9:45 on the day before, and the tests' clock stands at 9:47.
      expect(text).to.match(/data-earlier>روزهای پیش، ساعت ۹:۴۷: ۲ آذر ۵۰٪</);
      expect(text).to.include('۲ نوبت بی‌گزارش');
      app.setNow('2026-11-30T05:31:00.000Z');
      expect((await head.get('/presence')).text).to.match(/ساعت ۹:۰۱: ۲ آذر (۰|۴|۸)٪/);
    });

    it('are of the day that was asked for, which is told apart from today; what was decided later has its own day', async () => {
      await bring(app, province.offices[0]?.hourIds[0] ?? '', 'absent', { minute: 60 * 33 });
      const { text } = await (await app.as('inspection_head')).get(`/presence?day=${BEFORE}&state=absent`);
      expect(text).to.include('تابلوی دوشنبه ۲ آذر را می‌بینید.').and.include(`href="/presence?day=${MONDAY}"`).and.not.include('امروز روز ساعت حضور نیست');
      expect(text).to.include('<span>۳ آذر</span>').and.not.include('ساعت ۱۸');
    });

    it('are of the latest day where today has no hour, and the page says when the next is', async () => {
      app.setNow('2026-12-02T06:00:00.000Z');
      const head = await app.as('inspection_head');
      const { text } = await head.get('/presence');
      expect(text).to.include('امروز روز ساعت حضور نیست و تابلوی دوشنبه ۹ آذر نشان داده می‌شود.');
      app.setNow('2026-11-20T06:00:00.000Z');
      expect((await head.get('/presence')).text).to.include('نخستین ساعت حضور دوشنبه ۲ آذر ۱۴۰۵ است');
    });
  });
});
