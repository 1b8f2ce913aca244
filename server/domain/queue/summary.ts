import { millisecondsOf, type Instant } from '../calendar.ts';
import type { Call, CallOutcome } from '../call.ts';
import type { SessionLife, SessionSummary } from '../session-life.ts';
import { talkSeconds, waitSeconds } from './steps.ts';

/** The value below or at which the share of the numbers lies (nearest rank); null where there are none. */
export function percentile(numbers: readonly number[], share: number): number | null {
  if (numbers.length === 0) return null;
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

/** When a session was opened and left, and how long its host was away in between. */
export type Presence = Pick<SessionLife, 'openedAt' | 'hostLeftAt' | 'closedAt' | 'awaySeconds'>;

/** Minutes from the opening until the host left, or until `at` while he is there; without those between leaving and coming back. */
export function minutesAnswering({ openedAt, hostLeftAt, closedAt, awaySeconds }: Presence, at: Instant): number {
  if (openedAt === null) return 0;
  return Math.max(0, Math.round((millisecondsOf(hostLeftAt ?? closedAt ?? at) - millisecondsOf(openedAt) - awaySeconds * 1000) / 60_000));
}

type Counted = Pick<Call, 'outcome' | 'line' | 'talkAt' | 'talkEndedAt' | 'queuedAt' | 'receivedAt' | 'heldSeconds'>;
type Lived = Presence & Pick<SessionLife, 'startsAt' | 'day'>;

/** What a session has come to with these of its calls, at an instant. */
export function summarise(calls: readonly Counted[], life: Lived, at: Instant): SessionSummary {
  const count = (...outcomes: readonly CallOutcome[]): number => calls.filter(({ outcome }) => outcome !== null && outcomes.includes(outcome)).length;
  const talks = calls.flatMap((call) => talkSeconds(call) ?? []);
  const waits = calls.flatMap((call) => waitSeconds(call, life) ?? []);
  const own = { answered: count('answered'), settled: count('settled_on_line'), committed: count('commitment'), referred: count('referred'), otherAgency: count('other_agency'), linked: count('linked', 'same_problem') };
  return {
    ...own,
    // Whoever spoke with the host, whatever came of it.
    taken: calls.filter(({ talkAt, outcome }) => talkAt !== null && outcome !== null).length,
    callBack: count('call_back'),
    dropped: count('dropped', 'dropped_early'),
    carried: count('carried', 'transferred'),
    registered: count('registered'),
    medianWait: percentile(waits, 0.5),
    p90Wait: percentile(waits, 0.9),
    medianTalk: percentile(talks, 0.5),
    p90Talk: percentile(talks, 0.9),
    minutesAnswering: minutesAnswering(life, at),
  };
}
