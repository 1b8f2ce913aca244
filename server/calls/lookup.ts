import type { Knex } from 'knex';
import { isPresent } from '../domain/call.ts';
import type { Instant } from '../domain/calendar.ts';
import { callRepository } from './repository.ts';

/** What other slices may ask of calls. */
export function callLookup(db: Knex) {
  const calls = callRepository(db);
  return {
    /** Whether the host has this caller on the line: being connected, or talking. */
    async isPresent(callId: string): Promise<boolean> {
      const call = await calls.byId(callId);
      return call !== null && isPresent(call.state);
    },
    /** How many calls each agency had from one instant up to another; a caller who was carried on counts once. */
    countsBetween: (from: Instant, to: Instant): Promise<ReadonlyMap<string, number>> => calls.countsOf(from, to),
  };
}
