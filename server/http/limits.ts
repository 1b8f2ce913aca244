import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Knex } from 'knex';
import { Refusal } from '../domain/refusal.ts';
import type { Tries } from '../domain/tries.ts';

/** The limits on logging in: `Tries` by name and address, and beside them the name's tries a day and the network's an hour. */
export interface LoginLimits {
  begin(ip: string, name: string, knownDevice: boolean): Promise<void>;
  /** The try fitted: it does not count, and the earlier ones of this name from this address are forgotten. */
  succeeded(ip: string, name: string): Promise<void>;
  failed(ip: string, name: string): Promise<void>;
  dropped(ip: string, name: string): Promise<void>;
}

/** The part of an address that one household or office shares: /24 of IPv4, /64 of IPv6. */
export function networkOf(ip: string): string {
  const v4 = ip.replace(/^::ffff:/, '');
  if (v4.includes('.')) return v4.split('.').slice(0, 3).join('.');
  const [head = '', tail = ''] = v4.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const groups = v4.includes('::') ? [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right] : left;
  return groups.slice(0, 4).join(':');
}

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
const FREE = 5;
const LONGEST_WAIT = 15 * MINUTE;

const refuse = (result: RateLimiterRes, field: string): never => {
  const seconds = Math.max(1, Math.ceil(result.msBeforeNext / 1000));
  throw new Refusal('too_many_tries', { field, facts: { seconds, minutes: Math.ceil(seconds / MINUTE) } });
};

/** Takes points of a key; where they are spent, refuses beside the field. */
const take = async (limiter: RateLimiterAbstract, key: string, field: string, points = 1): Promise<void> => {
  try {
    await limiter.consume(key, points);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    refuse(error, field);
  }
};

type Limiter = (keyPrefix: string, points: number, seconds: number) => RateLimiterAbstract;

// In memory for one process; in the database where several share one.
const limitersOn = (shared: Knex | null): Limiter => (keyPrefix, points, duration) => {
  const memory = new RateLimiterMemory({ keyPrefix, points, duration });
  if (shared === null) return memory;
  return new RateLimiterPostgres({
    storeClient: shared,
    storeType: 'knex',
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix,
    points,
    duration,
    insuranceLimiter: memory,
  });
};

const createTries = (limiter: Limiter, name: string, field: string): Tries => {
  const tries = limiter(name, FREE, LONGEST_WAIT);
  const waits = limiter(`${name}-waits`, Number.MAX_SAFE_INTEGER, DAY);
  const waited = async (key: string): Promise<boolean> => (await waits.get(key)) !== null;
  return {
    // After a wait one try spends all that five did before: the next one waits again.
    begin: async (key) => take(tries, key, field, (await waited(key)) ? FREE : 1),
    async succeeded(key) {
      await Promise.all([tries.delete(key), waits.delete(key)]);
    },
    async failed(key) {
      if (((await tries.get(key))?.consumedPoints ?? 0) < FREE) return;
      const { consumedPoints: times } = await waits.consume(key);
      await tries.block(key, Math.min(LONGEST_WAIT, MINUTE * 2 ** (times - 1)));
    },
    async dropped(key) {
      await tries.reward(key, (await waited(key)) ? FREE : 1);
    },
  };
};

/** Makes the limits on tries at one's own password, by user: where a session stands open, an address tells nothing. */
export const createPasswordLimits = (shared: Knex | null): Tries => createTries(limitersOn(shared), 'own', 'current');

/** Makes the limits on asking for a request by its tracking code, by `placeOf` the address. */
export const createTrackingLimits = (shared: Knex | null): Tries => createTries(limitersOn(shared), 'track', '_form');

/** Makes the limits on the codes of visitors' slips, by `placeOf` the address. */
export const createVisitLimits = (shared: Knex | null): Tries => createTries(limitersOn(shared), 'visit', '_form');

/** Makes the limits on the codes of seats, by `placeOf` the address. */
export const createSeatLimits = (shared: Knex | null): Tries => createTries(limitersOn(shared), 'seat', 'code');

/** Makes the limits on asking whether an inspection order holds, by `placeOf` the address. */
export const createOrderLimits = (shared: Knex | null): Tries => createTries(limitersOn(shared), 'order', '_form');

const FOREIGN_CODES = 5;

/** Makes the limit on presence codes that are none of the hour's, by the inspector's id: after five within an hour his further codes are held until it is over. */
export const createCodeTries = (shared: Knex | null): Tries => {
  const tries = limitersOn(shared)('code', FOREIGN_CODES, 60 * MINUTE);
  // One that fits takes back only itself: between guesses at a neighbour's code nobody clears his tries by his own.
  const back = async (key: string): Promise<void> => void (await tries.reward(key));
  return { begin: (key) => take(tries, key, 'code'), succeeded: back, failed: () => Promise.resolve(), dropped: back };
};

/** How often one place may ask for something light that needs no login. */
export interface Pace {
  /** Refuses `too_many_tries`. */
  take(key: string): Promise<void>;
}

/** Makes the limit on asking for calendars: a big office behind one address asks for each of its calendars once an hour. */
export const createFeedPace = (shared: Knex | null): Pace => {
  const limiter = limitersOn(shared)('feed', 300, 5 * MINUTE);
  return { take: (key) => take(limiter, key, '_form') };
};

/** One place from which tries come: an address of IPv4, or the /64 of IPv6 that one household has to itself. */
export const placeOf = (ip: string): string => (ip.includes('.') ? ip : networkOf(ip));

/** Makes the limits on logging in. */
export function createLoginLimits(shared: Knex | null): LoginLimits {
  const limiter = limitersOn(shared);
  const byPair = createTries(limiter, 'pair', 'username');
  const byName = limiter('name', 50, DAY);
  const byNetwork = limiter('net', 100, 60 * MINUTE);
  const pair = (ip: string, name: string): string => `${ip} ${name}`;
  return {
    async begin(ip, name, knownDevice) {
      await byPair.begin(pair(ip, name));
      await take(byNetwork, networkOf(ip), 'username');
      // A stranger who fails fifty times in another's name locks out strangers only, never the person's own devices.
      await take(byName, name, 'username').catch((error: unknown) => {
        if (!knownDevice || !(error instanceof Refusal)) throw error;
      });
    },
    async succeeded(ip, name) {
      await Promise.all([byPair.succeeded(pair(ip, name)), byName.reward(name), byNetwork.reward(networkOf(ip))]);
    },
    failed: (ip, name) => byPair.failed(pair(ip, name)),
    async dropped(ip, name) {
      await Promise.all([byPair.dropped(pair(ip, name)), byName.reward(name), byNetwork.reward(networkOf(ip))]);
    },
  };
}
