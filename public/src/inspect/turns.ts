import type { Passed } from './send.ts';

const USUAL_MS = 30_000;
const LONGEST_MS = 5 * 60_000;
const LOOK_MS = 2_000;

/** So long is waited after so many passes in a row that came to nothing. */
export const pauseAfter = (failures: number): number => Math.min(USUAL_MS * 2 ** Math.max(0, failures - 1), LONGEST_MS);

interface Parts {
  readonly pass: () => Promise<Passed | null>;
  readonly waits: () => boolean;
  readonly ended: (passed: Passed) => void;
}

/**
 * When what waits is sent: at once on loading, when the network or the person comes back and by the button, else every half minute while something waits,
 * and less often where it comes to nothing.
 */
export function createTurns({ pass, waits, ended }: Parts) {
  let [failures, due, running] = [0, 0, false];
  const run = async (): Promise<void> => {
    if (running) return;
    running = true;
    try {
      const passed = await pass();
      if (passed === null) return;
      failures = passed.kind === 'done' ? 0 : failures + 1;
      ended(passed);
    } catch {
      failures += 1;
      ended({ kind: 'later' });
    } finally {
      running = false;
      due = Date.now() + pauseAfter(failures);
    }
  };
  const now = (): Promise<void> => {
    failures = 0;
    return run();
  };
  return {
    now,
    start(): void {
      window.addEventListener('online', () => void now());
      document.addEventListener('visibilitychange', () => void (document.visibilityState === 'visible' && now()));
      // A clock that was set back must not put the next turn off for ever.
      setInterval(() => void (waits() && (Date.now() >= due || Date.now() < due - LONGEST_MS) && run()), LOOK_MS);
      void now();
    },
  };
}
