import type { Answer } from './browser.ts';
import type { Caller } from './callers.ts';
import type { Chance } from './chance.ts';
import type { Tally } from './tally.ts';

/** Somebody on the telephone whom no operator has answered yet: whom he wants to reach. */
export interface Ringing {
  readonly caller: Caller;
  readonly sessionId: string;
  readonly agencyId: string;
}

/** What everybody of the simulation shares: chance, the speed of time, the telephones, and who has said that he will do a thing. */
export interface Room {
  readonly chance: Chance;
  readonly tally: Tally;
  readonly ringing: Ringing[];
  /** Waits so many seconds of life, or until everybody goes home. */
  rest(lifeSeconds: number): Promise<void>;
  /** So many seconds of life in ms of this clock. */
  ms(lifeSeconds: number): number;
  /** Whether the shift goes on. */
  isOpen(): boolean;
  goHome(): void;
  /** What is done when the last one has gone: till then a screen may still be told of the last caller. */
  readonly atLockUp: (() => void)[];
  /** Says aloud that one does something; false where another has said so before. */
  claim(what: string): boolean;
  /** Reads an answer in JSON; a rule's refusal is counted and null, and a form that the program could not read is a fault. */
  told(answer: Answer): Readonly<Record<string, unknown>> | null;
}

/** Opens such a room, in which time goes `speed` times as fast as in life. */
export function createRoom({ chance, tally, speed }: { readonly chance: Chance; readonly tally: Tally; readonly speed: number }): Room {
  const claimed = new Set<string>();
  const resting = new Set<() => void>();
  let open = true;
  const ms = (lifeSeconds: number): number => (lifeSeconds * 1000) / speed;
  return {
    chance, tally, ms,
    ringing: [],
    atLockUp: [],
    isOpen: () => open,
    goHome() {
      open = false;
      for (const wake of resting) wake();
    },
    rest: (lifeSeconds) =>
      new Promise((resolve) => {
        if (!open) return resolve();
        const wake = (): void => {
          clearTimeout(timer);
          resting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, ms(lifeSeconds));
        resting.add(wake);
      }),
    claim(what) {
      if (claimed.has(what)) return false;
      claimed.add(what);
      return true;
    },
    told({ status, text }) {
      const body = (text.startsWith('{') ? JSON.parse(text) : {}) as Readonly<Record<string, unknown>>;
      if (status === 200) return body;
      const code = typeof body['code'] === 'string' ? body['code'] : `status ${status}`;
      tally.refused(code);
      if (code === 'bad_request' || code === 'status 422' || status === 400 || status === 403 || status === 404) tally.fault(`an answer of ${status}: ${text.slice(0, 300)}`);
      return null;
    },
  };
}
