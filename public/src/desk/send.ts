import { newKey } from '../page/keys.ts';

/** What the server said; status 0 where it said nothing. */
export interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const WAITS = [400, 1200, 2500];
const PATIENCE_MS = 8_000;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

const csrf = (): string => document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? '';

const post = async (url: string, body: string): Promise<Reply> => {
  const abort = new AbortController();
  const late = setTimeout(() => abort.abort(), PATIENCE_MS);
  try {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'x-csrf': csrf() },
      credentials: 'same-origin',
      body,
      signal: abort.signal,
    });
    const answer: unknown = await reply.json();
    return { status: reply.status, body: typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {} };
  } finally {
    clearTimeout(late);
  }
};

/** POSTs a body under a command key; a lost reply is asked for again under the same key, so that it is done at most once. */
export async function send(url: string, body: object, key: string = newKey()): Promise<Reply> {
  const text = JSON.stringify({ ...body, _key: key });
  for (const wait of [...WAITS, null]) {
    try {
      const reply = await post(url, text);
      // 503: not known whether it was kept; the key will tell.
      if (reply.status !== 503) return reply;
    } catch {
      // Nobody answered, or not in our words: ask again.
    }
    if (wait !== null) await pause(wait);
  }
  return { status: 0, body: {} };
}

/** The sentence of a reply that says no. */
export function sentenceIn({ status, body }: Reply): string {
  if (status === 0) return 'پاسخی از سامانه نرسید. نوشته‌های شما همین‌جاست؛ هنگامی که ارتباط برقرار شد دوباره بفرستید.';
  const { sentence } = body;
  return typeof sentence === 'string' && sentence !== '' ? sentence : 'انجام نشد؛ دوباره تلاش کنید.';
}
