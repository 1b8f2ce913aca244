import type { Mac } from '../../../server/domain/presence-code.ts';

/** What the page needs to make the codes of its hour: HMAC under the hour's secret, until when, and the server's clock (ms). */
export interface HourSecret {
  readonly mac: Mac;
  readonly until: number;
  readonly now: () => number;
}

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));

/** Fetches the hour's secret; null where the server gives none. The clock runs from its answer on, whatever this machine's own says. */
export async function fetchSecret(url: string): Promise<HourSecret | null> {
  const asked = performance.now();
  const reply = await fetch(url, { headers: { accept: 'application/json' }, credentials: 'same-origin', cache: 'no-store' }).catch(() => null);
  if (reply?.ok !== true) return null;
  const answer = (await reply.json()) as { readonly secret: string; readonly until: string; readonly now: string };
  const answered = performance.now();
  const key = await crypto.subtle.importKey('raw', bytesOf(answer.secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const ahead = Date.parse(answer.now) - (asked + answered) / 2;
  return {
    mac: async (text) => new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text))),
    until: Date.parse(answer.until),
    now: () => performance.now() + ahead,
  };
}
