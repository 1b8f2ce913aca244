import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import type { Database } from '../../db/connection.ts';
import { listen } from '../../db/listen.ts';
import { createWriter, type Writer } from '../../db/writer.ts';
import { instant, type Instant } from '../../server/domain/calendar.ts';
import type { Grant, Role } from '../../server/domain/permission.ts';
import { csrfToken } from '../../server/http/csrf.ts';
import type { Gateway } from '../../server/live/gateway.ts';
import { createPasswords } from '../../server/people/passwords.ts';
import { nameKeysOf } from '../../server/people/person.ts';
import { wire, type Wired } from '../../server/wiring.ts';

const secret = (): string => randomBytes(32).toString('base64');

/** An answer as a test looks at it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Somebody who speaks to the app: with the cookies, the origin and the token that his browser would send. */
export interface Client {
  readonly userId: string | null;
  readonly cookie: string;
  readonly csrf: string;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** A form as a browser posts it; `_csrf` and `_key` are added unless given. */
  post(path: string, fields?: Readonly<Record<string, string | readonly string[]>>, headers?: Record<string, string>): Promise<Answer>;
  /** The same as `fetch` in a page sends it. */
  postJson(path: string, body?: object, headers?: Record<string, string>): Promise<Answer>;
}

/** The whole program over one database, listening on a port of its own. */
export interface TestApp {
  readonly url: string;
  readonly wired: Wired;
  readonly writer: Writer;
  readonly database: Database;
  readonly logged: readonly object[];
  setNow(now: string): void;
  /** A new person with these roles, logged in. */
  as(...grants: readonly (Role | Grant)[]): Promise<Client>;
  /** A new scheduler who enters by name and password. */
  person(username: string, password: string): Promise<string>;
  anonymous(): Client;
  stop(): Promise<void>;
}

const grantOf = (one: Role | Grant): Grant => (typeof one === 'string' ? { role: one, agencyId: null, countyId: null } : one);

const clientOf = (url: string, cookie: string, csrf: string, userId: string | null): Client => {
  const send = async (method: string, path: string, headers: Record<string, string>, body?: string): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: { cookie, accept: 'text/html', ...headers },
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return {
    userId,
    cookie,
    csrf,
    get: (path, headers = {}) => send('GET', path, headers),
    post: (path, fields = {}, headers = {}) => {
      const body = new URLSearchParams({ _csrf: csrf, _key: randomUUID() });
      for (const [name, value] of Object.entries(fields)) {
        body.delete(name);
        for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
      }
      return send('POST', path, { origin: url, 'content-type': 'application/x-www-form-urlencoded', ...headers }, body.toString());
    },
    postJson: (path, body = {}, headers = {}) =>
      send('POST', path, { origin: url, accept: 'application/json', 'content-type': 'application/json', 'x-csrf': csrf, ...headers }, JSON.stringify({ _key: randomUUID(), ...body })),
  };
};

/** Starts the program on a fresh database; `now` is the instant it believes in. The caller stops it. */
export async function startApp(database: Database, now = '2026-11-22T06:00:00.000Z'): Promise<TestApp> {
  const secrets = { encryption: secret(), index: secret(), pepper: secret(), form: secret() };
  const logged: object[] = [];
  let believed: Instant = instant(now);
  let gateway: Gateway | null = null;
  const writer = await createWriter(database, (committed) => gateway?.publish(committed));
  const listening = await listen(database, (committed) => gateway?.publish(committed), () => gateway?.refresh());
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const wired = wire({
    config: { origin: url, proxies: 0, dataDir: tmpdir() },
    secrets,
    database,
    writer,
    now: () => believed,
    log: (line) => logged.push(line),
    port: () => port,
  });
  await wired.ready();
  // The gateway takes its own requests off the listeners that are there before it.
  http.on('request', wired.app);
  gateway = wired.openGateway(http);

  const addUser = async (username: string, given: readonly (Role | Grant)[], passwordHash: string | null): Promise<string> => {
    const [personId, userId] = [randomUUID(), randomUUID()];
    const name = `آزمون ${userId.slice(0, 6)}`;
    const { direct } = database;
    await direct('people').insert({ id: personId, honorific: 'khanom', name, ...nameKeysOf(name) });
    await direct('users').insert({ id: userId, person_id: personId, username, username_key: username, password_hash: passwordHash, authz_version: 1, disabled_at: null, created_at: believed });
    for (const { role, agencyId, countyId } of given.map(grantOf)) {
      const scope = agencyId !== null ? `agency:${agencyId}` : countyId !== null ? `county:${countyId}` : 'all';
      await direct('grants').insert({ id: randomUUID(), user_id: userId, role, agency_id: agencyId, county_id: countyId, scope });
    }
    return userId;
  };

  return {
    url,
    wired,
    writer,
    database,
    logged,
    setNow: (next) => { believed = instant(next); },
    anonymous: () => {
      const form = randomBytes(16).toString('base64url');
      return clientOf(url, `form=${form}`, csrfToken(secrets.form, `form ${form}`), null);
    },
    person: async (username, password) => addUser(username, ['scheduler'], await createPasswords(secrets.pepper).hash(password)),
    async as(...given) {
      const userId = await addUser(`u${randomUUID().slice(0, 12)}`, given, null);
      const [loginId, token] = [randomUUID(), randomBytes(32).toString('base64url')];
      await database.direct('logins').insert({
        id: loginId, token_hash: createHash('sha256').update(token).digest('hex'), user_id: userId,
        started_at: believed, seen_at: believed, expires_at: '2099-01-01T00:00:00.000Z', ended_at: null, ended_why: null, ip: '127.0.0.1', device: 'test',
      });
      return clientOf(url, `didar=${token}`, csrfToken(secrets.form, `login ${loginId}`), userId);
    },
    async stop() {
      await gateway?.drain(0);
      http.closeAllConnections();
      await writer.drain();
      await listening.stop();
    },
  };
}
