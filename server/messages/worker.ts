import type { Instant } from '../domain/calendar.ts';
import type { GivingOut } from './give-out.ts';
import type { Tending } from './tend.ts';

interface Deps {
  readonly givingOut: GivingOut;
  readonly tending: Tending;
  readonly now: () => Instant;
  readonly log: (line: object) => void;
}

const LOOK_EVERY_MS = 15_000;
/** So many looks between two tendings. */
const TEND_EVERY = 40;

/** Looks again and again for messages that are due; the rows are the truth, so that a process that stops, or never starts, loses none. */
export function createMessageWorker({ givingOut, tending, now, log }: Deps) {
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> = Promise.resolve();
  let looks = 0;
  let stopped = false;
  const look = async (): Promise<void> => {
    try {
      if (looks % TEND_EVERY === 0) await tending.tend(now());
      looks += 1;
      await givingOut.giveOut(now, () => !stopped);
    } catch (error) {
      // The database may be away for a while: the next look tries again.
      if (!stopped) log({ level: 'error', event: 'messages', error: error instanceof Error ? error.stack : String(error) });
    }
    if (!stopped) timer = setTimeout(begin, LOOK_EVERY_MS).unref();
  };
  const begin = (): void => {
    looking = look();
  };
  return {
    start: begin,
    /** Settles when what is in hand has been given. */
    async stop(): Promise<void> {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await looking;
    },
  };
}

export type MessageWorker = ReturnType<typeof createMessageWorker>;
