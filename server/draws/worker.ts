import type { Instant } from '../domain/calendar.ts';
import type { DrawTending } from './tending.ts';

interface Deps {
  readonly tending: DrawTending;
  readonly now: () => Instant;
  readonly log: (line: object) => void;
}

const LOOK_EVERY_MS = 60_000;

/** Looks once a minute for draws that are to be made or opened; the rows are the truth, so that any number of processes may look. */
export function createDrawWorker({ tending, now, log }: Deps) {
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> = Promise.resolve();
  let stopped = false;
  const look = async (): Promise<void> => {
    try {
      await tending.tend(now());
    } catch (error) {
      // The database may be away for a while: the next look tries again.
      if (!stopped) log({ level: 'error', event: 'draws', error: error instanceof Error ? error.stack : String(error) });
    }
    if (!stopped) timer = setTimeout(begin, LOOK_EVERY_MS).unref();
  };
  const begin = (): void => {
    looking = look();
  };
  return {
    start: begin,
    /** Settles when what is in hand is written. */
    async stop(): Promise<void> {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await looking;
    },
  };
}

export type DrawWorker = ReturnType<typeof createDrawWorker>;
