import { join } from 'node:path';
import { drawLookup } from '../draws/lookup.ts';
import { drawPlaceRoutes } from '../draws/places-routes.ts';
import { placeLookup } from '../draws/places.ts';
import { drawRoutes } from '../draws/routes.ts';
import { createDraws } from '../draws/services.ts';
import { drawVerifyRoutes } from '../draws/verify-routes.ts';
import { findingsLive } from '../findings/live.ts';
import { findingRoutes } from '../findings/routes.ts';
import { createFindings } from '../findings/service.ts';
import { createAbsenceActs } from '../hours/absence-acts.ts';
import { absenceRoutes } from '../hours/absence-routes.ts';
import { createAbsence } from '../hours/absence.ts';
import { createPresenceCodes } from '../hours/codes.ts';
import { createLayingOut } from '../hours/lay-out.ts';
import { createOfficeActs } from '../hours/office-acts.ts';
import { officeLive } from '../hours/office-live.ts';
import { officeRoutes } from '../hours/office-routes.ts';
import { createOffice } from '../hours/office.ts';
import { createHourWorker } from '../hours/worker.ts';
import { createCodeTries, createOrderLimits } from '../http/limits.ts';
import { orderRoutes } from '../inspections/orders-routes.ts';
import { phoneRoutes } from '../inspections/phone-routes.ts';
import { inspectionRoutes } from '../inspections/routes.ts';
import { createInspections } from '../inspections/services.ts';
import { shellRoutes } from '../inspections/shell-routes.ts';
import { createLooking } from '../looking.ts';
import { createCommending } from '../notices/commending.ts';
import { createConfirming } from '../notices/confirming.ts';
import { createDeciding } from '../notices/deciding.ts';
import { foundRoutes } from '../notices/found-routes.ts';
import { createNoticeList } from '../notices/list.ts';
import { noticesLive } from '../notices/live.ts';
import { ownNoticeRoutes } from '../notices/own-routes.ts';
import { createOwnNotices } from '../notices/own.ts';
import { noticeReading } from '../notices/reading.ts';
import { noticeRoutes } from '../notices/routes.ts';
import { createBoard } from '../presence/board.ts';
import { boardLive, countyLive, ownLive } from '../presence/live.ts';
import { officesRoutes } from '../presence/offices-routes.ts';
import { createOwnOffices } from '../presence/offices.ts';
import { presenceRoutes } from '../presence/routes.ts';
import type { Base } from './base.ts';

const LOOK_FOR_DRAWS_MS = 60_000;

/** Visits that nobody foresees: the draw, the orders, the phone, the reports and what they found to be mended. */
function wireInspections(base: Base) {
  const { routes, reads, database, writer, slice, sealed, render, counted, origin, addressOf, now } = base;
  const codes = createPresenceCodes(base.secrets.presence);
  const inspections = createInspections({
    ...sealed, reports: base.secrets.reports, photos: join(base.config.dataDir, 'photos'), codes, tries: createCodeTries(counted), placeOf: (agencyId) => placeLookup(reads).placeOf(agencyId), origin,
  });
  shellRoutes(routes, { root: base.root, assets: base.buildId });
  phoneRoutes(routes, inspections);
  // `inspections/orders` stands before `inspections/:id`.
  orderRoutes(routes, { orders: inspections.orders, tries: createOrderLimits(counted), addressOf });
  inspectionRoutes(routes, inspections);
  const draws = createDraws(sealed);
  // `draws/places` stands before `draws/:day`.
  drawPlaceRoutes(routes, draws.places);
  drawRoutes(routes, { ...draws, weeksOn: async (day) => (await base.settings.settingsOn(day)).inspection.coverageWeeks });
  drawVerifyRoutes(routes, draws.reading);
  const findings = createFindings({ database, writer });
  findingRoutes(routes, findings);
  // `hours/:id` stands behind every other address of hours.
  const officeActs = createOfficeActs(slice);
  const office = createOffice({ database: base.atOnce, codes, sealOf: (day) => drawLookup(reads).sealOf(day) });
  officeRoutes(routes, { office, acts: officeActs });
  absenceRoutes(routes, { absence: createAbsence({ reads }), acts: createAbsenceActs(slice), office: officeActs });
  return {
    live: [officeLive({ office, render, now }), findingsLive({ findings, render, now })],
    draws: createLooking({ event: 'draws', everyMs: LOOK_FOR_DRAWS_MS, look: async () => void (await draws.tending.tend(now())), log: base.log }),
    sweepPhotos: () => inspections.photos.sweep(now()),
  };
}

/** The ladder: absences found, confirmed or excused, notices from the proposal to the decision, commendations. */
function wireNotices(base: Base) {
  const { routes, reads, database, slice, sealed, seal, history, titles, render, now } = base;
  const lists = createNoticeList({ database });
  // `notices/missed` and the like stand before `notices/:id`.
  foundRoutes(routes, {
    confirming: createConfirming(slice), commending: createCommending(slice),
    agencies: async () => (await base.agenciesToday()).flatMap(({ agency, head }) => (head === null || !agency.mayBeGivenNotice ? [] : [{ id: agency.id, name: agency.shortName }])),
  });
  noticeRoutes(routes, { lists, reading: noticeReading(reads, seal), deciding: createDeciding(sealed), history, titles });
  ownNoticeRoutes(routes, createOwnNotices(sealed), titles);
  return { live: [noticesLive({ lists, render, now })] };
}

/** Manager-hours: who is there, seen by the board, by the office itself and by those who inspect, and what follows for who is not. */
export function wireHours(base: Base) {
  const { routes, slice, atOnce, render, now, log } = base;
  const board = createBoard({ database: atOnce });
  presenceRoutes(routes, { board });
  officesRoutes(routes, createOwnOffices({ database: atOnce, board }));
  const [inspections, notices] = [wireInspections(base), wireNotices(base)];
  return {
    ...inspections,
    hours: createHourWorker({ layingOut: createLayingOut(slice), now, log }),
    live: [boardLive({ board, render, now }), ownLive({ board, render, now }), countyLive({ board, render, now }), ...inspections.live, ...notices.live],
  };
}
