import type { Knex } from 'knex';
import { uniqueViolation } from '../../db/errors.ts';
import type { Tx, Writer } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { may, type Actor } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { exchanged, lapsedBecause, mustBeExchangeable, timesOf, type Exchange, type ExchangeStep, type StepTaken } from '../domain/rota/exchange.ts';
import type { PlannedSession } from '../domain/session.ts';
import { messageSteps } from '../messages/steps.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { HINDERED_SWAP } from '../wording/swaps.ts';
import { conflictsOfSwap, counterpartsOf, type Counterparts } from './counterparts.ts';
import { seenOf, sidesOf, streamsOfSwap, type SwapSeen, type SwapSide } from './swap-facts.ts';
import { swapRepository } from './swap-repository.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** Whom one may ask for which session, and the request that is open for it already. */
export interface Asking extends Counterparts {
  readonly own: SwapSide;
  readonly open: SwapSeen | null;
}

/** So many of an agency's exchanges are shown, the newest ones. */
const SHOWN = 60;

/** Both sessions of an exchange over one handle, the asker's first; refuses `not_found`. */
export async function pairOf(db: Knex, ids: Pick<Exchange, 'sessionId' | 'otherSessionId'>): Promise<readonly [PlannedSession, PlannedSession]> {
  const found = await sessionLookup(db).byIds([ids.sessionId, ids.otherSessionId]);
  const [own, other] = [found.find(({ id }) => id === ids.sessionId), found.find(({ id }) => id === ids.otherSessionId)];
  if (own === undefined || other === undefined) throw new Refusal('not_found');
  return [own, other];
}

/** Queues a step of an exchange, and lets its sessions go where it ends there; raises it on every stream declared for it. */
export function queueStep(tx: Tx, before: Exchange, step: ExchangeStep, taken: StepTaken, streams: readonly string[]): Exchange {
  const after = exchanged(before, step, taken);
  const swaps = swapRepository(tx.db);
  tx.write(swaps.update(before, after));
  if (after.state !== 'agreed') tx.write(...swaps.release(before));
  for (const stream of streams) tx.raise(stream, 'swap_changed', { before, after });
  return after;
}

/** Asking a colleague for his turn, his answer, and taking the request back. */
export function createSwaps({ reads, writer, newId }: Deps) {
  const found = async (db: Knex, id: string): Promise<Exchange> => {
    const exchange = await swapRepository(db).byId(id);
    if (exchange === null) throw new Refusal('not_found');
    return exchange;
  };
  const seen = async (exchanges: readonly Exchange[], at: Instant): Promise<SwapSeen[]> => seenOf(reads, exchanges, at);

  /** A step by one of the sides; one whose slots have passed or were cancelled is written down as lapsed and refused. */
  const step = async (id: string, kind: 'agree' | 'decline' | 'take_back', side: 'agencyId' | 'otherAgencyId', note: string | null, actor: Actor, command: Command, shown: string | null = null): Promise<void> => {
    const known = await found(reads, id);
    if (!may(actor, 'swaps.own', { agencyId: known[side] })) throw new Refusal('forbidden');
    const streams = streamsOfSwap(id, await pairOf(reads, known));
    const { lapsed } = await writer.submit({
      ...command,
      streams,
      apply: async (tx) => {
        const before = await found(tx.db, id);
        const pair = await pairOf(tx.db, before);
        const because = lapsedBecause(pair, command.at);
        const isOver = because !== null && kind === 'agree' && before.state === 'asked';
        if (!isOver && shown !== null && shown !== timesOf(pair)) throw new Refusal('swap_moved');
        queueStep(tx, before, isOver ? 'lapse' : kind, { by: command.actor ?? '', at: command.at, note: isOver ? null : note }, streams);
        if (!isOver && kind !== 'take_back') {
          const [own, other] = pair;
          await messageSteps(tx, command.at).swapAnswered({ id, own, other }, kind === 'agree');
        }
        return { lapsed: isOver ? because : null };
      },
    });
    if (lapsed !== null) throw new Refusal(lapsed);
  };

  return {
    /** Whom one may ask to exchange a session; refuses `not_found`, `session_past` and `session_cancelled`. */
    async asking(sessionId: string, search: string, at: Instant): Promise<Asking> {
      const session = await sessionLookup(reads).byId(sessionId);
      const [own] = session === null ? [] : await sidesOf(reads, [session]);
      if (session === null || own === undefined || session.state === 'draft') throw new Refusal('not_found');
      const lapsed = lapsedBecause([session], at);
      if (lapsed !== null) throw new Refusal(lapsed);
      const holding = await seen((await swapRepository(reads).holding([sessionId])).map(({ exchange }) => exchange), at);
      return { own, open: holding.find(({ state }) => state !== 'lapsed') ?? null, ...(await counterpartsOf(reads, session, search, at)) };
    },

    /**
     * Asks for an exchange of one's own agency's session with another's. Refuses `forbidden`, `not_found`, `swap_same`, `session_past`,
     * `session_cancelled`, `slot_conflict` where a side could not come, and `swap_open_already` where either session is in an open exchange.
     */
    async ask(asked: { readonly sessionId: string; readonly otherSessionId: string; readonly reason: string }, actor: Actor, command: Command): Promise<{ readonly id: string }> {
      const [known, opposite] = await pairOf(reads, asked);
      if (!may(actor, 'swaps.own', { agencyId: known.agencyId })) throw new Refusal('forbidden');
      const id = newId();
      const held = (await swapRepository(reads).holding([known.id, opposite.id])).map(({ exchange }) => exchange);
      const streams = streamsOfSwap(id, [known, opposite]);
      const ended = new Map(await Promise.all(held.map(async (exchange) => [exchange.id, streamsOfSwap(exchange.id, await pairOf(reads, exchange))] as const)));
      try {
        return await writer.submit({
          ...command,
          streams: [...new Set([...streams, ...[...ended.values()].flat()])],
          apply: async (tx) => {
            const [own, other] = await pairOf(tx.db, asked);
            mustBeExchangeable(own, other, command.at);
            const swaps = swapRepository(tx.db);
            const standing = new Map((await swaps.holding([own.id, other.id])).map(({ exchange }) => [exchange.id, exchange]));
            for (const exchange of standing.values()) {
              if (lapsedBecause(await pairOf(tx.db, exchange), command.at) === null) throw new Refusal('swap_open_already');
              // Its time has run out unnoticed: it makes room.
              queueStep(tx, exchange, 'lapse', { by: command.actor ?? '', at: command.at, note: null }, ended.get(exchange.id) ?? []);
            }
            if ((await conflictsOfSwap(tx.db, own, other)).length > 0) throw new Refusal('slot_conflict', { field: 'other', facts: { conflict: HINDERED_SWAP } });
            const exchange: Exchange = {
              id, sessionId: own.id, otherSessionId: other.id, agencyId: own.agencyId ?? '', otherAgencyId: other.agencyId ?? '', state: 'asked', reason: asked.reason,
              askedAt: command.at, askedBy: command.actor ?? '', answeredAt: null, answeredBy: null, answerNote: null, decidedAt: null, decidedBy: null, decisionNote: null, version: null, rev: 1,
            };
            tx.write(swaps.insert(exchange), ...swaps.hold(exchange));
            for (const stream of streams) tx.raise(stream, 'swap_changed', { before: null, after: exchange });
            await messageSteps(tx, command.at).swapAsked({ id, own, other });
            return { id };
          },
        });
      } catch (error) {
        // Two that ask at the same moment: the database says who was second.
        if (uniqueViolation(error)?.table === 'swap_holds') throw new Refusal('swap_open_already');
        throw error;
      }
    },

    /**
     * The other side agrees to the times that were `shown`, null where they are not known. Refuses `forbidden`, `swap_step`, `swap_moved` where a session
     * stands at another time, and `session_past` or `session_cancelled`, whereupon the request has lapsed.
     */
    agree: (id: string, note: string | null, actor: Actor, command: Command, shown: string | null = null) => step(id, 'agree', 'otherAgencyId', note, actor, command, shown),
    /** The other side declines; refuses `forbidden` and `swap_step`. */
    decline: (id: string, note: string | null, actor: Actor, command: Command) => step(id, 'decline', 'otherAgencyId', note, actor, command),
    /** The asker takes his request back; refuses `forbidden` and `swap_step`. */
    takeBack: (id: string, actor: Actor, command: Command) => step(id, 'take_back', 'agencyId', null, actor, command),

    /** An exchange as it stands; refuses `not_found`. */
    async see(id: string, at: Instant): Promise<SwapSeen> {
      const [one] = await seen([await found(reads, id)], at);
      if (one === undefined) throw new Refusal('not_found');
      return one;
    },
    /** The agencies of both sides, for the guard; null where there is no such exchange. */
    async agenciesOf(id: string): Promise<readonly [string, string] | null> {
      const exchange = await swapRepository(reads).byId(id);
      return exchange === null ? null : [exchange.agencyId, exchange.otherAgencyId];
    },
    /** The agency of a session, for the guard; null where there is no such session or it holds nobody. */
    async agencyOfSession(id: string): Promise<string | null> {
      return (await sessionLookup(reads).byId(id))?.agencyId ?? null;
    },
    /** The latest exchanges of agencies, on either side, the newest first. */
    ofAgencies: async (agencyIds: readonly string[], at: Instant): Promise<SwapSeen[]> => seen(await swapRepository(reads).ofAgencies(agencyIds, SHOWN), at),
    /** Those on their way, the oldest first; those that have lapsed unnoticed left out. */
    open: async (at: Instant): Promise<SwapSeen[]> => (await seen(await swapRepository(reads).open(), at)).filter(({ state }) => state !== 'lapsed'),
  };
}

export type Swaps = ReturnType<typeof createSwaps>;
