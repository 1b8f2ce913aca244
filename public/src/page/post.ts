/** What the server said: a status and a body in JSON; what is no object reads as empty. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Reads an answer as its caller understands it; null where it cannot, and then it counts as none. */
export type Reader<T> = (answer: Answer) => T | null;

/** So long is waited before each new try. */
const WAITS: readonly number[] = [400, 1200, 2500];
const PATIENCE_MS = 8_000;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** POSTs a body once; null where nobody answered in our words or it is not known whether it was kept. `last` outlives the page that is being left. */
export async function postOnce<T>(url: string, body: object, read: Reader<T>, last = false): Promise<T | null> {
  const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? '';
  try {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'x-csrf': csrf },
      credentials: 'same-origin',
      body: JSON.stringify(body),
      keepalive: last,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    // 503: not known whether it was kept; the key will tell.
    if (reply.status === 503) return null;
    const answer: unknown = await reply.json();
    return read({ status: reply.status, body: typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {} });
  } catch {
    return null;
  }
}

/** POSTs a body that carries its command's key; a lost reply is asked for again under the same key, so that it is done at most once. Null where nobody answered at all. */
export async function post<T>(url: string, body: { readonly _key: string }, read: Reader<T>, waits = WAITS): Promise<T | null> {
  for (const wait of [...waits, null]) {
    const answer = await postOnce(url, body, read);
    if (answer !== null) return answer;
    if (wait !== null) await pause(wait);
  }
  return null;
}
