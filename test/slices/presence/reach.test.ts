import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { formatNumber } from '../../../server/domain/persian.ts';
import { EVERYTHING } from '../../../server/domain/presence-board.ts';
import { presenceStream } from '../../../server/hours/steps.ts';
import { boardStream, ownStream, viewName } from '../../../server/presence/live.ts';
import { openScreen, pushed, watch, type Push, type Screen } from '../../live/screens.ts';
import { startApp, type Client, type TestApp } from '../../support/app.ts';
import { onBothDatabases } from '../../support/database.ts';
import { layProvince } from '../../support/province.ts';
import { BEFORE, bring, MONDAY, NOON, NOW } from './ground.ts';

type Province = Awaited<ReturnType<typeof layProvince>>;

describe('who sees the board of presence', () => {
  onBothDatabases((_name, fresh) => {
    let app: TestApp;
    let province: Province;
    let governor: Client;
    const screens: Screen[] = [];

    beforeEach(async () => {
      app = await startApp(await fresh(), NOW);
      province = await layProvince(app.database, { counties: 3, offices: 16, days: [BEFORE, MONDAY], stateOf: (_office, day) => (day === BEFORE ? 'late' : 'no_report') });
      governor = await app.as({ role: 'county_governor', agencyId: null, countyId: county(0) });
    });
    afterEach(async () => {
      screens.splice(0).forEach((screen) => screen.disconnect());
      await app.stop();
    });

    const county = (index: number): string => province.counties[index]?.id ?? '';
    const officesOf = (countyId: string | null) => province.offices.filter((office) => office.countyId === countyId);
    const firstHour = (countyId: string | null): string => officesOf(countyId)[0]?.hourIds[1] ?? '';
    const foreign = (): string[] => province.offices.filter(({ countyId }) => countyId !== county(0)).flatMap(({ agencyId }) => [agencyId]);
    const foreignNames = (): string[] => [...province.counties.slice(1).map(({ name }) => name), 'مرکز استان'];
    const open = (client: Client): Screen => {
      const screen = openScreen(app.url, client);
      screens.push(screen);
      return screen;
    };
    const report = async (countyId: string | null, inspectorName: string, opened: 'online' | 'offline' = 'online', answer = 'present'): Promise<void> => {
      const office = officesOf(countyId)[0];
      if (office === undefined) throw new Error('no office');
      const [personId, inspectorId, targetId] = [randomUUID(), randomUUID(), randomUUID()];
      const { direct } = app.database;
      await direct('people').insert({ id: personId, honorific: 'agha', name: inspectorName, name_key: inspectorName, sort_key: 'x', search_key: 'x' });
      await direct('users').insert({ id: inspectorId, person_id: personId, username: inspectorId, username_key: inspectorId, password_hash: null, authz_version: 1, disabled_at: null, created_at: NOW });
      await direct('visit_targets').insert({ id: targetId, day: MONDAY, inspector_id: inspectorId, place: 1, target: '', agency_id: office.agencyId, hour_id: office.hourIds[1] ?? '', state: 'reported', opened_at: NOW, opened_how: opened, rev: 1 });
      const { max } = (await direct('visit_reports').max({ max: 'number' }).first()) as { max: number | null };
      await direct('visit_reports').insert({
        id: randomUUID(), target_id: targetId, inspector_id: inspectorId, agency_id: office.agencyId, hour_id: office.hourIds[1] ?? '', day: MONDAY, number: Number(max ?? 0) + 1, answer, details: '{}', code_found: 'none',
        device_at: NOW, received_at: NOW, photos: '[]', rev: 1,
      });
      await bring(app, office.hourIds[1] ?? '', 'verified');
    };

    it('shows a county governor his own county and nothing of any other: page, list, paper, search', async () => {
      await report(county(0), 'بازرس خودی');
      await report(county(1), 'بازرس دیگر');
      const to = await governor.get(`/presence?county=${county(1)}`);
      expect(to.headers.get('location')).to.equal(`/presence/counties/${county(0)}`);
      const own = firstHour(county(0));
      for (const path of [`/presence/counties/${county(0)}`, `/presence/counties/${county(0)}?day=${BEFORE}`, `/presence/counties/${county(0)}?day=${MONDAY}&q=${encodeURIComponent('اداره')}`, '/presence/print', `/presence/print?day=${MONDAY}`]) {
        const { status, text } = await governor.get(path);
        expect(status, path).to.equal(200);
        for (const one of [...foreign(), ...foreignNames(), 'بازرس دیگر']) expect(text, `${one} on ${path}`).not.to.include(one);
      }
      // Managers warn each other: who came, and that he came, is told outside the centre when the last hour is over.
      const page = async (): Promise<string> => (await governor.get(`/presence/counties/${county(0)}`)).text;
      expect(await page()).to.include(own).and.not.include('بازرس خودی');
      app.setNow(NOON);
      governor = await app.as({ role: 'county_governor', agencyId: null, countyId: county(0) });
      expect(await page()).to.include(own).and.include('بازرس خودی');
      for (const other of [county(1), 'province', randomUUID()]) expect((await governor.get(`/presence/counties/${other}`)).status, other).to.equal(403);
      expect((await governor.get(`/presence/print?county=${county(1)}`)).status).to.equal(404);
      expect((await governor.get('/presence/print?county=province')).status).to.equal(404);
    });

    it('tells his screen of his own county\'s changes, and not that anything happened elsewhere', async () => {
      const screen = open(governor);
      const totals = viewName('totals', EVERYTHING);
      for (const stream of [boardStream(MONDAY), presenceStream(MONDAY, county(1)), presenceStream(MONDAY, null)]) {
        for (const view of [totals, viewName('list', EVERYTHING), viewName('tile', EVERYTHING), 'side']) expect(await watch(screen, stream, view, -1), `${stream} ${view}`).to.deep.equal({ ok: false, code: 'forbidden' });
      }
      const own = presenceStream(MONDAY, county(0));
      const answer = await watch(screen, own, viewName('list', EVERYTHING), -1);
      if (!answer.ok || answer.fragment === null) throw new Error('his own county must be shown');
      for (const one of [...foreign(), ...foreignNames()]) expect(answer.fragment.html).not.to.include(one);
      const heard: Push[] = [];
      screen.on('push', (message) => void heard.push(message));
      await bring(app, firstHour(county(1)), 'verified');
      await bring(app, firstHour(null), 'late');
      // Nothing of others may even move his numbers: a poll would tell that somewhere somebody was visited.
      expect(await watch(screen, own, viewName('list', EVERYTHING), answer.fragment.seq)).to.deep.equal({ ok: true, fragment: null });
      const next = pushed(screen, viewName('list', EVERYTHING), answer.fragment.seq);
      await bring(app, firstHour(county(0)), 'substitute');
      expect((await next).html).to.include('جانشین حاضر بود');
      expect(heard.every(({ stream }) => stream === own)).to.equal(true);
      expect(heard).to.have.length(1);
    });

    it('adds up the counties of somebody who has several, and moves with no other', async () => {
      await report(county(0), 'بازرس یکم');
      await report(county(2), 'بازرس سوم');
      const both = [county(0), county(1)];
      const own = await app.as(...both.map((countyId) => ({ role: 'county_governor' as const, agencyId: null, countyId })));
      const theirs = both.flatMap((id) => officesOf(id));
      const { text } = await own.get('/presence');
      expect(/data-state="all"[\s\S]*?<b>([^<]*)<\/b>/.exec(text)?.[1]).to.equal(formatNumber(theirs.length));
      expect(text).to.include('۲ شهرستان').and.not.include(province.counties[2]?.name).and.not.include('مرکز استان').and.not.match(/بازرس (یکم|سوم)/);
      const found = (await own.get(`/presence?day=${MONDAY}&state=verified`)).text;
      expect(found).to.include(firstHour(county(0))).and.not.include(firstHour(county(2)));
      expect((await own.get('/presence/print')).text).to.include(`<td class="num">${formatNumber(theirs.length)}</td>`);
      const stream = ownStream(MONDAY, [...both].sort());
      const [screen, totals] = [open(own), viewName('totals', EVERYTHING)];
      expect(text).to.include(`data-stream="${stream}"`);
      expect((await watch(open(governor), stream, totals, -1)).ok, 'of one county alone').to.equal(false);
      expect((await watch(open(await app.as('inspection_head')), stream, totals, -1)).ok, 'of the centre, which has its own').to.equal(false);
      const answer = await watch(screen, stream, totals, -1);
      if (!answer.ok || answer.fragment === null) throw new Error('their sum must be shown');
      const heard: Push[] = [];
      screen.on('push', (message) => void heard.push(message));
      await bring(app, firstHour(county(2)), 'late');
      expect(await watch(screen, stream, totals, answer.fragment.seq)).to.deep.equal({ ok: true, fragment: null });
      const next = pushed(screen, totals, answer.fragment.seq);
      await bring(app, firstHour(county(1)), 'late');
      expect((await next).html).to.match(/data-state="late"[\s\S]*?<b>۱<\/b>/);
      expect(heard).to.have.length(1);
    });

    it('pushes a change to its county\'s tile, to the head and to what comes in, and to no other tile', async () => {
      const screen = open(await app.as('inspection_head'));
      const tile = viewName('tile', EVERYTHING);
      const asks: readonly (readonly [string, string])[] = [...[county(0), county(1), null].map((id) => [presenceStream(MONDAY, id), tile] as const), [boardStream(MONDAY), viewName('totals', EVERYTHING)], [boardStream(MONDAY), 'side']];
      for (const [stream, view] of asks) expect((await watch(screen, stream, view, -1)).ok, `${stream} ${view}`).to.equal(true);
      const heard: Push[] = [];
      screen.on('push', (message) => void heard.push(message));
      const side = pushed(screen, 'side', -1);
      await bring(app, firstHour(county(1)), 'not_found');
      await side;
      await watch(screen, boardStream(MONDAY), 'side', 1_000_000);
      expect(heard.map(({ stream, view }) => `${stream} ${view}`).sort()).to.deep.equal([`${boardStream(MONDAY)} side`, `${boardStream(MONDAY)} ${viewName('totals', EVERYTHING)}`, `${presenceStream(MONDAY, county(1))} ${tile}`].sort());
      expect(heard.find(({ view }) => view === tile)?.html).to.include('در محل نبود (بررسی‌نشده)');
      expect(heard.reduce((sum, { html }) => sum + html.length, 0)).to.be.lessThan(20_000);
    });

    it('names the inspectors, and what was opened without a network, to those alone who may see visits', async () => {
      await report(county(0), 'بازرس نامدار', 'offline');
      const [head, supervisor] = [await app.as('inspection_head'), await app.as('supervisor')];
      expect((await head.get('/presence')).text).to.include('بازرس نامدار').and.include('باز شده بدون شبکه');
      const { text } = await supervisor.get('/presence');
      expect(text).to.include('حضور تأیید شد').and.not.include('بازرس نامدار').and.not.include('باز شده بدون شبکه');
      const [one, other] = [open(head), open(supervisor)];
      for (const [screen, sees] of [[one, true], [other, false]] as const) {
        const answer = await watch(screen, boardStream(MONDAY), 'side', -1);
        expect(answer.ok && answer.fragment?.html.includes('بازرس نامدار')).to.equal(sees);
      }
    });

    it('is refused to managers, their offices, operators, schedulers and inspectors: page, paper and stream', async () => {
      const office = province.offices[0];
      const agencyId = office?.agencyId ?? '';
      const refused = [
        ...(['host', 'manager_office', 'agency_liaison', 'agency_expert', 'companion_expert'] as const).map((role) => ({ role, agencyId, countyId: null })),
        'operator', 'scheduler', 'inspector', 'press_officer', { role: 'county_inspector', agencyId: null, countyId: county(0) },
      ] as const;
      for (const role of refused) {
        const client = await app.as(role);
        for (const path of ['/presence', '/presence/print', `/presence/counties/${county(0)}`]) expect((await client.get(path)).status, `${JSON.stringify(role)} ${path}`).to.equal(403);
        const screen = open(client);
        for (const stream of [boardStream(MONDAY), presenceStream(MONDAY, county(0))]) expect(await watch(screen, stream, viewName('totals', EVERYTHING), -1)).to.deep.equal({ ok: false, code: 'forbidden' });
      }
    });

    it('tells a director-general what was found at his own county offices, after the last hour has ended and not before', async () => {
      const [own, foreignOffice] = [officesOf(county(0))[0], officesOf(county(1))[0]];
      const parent = officesOf(null)[0]?.agencyId ?? '';
      await app.database.direct('agencies').where({ id: own?.agencyId ?? '' }).update({ parent_id: parent });
      await app.database.direct('agencies').where({ id: foreignOffice?.agencyId ?? '' }).update({ parent_id: officesOf(null)[1]?.agencyId ?? '' });
      await report(county(0), 'بازرس', 'online', 'late');
      await report(county(1), 'بازرس');
      const host = () => app.as({ role: 'host', agencyId: parent, countyId: null });
      const names = async (): Promise<string> => (await (await host()).get('/presence/offices')).text;
      const nameOf = async (id: string | undefined): Promise<string> => (await app.database.direct('agencies').where({ id: id ?? '' }).first('short_name'))?.short_name ?? '';
      const before = await (await host()).get(`/presence/offices?day=${MONDAY}`);
      expect(before.text).to.include('از ساعت ۱۲').and.include('دوشنبه ۲ آذر').and.not.include('با تأخیر آمد');
      app.setNow(NOON);
      const after = await names();
      expect(after).to.include('با تأخیر آمد').and.include(await nameOf(own?.agencyId)).and.not.include(await nameOf(foreignOffice?.agencyId));
      // The hour of one office that ends later holds back all of them.
      await app.database.direct('hours').where({ id: firstHour(county(2)) }).update({ ends_at: '2026-11-30T09:30:00.000Z' });
      expect(await names()).to.include('از ساعت ۱۳').and.not.include('با تأخیر آمد');
      expect((await (await app.as({ role: 'host', agencyId: own?.agencyId ?? '', countyId: null })).get('/presence/offices')).text).to.include('اداره‌ای در شهرستان‌ها ثبت نشده است');
      expect((await (await app.as({ role: 'manager_office', agencyId: parent, countyId: null })).get('/presence/offices')).status).to.equal(403);
    });
  });
});
