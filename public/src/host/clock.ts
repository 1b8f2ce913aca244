import type { Instant } from '../../../server/domain/instant.ts';

/** More than this apart, the two clocks have been set anew; less is the way of the message. */
const SET_ANEW_MS = 5_000;

let ahead: number | null = null;

/** Hears from a fragment what time it is at the server: a desk's own clock may be wrong by minutes. */
export function hearTime(now: string | undefined): void {
  const at = Date.parse(now ?? '');
  if (Number.isNaN(at)) return;
  const heard = at - Date.now();
  // The message that took the least time tells best.
  ahead = ahead === null || Math.abs(heard - ahead) > SET_ANEW_MS ? heard : Math.max(ahead, heard);
}

/** Milliseconds as the server's clock shows them. */
export const serverNow = (): number => Date.now() + (ahead ?? 0);

/** The same as an instant. */
export const serverInstant = (): Instant => new Date(serverNow()).toISOString() as Instant;

/** Seconds from an instant of a fragment until now; nought where it names none. */
export const secondsSince = (at: string | undefined): number => {
  const from = Date.parse(at ?? '');
  return Number.isNaN(from) ? 0 : (serverNow() - from) / 1000;
};
