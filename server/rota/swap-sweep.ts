import type { Knex } from 'knex';
import { StaleWrite } from '../../db/errors.ts';
import type { Writer } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';
import { isOpenExchange, lapsedBecause } from '../domain/rota/exchange.ts';
import { seenOf, streamsOfSwap } from './swap-facts.ts';
import { swapRepository } from './swap-repository.ts';
import { pairOf, queueStep } from './swaps.ts';

/** Writes down the exchanges whose time has run out unnoticed, each by a change of its own, and lets their sessions go; says how many. */
export async function sweepSwaps({ reads, writer, newId }: { readonly reads: Knex; readonly writer: Writer; readonly newId: () => string }, now: Instant): Promise<number> {
  const over = (await seenOf(reads, await swapRepository(reads).open(), now)).filter(({ state }) => state === 'lapsed');
  let count = 0;
  for (const { exchange: { id }, own, other } of over) {
    const streams = streamsOfSwap(id, [own.session, other.session]);
    try {
      const { lapsed } = await writer.submit({
        key: newId(), bodyHash: `sweep ${id}`, actor: null, at: now, streams,
        apply: async (tx) => {
          const standing = await swapRepository(tx.db).byId(id);
          if (standing === null || !isOpenExchange(standing.state) || lapsedBecause(await pairOf(tx.db, standing), now) === null) return { lapsed: false };
          queueStep(tx, standing, 'lapse', { by: null, at: now, note: null }, streams);
          return { lapsed: true };
        },
      });
      if (lapsed) count += 1;
    } catch (error) {
      // Somebody ends it at this moment.
      if (!(error instanceof StaleWrite)) throw error;
    }
  }
  return count;
}
