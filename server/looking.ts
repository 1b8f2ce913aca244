interface Deps {
  /** What the look is called in the log. */
  readonly event: string;
  readonly everyMs: number;
  /** One look; `goesOn` turns false when it should end after what is in hand. */
  readonly look: (goesOn: () => boolean) => Promise<void>;
  readonly log: (line: object) => void;
}

/** Looks again and again, `everyMs` after the last look ended, for what is due; the rows are the truth, so that any number of processes may look, and one that stops, or never starts, loses nothing. */
export function createLooking({ event, everyMs, look, log }: Deps) {
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> = Promise.resolve();
  let stopped = false;
  const once = async (): Promise<void> => {
    try {
      await look(() => !stopped);
    } catch (error) {
      // The database may be away for a while: the next look tries again.
      if (!stopped) log({ level: 'error', event, error: error instanceof Error ? error.stack : String(error) });
    }
    if (!stopped) timer = setTimeout(begin, everyMs).unref();
  };
  const begin = (): void => {
    looking = once();
  };
  return {
    start: begin,
    /** Settles when what is in hand is done. */
    async stop(): Promise<void> {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await looking;
    },
  };
}

export type Looking = ReturnType<typeof createLooking>;
