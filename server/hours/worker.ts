import { dayOf, type Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import type { LayingOut } from './lay-out.ts';

interface Deps {
  readonly layingOut: LayingOut;
  readonly now: () => Instant;
  readonly log: (line: object) => void;
}

/** Changes come in handfuls: so long after the first of them hours are laid out anew. */
const GATHERED_MS = 500;
/** So often it is asked whether the day has changed, and whatever failed is tried again. */
const LOOK_EVERY_MS = 30_000;
/** More agencies than these at once, as an imported list brings them, are all looked at. */
const MOST_ONE_BY_ONE = 100;

const WHOLE = new Set(['calendar', 'settings', 'roster', 'hour_exceptions']);

/** Whether a moved stream bears on hours, and on whose: null for all agencies, undefined for none. */
function touchedBy(stream: string): string | null | undefined {
  if (WHOLE.has(stream) || stream.startsWith('county:')) return null;
  return stream.startsWith('agency:') ? stream.slice('agency:'.length) : undefined;
}

/** Lays hours out at the start, when the day changes, and soon after whatever they hang on has changed; the rows are the truth, so that nothing is lost with the process. */
export function createHourWorker({ layingOut, now, log }: Deps) {
  let timer: NodeJS.Timeout | null = null;
  let working: Promise<void> = Promise.resolve();
  let isWorking = false;
  let stopped = true;
  let laidOn: Day | null = null;
  // What is still to be looked at: all agencies (null), or these.
  let due: Set<string> | null = null;

  const wait = (ms: number): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(begin, ms).unref();
  };
  const look = async (): Promise<void> => {
    isWorking = true;
    const at = now();
    const today = dayOf(at);
    const agencies = laidOn === today && due !== null ? due : null;
    due = new Set();
    try {
      if (agencies === null || agencies.size > 0) await layingOut.layOut(at, agencies, () => !stopped);
      laidOn = today;
    } catch (error) {
      // The database may be away for a while: the next look lays out all of them.
      laidOn = null;
      if (!stopped) log({ level: 'error', event: 'hours', error: error instanceof Error ? error.stack : String(error) });
    }
    isWorking = false;
    if (!stopped) wait(due === null || due.size > 0 ? GATHERED_MS : LOOK_EVERY_MS);
  };
  const begin = (): void => {
    timer = null;
    if (isWorking || stopped) return;
    working = look();
  };

  return {
    start(): void {
      stopped = false;
      begin();
    },
    /** Takes note of the streams that a commit has moved. */
    heard(moved: readonly { readonly stream: string }[]): void {
      let isNew = false;
      for (const { stream } of moved) {
        const touched = touchedBy(stream);
        if (touched === undefined) continue;
        isNew = true;
        if (touched === null) due = null;
        else due?.add(touched);
      }
      if (due !== null && due.size > MOST_ONE_BY_ONE) due = null;
      if (isNew && !stopped && !isWorking) wait(GATHERED_MS);
    },
    /** Commits may have gone unheard: all of it is looked at again. */
    missed(): void {
      due = null;
      if (!stopped && !isWorking) wait(GATHERED_MS);
    },
    /** Settles when what is in hand has been written. */
    async stop(): Promise<void> {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await working;
    },
  };
}

export type HourWorker = ReturnType<typeof createHourWorker>;
