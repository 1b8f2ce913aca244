import type { Knex } from 'knex';
import { addMinutes, type Instant } from '../domain/calendar.ts';
import { loginRepository } from './logins.ts';

/** How long an ended login and an unused device are remembered; a device's cookie lasts as long. */
export const REMEMBERED_DAYS = 90;
// A sweep in pieces, so that nobody waits behind it for long; what is left over is taken by the next one.
const PIECE = 500;
const PIECES = 40;

/** Forgets logins that ended, and devices that nobody entered from, more than 90 days ago; says how many. */
export async function sweepLogins(direct: Knex, now: Instant): Promise<number> {
  const before = addMinutes(now, -REMEMBERED_DAYS * 24 * 60);
  const { forgetLogins, forgetDevices } = loginRepository(direct);
  let swept = 0;
  for (const forget of [forgetLogins, forgetDevices]) {
    for (let piece = 0; piece < PIECES; piece += 1) {
      const gone = await forget(before, PIECE);
      swept += gone;
      if (gone < PIECE) break;
    }
  }
  return swept;
}
