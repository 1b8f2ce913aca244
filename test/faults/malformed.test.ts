import { expect } from 'chai';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { startApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { onSqlite } from '../support/database.ts';
import type { Program } from '../support/process.ts';
import { formFields } from '../support/shapes.ts';
import { openScreen, watch, type Screen } from '../live/screens.ts';
import { laySessions, queueFields, type Sessions } from './calls.ts';
import { layGround, type Ground } from './ground.ts';

/** So many of each kind; MESSAGES asks for another number. */
const MESSAGES = Number(process.env['MESSAGES'] ?? 5_000);
const BACK_WITHIN_MB = 20;
// With little room what is no longer needed is let go soon, and what is kept shows.
const SMALL_HEAP = { NODE_OPTIONS: '--max-old-space-size=96 --max-semi-space-size=2' };
const TOGETHER = 16;
const A_SCREEN = 100;
const seed = Number(process.env['SEED'] ?? Math.trunc(performance.timeOrigin) % 2 ** 31);

const megabytesOf = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>('', ' ', '\u0000', '‮abc', '۱۴۰۵/۱۳/۴۰', '-1', '1e309', 'NaN', '__proto__', 'null', '../../etc/passwd', 'a'.repeat(10_000), '%00', '<script>', '\ud800', 9e15, -0, null, true, [], {}),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.anything({ maxDepth: 3, withNullPrototype: true }),
);

interface Sent {
  readonly path: string;
  readonly how: 'json' | 'form' | 'raw';
  readonly body: unknown;
}

/** A valid body with a few of its fields spoilt, dropped, doubled, or joined by others. */
const spoilt = (valid: Readonly<Record<string, string>>, names: readonly string[]): fc.Arbitrary<Record<string, unknown>> => {
  const field = fc.constantFrom(...(Object.keys(valid).length > 0 ? Object.keys(valid) : names), ...names.slice(0, 3));
  const change = fc.oneof(
    fc.tuple(field, odd).map(([name, value]) => (body: Record<string, unknown>) => ({ ...body, [name]: value })),
    field.map((name) => (body: Record<string, unknown>) => Object.fromEntries(Object.entries(body).filter(([one]) => one !== name))),
    field.map((name) => (body: Record<string, unknown>) => ({ ...body, [name]: [body[name], body[name]] })),
    fc.tuple(fc.constantFrom(...names), odd).map(([name, value]) => (body: Record<string, unknown>) => ({ ...body, [name]: value })),
  );
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => changes.reduce<Record<string, unknown>>((body, one) => one(body), { ...valid }));
};

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const rawBodies = ['', '{', '{"a":', 'null', '[]', '"text"', '7', '{"call":"x","call":"y"}', deep(5_000), '{"__proto__":{"admin":true}}', `{"text":"${'x'.repeat(300_000)}"}`, '\u0000\u0001', 'a=1&a=2&a[b]=3', `${'k=v&'.repeat(7_000)}`];

onSqlite((fresh) => {
  describe(`${MESSAGES} malformed requests and as many malformed messages (seed ${seed})`, function () {
    this.timeout(300_000);
    let ground: Ground;
    let sessions: Sessions;
    let program: Program;
    let client: Client;
    let ended = '';
    beforeEach(async () => {
      ground = await layGround('SQLite');
      sessions = await laySessions(ground.database, 2);
      program = await ground.launch('main', SMALL_HEAP);
      ended = '';
      void program.ended.then(({ code, signal, faults }) => { ended = `${code ?? signal ?? ''} ${faults}`; });
      [client] = await ground.people(1, 'operator') as [Client];
      const me = client.userId ?? '';
      for (const role of ['supervisor', 'administrator', 'scheduler', 'inspection_head'] as const) {
        await ground.database.direct('grants').insert({ id: randomUUID(), user_id: me, role, agency_id: null, county_id: null, scope: 'all' });
      }
    });
    afterEach(() => ground.remove());

    const expectUnharmed = async (before: number): Promise<void> => {
      expect(ended, 'the program has ended').to.equal('');
      const complaints = program.output().split('\n').filter((line) => /"level":"(error|fatal)"/.test(line));
      expect(complaints.slice(0, 3)).to.deep.equal([]);
      expect((await client.get('/desk')).status).to.equal(200);
      let grown = Infinity;
      for (let waited = 0; waited < 10_000 && grown > BACK_WITHIN_MB; waited += 250) {
        await pause(250);
        grown = megabytesOf(program.pid) - before;
      }
      console.log(`      ${grown.toFixed(0)} MB more than the ${before.toFixed(0)} before`);
      expect(grown).to.be.below(BACK_WITHIN_MB);
    };

    it('over HTTP end no process and are never answered with 5xx', async () => {
      const app = await startApp(await fresh());
      const posts = app.wired.routes.table.filter(({ method, path }) => method === 'post' && path !== '/logout' && path !== '/login').map(({ path }) => path);
      await app.stop();
      const names = await formFields();
      expect(names.length).to.be.above(80);
      const [session = ''] = sessions.ids;
      const valid: Readonly<Record<string, Readonly<Record<string, string>>>> = {
        '/desk/calls': queueFields(sessions, session),
        '/host/:session/hold': { call: randomUUID(), reason: 'پرونده', minutes: '2' },
        '/host/:session/conclude': { call: randomUUID(), outcome: 'referred', dueDay: '', expertId: '', note: 'x' },
        '/host/:session/note': { call: randomUUID(), text: 'نوشته' },
        '/today/:id/close': { how: 'close' },
        '/today/:id/seats': { side: 'host', desk: 'میز ۱' },
      };
      const place = fc.oneof({ weight: 6, arbitrary: fc.constant(session) }, { weight: 1, arbitrary: fc.uuid() }, { weight: 2, arbitrary: fc.string({ maxLength: 40 }) });
      const path = fc.tuple(fc.constantFrom(...posts, ...Object.keys(valid)), fc.array(place, { minLength: 3, maxLength: 3 }));
      const message: fc.Arbitrary<Sent> = path.chain(([route, ids]) => {
        let next = 0;
        const target = route.replace(/:\w+/g, () => encodeURIComponent(ids[next++ % ids.length] || 'x'));
        const body = spoilt(valid[route] ?? {}, names);
        return fc.oneof(
          { weight: 5, arbitrary: body.map((one): Sent => ({ path: target, how: 'json', body: one })) },
          { weight: 4, arbitrary: body.map((one): Sent => ({ path: target, how: 'form', body: one })) },
          { weight: 1, arbitrary: fc.constantFrom(...rawBodies).map((one): Sent => ({ path: target, how: 'raw', body: one })) },
        );
      });
      const send = async ({ path: target, how, body }: Sent): Promise<number> => {
        const headers = { accept: how === 'form' ? 'text/html' : 'application/json', origin: ground.url, cookie: client.cookie, 'x-csrf': client.csrf };
        const types = { json: 'application/json', form: 'application/x-www-form-urlencoded', raw: Math.random() < 0.5 ? 'application/json' : 'application/x-www-form-urlencoded' };
        const text = how === 'raw' ? String(body) : how === 'json' ? JSON.stringify({ _key: randomUUID(), ...(body as object) }, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
          : new URLSearchParams({ _key: randomUUID(), ...Object.fromEntries(Object.entries(body as object).map(([name, value]) => [name, typeof value === 'string' ? value : (JSON.stringify(value, (_n, one: unknown) => (typeof one === 'bigint' ? '7' : one)) ?? '')])) }).toString();
        const response = await fetch(`${ground.url}${target}`, { method: 'POST', redirect: 'manual', headers: { ...headers, 'content-type': types[how] }, body: text });
        await response.arrayBuffer();
        return response.status;
      };
      const statuses = new Map<number, number>();
      const bad: string[] = [];
      let before = 0;
      const all = fc.sample(message, { seed, numRuns: MESSAGES });
      const work = async (): Promise<void> => {
        for (let one = all.pop(); one !== undefined; one = all.pop()) {
          const status = await send(one);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          if (status >= 500) bad.push(`${status} ${one.path} ${JSON.stringify(one.body, (_n, value: unknown) => (typeof value === 'bigint' ? '7' : value)).slice(0, 300)}`);
          // What it needs for its work it has after the first fifth.
          if (before === 0 && all.length < MESSAGES * 0.8) before = megabytesOf(program.pid);
        }
      };
      await Promise.all(Array.from({ length: TOGETHER }, work));
      console.log(`      answered with ${[...statuses].sort().map(([status, count]) => `${count} x ${status}`).join(', ')}`);
      expect(bad.slice(0, 5), program.output().split('\n').filter((line) => line.includes('"error"')).slice(0, 3).join('\n')).to.deep.equal([]);
      await expectUnharmed(before);
    });

    it('that are no HTTP at all end no process either', async () => {
      const rubbish = ['\r\n\r\n', 'GET\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', 'POST /desk/calls HTTP/1.1\r\nContent-Length: -1\r\n\r\n', 'GET /%ff%fe/%00 HTTP/1.1\r\nHost: x\r\n\r\n', 'GET /host/%E0%A4%A HTTP/1.1\r\nHost: x\r\n\r\n',
        `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(70_000)}\r\n\r\n`, 'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n', 'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n\r\n',
        'POST /socket.io/?EIO=4&transport=polling&sid=none HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc', 'POST /desk/calls HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'];
      for (const text of rubbish) {
        const socket = connect(Number(new URL(program.url).port), '127.0.0.1');
        const answer = await new Promise<string>((resolve) => {
          let said = '';
          socket.setEncoding('utf8').on('data', (part: string) => { said += part; }).on('error', () => resolve(said)).on('close', () => resolve(said));
          socket.write(text);
          setTimeout(() => socket.destroy(), 150);
        });
        expect(answer.slice(0, 12), JSON.stringify(text.slice(0, 60))).not.to.match(/^HTTP\/1\.1 5/);
      }
      await expectUnharmed(megabytesOf(program.pid));
    });

    it('over sockets end no process, and a good question is answered after them', async () => {
      const stream = `session:${sessions.ids[0] ?? ''}`;
      const ask = fc.oneof(
        fc.record({ stream: fc.oneof(fc.constant(stream), odd), view: fc.oneof(fc.constant('host-queue'), odd), seq: fc.oneof(fc.constant(-1), odd) }, { requiredKeys: [] }),
        odd,
      );
      const frames = ['', '0', '1', '2probe', '3', '4', '40/evil,', '40{"token":1}', '41', '42', '42[]', '42["watch"]', '42["watch",', '42[7,{}]', '42["__proto__",{}]', '43', '431[1]', '44{"message":"x"}', '45', '451-["watch",{"_placeholder":true,"num":0}]', '459999-["watch"]', '46', '5', '6', 'b', `42["watch","${'y'.repeat(50_000)}"]`, '\u0000', '42["watch",{"stream":"today:2026-99-99","view":"desk","seq":0}]', `42["watch",${deep(2_000)}]`];
      const message = fc.oneof(
        { weight: 6, arbitrary: fc.array(ask, { maxLength: 3 }).map((args) => ({ event: 'watch', args })) },
        { weight: 1, arbitrary: fc.tuple(fc.string({ maxLength: 20 }), fc.array(odd, { maxLength: 3 })).map(([event, args]) => ({ event, args })) },
        { weight: 2, arbitrary: fc.oneof(fc.constantFrom(...frames), fc.string({ maxLength: 80 })).map((frame) => ({ frame })) },
      );
      const all = fc.sample(message, { seed, numRuns: MESSAGES });
      const before = { mb: 0 };
      const open = (): Promise<Screen> => new Promise((resolve, reject) => {
        const screen = openScreen(program.url, client);
        screen.once('connect', () => resolve(screen)).once('connect_error', reject);
      });
      let screens = 0;
      while (all.length > 0) {
        const screen = await open();
        screens += 1;
        // Some messages end the screen, and rightly; the rest is sent by the next one.
        for (let said = 0; said < A_SCREEN && screen.connected; said += 1) {
          const one = all.pop();
          if (one === undefined) break;
          if ('frame' in one) {
            (screen.io.engine.transport as unknown as { ws: { send(text: string): void } }).ws.send(one.frame);
            // Time to be ended for it.
            await pause(2);
          } else {
            try {
              (screen as unknown as { emit(event: string, ...args: unknown[]): void }).emit(one.event, ...one.args);
            } catch {
              // The client's own library will not send it: a reserved name, or what no JSON can say.
            }
          }
          await new Promise((resolve) => setImmediate(resolve));
        }
        screen.disconnect();
        if (before.mb === 0 && all.length < MESSAGES * 0.8) before.mb = megabytesOf(program.pid);
      }
      console.log(`      ${MESSAGES} messages over ${screens} screens`);
      const good = await open();
      expect((await watch(good, stream, 'host-queue', -1)).ok).to.equal(true);
      good.disconnect();
      await expectUnharmed(before.mb);
    });
  });
});
