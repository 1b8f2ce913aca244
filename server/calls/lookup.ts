import type { Knex } from 'knex';
import { isOpenCall, isPresent } from '../domain/call.ts';
import type { Instant } from '../domain/calendar.ts';
import { callerCalled } from '../wording/calls.ts';
import { callRepository } from './repository.ts';

/** How many have not been reached of a queue, and how many of them cannot be rung. */
export interface Queue {
  readonly waiting: number;
  readonly withoutPhone: number;
}

/** A call that somebody took in, as he would choose it from a list; it names the caller as he was written down. */
export interface OwnCall {
  readonly id: string;
  readonly receivedAt: Instant;
  readonly agencyId: string | null;
  readonly caller: string;
}

/** What other slices may ask of calls. */
export function callLookup(db: Knex) {
  const calls = callRepository(db);
  return {
    /** Whether the host has this caller on the line: being connected, or talking. */
    async isPresent(callId: string): Promise<boolean> {
      const call = await calls.byId(callId);
      return call !== null && isPresent(call.state);
    },
    exists: async (callId: string): Promise<boolean> => (await calls.byId(callId)) !== null,
    /** The calls that somebody has taken in since an instant, the latest first, so many at most; confidential ones left out. */
    async ownOf(by: string, since: Instant, most: number): Promise<readonly OwnCall[]> {
      return (await calls.receivedBy(by, since, most)).map((call) => ({ id: call.id, receivedAt: call.receivedAt, agencyId: call.agencyId, caller: callerCalled(call) }));
    },
    /** The queues of some sessions, by the session's id; those in which nobody waits are left out. */
    async queuesOf(sessionIds: readonly string[]): Promise<ReadonlyMap<string, Queue>> {
      const queues = new Map<string, Queue>();
      for (const { sessionId, state, phone } of await calls.ofSessions(sessionIds)) {
        if (sessionId === null || !isOpenCall(state)) continue;
        const { waiting, withoutPhone } = queues.get(sessionId) ?? { waiting: 0, withoutPhone: 0 };
        queues.set(sessionId, { waiting: waiting + 1, withoutPhone: withoutPhone + (phone === null ? 1 : 0) });
      }
      return queues;
    },
    /** How many calls each agency had from one instant up to another; a caller who was carried on counts once. */
    countsBetween: (from: Instant, to: Instant): Promise<ReadonlyMap<string, number>> => calls.countsOf(from, to),
  };
}
