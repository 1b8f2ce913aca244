import { newKey } from '../page/keys.ts';

/** What came of a command: done, refused in a sentence, refused at some fields, or nobody answered. */
export type Reply =
  | { readonly kind: 'done'; readonly data: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly code: string; readonly sentence: string }
  | { readonly kind: 'fields'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'unreachable' };

type Fields = Readonly<Record<string, string>>;

const WAITS = [400, 1200, 2500];
const PATIENCE_MS = 8_000;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

const textIn = (answer: Readonly<Record<string, unknown>>, name: string): string => (typeof answer[name] === 'string' ? answer[name] : '');

const readReply = (answer: unknown): Reply | null => {
  if (typeof answer !== 'object' || answer === null) return null;
  const told = answer as Readonly<Record<string, unknown>>;
  if (told['ok'] === true) return { kind: 'done', data: told };
  if (typeof told['errors'] === 'object' && told['errors'] !== null) return { kind: 'fields', errors: told['errors'] as Fields };
  return textIn(told, 'sentence') === '' ? null : { kind: 'refused', code: textIn(told, 'code'), sentence: textIn(told, 'sentence') };
};

async function once(url: string, fields: Fields, key: string, keepalive: boolean): Promise<Reply | null> {
  const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? '';
  try {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'x-csrf': csrf },
      credentials: 'same-origin',
      body: JSON.stringify({ _key: key, ...fields }),
      keepalive,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    // 503: not known whether it was kept; the key will tell.
    return reply.status === 503 ? null : readReply(await reply.json());
  } catch {
    return null;
  }
}

/** Sends a command; a lost reply is asked for again under the same key, so that it is done once at most. */
export async function post(url: string, fields: Fields, key: string): Promise<Reply> {
  for (const wait of [...WAITS, null]) {
    const reply = await once(url, fields, key, false);
    if (reply !== null) return reply;
    if (wait !== null) await pause(wait);
  }
  return { kind: 'unreachable' };
}

/** Sends what may as well be sent anew later, such as a note; `last` outlives the page that is being left. */
export const tryPost = async (url: string, fields: Fields, last = false): Promise<Reply> => (await once(url, fields, newKey(), last)) ?? { kind: 'unreachable' };
