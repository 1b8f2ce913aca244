import type { Instant } from './calendar.ts';

/** What every change carries: the key that makes a repeat harmless, who asked, and when. */
export interface Command {
  readonly key: string;
  readonly bodyHash: string;
  readonly actor: string | null;
  readonly at: Instant;
}
