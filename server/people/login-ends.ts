import { addMinutes, type Instant } from '../domain/calendar.ts';
import type { Held, Holding } from '../domain/permission.ts';
import type { Login } from './logins.ts';

interface Ends {
  readonly idle: number;
  readonly absolute: number;
}

/** Idle and absolute ends of a login, in minutes: inspectors are on the road, operators at a desk that rings. */
const ENDS: Partial<Record<Holding, Ends>> = {
  inspector: { idle: 12 * 60, absolute: 24 * 60 },
  operator: { idle: 60, absolute: 12 * 60 },
};
const ORDINARY: Ends = { idle: 30, absolute: 12 * 60 };

/** The ends of a login of somebody with these roles: of several, those of the longest rest. */
export const endsOf = (grants: readonly Pick<Held, 'role'>[]): Ends =>
  grants.map(({ role }) => ENDS[role] ?? ORDINARY).reduce((longest, one) => (one.idle > longest.idle ? one : longest), ORDINARY);

/** Whether a login that nobody ended is open still at `now`: neither past its end nor idle too long. */
export const isOpen = (login: Login, grants: readonly Pick<Held, 'role'>[], now: Instant): boolean =>
  now < login.expiresAt && now < addMinutes(login.seenAt, endsOf(grants).idle);
