import { callBacksRoutes } from '../calls/call-backs-routes.ts';
import { createCallBacks } from '../calls/call-backs.ts';
import { centreFragments } from '../calls/centre-live.ts';
import { createCentre } from '../calls/centre.ts';
import { closeRoutes } from '../calls/close-routes.ts';
import { deskActRoutes } from '../calls/desk-acts-routes.ts';
import { deskFragment } from '../calls/desk-live.ts';
import { deskRoutes } from '../calls/desk-routes.ts';
import { createDesk } from '../calls/desk.ts';
import { exchangeRoutes } from '../calls/exchange-routes.ts';
import { hostLive, notesLive } from '../calls/host-live.ts';
import { hostRoutes } from '../calls/host-routes.ts';
import { createHost } from '../calls/host.ts';
import { createIncoming } from '../calls/incoming.ts';
import { manageRoutes } from '../calls/manage-routes.ts';
import { maskedNumbers } from '../calls/masked.ts';
import { createCalls } from '../calls/services.ts';
import { superviseRoutes } from '../calls/supervise-routes.ts';
import { todayLive } from '../calls/today-live.ts';
import { todayRoutes } from '../calls/today-routes.ts';
import { wallRoutes } from '../calls/wall-routes.ts';
import { createWalls } from '../calls/walls.ts';
import { createWebhooks } from '../http/webhooks.ts';
import { createLife } from '../sessions/life.ts';
import type { createSeats } from '../sessions/seats.ts';
import { substitutesOf } from '../sessions/substitutes.ts';
import type { Base } from './base.ts';

/** Live calls: the desk, the hosting manager, the centre's day, its walls, and the exchange that tells who rings. */
export function wireCalls(base: Base, seats: ReturnType<typeof createSeats>) {
  const { routes, reads, database, writer, slice, sealed, seal, atOnce, render, origin, areaCode, now, log } = base;
  const calls = createCalls(sealed);
  const life = createLife(slice);
  const host = createHost({ database: atOnce, seal, now });
  const centre = createCentre({ database });
  const walls = createWalls(slice);
  const incoming = createIncoming(sealed);
  const desk = createDesk({ database: atOnce, writer, seal, intake: calls.intake });
  hostRoutes(routes, host, { ...calls, step: life.step });
  todayRoutes(routes, { centre, life, agenciesOn: base.agencyOptions });
  manageRoutes(routes, { centre, life, seats, ...calls, substitutesOf: (one) => substitutesOf(reads, one), origin });
  closeRoutes(routes, { centre, closing: calls.closing });
  superviseRoutes(routes, { centre, life });
  wallRoutes(routes, { centre, walls, userNames: base.userNames, origin });
  deskRoutes(routes, { desk, calls, render });
  deskActRoutes(routes, { desk, calls, incoming });
  callBacksRoutes(routes, createCallBacks({ database: atOnce, writer, seal }));
  const webhooks = createWebhooks({ secret: base.secrets.webhook, now, log });
  exchangeRoutes(webhooks, { incoming, areaCode });
  return {
    walls,
    /** Messages that other programs send. */
    webhooks: webhooks.router,
    live: [
      todayLive({ database: atOnce, render, now }, { ...centreFragments, desk: deskFragment((db, today) => maskedNumbers(db, seal, today)) }),
      hostLive({ watch: host.watch, render }),
      notesLive({ watch: host.watch, render }),
    ],
  };
}
