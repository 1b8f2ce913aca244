/** Milliseconds waited so far, and when that was last looked at by the clock of the wall (ms since 1970). */
export interface Wait {
  readonly waitedMs: number;
  readonly at: number;
}

/** What the clocks say: the wall's, how long the page has run since it was last asked, and whether it slept or was away meanwhile. */
export interface Tick {
  readonly wall: number;
  readonly ranMs: number;
  readonly away: boolean;
}

/** So long an absence of the page is believed: whoever waits does not put the phone away for longer. */
const LONGEST_AWAY_MS = 30 * 60_000;

/** A wait that begins now. */
export const newWait = (wall: number): Wait => ({ waitedMs: 0, at: wall });

/**
 * A wait a moment later. While the page runs, the time that it has run counts, so that a clock that is set forward before one's eyes adds nothing;
 * after a reload or a sleep only the wall's clock knows how long it was, and it never takes back.
 */
export function waited(wait: Wait, { wall, ranMs, away }: Tick): Wait {
  const gone = away ? Math.min(wall - wait.at, LONGEST_AWAY_MS) : ranMs;
  return { waitedMs: wait.waitedMs + Math.max(0, gone), at: wall };
}

/** Whole seconds waited. */
export const secondsOf = (wait: Wait | null): number => Math.floor((wait?.waitedMs ?? 0) / 1000);
