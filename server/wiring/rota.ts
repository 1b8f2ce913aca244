import { createFeeds } from '../feeds/feeds.ts';
import { feedRoutes } from '../feeds/routes.ts';
import { createFeedPace } from '../http/limits.ts';
import { signatureOf } from '../http/webhooks.ts';
import { createLooking } from '../looking.ts';
import { createGivingOut } from '../messages/give-out.ts';
import { logProvider, postProvider } from '../messages/provider.ts';
import { messageRoutes } from '../messages/routes.ts';
import { createMessages } from '../messages/service.ts';
import { createTending } from '../messages/tend.ts';
import { amendRoutes } from '../rota/amend-routes.ts';
import { boardRoutes } from '../rota/board-routes.ts';
import { draftRoutes } from '../rota/draft-routes.ts';
import { letterRoutes } from '../rota/letter-routes.ts';
import { lettersRoutes } from '../rota/letters-routes.ts';
import { rotaLive } from '../rota/live.ts';
import { rotaLookup } from '../rota/lookup.ts';
import { mediaRoutes } from '../rota/media-routes.ts';
import { publishRoutes } from '../rota/publish-routes.ts';
import type { createRota } from '../rota/services.ts';
import { swapDecideRoutes } from '../rota/swap-decide-routes.ts';
import { swapOwnRoutes } from '../rota/swap-own-routes.ts';
import { weekRoutes } from '../rota/week-routes.ts';
import { whatIfRoutes } from '../rota/what-if-routes.ts';
import { createInvitations } from '../sessions/invitations.ts';
import { createOwnSessions } from '../sessions/own.ts';
import { sessionRoutes } from '../sessions/routes.ts';
import type { Base } from './base.ts';

const LOOK_FOR_MESSAGES_MS = 15_000;
/** So many looks for what is due between two that bring what waits in step with what it is about. */
const LOOKS_BETWEEN_TENDINGS = 40;

/** Gives out messages as they are due. */
function createMessaging({ routes, reads, writer, slice, sealed, config, secrets, now, log }: Base) {
  const provider = config.messagesUrl === null ? logProvider(log) : postProvider({ url: config.messagesUrl, sign: (id, at, body) => signatureOf(secrets.messages, id, at, body), now });
  messageRoutes(routes, createMessages({ reads, writer, sends: provider.sends }));
  const [givingOut, tending] = [createGivingOut({ ...sealed, provider, log }), createTending(slice)];
  let looks = 0;
  return createLooking({
    event: 'messages', everyMs: LOOK_FOR_MESSAGES_MS, log,
    look: async (goesOn) => {
      if (looks % LOOKS_BETWEEN_TENDINGS === 0) await tending.tend(now());
      looks += 1;
      await givingOut.giveOut(now, goesOn);
    },
  });
}

/** The timetable: drawn up, published, amended, told to the managers, and read by them, in their own calendars too. */
export function wireRota(base: Base, rota: ReturnType<typeof createRota>) {
  const { routes, reads, slice, history, settings } = base;
  const invitations = createInvitations({ ...slice, programmes: rotaLookup });
  const needs = { settingsOn: settings.settingsOn, history };
  // `drafts/new` stands before `drafts/:id`.
  draftRoutes(routes, rota);
  boardRoutes(routes, rota, needs);
  whatIfRoutes(routes, rota);
  letterRoutes(routes, rota);
  amendRoutes(routes, rota.amending, history);
  lettersRoutes(routes, rota.letters, invitations);
  // `timetable/media.txt` stands before `timetable/:version`.
  mediaRoutes(routes, rota.timetable);
  publishRoutes(routes, rota, invitations, needs);
  swapOwnRoutes(routes, rota.swaps);
  swapDecideRoutes(routes, rota.swapDecisions);
  weekRoutes(routes, rota.week, invitations);
  sessionRoutes(routes, createOwnSessions({ reads, programmes: rotaLookup }), invitations);
  feedRoutes(routes, { feeds: createFeeds({ ...slice, direct: base.database.direct }), userNames: base.userNames, origin: base.origin, pace: createFeedPace(base.counted), addressOf: base.addressOf });
  return { live: [rotaLive({ watch: rota.watch, render: base.render, now: base.now })], messages: createMessaging(base) };
}
