import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, Server } from 'node:http';
import { join } from 'node:path';
import type { Express } from 'express';
import type { Database } from '../db/connection.ts';
import { pendingMigrations } from '../db/migrate.ts';
import { createSeal } from '../db/sealed.ts';
import { sharedSnapshots } from '../db/snapshot.ts';
import type { Writer } from '../db/writer.ts';
import { seedReference } from '../db/seeds/reference.ts';
import { createAbsences } from './agencies/absences.ts';
import { agencyLookup } from './agencies/lookup.ts';
import { agencyRoutes } from './agencies/routes.ts';
import { createAgencies } from './agencies/service.ts';
import { termRoutes } from './agencies/term-routes.ts';
import { createTerms } from './agencies/terms.ts';
import { createHistory } from './audit/lookup.ts';
import { auditRoutes } from './audit/routes.ts';
import { createAudit } from './audit/service.ts';
import { calendarRoutes } from './calendar/routes.ts';
import { createCalendar } from './calendar/service.ts';
import { callBacksRoutes } from './calls/call-backs-routes.ts';
import { createCallBacks } from './calls/call-backs.ts';
import { deskActRoutes } from './calls/desk-acts-routes.ts';
import { deskFragment } from './calls/desk-live.ts';
import { deskRoutes } from './calls/desk-routes.ts';
import { createDesk } from './calls/desk.ts';
import { exchangeRoutes } from './calls/exchange-routes.ts';
import { createIncoming } from './calls/incoming.ts';
import { maskedNumbers } from './calls/masked.ts';
import { centreFragments } from './calls/centre-live.ts';
import { createCentre } from './calls/centre.ts';
import { closeRoutes } from './calls/close-routes.ts';
import { manageRoutes } from './calls/manage-routes.ts';
import { createCalls } from './calls/services.ts';
import { superviseRoutes } from './calls/supervise-routes.ts';
import { todayLive } from './calls/today-live.ts';
import { todayRoutes } from './calls/today-routes.ts';
import { wallRoutes } from './calls/wall-routes.ts';
import { hostLive, notesLive } from './calls/host-live.ts';
import { hostRoutes } from './calls/host-routes.ts';
import { createHost } from './calls/host.ts';
import { createWalls } from './calls/walls.ts';
import { commitmentRoutes } from './commitments/routes.ts';
import { createCommitments } from './commitments/service.ts';
import { complaintRoutes } from './complaints/routes.ts';
import { createComplaints } from './complaints/service.ts';
import type { Config } from './config.ts';
import { demandRoutes } from './demand/routes.ts';
import { createDemand } from './demand/service.ts';
import { dayOf, type Instant } from './domain/calendar.ts';
import { drawLookup } from './draws/lookup.ts';
import { findingsLive } from './findings/live.ts';
import { findingRoutes } from './findings/routes.ts';
import { createFindings } from './findings/service.ts';
import { placeLookup } from './draws/places.ts';
import { createFeeds } from './feeds/feeds.ts';
import { feedRoutes } from './feeds/routes.ts';
import { createPresenceCodes } from './hours/codes.ts';
import { createAbsenceActs } from './hours/absence-acts.ts';
import { absenceRoutes } from './hours/absence-routes.ts';
import { createAbsence } from './hours/absence.ts';
import { createOfficeActs } from './hours/office-acts.ts';
import { officeLive } from './hours/office-live.ts';
import { officeRoutes } from './hours/office-routes.ts';
import { createOffice } from './hours/office.ts';
import { addressOf, createApp } from './http/app.ts';
import { createCookies } from './http/cookies.ts';
import { isSameOrigin } from './http/csrf.ts';
import { createRoutes, type Routes } from './http/guard.ts';
import { createHealth, healthRoutes } from './http/health.ts';
import { homeRoutes } from './http/home.ts';
import { createCodeTries, createFeedPace, createLoginLimits, createOrderLimits, createPasswordLimits, createSeatLimits, createTrackingLimits, createVisitLimits } from './http/limits.ts';
import { createRenderer } from './http/render.ts';
import { createWebhooks, signatureOf } from './http/webhooks.ts';
import { importRoutes } from './imports/routes.ts';
import { createImports } from './imports/service.ts';
import { sweepImports } from './imports/sweep.ts';
import { orderRoutes } from './inspections/orders-routes.ts';
import { phoneRoutes } from './inspections/phone-routes.ts';
import { inspectionRoutes } from './inspections/routes.ts';
import { createInspections } from './inspections/services.ts';
import { shellRoutes } from './inspections/shell-routes.ts';
import { createGateway, type Gateway } from './live/gateway.ts';
import { createGivingOut } from './messages/give-out.ts';
import { logProvider, postProvider } from './messages/provider.ts';
import { messageRoutes } from './messages/routes.ts';
import { createMessages } from './messages/service.ts';
import { createTending } from './messages/tend.ts';
import { createMessageWorker, type MessageWorker } from './messages/worker.ts';
import { createDraws } from './draws/services.ts';
import { createDrawWorker, type DrawWorker } from './draws/worker.ts';
import { drawPlaceRoutes } from './draws/places-routes.ts';
import { drawRoutes } from './draws/routes.ts';
import { drawVerifyRoutes } from './draws/verify-routes.ts';
import { createLayingOut } from './hours/lay-out.ts';
import { createHourWorker, type HourWorker } from './hours/worker.ts';
import { createCommending } from './notices/commending.ts';
import { createConfirming } from './notices/confirming.ts';
import { createDeciding } from './notices/deciding.ts';
import { foundRoutes } from './notices/found-routes.ts';
import { createNoticeList } from './notices/list.ts';
import { noticesLive } from './notices/live.ts';
import { createOwnNotices } from './notices/own.ts';
import { ownNoticeRoutes } from './notices/own-routes.ts';
import { noticeReading } from './notices/reading.ts';
import { noticeRoutes } from './notices/routes.ts';
import { occurrenceLookup } from './occurrences/lookup.ts';
import { occurrenceRoutes } from './occurrences/routes.ts';
import { createOccurrences } from './occurrences/service.ts';
import { createEntering } from './people/enter.ts';
import { enterRoutes } from './people/enter-routes.ts';
import { peopleLookup } from './people/lookup.ts';
import { createOwnPassword } from './people/own-password.ts';
import { createPasswords } from './people/passwords.ts';
import { createAccess } from './people/access.ts';
import { createLinks } from './people/links.ts';
import { createOffices } from './people/offices.ts';
import { officeAccountRoutes } from './people/offices-routes.ts';
import { userRoutes } from './people/routes.ts';
import { sweepLogins } from './people/sweep.ts';
import { createUsers } from './people/users.ts';
import { createBoard } from './presence/board.ts';
import { boardLive, countyLive, ownLive } from './presence/live.ts';
import { createOwnOffices } from './presence/offices.ts';
import { officesRoutes } from './presence/offices-routes.ts';
import { presenceRoutes } from './presence/routes.ts';
import { requestListRoutes } from './requests/list-routes.ts';
import { requestRoutes } from './requests/routes.ts';
import { createRequests } from './requests/services.ts';
import { trackRoutes } from './requests/track-routes.ts';
import { amendRoutes } from './rota/amend-routes.ts';
import { boardRoutes } from './rota/board-routes.ts';
import { consequencePages } from './rota/consequence-routes.ts';
import { daySessionsOf } from './rota/consequence-view.ts';
import { createConsequences } from './rota/consequences.ts';
import { draftRoutes } from './rota/draft-routes.ts';
import { letterRoutes } from './rota/letter-routes.ts';
import { lettersRoutes } from './rota/letters-routes.ts';
import { rotaLive } from './rota/live.ts';
import { mediaRoutes } from './rota/media-routes.ts';
import { rotaLookup } from './rota/lookup.ts';
import { publishRoutes } from './rota/publish-routes.ts';
import { createRota } from './rota/services.ts';
import { swapDecideRoutes } from './rota/swap-decide-routes.ts';
import { swapOwnRoutes } from './rota/swap-own-routes.ts';
import { sweepSwaps } from './rota/swap-sweep.ts';
import { weekRoutes } from './rota/week-routes.ts';
import { whatIfRoutes } from './rota/what-if-routes.ts';
import type { Secrets } from './secrets.ts';
import { createInvitations } from './sessions/invitations.ts';
import { createLife } from './sessions/life.ts';
import { seatRoutes } from './sessions/seat-routes.ts';
import { createSeats, isSeat, isSeatToken } from './sessions/seats.ts';
import { substitutesOf } from './sessions/substitutes.ts';
import { SEAT_ACTOR } from './sessions/steps.ts';
import { createOwnSessions } from './sessions/own.ts';
import { sessionRoutes } from './sessions/routes.ts';
import { settingsLookup } from './settings/lookup.ts';
import { settingsRoutes } from './settings/routes.ts';
import { createSettings } from './settings/service.ts';
import { setupRoutes } from './setup/routes.ts';
import { createSetup } from './setup/service.ts';
import { seedTopics } from './topics/reference.ts';
import { topicRoutes } from './topics/routes.ts';
import { createTopics } from './topics/service.ts';
import { visitAnswerRoutes } from './visitors/answer-routes.ts';
import { visitorsLive } from './visitors/live.ts';
import { visitorPaperRoutes } from './visitors/paper-routes.ts';
import { visitorRoutes } from './visitors/routes.ts';
import { createVisitors } from './visitors/services.ts';

/** What a running Didar is made from: everything that differs between production, a test and the demonstration. */
export interface Ground {
  readonly config: Pick<Config, 'origin' | 'proxies' | 'dataDir' | 'development' | 'messagesUrl'>;
  readonly secrets: Secrets;
  readonly database: Database;
  readonly writer: Writer;
  readonly now: () => Instant;
  readonly log: (line: object) => void;
  /** The port really listened on, for the addresses of a program without ORIGIN; 0 before it listens. */
  readonly port: () => number;
  /** How long the answer to an uploaded table waits for its reading, in ms; the program's own patience where left out. */
  readonly readingPatienceMs?: number;
}

/** The whole program, wired. */
export interface Wired {
  readonly app: Express;
  readonly routes: Routes;
  /** What must be in the database before the first visitor: the reference data. */
  ready(): Promise<void>;
  /** Forgets logins and devices of long ago; harmless to repeat. */
  sweep(): Promise<void>;
  /** The path of the one-time set-up page, null once the office has been set up. */
  setUpLink(): Promise<string | null>;
  openGateway(http: Server): Gateway;
  /** Gives out messages as they are due, from `start` to `stop`. */
  readonly messages: MessageWorker;
  /** Keeps managers' hours laid out, from `start` to `stop`. */
  readonly hours: HourWorker;
  /** Draws the visits that nobody has drawn, and opens draws after their hour, from `start` to `stop`. */
  readonly draws: DrawWorker;
}

/** The folder that holds views/ and public/: the parent of server/ in development and of dist/ when built. */
const ROOT = join(import.meta.dirname, '..');

const buildIdOf = (folder: string): string => {
  if (!existsSync(folder)) return 'unbuilt';
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).filter((one) => /\.(js|css|svg)$/.test(one)).sort()) hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 12);
};

/** Builds every service from the ground it stands on; the only place that does. */
export function wire({ config, secrets, database, writer, now, log, port, readingPatienceMs }: Ground): Wired {
  const { reads } = database;
  const secure = config.origin?.startsWith('https://') ?? false;
  const origins = (): readonly string[] =>
    config.origin === null ? ['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${port()}`) : [config.origin];
  const cookies = createCookies(secure);
  const render = createRenderer(join(ROOT, 'views'), !config.development);
  const routes = createRoutes();
  const buildId = buildIdOf(join(ROOT, 'public/dist'));

  const passwords = createPasswords(secrets.pepper);
  const counted = database.dialect === 'postgres' ? database.direct : null;
  const limits = createLoginLimits(counted);
  const entering = createEntering({ reads, direct: database.direct, writer, passwords, limits, newId: randomUUID });

  const people = peopleLookup(reads);
  const agencies = agencyLookup(reads);
  const settings = settingsLookup(reads);
  const slice = { reads, writer, newId: randomUUID };
  const seal = createSeal({ encryptionKey: secrets.encryption, indexKey: secrets.index });
  const seats = createSeats({ ...slice, seal });
  const walls = createWalls(slice);

  const history = createHistory(reads);

  const health = createHealth({
    dataDir: config.dataDir,
    probeWrite: async () => {
      await database.direct('rate_limits').insert({ key: 'health', points: 0, expire: null }).onConflict('key').merge(['points']);
    },
    pendingMigrations: () => pendingMigrations(database),
  });

  enterRoutes(routes, { entering, ownPassword: createOwnPassword({ reads, writer, passwords, tries: createPasswordLimits(counted) }), cookies, addressOf: (req) => addressOf(req, config.proxies), leaveSeat: (actorId, command) => seats.end(actorId.slice(SEAT_ACTOR.length), 'left', command) });
  const setup = createSetup({ ...slice, passwords });
  setupRoutes(routes, setup);
  homeRoutes(routes, () => setup.isSetUp());
  shellRoutes(routes, { root: ROOT, assets: buildId });
  settingsRoutes(routes, createSettings(slice), { userNames: (ids) => people.namesOfUsers(ids), history });
  calendarRoutes(routes, createCalendar(slice), {
    places: async () => ({
      counties: await agencies.counties(),
      agencies: (await agencies.all()).map(({ id, shortName }) => ({ id, name: shortName })),
    }),
    managerHourOn: async (day) => (await settings.settingsOn(day)).manager_hour.weekday,
    userNames: (ids) => people.namesOfUsers(ids),
    hoursOn: (day) => occurrenceLookup(reads).ofProvinceAbout(day),
    sessionsOn: async (day) => daySessionsOf(await rota.timetable.sessionsBetween(day, day)),
    carryOut: consequencePages(createConsequences(slice)),
  });
  occurrenceRoutes(routes, createOccurrences(slice), {
    names: async () => ({
      counties: await agencies.countyNames(),
      agencies: await agencies.shortNames(),
    }),
  });
  topicRoutes(routes, createTopics(slice), {
    agencies: async () => (await agencies.agenciesOn(dayOf(now()))).map(({ agency }) => agency),
  });
  demandRoutes(routes, createDemand(slice), {
    agenciesOn: async (day) => (await agencies.agenciesOn(day)).map(({ agency }) => ({ id: agency.id, name: agency.shortName, invitable: agency.mayBeInvited })),
    formulaOn: async (day) => {
      const { demand_formula, sessions_per_week } = await settings.settingsOn(day);
      return { formula: demand_formula, perWeek: sessions_per_week };
    },
    history,
  });
  const rota = createRota({ database, ...slice });
  const invitations = createInvitations({ ...slice, programmes: rotaLookup });
  const rotaNeeds = { settingsOn: settings.settingsOn, history };
  // `drafts/new` stands before `drafts/:id`.
  draftRoutes(routes, rota);
  boardRoutes(routes, rota, rotaNeeds);
  whatIfRoutes(routes, rota);
  letterRoutes(routes, rota);
  amendRoutes(routes, rota.amending, history);
  lettersRoutes(routes, rota.letters, invitations);
  // `timetable/media.txt` stands before `timetable/:version`.
  mediaRoutes(routes, rota.timetable);
  publishRoutes(routes, rota, invitations, rotaNeeds);
  swapOwnRoutes(routes, rota.swaps);
  swapDecideRoutes(routes, rota.swapDecisions);
  weekRoutes(routes, rota.week, invitations);
  sessionRoutes(routes, createOwnSessions({ reads, programmes: rotaLookup }), invitations);
  const requests = createRequests({ ...slice, seal, tries: createTrackingLimits(counted) });
  // `requests/confidential` stands before `requests/:id`.
  requestListRoutes(routes, requests.inbox);
  requestRoutes(routes, requests);
  trackRoutes(routes, requests.tracking, (req) => addressOf(req, config.proxies));
  commitmentRoutes(routes, createCommitments(slice));
  const findings = createFindings({ database, writer });
  findingRoutes(routes, findings);
  const visitors = createVisitors({ database, writer, seal, newId: randomUUID, tries: createVisitLimits(counted) });
  visitorRoutes(routes, { ...visitors, render, origin: () => origins()[0] ?? '' });
  visitorPaperRoutes(routes, visitors);
  complaintRoutes(routes, createComplaints(slice));
  visitAnswerRoutes(routes, visitors.answering, (req) => addressOf(req, config.proxies));
  // A change draws several fragments anew and is answered with what it came to: what they read in one moment is read together.
  const atOnce = { reads, snapshot: sharedSnapshots(database) };
  const presenceBoard = createBoard({ database: atOnce });
  presenceRoutes(routes, { board: presenceBoard });
  officesRoutes(routes, createOwnOffices({ database: atOnce, board: presenceBoard }));
  const titles = async () => {
    const { governorate, office_title } = await settings.settingsOn(dayOf(now()));
    return { governorate, office: office_title };
  };
  const notices = createNoticeList({ database });
  // `notices/missed` and the like stand before `notices/:id`.
  foundRoutes(routes, {
    confirming: createConfirming(slice), commending: createCommending(slice),
    agencies: async () => (await agencies.agenciesOn(dayOf(now()))).flatMap(({ agency, head }) => (head === null || !agency.mayBeGivenNotice ? [] : [{ id: agency.id, name: agency.shortName }])),
  });
  noticeRoutes(routes, { lists: notices, reading: noticeReading(reads, seal), deciding: createDeciding({ writer, seal, newId: randomUUID }), history, titles });
  ownNoticeRoutes(routes, createOwnNotices({ ...slice, seal }), titles);
  const roster = createAgencies(slice);
  const areaCode = async () => (await settings.settingsOn(dayOf(now()))).area_code;
  agencyRoutes(routes, roster, areaCode, history);
  importRoutes(routes, createImports({ ...slice, seal, areaCode, log, ...(readingPatienceMs === undefined ? {} : { patience: readingPatienceMs }) }), { userNames: (ids) => people.namesOfUsers(ids) });
  const calls = createCalls({ ...slice, seal });
  const life = createLife(slice);
  const host = createHost({ database: atOnce, seal, now });
  hostRoutes(routes, host, { ...calls, step: life.step });
  const presenceCodes = createPresenceCodes(secrets.presence);
  const inspections = createInspections({
    ...slice, seal, reports: secrets.reports, photos: join(config.dataDir, 'photos'), codes: presenceCodes, tries: createCodeTries(counted), placeOf: (agencyId) => placeLookup(reads).placeOf(agencyId), origin: () => origins()[0] ?? '',
  });
  phoneRoutes(routes, inspections);
  // `inspections/orders` stands before `inspections/:id`.
  orderRoutes(routes, { orders: inspections.orders, tries: createOrderLimits(counted), addressOf: (req) => addressOf(req, config.proxies) });
  inspectionRoutes(routes, inspections);
  const draws = createDraws({ ...slice, seal });
  // `draws/places` stands before `draws/:day`.
  drawPlaceRoutes(routes, draws.places);
  drawRoutes(routes, { ...draws, weeksOn: async (day) => (await settings.settingsOn(day)).inspection.coverageWeeks });
  drawVerifyRoutes(routes, draws.reading);
  const office = createOffice({ database: atOnce, codes: presenceCodes, sealOf: (day) => drawLookup(reads).sealOf(day) });
  const officeActs = createOfficeActs(slice);
  officeRoutes(routes, { office, acts: officeActs });
  // `hours/:id` stands behind every other address of hours.
  absenceRoutes(routes, { absence: createAbsence({ reads }), acts: createAbsenceActs(slice), office: officeActs });
  const centre = createCentre({ database });
  const address = (): string => origins()[0] ?? '';
  todayRoutes(routes, { centre, life, agenciesOn: async (day) => (await agencies.agenciesOn(day)).map(({ agency }) => ({ id: agency.id, name: agency.shortName })) });
  manageRoutes(routes, { centre, life, seats, ...calls, substitutesOf: (one) => substitutesOf(reads, one), origin: address });
  closeRoutes(routes, { centre, closing: calls.closing });
  superviseRoutes(routes, { centre, life });
  wallRoutes(routes, { centre, walls, userNames: (ids) => people.namesOfUsers(ids), origin: address });
  feedRoutes(routes, {
    feeds: createFeeds({ ...slice, direct: database.direct }), userNames: (ids) => people.namesOfUsers(ids), origin: address, pace: createFeedPace(counted), addressOf: (req) => addressOf(req, config.proxies),
  });
  seatRoutes(routes, { seats, tries: createSeatLimits(counted), cookies, addressOf: (req) => addressOf(req, config.proxies) });
  const desk = createDesk({ database: atOnce, writer, seal, intake: calls.intake });
  const incoming = createIncoming({ reads, writer, seal });
  deskRoutes(routes, { desk, calls, render });
  deskActRoutes(routes, { desk, calls, incoming });
  callBacksRoutes(routes, createCallBacks({ database: atOnce, writer, seal }));
  const webhooks = createWebhooks({ secret: secrets.webhook, now, log });
  exchangeRoutes(webhooks, { incoming, areaCode });
  termRoutes(routes, { agencies: roster, terms: createTerms({ ...slice, seal }), absences: createAbsences(slice), areaCode });
  // `users/offices` stands before `users/:id`.
  officeAccountRoutes(routes, { offices: createOffices({ ...slice, seal }), origin: () => origins()[0] ?? '', governorate: async (res) => (await settings.settingsOn(dayOf(res.locals.now))).governorate });
  userRoutes(routes, {
    users: createUsers({ ...slice, seal }),
    access: createAccess(slice),
    links: createLinks({ ...slice, passwords }),
    places: async () => ({
      agencies: await agencies.shortNames(),
      counties: await agencies.countyNames(),
    }),
    areaCode,
    origin: () => origins()[0] ?? '',
    history,
  });
  auditRoutes(routes, createAudit({ reads }), { agencies: async () => (await agencies.all()).map(({ id, shortName }) => ({ id, name: shortName })) });
  const provider = config.messagesUrl === null ? logProvider(log) : postProvider({ url: config.messagesUrl, sign: (id, at, body) => signatureOf(secrets.messages, id, at, body), now });
  const givingOut = createGivingOut({ ...slice, seal, provider, log });
  messageRoutes(routes, createMessages({ reads, writer, sends: provider.sends }));
  healthRoutes(routes, health, () => [
    { term: 'نشانی', text: origins()[0] ?? '', ltr: true },
    { term: 'اتصال امن', text: secure ? 'بله' : 'نه، تنها روی همین رایانه' },
    { term: 'پایگاه داده', text: database.dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL', ltr: true },
    { term: 'Node.js', text: process.version, ltr: true },
  ]);

  // A token is that of an account's login or of a seat at a session's desk.
  const whoIs = async (token: string) => {
    if (isSeatToken(token)) return seats.whoIs(token, now());
    const entered = await entering.whoIs(token, now());
    return entered === null ? null : { ...entered, seat: null };
  };
  const app = createApp({
    routes,
    webhooks: webhooks.router,
    render,
    cookies,
    root: ROOT,
    secure,
    formSecret: secrets.form,
    proxies: config.proxies,
    buildId,
    origins,
    now,
    whoIs,
    seen: (loginId) => (isSeat(loginId) ? Promise.resolve() : entering.touch(loginId, now())),
    titles,
    log,
  });

  const openGateway = (http: Server): Gateway =>
    createGateway(http, {
      slices: [
        rotaLive({ watch: rota.watch, render, now }),
        todayLive({ database: { reads, snapshot: sharedSnapshots(database) }, render, now }, { ...centreFragments, desk: deskFragment((db, today) => maskedNumbers(db, seal, today)) }),
        hostLive({ watch: host.watch, render }),
        officeLive({ office, render, now }),
        notesLive({ watch: host.watch, render }),
        boardLive({ board: presenceBoard, render, now }),
        ownLive({ board: presenceBoard, render, now }),
        countyLive({ board: presenceBoard, render, now }),
        findingsLive({ findings, render, now }),
        visitorsLive({ reading: visitors.reading, render }),
        noticesLive({ lists: notices, render, now }),
      ],
      whoIs: async (request: IncomingMessage, wall: string | null) => {
        if (wall !== null) return walls.whoIs(wall);
        const token = cookies.read(request.headers.cookie, 'didar');
        return token === null ? null : whoIs(token);
      },
      isOwnOrigin: (headers) => isSameOrigin(headers, origins()),
      log,
    });

  const ready = async (): Promise<void> => {
    await seedReference(reads, writer, now());
    await seedTopics(reads, writer, now());
  };
  return { app, routes, openGateway, ready, messages: createMessageWorker({ givingOut, tending: createTending(slice), now, log }), draws: createDrawWorker({ tending: draws.tending, now, log }), hours: createHourWorker({ layingOut: createLayingOut(slice), now, log }), sweep: async () => void (await Promise.all([sweepLogins(database.direct, now()), sweepImports(slice, now()), sweepSwaps(slice, now()), inspections.photos.sweep(now())])), setUpLink: () => setup.ensureLink(now()) };
}
