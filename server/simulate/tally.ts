import type { CallOutcome } from '../domain/call.ts';

/** What became of the calls, as those who did it were told; how long each took to the host's screen; and what went wrong. */
export interface Tally {
  /** A call was put into a session's queue by a POST sent at `since` (ms). */
  queued(callId: string, sessionId: string, since: number): void;
  /** A host's screen shows that this call waits, or is before him. */
  shown(callId: string): void;
  taken(callId: string): void;
  /** A call of a session's queue (null: one that entered none) has ended. */
  ended(outcome: CallOutcome, sessionId: string | null, callId?: string): void;
  /** A rule said no, as rules do among people who work side by side. */
  refused(code: string): void;
  fault(what: string): void;
  /** How many calls of a session ended so. */
  endedIn(sessionId: string, ...outcomes: readonly CallOutcome[]): number;
  /** The calls of a session that were queued and have not ended. */
  openIn(sessionId: string): readonly string[];
  /** The calls of a session that no host's screen has shown. */
  unseenIn(sessionId: string): readonly string[];
  readonly faults: readonly string[];
  line(): string;
}

interface Known {
  readonly sessionId: string;
  readonly since: number;
  outcome: CallOutcome | null;
}

const quantile = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** Keeps such a tally; `now` is the clock of the latencies, in ms. */
export function createTally(now: () => number): Tally {
  const calls = new Map<string, Known>();
  const seenAt = new Map<string, number>();
  const outcomes = new Map<string, number>();
  const refusals = new Map<string, number>();
  const taken = new Set<string>();
  const faults: string[] = [];
  const count = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  const fault = (what: string): void => void faults.push(what);
  const words = (counts: ReadonlyMap<string, number>): string => [...counts].sort(([, one], [, other]) => other - one).map(([name, number]) => `${name} ${number}`).join(', ');
  const of = (sessionId: string): (readonly [string, Known])[] => [...calls].filter(([, call]) => call.sessionId === sessionId);
  const latencies = (): number[] => [...calls].flatMap(([id, { since }]) => {
    const at = seenAt.get(id);
    return at === undefined ? [] : [Math.max(0, at - since)];
  }).sort((one, other) => one - other);
  return {
    queued(callId, sessionId, since) {
      if (calls.has(callId)) fault(`call ${callId} was queued twice`);
      calls.set(callId, { sessionId, since, outcome: null });
    },
    shown(callId) {
      if (!seenAt.has(callId)) seenAt.set(callId, now());
    },
    taken: (callId) => void taken.add(callId),
    ended(outcome, sessionId, callId) {
      count(outcomes, outcome);
      if (sessionId === null || callId === undefined) return;
      const call = calls.get(callId);
      if (call === undefined) return void calls.set(callId, { sessionId, since: now(), outcome });
      if (call.outcome !== null) fault(`call ${callId} ended twice, as ${call.outcome} and as ${outcome}`);
      call.outcome = outcome;
    },
    refused: (code) => count(refusals, code),
    fault,
    endedIn: (sessionId, ...wanted) => of(sessionId).filter(([, { outcome }]) => outcome !== null && wanted.includes(outcome)).length,
    openIn: (sessionId) => of(sessionId).flatMap(([id, { outcome }]) => (outcome === null ? [id] : [])),
    unseenIn: (sessionId) => of(sessionId).flatMap(([id]) => (seenAt.has(id) ? [] : [id])),
    faults,
    line() {
      const times = latencies();
      const waits = times.length === 0 ? 'none seen yet' : `p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms`;
      const ends = words(outcomes);
      return [
        `${calls.size} queued, ${taken.size} taken`,
        ends === '' ? 'none ended' : `ended: ${ends}`,
        `to the host's screen: ${waits}`,
        ...(refusals.size === 0 ? [] : [`rules that said no: ${words(refusals)}`]),
        ...(faults.length === 0 ? [] : [`FAULTS: ${faults.length}`]),
      ].join('; ');
    },
  };
}
