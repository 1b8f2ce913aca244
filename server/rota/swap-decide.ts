import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import type { Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Amendment } from '../domain/rota/amendment.ts';
import { isOpenExchange, lapsedBecause, mayExchange, type Exchange } from '../domain/rota/exchange.ts';
import { AGREED_SWAP } from '../wording/swaps.ts';
import { messageSteps } from '../messages/steps.ts';
import { createAmending, type AmendmentProspect } from './amend.ts';
import { joinAmendments, prepareAmendments } from './amend-steps.ts';
import { hasMovedSince, seenOf, streamsOfSwap, type SwapSeen } from './swap-facts.ts';
import { swapRepository } from './swap-repository.ts';
import { pairOf, queueStep } from './swaps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** An exchange that awaits its decision, and what approving it would come to; `prospect` is null where nothing is to be decided. */
export interface Deciding {
  readonly seen: SwapSeen;
  /** Whether a side stands at another time than when the managers agreed: with a yes both are asked anew. */
  readonly moved: boolean;
  readonly prospect: AmendmentProspect | null;
}

/** A yes: the letter, if there is one already, a note for the version, and the mark of the prospect that was shown. */
export interface Approval {
  readonly letterNo: string | null;
  readonly letterDay: Day | null;
  readonly note: string | null;
  readonly mark: string | null;
}

const amendmentOf = ({ sessionId, otherSessionId }: Exchange): Amendment => ({ kind: 'swap', sessionId, otherId: otherSessionId });

/** The scheduler's part in exchanges: the decision, and with a yes the version that carries it out. */
export function createSwapDecisions(deps: Deps) {
  const { reads, writer, newId } = deps;
  const amending = createAmending(deps);
  const found = async (db: Knex, id: string): Promise<Exchange> => {
    const exchange = await swapRepository(db).byId(id);
    if (exchange === null) throw new Refusal('not_found');
    return exchange;
  };
  return {
    /** Refuses `not_found`. */
    async see(id: string, at: Instant): Promise<Deciding> {
      const [seen] = await seenOf(reads, [await found(reads, id)], at);
      if (seen === undefined) throw new Refusal('not_found');
      const open = isOpenExchange(seen.state);
      return { seen, moved: open && (await hasMovedSince(reads, seen.exchange)), prospect: open ? await amending.prospect([amendmentOf(seen.exchange)], at) : null };
    },

    /**
     * Exchanges the two sessions as version n+1, both checked once more; where one has moved since it was asked for, both managers are asked anew. Refuses `not_found`, `swap_step` unless both sides have agreed,
     * `session_past` and `session_cancelled` (the request has then lapsed), and whatever an amendment refuses.
     */
    async approve(id: string, { letterNo, letterDay, note, mark }: Approval, command: Command): Promise<{ readonly version: number }> {
      const known = await found(reads, id);
      const prepared = await prepareAmendments(reads, newId, [amendmentOf(known)]);
      const streams = streamsOfSwap(id, await pairOf(reads, known));
      const done = await writer.submit({
        ...command,
        streams: [...new Set([...prepared.streams, ...streams])],
        apply: async (tx) => {
          const before = await found(tx.db, id);
          if (!mayExchange(before.state, 'approve')) throw new Refusal('swap_step');
          const taken = { by: command.actor ?? '', at: command.at };
          const lapsed = lapsedBecause(await pairOf(tx.db, before), command.at);
          if (lapsed !== null) {
            queueStep(tx, before, 'lapse', { ...taken, note: null }, streams);
            return { lapsed, version: 0 };
          }
          const { version } = await joinAmendments(tx, prepared, { reason: AGREED_SWAP, letterNo, letterDay, note, cause: `swap:${id}`, seen: mark, agreed: !(await hasMovedSince(tx.db, before)) }, command);
          queueStep(tx, before, 'approve', { ...taken, note, version }, streams);
          return { lapsed: null, version };
        },
      });
      if (done.lapsed !== null) throw new Refusal(done.lapsed);
      return { version: done.version };
    },

    /** Says no, with the reason that both sides read; refuses `not_found` and `swap_step`. */
    async reject(id: string, why: string, command: Command): Promise<void> {
      const streams = streamsOfSwap(id, await pairOf(reads, await found(reads, id)));
      await writer.submit({
        ...command,
        streams,
        apply: async (tx) => {
          const before = await found(tx.db, id);
          queueStep(tx, before, 'reject', { by: command.actor ?? '', at: command.at, note: why }, streams);
          const [own, other] = await pairOf(tx.db, before);
          await messageSteps(tx, command.at).swapRejected({ id, own, other });
          return { done: true };
        },
      });
    },
  };
}

export type SwapDecisions = ReturnType<typeof createSwapDecisions>;
