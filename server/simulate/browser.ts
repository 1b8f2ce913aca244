import { randomUUID } from 'node:crypto';

/** An answer as a page's script sees it. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The path and query of where a form's answer leads. */
  readonly location: string | null;
}

/** What went wrong between a person and the program. */
export interface Faults {
  fault(what: string): void;
}

/** One person's browser: his cookies, the form token of the page before him, and every answer of 500 and above told to `faults`. */
export interface Browser {
  readonly url: string;
  cookies(): string;
  /** Opens a page, whose form token is used from then on. */
  open(path: string): Promise<Answer>;
  /** Sends a form as it stands on a page. */
  send(path: string, fields: Readonly<Record<string, string>>): Promise<Answer>;
  /** Posts JSON as a page's script does, with a key of its own; a lost reply is asked for again with the same key. */
  post(path: string, body: object): Promise<Answer>;
}

const TRIES = 4;
const REST_MS = 500;

/** Opens a browser on the program at `url`; `faults` is told of every answer that should not be. */
export function openBrowser(url: string, faults: Faults): Browser {
  const jar = new Map<string, string>();
  let csrf = '';
  const cookies = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const keep = (headers: Headers): void => {
    for (const line of headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', ...value] = pair.split('=');
      if (/max-age=0/i.test(line) || value.join('=') === '') jar.delete(name);
      else jar.set(name, value.join('='));
    }
  };
  const ask = async (method: string, path: string, headers: Record<string, string>, body?: string): Promise<Answer> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const sent = { method, redirect: 'manual' as const, headers: { cookie: cookies(), origin: url, ...headers }, ...(body === undefined ? {} : { body }) };
        const response = await fetch(`${url}${path}`, sent);
        keep(response.headers);
        const text = await response.text();
        // Busy is an answer that asks to come again, and the key makes that harmless.
        if (response.status === 503 && attempt < TRIES) throw new Error('busy');
        if (response.status >= 500) faults.fault(`${method} ${path} was answered with ${response.status}`);
        return { status: response.status, text, location: response.headers.get('location') };
      } catch (error) {
        if (attempt >= TRIES) throw error;
        await new Promise((resolve) => setTimeout(resolve, REST_MS));
      }
    }
  };
  const open = async (path: string): Promise<Answer> => {
    const answer = await ask('GET', path, { accept: 'text/html' });
    if (answer.location !== null && answer.status < 400) return open(answer.location);
    csrf = /<meta name="csrf" content="([^"]+)"/.exec(answer.text)?.[1] ?? csrf;
    return answer;
  };
  return {
    url,
    cookies,
    open,
    send: (path, fields) =>
      ask('POST', path, { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }, new URLSearchParams({ _csrf: csrf, _key: randomUUID(), ...fields }).toString()),
    post: (path, body) =>
      ask('POST', path, { accept: 'application/json', 'content-type': 'application/json', 'x-csrf': csrf }, JSON.stringify({ _key: randomUUID(), ...body })),
  };
}

/** Enters by name and password, as a person does; throws where he is not let in. */
export async function logIn(browser: Browser, username: string, password: string): Promise<void> {
  await browser.open('/login');
  const { status } = await browser.send('/login', { username, password, next: '' });
  if (status !== 303) throw new Error(`«${username}» was not let in (${status}).`);
}
