import type { OpenedAnswer, PhoneDay } from '../../../server/inspections/phone-types.ts';
import type { Bytes } from './bytes.ts';

/** What a request came to: an answer, a login that is needed first, a refusal for good, or nothing that is known yet. */
export type Came<T> =
  | { readonly kind: 'done'; readonly body: T }
  | { readonly kind: 'login' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'later'; readonly away: boolean };

const PATIENCE_MS = 20_000;
const PHOTO_PATIENCE_MS = 120_000;
const UNSAID = 'سامانه این را نپذیرفت.';

// What may be otherwise in a while: the report of a photo comes first, somebody was faster, the token was that of a former login.
const PASSING: readonly string[] = ['report_first', 'changed_meanwhile', 'foreign_request', 'too_many_tries', 'busy'];

/** How an answer is understood: the server's sentence where it says no for good. */
export function understood<T>(status: number, body: unknown): Came<T> {
  const { code, sentence } = (typeof body === 'object' && body !== null ? body : {}) as { readonly code?: unknown; readonly sentence?: unknown };
  if (status >= 200 && status < 300) return { kind: 'done', body: body as T };
  if (status === 401) return { kind: 'login' };
  if (status >= 500 || status === 429 || status === 408 || PASSING.includes(String(code))) return { kind: 'later', away: false };
  // An answer without a sentence is not ours: some box on the way spoke.
  return typeof sentence === 'string' ? { kind: 'refused', why: sentence } : status === 403 || status === 404 || status === 422 ? { kind: 'refused', why: UNSAID } : { kind: 'later', away: false };
}

async function ask<T>(path: string, options: RequestInit, patienceMs = PATIENCE_MS): Promise<Came<T>> {
  try {
    const reply = await fetch(path, { credentials: 'same-origin', cache: 'no-store', redirect: 'error', signal: AbortSignal.timeout(patienceMs), ...options });
    return understood<T>(reply.status, await reply.json().catch(() => null));
  } catch {
    return { kind: 'later', away: true };
  }
}

const JSON_ASKED = { accept: 'application/json' };

/** The day, with a token that this login's POSTs need. */
export const askDay = (): Promise<Came<PhoneDay>> => ask('/inspect/day', { headers: JSON_ASKED });

const postJson = <T>(path: string, csrf: string, body: object): Promise<Came<T>> =>
  ask<T>(path, { method: 'POST', headers: { ...JSON_ASKED, 'content-type': 'application/json', 'x-csrf': csrf }, body: JSON.stringify(body) });

/** Asks for the key of the next target, which opens it on the server. */
export const askOpening = (targetId: string, csrf: string, key: string): Promise<Came<OpenedAnswer>> => postJson(`/inspect/targets/${encodeURIComponent(targetId)}/open`, csrf, { _key: key });

/** Sends a sealed opening or report; its id is its command's key, so that a repeat is a replay. */
export const sendSealed = (kind: 'opening' | 'report', id: string, sealed: string, csrf: string): Promise<Came<object>> =>
  postJson(kind === 'opening' ? '/inspect/openings' : '/inspect/reports', csrf, { _key: id, id, sealed });

/** Sends one sealed photo. */
export const sendPhoto = (reportId: string, hash: string, sealed: Bytes, csrf: string): Promise<Came<object>> =>
  ask(`/inspect/reports/${encodeURIComponent(reportId)}/photos/${hash}`, { method: 'POST', headers: { ...JSON_ASKED, 'content-type': 'application/octet-stream', 'x-csrf': csrf }, body: sealed }, PHOTO_PATIENCE_MS);
