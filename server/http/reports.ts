import type { RequestHandler } from 'express';
import { millisecondsOf, type Instant } from '../domain/calendar.ts';

const REPORTS_AN_HOUR = 60;
const HOUR_MS = 3_600_000;

/** Logs what browsers report against the content policy, so many an hour: anybody may send reports, and a log has an end. */
export function createReportKeeper(log: (line: object) => void, now: () => Instant): RequestHandler {
  let since = 0;
  let count = 0;
  return (req, res) => {
    const at = millisecondsOf(now());
    if (at - since > HOUR_MS) [since, count] = [at, 0];
    count += 1;
    if (count <= REPORTS_AN_HOUR) log({ level: 'warn', event: 'csp', report: req.body as unknown });
    res.sendStatus(204);
  };
}
