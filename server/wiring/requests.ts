import { commitmentRoutes } from '../commitments/routes.ts';
import { createCommitments } from '../commitments/service.ts';
import { complaintRoutes } from '../complaints/routes.ts';
import { createComplaints } from '../complaints/service.ts';
import { createTrackingLimits, createVisitLimits } from '../http/limits.ts';
import { requestListRoutes } from '../requests/list-routes.ts';
import { requestRoutes } from '../requests/routes.ts';
import { createRequests } from '../requests/services.ts';
import { trackRoutes } from '../requests/track-routes.ts';
import { visitAnswerRoutes } from '../visitors/answer-routes.ts';
import { visitorsLive } from '../visitors/live.ts';
import { visitorPaperRoutes } from '../visitors/paper-routes.ts';
import { visitorRoutes } from '../visitors/routes.ts';
import { createVisitors } from '../visitors/services.ts';
import type { Base } from './base.ts';

/** What citizens ask, by telephone and at the desk; what managers promise; and what citizens say of a manager who was not there. */
export function wireRequests(base: Base) {
  const { routes, database, slice, sealed, counted, render, addressOf, origin } = base;
  const requests = createRequests({ ...sealed, tries: createTrackingLimits(counted) });
  // `requests/confidential` stands before `requests/:id`.
  requestListRoutes(routes, requests.inbox);
  requestRoutes(routes, requests);
  trackRoutes(routes, requests.tracking, addressOf);
  commitmentRoutes(routes, createCommitments(slice));
  const visitors = createVisitors({ ...sealed, database, tries: createVisitLimits(counted) });
  visitorRoutes(routes, { ...visitors, render, origin });
  visitorPaperRoutes(routes, visitors);
  visitAnswerRoutes(routes, visitors.answering, addressOf);
  complaintRoutes(routes, createComplaints(slice));
  return { live: [visitorsLive({ reading: visitors.reading, render })] };
}
