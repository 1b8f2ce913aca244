import { createLoginLimits, createPasswordLimits, createSeatLimits } from '../http/limits.ts';
import { homeRoutes } from '../http/home.ts';
import { createAccess } from '../people/access.ts';
import { createEntering } from '../people/enter.ts';
import { enterRoutes } from '../people/enter-routes.ts';
import { createLinks } from '../people/links.ts';
import { createOffices } from '../people/offices.ts';
import { officeAccountRoutes } from '../people/offices-routes.ts';
import { createOwnPassword } from '../people/own-password.ts';
import { createPasswords } from '../people/passwords.ts';
import { userRoutes } from '../people/routes.ts';
import { createUsers } from '../people/users.ts';
import { seatRoutes } from '../sessions/seat-routes.ts';
import { createSeats, isSeat, isSeatToken } from '../sessions/seats.ts';
import { SEAT_ACTOR } from '../sessions/steps.ts';
import { setupRoutes } from '../setup/routes.ts';
import { createSetup } from '../setup/service.ts';
import type { Base } from './base.ts';

/** Who enters, by an account or by the seat of a session's desk; the accounts themselves, and the set-up that makes the first of them. */
export function wireEntering(base: Base) {
  const { routes, reads, database, writer, slice, sealed, cookies, counted, addressOf, origin, now } = base;
  const passwords = createPasswords(base.secrets.pepper);
  const entering = createEntering({ ...slice, direct: database.direct, passwords, limits: createLoginLimits(counted) });
  const seats = createSeats(sealed);
  const setup = createSetup({ ...slice, passwords });

  enterRoutes(routes, {
    entering, ownPassword: createOwnPassword({ reads, writer, passwords, tries: createPasswordLimits(counted) }), cookies, addressOf,
    leaveSeat: (actorId, command) => seats.end(actorId.slice(SEAT_ACTOR.length), 'left', command),
  });
  setupRoutes(routes, setup);
  homeRoutes(routes, () => setup.isSetUp());
  seatRoutes(routes, { seats, tries: createSeatLimits(counted), cookies, addressOf });
  // `users/offices` stands before `users/:id`.
  officeAccountRoutes(routes, { offices: createOffices(sealed), origin, governorate: async () => (await base.settingsToday()).governorate });
  userRoutes(routes, { users: createUsers(sealed), access: createAccess(slice), links: createLinks({ ...slice, passwords }), places: base.placeNames, areaCode: base.areaCode, origin, history: base.history });

  return {
    seats,
    setup,
    /** Whose token it is: that of an account's login or of a seat at a session's desk. */
    whoIs: async (token: string) => {
      if (isSeatToken(token)) return seats.whoIs(token, now());
      const entered = await entering.whoIs(token, now());
      return entered === null ? null : { ...entered, seat: null };
    },
    /** Takes note that somebody was here. */
    seen: (loginId: string): Promise<void> => (isSeat(loginId) ? Promise.resolve() : entering.touch(loginId, now())),
  };
}
