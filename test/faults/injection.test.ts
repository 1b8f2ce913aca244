import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { expect } from 'chai';
import { fromJalali } from '../../server/domain/jalali.ts';
import type { Route } from '../../server/http/guard.ts';
import { openScreen } from '../live/screens.ts';
import { ground } from '../slices/rota/ground.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { layUser, type Client } from '../support/client.ts';
import { onBothDatabases } from '../support/database.ts';
import { layPlace, type Place } from '../support/place.ts';
import { formFields } from '../support/shapes.ts';
import { isHeaderSafe, MARK, PAYLOADS, payloadsFor, type Payload } from './injection/payloads.ts';
import { addressesOf, candidates, formsIn, queryNames } from './injection/targets.ts';
import { leftBehind, shapeOf, signIn, sizes, tookWords, untouched, type Seen } from './injection/watch-over.ts';

const TOGETHER = 6;
const HEADERS = ['accept', 'accept-language', 'content-type', 'cookie', 'host', 'if-none-match', 'origin', 'range', 'referer', 'sec-fetch-site', 'user-agent', 'webhook-id', 'webhook-signature', 'webhook-timestamp', 'x-csrf', 'x-forwarded-for'];
const payloadAt = (index: number): Payload => PAYLOADS[((index % PAYLOADS.length) + PAYLOADS.length) % PAYLOADS.length] as Payload;

/** One thing that is tried: what it is for whoever reads of its failing, and how it is asked. */
interface Trial {
  readonly what: string;
  readonly payload: Payload | null;
  ask(): Promise<Seen>;
}

onBothDatabases((name, fresh) => {
  describe(`what is written where something else is expected (${name})`, function () {
    this.timeout(300_000);
    // On PostgreSQL, whose statements are the same, every sixth.
    const share = name === 'SQLite' || process.env['INJECTIONS'] === 'all' ? 1 : 6;
    let app: TestApp;
    let client: Client;
    let spared: { readonly place: Place; readonly userId: string };
    let known: readonly string[];

    before(() => expect(MARK in {}, 'an earlier trial has left its mark on every object').to.equal(false));

    beforeEach(async () => {
      const database = await fresh();
      const office = await ground(database, { count: 8 });
      const draftId = await office.draft();
      await office.approve(draftId);
      await office.publish(draftId, fromJalali(1399, 2, 31));
      app = await startApp(database, '2020-04-20T06:00:00.000Z');
      const own = await layPlace(database);
      // An exchange with another than oneself.
      const third = await layPlace(database);
      await database.direct('swap_requests').where({ id: own.swapId }).update({ other_session_id: third.sessionId, other_agency_id: third.agencyId });
      client = await app.as('administrator', 'scheduler', 'operator', 'supervisor', 'inspection_head', 'press_officer', ...(['host', 'manager_office', 'agency_liaison'] as const).map((role) => ({ role, agencyId: own.agencyId, countyId: null })));
      spared = { place: await layPlace(database), userId: await layUser(database, 'spared', ['supervisor'], null, '2020-04-20T06:00:00.000Z') };
      await client.post('/topics/new', { name: 'آب', answerers: 'any', parentId: '', aliases: '' });
      const me = await database.direct('users').where({ id: client.userId ?? '' }).first('person_id');
      const theirs = new Set<string>([...Object.values(spared.place) as string[], spared.userId, client.userId ?? '', me?.person_id ?? '']);
      known = [...Object.values(own) as string[], ...(await candidates(database)).filter((id) => !theirs.has(id))];
    });
    afterEach(() => app.stop());

    const send = async (method: string, path: string, body: string | FormData | null, headers: Record<string, string> = {}): Promise<Seen> => {
      const response = await fetch(`${app.url}${path}`, {
        method, redirect: 'manual', headers: { cookie: client.cookie, accept: 'text/html', origin: app.url, 'x-csrf': client.csrf, ...headers }, ...(body === null ? {} : { body }),
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    };
    const sendForm = (path: string, fields: Readonly<Record<string, string>>) =>
      send('POST', path, new URLSearchParams({ _key: randomUUID(), ...fields }).toString(), { 'content-type': 'application/x-www-form-urlencoded' });
    const sendJson = (path: string, body: object) => send('POST', path, JSON.stringify({ _key: randomUUID(), ...body }), { 'content-type': 'application/json', accept: 'application/json' });

    const tryAll = async (all: readonly Trial[], together = TOGETHER): Promise<void> => {
      const trials = all.filter((_one, index) => index % share === 0);
      const database = app.database;
      const before = { shape: await shapeOf(database), rows: await untouched(database, spared.place, spared.userId), sizes: await sizes(database) };
      const [statuses, signs, took] = [new Map<number, number>(), [] as string[], [] as { payload: Payload | null; ms: number }[]];
      const left = [...trials].reverse();
      const work = async (): Promise<void> => {
        for (let trial = left.pop(); trial !== undefined; trial = left.pop()) {
          const began = performance.now();
          const seen = await trial.ask();
          took.push({ payload: trial.payload, ms: performance.now() - began });
          statuses.set(seen.status, (statuses.get(seen.status) ?? 0) + 1);
          const sign = signIn(seen);
          if (sign !== null && signs.length < 20) signs.push(`${sign}: ${trial.what} ${JSON.stringify(trial.payload?.text.slice(0, 80) ?? '')}`);
        }
      };
      await Promise.all(Array.from({ length: together }, work));
      console.log(`      ${trials.length} trials, ${[...statuses].sort(([one], [other]) => one - other).map(([status, count]) => `${count} x ${status}`).join(', ')}; ${tookWords(took)}`);
      const errors = app.logged.filter((line) => 'level' in line && line.level === 'error').map((line) => JSON.stringify(line).slice(0, 400));
      expect(signs, errors.slice(0, 5).join('\n')).to.deep.equal([]);
      expect(errors.slice(0, 3)).to.deep.equal([]);
      expect(leftBehind()).to.deep.equal([]);
      expect(await shapeOf(database)).to.equal(before.shape);
      expect(await untouched(database, spared.place, spared.userId)).to.equal(before.rows);
      const now = await sizes(database);
      expect([...before.sizes].filter(([table, size]) => (now.get(table) ?? 0) < size)).to.deep.equal([]);
      expect((await client.get('/audit')).status).to.equal(200);
    };

    const routesOf = (method: Route['method']): readonly Route[] => app.wired.routes.table.filter((route) => route.method === method && !/^\/(logout|login)/.test(route.path));
    /** Every route with an address that leads somewhere, or with ids that nobody has. */
    const addressed = async (routes: readonly Route[]): Promise<readonly { readonly route: Route; readonly address: string }[]> => {
      const found = await addressesOf(app.wired.routes.table.flatMap(({ method, path }) => (method === 'get' ? [path] : [])), client, known);
      return routes.map((route) => {
        // A form is sent to the page it stands on, or to one below it.
        const nearest = [...found].filter(([path, address]) => address !== null && route.path.startsWith(path) && path.includes(':')).sort(([one], [other]) => other.length - one.length)[0];
        const exact = found.get(route.path) ?? null;
        const begun = exact ?? (nearest === undefined ? route.path : `${nearest[1] ?? ''}${route.path.slice(nearest[0].length)}`);
        return { route, address: begun.replace(/:\w+/g, () => known[0] ?? randomUUID()) };
      });
    };

    it('does nothing in an address', async () => {
      const names = queryNames();
      const trials: Trial[] = [];
      for (const [at, { route, address }] of (await addressed(routesOf('get'))).entries()) {
        const parts = route.path.match(/:\w+/g) ?? [];
        for (const [index, payload] of payloadsFor(at).entries()) {
          const text = payload.text.slice(0, 3_000);
          for (const part of parts) {
            let path: string;
            try {
              path = route.path.replace(part, () => encodeURIComponent(text)).replace(/:\w+/g, () => known[0] ?? '');
            } catch {
              // Half a character is nothing that an address can hold.
              continue;
            }
            trials.push({ what: `GET ${route.path}, ${part}`, payload, ask: () => send('GET', path, null) });
          }
          // Each name has its turn with each payload, all of them at once, and some alone.
          const all = new URLSearchParams(Object.fromEntries(names.map((one, offset) => [one, payloadAt(index * 4 + at + offset).text.slice(0, 300)])));
          trials.push({ what: `GET ${address}?…`, payload, ask: () => send('GET', `${address}?${all.toString()}`, null) });
          const alone = names[(index + at) % names.length] ?? '';
          trials.push({ what: `GET ${address}?${alone}`, payload, ask: () => send('GET', `${address}?${new URLSearchParams({ [alone]: text }).toString()}`, null) });
        }
      }
      await tryAll(trials);
    });

    it('does nothing in a form as the pages show it', async () => {
      const forms = new Map<string, ReadonlyMap<string, string>>();
      for (const { address } of await addressed(routesOf('get'))) {
        const { status, text } = await client.get(address);
        if (status === 200) for (const { action, fields } of formsIn(text)) if (!/^\/log(in|out)/.test(action) && !action.includes(client.userId ?? '-')) forms.set(action.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '#') + [...fields.keys()].join(), new Map([['', action], ...fields]));
      }
      expect(forms.size).to.be.above(20);
      const trials: Trial[] = [];
      let turn = 0;
      for (const form of forms.values()) {
        const action = form.get('') ?? '';
        const valid = Object.fromEntries([...form].filter(([field]) => field !== ''));
        for (const field of Object.keys(valid)) {
          turn += 1;
          for (const payload of payloadsFor(turn)) {
            trials.push({ what: `POST ${action}, ${field}`, payload, ask: () => sendForm(action, { ...valid, [field]: payload.text }) });
          }
        }
      }
      await tryAll(trials);
    });

    it('does nothing in a form or a body that no page shows', async () => {
      const names = await formFields();
      const trials: Trial[] = [];
      for (const [at, { route, address }] of (await addressed(routesOf('post'))).entries()) {
        for (const [index, payload] of payloadsFor(at).entries()) {
          const all = Object.fromEntries(names.map((one, offset) => [one, payloadAt(index * 4 + at + offset).text.slice(0, 200)]));
          trials.push(index % 2 === 0
            ? { what: `POST ${route.path}, all fields`, payload, ask: () => sendForm(address, all) }
            : { what: `POST ${route.path}, all fields as JSON`, payload, ask: () => sendJson(address, all) });
          const [one, other] = [names[(index + at) % names.length] ?? '', names[(index * 7 + at) % names.length] ?? ''];
          trials.push({ what: `POST ${route.path}, ${one} and ${other}`, payload, ask: () => sendJson(address, { [one]: payload.text, [other]: [payload.text, { $ne: payload.text }], __proto: payload.text }) });
        }
        const raw: readonly (readonly [string, string])[] = [
          ['application/xml', `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`],
          ['application/json', `{"__proto__":{"${MARK}":1},"constructor":{"prototype":{"${MARK}":1}},"text":{"__proto__":{"${MARK}":1}}}`],
          ['application/x-www-form-urlencoded', `__proto__[${MARK}]=1&constructor[prototype][${MARK}]=1&__proto__.${MARK}=1`],
          ['text/plain', `${MARK}' or 1=1--`],
        ];
        for (const [type, body] of raw) trials.push({ what: `POST ${route.path}, ${type}`, payload: null, ask: () => send('POST', address, body, { 'content-type': type }) });
      }
      await tryAll(trials);
    });

    it('does nothing as the name or the content of a file', async () => {
      const uploads = (await addressed(routesOf('post'))).filter(({ route }) => /^\/imports\/:kind$/.test(route.path));
      expect(uploads.length).to.be.above(0);
      const trials = uploads.flatMap(({ route, address }) => payloadsFor(0).map((payload): Trial => ({
        what: `POST ${route.path}, a file`,
        payload,
        ask: () => {
          const body = new FormData();
          for (const field of ['_csrf', 'kind']) body.set(field, field === '_csrf' ? client.csrf : payload.text.slice(0, 200));
          body.set('file', new Blob([`${payload.text},${payload.text}\n`], { type: 'text/csv' }), `${payload.text.slice(0, 200)}.csv`);
          return send('POST', address, body);
        },
      })));
      // No more are read at once than the machine bears: more would be told to come again.
      await tryAll(trials, 1);
    });

    it('does nothing in a header', async () => {
      const asked = (method: string, path: string, header: string, value: string): Promise<Seen> =>
        new Promise((resolve, reject) => {
          const headers = { cookie: client.cookie, origin: app.url, 'content-type': 'application/x-www-form-urlencoded', [header]: header === 'cookie' ? `didar=${value}; form=${value}; device=${value}` : value };
          const sent = httpRequest(`${app.url}${path}`, { method, headers, agent: false }, (response) => {
            let text = '';
            response.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('end', () => {
              const told = new Headers();
              for (const [one, values] of Object.entries(response.headersDistinct)) for (const each of values ?? []) told.append(one, each);
              resolve({ status: response.statusCode ?? 0, headers: told, text });
            });
          }).on('error', reject);
          sent.end(method === 'POST' ? `_csrf=x&username=${MARK}&password=${MARK}` : undefined);
        });
      const trials = HEADERS.flatMap((header, at) => payloadsFor(at).filter(isHeaderSafe).flatMap((payload) =>
        [['GET', '/agencies'], ['GET', '/nowhere'], ['POST', '/login'], ['POST', '/api/v1/calls']].map(([method = '', path = '']): Trial => ({
          what: `${method} ${path}, ${header}`, payload, ask: () => asked(method, path, header, payload.text.trim()),
        }))));
      await tryAll(trials);
    });

    it('does nothing in what a screen asks to watch', async () => {
      const screen = openScreen(app.url, client);
      await new Promise<void>((resolve, reject) => void screen.once('connect', resolve).once('connect_error', reject));
      const ask = (asked: object): Promise<Seen> =>
        new Promise((resolve) => {
          const done = (answer: unknown): void => resolve({ status: 200, headers: new Headers(), text: JSON.stringify(answer ?? null) });
          (screen as unknown as { timeout(ms: number): { emit(event: string, asked: object, ack: (error: unknown, answer: unknown) => void): void } }).timeout(5_000).emit('watch', asked, (_error, answer) => done(answer));
        });
      const day = 'today:2020-04-20';
      const trials = PAYLOADS.flatMap((payload) => {
        const text = payload.text.slice(0, 2_000);
        return [
          { stream: text, view: 'today', seq: -1 }, { stream: day, view: text, seq: -1 }, { stream: day, view: 'today', seq: text }, { stream: `draft:${text}`, view: 'month', seq: -1 },
          { stream: `session:${text}`, view: 'host-queue', seq: -1 }, { stream: `today:${text}`, view: 'desk', seq: -1 }, { [text]: text, stream: day, view: 'today', seq: -1 },
        ].map((asked): Trial => ({ what: `watch ${JSON.stringify(asked).slice(0, 60)}`, payload, ask: () => ask(asked) }));
      });
      await tryAll(trials);
      screen.disconnect();
    });
  });
});
