import type { Knex } from 'knex';
import { isWriterFault, StaleWrite } from '../../db/errors.ts';
import type { Seal } from '../../db/sealed.ts';
import type { Change, Writer } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';
import { claimed, dropped, given, isClaimable, notGiven, type Message, type Verdict } from '../domain/message.ts';
import { phoneFor, verdictsOn } from './facts.ts';
import { NotTaken, type MessageProvider } from './provider.ts';
import { messageRepository } from './repository.ts';
import { MESSAGES_STREAM } from './steps.ts';
import { toldMessage } from './told.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
  readonly seal: Seal;
  readonly provider: MessageProvider;
  readonly log: (line: object) => void;
}

/** So many rows are looked at, and so many are in hand at once: a provider that does not answer holds nobody else for long. */
const LOOKED_AT = 500;
const IN_HAND = 8;

interface Claim {
  /** The ids and revs of the rows that are now in hand. */
  readonly mine: readonly (readonly [string, number])[];
  readonly touched: number;
}

const isFor = (verdict: Verdict): boolean => verdict.act !== 'wait';

/**
 * Gives out the messages that are due. A row is claimed under a lease before it is given and marked after: whatever happens in
 * between, it is marked given once, and a provider is handed a message again only after a crash, under the same id.
 */
export function createGivingOut({ reads, writer, newId, seal, provider, log }: Deps) {
  /** The writer's answer; null where another was faster, whom the next look sees. */
  const submitted = async <R>(change: Change<R>): Promise<R | null> => {
    try {
      return await writer.submit(change).catch((error: unknown) => {
        // A commit whose answer was lost is asked for again under its key.
        if (isWriterFault(error)) return writer.submit(change);
        throw error;
      });
    } catch (error) {
      if (error instanceof StaleWrite) return null;
      throw error;
    }
  };
  const change = (key: string, at: Instant) => ({ key, bodyHash: key, actor: null, at, streams: [MESSAGES_STREAM] });

  const claim = (ids: readonly string[], at: Instant): Promise<Claim | null> =>
    submitted({
      ...change(`messages-${newId()}`, at),
      apply: async (tx): Promise<Claim> => {
        const repository = messageRepository(tx.db);
        const free = (await repository.byIds(ids)).filter((message) => isClaimable(message, at));
        const mine: (readonly [string, number])[] = [];
        for (const [message, verdict] of await verdictsOn(tx.db, free, at)) {
          if (verdict.act === 'give') {
            const held = claimed(message, at);
            tx.write(repository.update(message, held));
            mine.push([held.id, held.rev]);
          }
          if (verdict.act === 'postpone') tx.write(repository.update(message, { ...message, state: 'waiting', dueAt: verdict.until, leaseUntil: null, rev: message.rev + 1 }));
          if (verdict.act === 'drop') {
            const after = dropped(message, verdict.because);
            tx.write(repository.update(message, after));
            tx.raise(MESSAGES_STREAM, 'message_dropped', toldMessage(message, after));
          }
        }
        return { mine, touched: free.length };
      },
    });

  const mark = async (held: Message, after: Message, at: Instant): Promise<void> => {
    await submitted({
      ...change(`message-${held.id}-${held.rev}`, at),
      apply: async (tx) => {
        tx.write(messageRepository(tx.db).update(held, after));
        if (after.state !== 'waiting') tx.raise(MESSAGES_STREAM, after.state === 'given' ? 'message_given' : 'message_failed', toldMessage(held, after));
        return Promise.resolve({});
      },
    });
  };

  /** Hands a message to the provider: what becomes of it. */
  const handedOver = async (held: Message, now: () => Instant): Promise<Message> => {
    try {
      const to = await phoneFor(reads, seal, held);
      if (to === null) return notGiven(held, 'no_phone', now());
      await provider.give({ id: held.id, kind: held.kind, to, text: held.body });
      return given(held, now());
    } catch (error) {
      const after = notGiven(held, error instanceof NotTaken ? error.fault : 'no_answer', now());
      log({ level: 'warn', event: 'message_not_taken', id: held.id, attempts: after.attempts, state: after.state, error: error instanceof Error ? error.message : String(error) });
      return after;
    }
  };

  return {
    /** Deals with everything that is due, as long as it is to go on; says how many rows were dealt with. */
    async giveOut(now: () => Instant, goesOn: () => boolean = () => true): Promise<number> {
      let dealt = 0;
      while (goesOn()) {
        const at = now();
        const looked = await verdictsOn(reads, await messageRepository(reads).due(at, LOOKED_AT), at);
        const ids = looked.filter(([, verdict]) => isFor(verdict)).slice(0, IN_HAND).map(([{ id }]) => id);
        const taken = ids.length === 0 ? null : await claim(ids, at);
        if (taken === null || taken.touched === 0) return dealt;
        dealt += taken.touched;
        const revs = new Map(taken.mine);
        const held = (await messageRepository(reads).byIds([...revs.keys()])).filter(({ id, rev, state }) => state === 'claimed' && revs.get(id) === rev);
        // One that cannot be marked leaves the others be; its lease ends, and it is given again under its id.
        const ends = await Promise.allSettled(held.map(async (message) => mark(message, await handedOver(message, now), now())));
        const fault = ends.find((one) => one.status === 'rejected');
        if (fault !== undefined) throw fault.reason;
      }
      return dealt;
    },
  };
}

export type GivingOut = ReturnType<typeof createGivingOut>;
