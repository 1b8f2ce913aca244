import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Database } from '../../db/connection.ts';
import type { Grant, Role } from '../../server/domain/permission.ts';
import { csrfToken } from '../../server/http/csrf.ts';
import { nameKeysOf } from '../../server/people/person.ts';

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

/** Speaks to the program at `url` with this cookie and this form token. */
export function clientOf(url: string, cookie: string, csrf: string, userId: string | null): Client {
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
}

/** A browser that has not entered. */
export function strangerAt(url: string, formSecret: string): Client {
  const form = randomBytes(16).toString('base64url');
  return clientOf(url, `form=${form}`, csrfToken(formSecret, `form ${form}`), null);
}

type Given = Role | Grant;
type Rows = Pick<Database, 'direct'>;
const grantOf = (one: Given): Grant => (typeof one === 'string' ? { role: one, agencyId: null, countyId: null } : one);

/** Lays a user with these roles straight into the tables; gives its id. */
export async function layUser({ direct }: Rows, username: string, given: readonly Given[], passwordHash: string | null, at: string): Promise<string> {
  const [personId, userId] = [randomUUID(), randomUUID()];
  const name = `آزمون ${userId.slice(0, 6)}`;
  await direct('people').insert({ id: personId, honorific: 'khanom', name, ...nameKeysOf(name) });
  await direct('users').insert({ id: userId, person_id: personId, username, username_key: username, password_hash: passwordHash, authz_version: 1, disabled_at: null, created_at: at });
  for (const { role, agencyId, countyId } of given.map(grantOf)) {
    const scope = agencyId !== null ? `agency:${agencyId}` : countyId !== null ? `county:${countyId}` : 'all';
    await direct('grants').insert({ id: randomUUID(), user_id: userId, role, agency_id: agencyId, county_id: countyId, scope });
  }
  return userId;
}

/** A new person with these roles who is logged in at `url`; the login does not end by age. */
export async function layLogin(database: Rows, where: { readonly url: string; readonly formSecret: string; readonly at: string }, given: readonly Given[]): Promise<Client> {
  const userId = await layUser(database, `u${randomUUID().slice(0, 12)}`, given, null, where.at);
  const [loginId, token] = [randomUUID(), randomBytes(32).toString('base64url')];
  await database.direct('logins').insert({
    id: loginId, token_hash: createHash('sha256').update(token).digest('hex'), user_id: userId,
    started_at: where.at, seen_at: where.at, expires_at: '2099-01-01T00:00:00.000Z', ended_at: null, ended_why: null, ip: '127.0.0.1', device: 'test',
  });
  return clientOf(where.url, `didar=${token}`, csrfToken(where.formSecret, `login ${loginId}`), userId);
}
