import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Knex } from 'knex';
import { Refusal } from '../domain/refusal.ts';

/** The limits on logging in (reliability-security design, §1.6). */
export interface LoginLimits {
  /**
   * Counts a try, as failed until `succeeded` or `dropped` says otherwise: tries that run side by side cannot slip past one
   * another. Refuses with `too_many_tries` where the name from this address, the address, or the name is spent.
   */
  begin(ip: string, name: string, knownDevice: boolean): Promise<void>;
  /** The try fitted: it does not count, and the earlier ones of this name from this address are forgotten. */
  succeeded(ip: string, name: string): Promise<void>;
  /** The try was never made, for want of time or by a fault: it does not count. */
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

const refuse = (result: RateLimiterRes): never => {
  const seconds = Math.max(1, Math.ceil(result.msBeforeNext / 1000));
  throw new Refusal('too_many_tries', { field: 'username', facts: { seconds, minutes: Math.ceil(seconds / MINUTE) } });
};

/** Makes the limits: in memory for one process; in the database where several share one. */
export function createLoginLimits(shared: Knex | null): LoginLimits {
  const limiter = (keyPrefix: string, points: number, duration: number): RateLimiterAbstract => {
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
  const byPair = limiter('pair', 5, 15 * MINUTE);
  const byName = limiter('name', 50, 24 * 60 * MINUTE);
  const byNetwork = limiter('net', 100, 60 * MINUTE);
  const pair = (ip: string, name: string): string => `${ip} ${name}`;
  const take = async (one: RateLimiterAbstract, key: string, binding = true): Promise<void> => {
    try {
      await one.consume(key);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      if (binding) refuse(error);
    }
  };
  return {
    async begin(ip, name, knownDevice) {
      await take(byPair, pair(ip, name));
      await take(byNetwork, networkOf(ip));
      // A stranger who fails fifty times in another's name locks out strangers only, never the person's own devices.
      await take(byName, name, !knownDevice);
    },
    async succeeded(ip, name) {
      await Promise.all([byPair.delete(pair(ip, name)), byName.reward(name), byNetwork.reward(networkOf(ip))]);
    },
    async dropped(ip, name) {
      await Promise.all([byPair.reward(pair(ip, name)), byName.reward(name), byNetwork.reward(networkOf(ip))]);
    },
  };
}
