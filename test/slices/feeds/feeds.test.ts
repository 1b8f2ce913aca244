import { expect } from 'chai';
import ICAL from 'ical.js';
import { addDays, lastOfMonth } from '../../../server/domain/jalali.ts';
import { startApp, type Client } from '../../support/app.ts';
import { onBothDatabases } from '../../support/database.ts';
import type { Database } from '../../../db/connection.ts';
import { instant, toInstant } from '../../../server/domain/calendar.ts';
import type { Amendment } from '../../../server/domain/rota/amendment.ts';
import { foldKey, searchKey, sortKey } from '../../../server/domain/persian.ts';
import { createAmending } from '../../../server/rota/amend.ts';
import { command, ground, TO } from '../rota/ground.ts';

const NOW = '2020-03-25T06:00:00.000Z';
const UNTIL = lastOfMonth({ year: 1399, month: 2 });

const eventsOf = (text: string) => new ICAL.Component(ICAL.parse(text) as object[]).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
const idsOf = (text: string): string[] => eventsOf(text).map(({ uid }) => uid.replace(/@didar$/, ''));

/** Somebody of the agency who may come in its head's place. */
async function layDeputy({ direct }: Database, agencyId: string): Promise<string> {
  const name = 'جانشین';
  await direct('people').insert({ id: 'deputy', honorific: 'agha', name, name_key: foldKey(name), sort_key: sortKey(name), search_key: searchKey(name) });
  await direct('terms').insert({ id: 'deputy-term', agency_id: agencyId, person_id: 'deputy', post: 'معاون فنی', from_day: '2018-04-01' });
  return 'deputy';
}

describe('calendar feeds', () => {
  onBothDatabases((_name, fresh) => {
    const laid = async () => {
      const database = await fresh();
      const g = await ground(database);
      const app = await startApp(database, NOW);
      const draftId = await g.draft();
      await g.approve(draftId);
      await g.publish(draftId, UNTIL);
      const sessions = (await g.board.see(draftId)).sessions.filter(({ state, agencyId }) => state === 'published' && agencyId !== null);
      const made = async (client: Client, base: string, subject: string): Promise<string> => {
        const answer = await client.post(base, { subject, name: 'گوشی' });
        expect(answer.status, answer.text.slice(0, 400)).to.equal(200);
        return /\/feeds\/[\w-]{43}\.ics/.exec(answer.text)?.[0] ?? '';
      };
      const [session] = sessions;
      if (session?.agencyId == null) throw new Error('nothing was published');
      return { g, app, database, draftId, sessions, session, agencyId: session.agencyId, made };
    };

    it('hold what is published and nothing else: of all, of an agency, of a person', async () => {
      const { app, g, sessions, session, agencyId, made } = await laid();
      try {
        const scheduler = await app.as('scheduler');
        const [whole, agency] = [await made(scheduler, '/feeds', 'all'), await made(scheduler, '/feeds', `agency:${agencyId}`)];
        const person = await made(scheduler, '/feeds', `person:${g.agencies.find(({ id }) => id === agencyId)?.headId ?? ''}`);
        const own = sessions.filter((one) => one.agencyId === agencyId).map(({ id }) => id);
        expect(own.length).to.be.within(1, sessions.length - 1);
        const nobody = app.anonymous();
        expect(idsOf((await nobody.get(whole)).text)).to.have.members(sessions.map(({ id }) => id));
        expect(idsOf((await nobody.get(agency)).text)).to.have.members(own);
        const answer = await nobody.get(person);
        expect(idsOf(answer.text)).to.have.members(own);
        const entry = eventsOf(answer.text).find(({ uid }) => uid === `${session.id}@didar`);
        expect(entry?.startDate.toJSDate().toISOString()).to.equal(session.startsAt);
        expect(entry?.description).to.contain('مدیر پاسخگو: آقای مدیر').and.to.contain('۱۱۱');
        expect(entry?.location).to.equal('مرکز پاسخگویی ۱۱۱ استانداری');
        expect([answer.headers.get('content-type'), answer.headers.get('cache-control'), answer.headers.get('set-cookie')]).to.deep.equal(['text/calendar; charset=utf-8', 'private, max-age=300', null]);
      } finally {
        await app.stop();
      }
    });

    it('answer nothing new where nothing is new, keep only the hash of the key, and note once a day that they were read', async () => {
      const { app, database, made } = await laid();
      try {
        const url = await made(await app.as('scheduler'), '/feeds', 'all');
        const first = await app.anonymous().get(url);
        const again = await app.anonymous().get(url, { 'if-none-match': `W/${first.headers.get('etag') ?? ''}` });
        expect([again.status, again.text]).to.deep.equal([304, '']);
        app.setNow('2020-03-25T09:00:00.000Z');
        expect((await app.anonymous().get(url)).text).to.equal(first.text);
        const rows = await database.reads('feeds').select();
        expect(rows.map(({ read_at }) => read_at)).to.deep.equal([NOW]);
        expect(JSON.stringify([rows, await database.reads('events').where({ stream: 'feeds' }).select()])).not.to.contain(/[\w-]{43}/.exec(url)?.[0] ?? '');
      } finally {
        await app.stop();
      }
    });

    it('are gone once revoked, and unknown where nobody made them', async () => {
      const { app, made, database } = await laid();
      try {
        const scheduler = await app.as('scheduler');
        const url = await made(scheduler, '/feeds', 'all');
        const { id } = (await database.reads('feeds').first('id')) ?? { id: '' };
        expect((await scheduler.post(`/feeds/${id}/revoke`)).headers.get('location')).to.equal('/feeds?done=revoked');
        expect((await scheduler.post(`/feeds/${id}/revoke`)).status, 'twice is once').to.equal(303);
        const gone = await app.anonymous().get(url);
        expect([gone.status, gone.headers.get('content-type')]).to.deep.equal([410, 'text/plain; charset=utf-8']);
        expect(gone.text).to.contain('باطل شده است');
        expect((await app.anonymous().get(`/feeds/${'x'.repeat(43)}.ics`)).status).to.equal(404);
        expect((await app.anonymous().get('/feeds/%00%ff.ics')).status).to.be.oneOf([400, 404]);
        expect((await scheduler.get('/feeds')).text).to.contain('باطل‌شده');
      } finally {
        await app.stop();
      }
    });

    it('are made by an office for its own agency only, and revoked by it only there', async () => {
      const { app, agencyId, made, sessions, database } = await laid();
      try {
        const other = sessions.find((one) => one.agencyId !== agencyId)?.agencyId ?? '';
        const office = await app.as({ role: 'manager_office', agencyId, countyId: null });
        expect((await office.get('/mine')).text).to.contain('href="/mine/feeds"');
        await made(office, '/mine/feeds', `agency:${agencyId}`);
        for (const subject of [`agency:${other}`, 'all', 'agency:none', 'x', '']) expect((await office.post('/mine/feeds', { subject, name: 'گوشی' })).status, subject).to.be.oneOf([404, 422]);
        expect((await database.reads('feeds').select()).map(({ agency_id }) => agency_id)).to.deep.equal([agencyId]);
        const { id } = (await database.reads('feeds').first('id')) ?? { id: '' };
        const stranger = await app.as({ role: 'manager_office', agencyId: other, countyId: null });
        expect((await stranger.get('/mine/feeds')).text).not.to.contain('گوشی</b>');
        expect((await stranger.post(`/mine/feeds/${id}/revoke`)).status).to.equal(403);
        expect((await office.post(`/mine/feeds/${id}/revoke`)).status).to.equal(303);
      } finally {
        await app.stop();
      }
    });

    it('show nothing of a draft, and leave their key out of the log when something breaks', async () => {
      const { app, made, database, draftId, sessions } = await laid();
      try {
        const url = await made(await app.as('scheduler'), '/feeds', 'all');
        const drafts = await database.reads('sessions').where({ draft_id: draftId, state: 'draft' }).where('day', '<=', addDays(TO, 1)).select('id');
        expect(drafts.length).to.be.above(0);
        expect(idsOf((await app.anonymous().get(url)).text)).to.have.length(sessions.length);
        await database.direct('sessions').update({ why: '{' });
        expect((await app.anonymous().get(url)).status).to.equal(500);
        const key = /[\w-]{43}/.exec(url)?.[0] ?? '';
        expect(app.logged.length).to.be.above(0);
        expect(JSON.stringify(app.logged)).not.to.contain(key);
      } finally {
        await app.stop();
      }
    });

    it('tell of a move, a substitute and a cancellation under the same id and a greater number, and of nothing else anew', async () => {
      const { app, g, sessions, session, agencyId, made } = await laid();
      try {
        const scheduler = await app.as('scheduler');
        const [whole, person] = [await made(scheduler, '/feeds', 'all'), await made(scheduler, '/feeds', `person:${g.agencies.find(({ id }) => id === agencyId)?.headId ?? ''}`)];
        const entries = async (url: string) => new Map(eventsOf((await app.anonymous().get(url)).text).map((one) => [one.uid.replace('@didar', ''), one]));
        const stamp = (one: ICAL.Event | undefined): string => String(one?.component.getFirstPropertyValue('dtstamp'));
        const before = await entries(whole);
        const amending = createAmending({ reads: g.database.reads, writer: g.writer, newId: () => crypto.randomUUID() });
        const at = instant('2020-03-15T06:00:00.000Z');
        const amend = async (amendment: Amendment): Promise<void> => {
          const { mark } = await amending.prospect([amendment], at);
          await amending.amend({ amendments: [amendment], reason: 'سفر استاندار', letterNo: null, letterDay: null, note: null, cause: null, seen: mark }, command(g.scheduler.id, at));
        };
        const [place] = await amending.fittingPlaces(session.id, 1, at);
        const other = sessions.findLast((one) => one.agencyId !== agencyId);
        if (place === undefined || other === undefined) throw new Error('nowhere to go');
        await amend({ kind: 'move', sessionId: session.id, to: place });
        await amend({ kind: 'cancel', sessionId: other.id });
        const after = await entries(whole);
        expect([...after.keys()]).to.have.members([...before.keys()]);
        expect(after.get(session.id)?.startDate.toJSDate().toISOString()).to.equal(toInstant(place.day, place.from));
        expect([after.get(session.id)?.sequence, stamp(after.get(session.id))]).to.deep.equal([1, '2020-03-15T06:00:00Z']);
        const gone = after.get(other.id);
        expect([gone?.sequence, gone?.component.getFirstPropertyValue('status'), stamp(gone)]).to.deep.equal([1, 'CANCELLED', '2020-03-15T06:00:00Z']);
        expect(gone?.summary).to.match(/^لغو شد: /);
        for (const [id, one] of after) if (id !== session.id && id !== other.id) expect(one.component.toString(), id).to.equal(before.get(id)?.component.toString());
        expect((await entries(person)).has(other.id), 'what is another agency\'s').to.equal(false);
        const deputy = await layDeputy(g.database, agencyId);
        await amend({ kind: 'substitute', sessionId: session.id, personId: deputy });
        const named = (await entries(person)).get(session.id);
        expect([named?.sequence, named?.description]).to.satisfy(([sequence, text]: [number, string]) => sequence === 2 && text.includes('آقای جانشین') && text.includes('به جای آقای مدیر'));
      } finally {
        await app.stop();
      }
    });

    it('are asked for as often as a big office does, and no oftener', async () => {
      const { app } = await laid();
      try {
        const ask = () => app.anonymous().get(`/feeds/${'y'.repeat(43)}.ics`);
        const statuses: number[] = [];
        for (let round = 0; round < 30; round += 1) statuses.push(...(await Promise.all(Array.from({ length: 10 }, ask))).map(({ status }) => status));
        expect(new Set(statuses)).to.deep.equal(new Set([404]));
        const late = await ask();
        expect([late.status, late.headers.get('content-type')]).to.deep.equal([429, 'text/plain; charset=utf-8']);
        expect(Number(late.headers.get('retry-after'))).to.be.within(1, 300);
      } finally {
        await app.stop();
      }
    });
  });
});
