import { createHmac } from 'node:crypto';
import { instantOf, millisecondsOf, type Instant } from '../domain/calendar.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';
import { CODE_MARGIN_MINUTES, codeWindow, presenceCode, windowAt, windowBegin, type Mac } from '../domain/presence-code.ts';

const MS_IN_MINUTE = 60_000;

/** HMAC-SHA-256 under an hour's secret (base64url). */
const macOf = (secret: string): Mac => {
  const key = Buffer.from(secret, 'base64url');
  return (text) => Promise.resolve(createHmac('sha256', key).update(text).digest());
};

/** The presence codes of all hours, from the server's one secret (base64). */
export function createPresenceCodes(secret: string) {
  const own = Buffer.from(secret, 'base64');
  const secretOf = (hourId: string): string => createHmac('sha256', own).update(`didar presence code v1 ${hourId}`).digest('base64url');
  return {
    /** An hour's secret, base64url of 32 bytes: from it the office's page makes the codes; of another hour's it tells nothing. */
    secretOf,
    /** The code that an hour's page shows at an instant. */
    codeAt: (hourId: string, at: Instant): Promise<string> => presenceCode(macOf(secretOf(hourId)), windowAt(millisecondsOf(at))),
    /**
     * When a code (eight ASCII digits) began to be shown in an hour or within fifteen minutes of it; null where it is none of this hour's: a foreign one.
     * Whoever lets people try must count their tries.
     */
    async find(hour: Pick<ManagerHour, 'id' | 'startsAt' | 'endsAt'>, code: string): Promise<Instant | null> {
      const margin = CODE_MARGIN_MINUTES * MS_IN_MINUTE;
      const window = await codeWindow(macOf(secretOf(hour.id)), code, millisecondsOf(hour.startsAt) - margin, millisecondsOf(hour.endsAt) + margin);
      return window === null ? null : instantOf(windowBegin(window));
    },
  };
}

export type PresenceCodes = ReturnType<typeof createPresenceCodes>;
