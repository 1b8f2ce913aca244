import { millisecondsOf, type Instant } from '../instant.ts';
import type { ManagerHour } from '../manager-hour.ts';
import type { Target, VisitFlag } from './landed.ts';
import type { CodeFinding, VisitReport } from './report.ts';

const MS_IN_MINUTE = 60_000;
// A clock that nobody sets is wrong by so much, and whoever reads a code off a screen takes so long.
const CLOCK_MINUTES = 2;
const CODE_MINUTES = 5;
// Whoever came in time may write down what he saw a little after the hour.
const EDGE_MINUTES = 15;

/** What a report is judged by: its own times and code, what the target's row says, and what the server knows. */
export interface Facts {
  readonly report: Pick<VisitReport, 'visitedAt' | 'sealedAt' | 'day' | 'code' | 'answer' | 'notFound'>;
  readonly target: Pick<Target, 'day' | 'openedAt' | 'openedHow'>;
  readonly hour: Pick<ManagerHour, 'startsAt' | 'endsAt'>;
  readonly receivedAt: Instant;
  /** When its code began to be shown in this hour; null where it gave none. */
  readonly codeShownAt: Instant | null;
  readonly hasScreen: boolean;
  /** Whether the inspector had a valid order on that day. */
  readonly ordered: boolean;
  /** Whether an amendment had taken the target from the inspector before. */
  readonly amended: boolean;
  /** How many rules of the phone it does not keep. */
  readonly faults: number;
}

/** What the server makes of a report: when the inspector stood there, how its code was found, and what is odd. */
export interface Judged {
  readonly at: Instant;
  readonly codeFound: CodeFinding;
  readonly flags: readonly VisitFlag[];
}

const minutes = (count: number): number => count * MS_IN_MINUTE;

/**
 * Judges a report. The server's times alone decide: a fresh code tells when the inspector stood there; without one the device is believed only
 * within the hour and not after the receipt; else it was the receipt, and a time of the device that cannot be is a flag and nothing more.
 */
export function judged({ report, target, hour, receivedAt, codeShownAt, hasScreen, ordered, amended, faults }: Facts): Judged {
  const [visited, sealed, received] = [Date.parse(report.visitedAt), Date.parse(report.sealedAt), millisecondsOf(receivedAt)];
  const [starts, ends] = [millisecondsOf(hour.startsAt) - minutes(EDGE_MINUTES), millisecondsOf(hour.endsAt) + minutes(EDGE_MINUTES)];
  const plausible = visited >= starts && visited <= ends && visited <= received + minutes(CLOCK_MINUTES);
  const ordinary = plausible && sealed >= visited && sealed <= received + minutes(CLOCK_MINUTES) && report.day === target.day
    && (target.openedAt === null || target.openedHow !== 'online' || visited >= millisecondsOf(target.openedAt) - minutes(CLOCK_MINUTES));
  // A code was read where it was shown: at about the time that the device tells, or, where that cannot be, just before it came here.
  const shown = codeShownAt === null ? null : millisecondsOf(codeShownAt);
  const read = plausible ? visited : received;
  const fresh = shown !== null && shown <= received + minutes(CLOCK_MINUTES) && Math.abs(read - shown) <= minutes(CODE_MINUTES);
  const codeFound: CodeFinding = shown === null ? 'none' : fresh ? 'fresh' : 'stale';
  const at = fresh && codeShownAt !== null ? codeShownAt : plausible ? earlier(new Date(visited).toISOString() as Instant, receivedAt) : receivedAt;
  const flag = (name: VisitFlag, is: boolean): readonly VisitFlag[] => (is ? [name] : []);
  return {
    at,
    codeFound,
    flags: [
      ...flag('code_stale', codeFound === 'stale'),
      ...flag('code_missing', codeFound === 'none' && hasScreen && report.answer !== 'not_found'),
      ...flag('opened_offline', target.openedHow === 'offline'),
      ...flag('never_opened', target.openedHow === null),
      ...flag('device_time', !ordinary),
      ...flag('outside_hour', millisecondsOf(at) < starts || millisecondsOf(at) > ends),
      ...flag('order_invalid', !ordered),
      ...flag('amended', amended),
      ...flag('rules', faults > 0),
    ],
  };
}

const earlier = (one: Instant, other: Instant): Instant => (one < other ? one : other);
