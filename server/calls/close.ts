import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { Tx, Writer } from '../../db/writer.ts';
import { dayOf } from '../domain/calendar.ts';
import { isOpenCall, isPresent, type Call } from '../domain/call.ts';
import type { Command } from '../domain/command.ts';
import { heldInOrder, waitingInOrder } from '../domain/queue/order.ts';
import { finished, leftQueue } from '../domain/queue/steps.ts';
import { summarise } from '../domain/queue/summary.ts';
import { Refusal } from '../domain/refusal.ts';
import { isLiving, type SessionLife, type SessionSummary } from '../domain/session-life.ts';
import { requestLookup } from '../requests/lookup.ts';
import { inboxStream, openApplicant, requestSteps, requestStream, sealApplicant, type NewRequest } from '../requests/steps.ts';
import { lifeSteps, sessionStream } from '../sessions/steps.ts';
import { goOn, onwardOf, type Onward } from './continue.ts';
import { newTrackingCode } from './entry.ts';
import { standingOf, type Standing } from './found.ts';
import { callRepository } from './repository.ts';
import { callSteps, CENTRE_STREAM } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
  readonly newId: () => string;
}

/** What becomes of a caller who was not reached. */
export type Way = { readonly way: 'call_back' } | { readonly way: 'carry'; readonly to: string } | { readonly way: 'register' };

/** What a session ends with, and a way for each caller who is left, by his call. */
export interface Ending {
  /** Why it is cancelled; null where it is closed. */
  readonly cancelled: string | null;
  readonly ways: Readonly<Record<string, Way>>;
}

interface Prepared {
  readonly onward: Onward;
  readonly request: NewRequest;
}

/** Says whose way it was that could not be gone. */
async function named(callId: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(error.code, { field: `ways.${callId}`, facts: error.facts });
    throw error;
  }
}

/** The end of a session: nobody is left behind. */
export function createClosing({ reads, writer, seal, newId }: Deps) {
  const prepare = async (call: Call, agencyId: string, sessionId: string, at: Command['at']): Promise<Prepared> => {
    const id = newId();
    return {
      onward: onwardOf(seal, newId, call),
      request: {
        id, trackingCode: newTrackingCode(), kind: call.kind, topicId: call.topicId, agencyId, summary: call.summary,
        applicant: sealApplicant(seal, 'requests', id, openApplicant(seal, 'calls', call.id, call)),
        confidential: false, channel: 'live_call', callId: call.id, sessionId, dueDay: await requestLookup(reads).deadlineFrom(dayOf(at)),
        referral: { id: newId(), toUserId: null, note: null }, mother: null,
      },
    };
  };

  const part = async (tx: Tx, { id: from, agencyId }: SessionLife, call: Call, way: Way, { onward, request }: Prepared, queues: Map<string, Standing>, command: Command): Promise<void> => {
    const by = command.actor ?? '';
    // Whoever cannot be rung can only be helped by what is written down of him now.
    if (way.way !== 'register' && call.phone === null) throw new Refusal('no_phone');
    if (way.way === 'carry') {
      // What this change has queued is not yet in the database: each must see those who joined before him.
      const target = queues.get(way.to) ?? (await standingOf(tx.db, way.to));
      // His place is kept before the same agency, and not in the queue that is being ended.
      if (way.to === from || target.life.agencyId !== agencyId) throw new Refusal('carry_nowhere');
      const queued = await goOn(tx, call, onward, target, 'carried', command);
      queues.set(way.to, { life: { ...target.life, rev: Math.max(1, target.life.rev) }, entries: [...target.entries, queued] });
      return;
    }
    if (way.way === 'register') await requestSteps(tx).register(request, by, command.at);
    const outcome = way.way === 'register' ? 'registered' : 'call_back';
    callSteps(tx).change(call, {
      ...leftQueue(call, outcome, by, command.at),
      requestId: way.way === 'register' ? request.id : call.requestId,
      callBack: way.way === 'call_back' ? 'due' : null,
    });
  };

  return {
    /**
     * Closes (or cancels) a session with a way for everybody who still waits, all in one commit, and keeps what it came to. Refuses `session_over`,
     * `session_not_open` (one that never began is cancelled), `call_in_progress`, `people_left` where somebody has no way; and, naming his call as
     * `ways.ID`, `no_phone`, `carry_nowhere` and what joining that queue refuses.
     */
    async end(sessionId: string, { cancelled, ways }: Ending, command: Command): Promise<SessionSummary> {
      const { life: seen, entries: left } = await standingOf(reads, sessionId);
      const prepared = new Map<string, Prepared>();
      for (const call of left) if (ways[call.id] !== undefined) prepared.set(call.id, await prepare(call, seen.agencyId, sessionId, command.at));
      const targets = Object.values(ways).flatMap((way) => (way.way === 'carry' ? [sessionStream(way.to)] : []));
      const registered = [...prepared].flatMap(([id, { request }]) => (ways[id]?.way === 'register' ? [requestStream(request.id), inboxStream(request.agencyId, false)] : []));
      return writer.submit({
        ...command,
        streams: [...new Set([sessionStream(sessionId), CENTRE_STREAM, ...targets, ...registered])],
        apply: async (tx): Promise<SessionSummary> => {
          const { life, entries } = await standingOf(tx.db, sessionId);
          if (!isLiving(life.state)) throw new Refusal('session_over');
          if (cancelled === null && life.openedAt === null) throw new Refusal('session_not_open');
          if (entries.some(({ state }) => isPresent(state))) throw new Refusal('call_in_progress');
          // In the order in which they would have come, so that they stand in it wherever they go on.
          const open = [...heldInOrder(entries), ...waitingInOrder(entries)];
          const forgotten = open.filter(({ id }) => ways[id] === undefined || !prepared.has(id));
          if (forgotten.length > 0) throw new Refusal('people_left', { facts: { count: forgotten.length } });
          const queues = new Map<string, Standing>();
          for (const call of open) {
            const [way, ready] = [ways[call.id], prepared.get(call.id)];
            if (way !== undefined && ready !== undefined) await named(call.id, () => part(tx, life, call, way, ready, queues, command));
          }
          for (const call of entries.filter(({ state }) => state === 'wrap_up')) callSteps(tx).change(call, finished(call, command.at));
          const all = await callRepository(tx.db).ofSession(sessionId);
          const ended = { ...life, closedAt: command.at };
          const after = all.map((call) => {
            const way = isOpenCall(call.state) ? ways[call.id]?.way : undefined;
            return way === undefined ? call : { ...call, outcome: way === 'carry' ? ('carried' as const) : way === 'register' ? ('registered' as const) : ('call_back' as const) };
          });
          const summary = summarise(after, ended, command.at);
          lifeSteps(tx).put(life, {
            ...ended, state: cancelled === null ? 'closed' : 'cancelled', closedBy: command.actor, reason: cancelled, currentCallId: null,
            hostLeftAt: life.hostLeftAt ?? (life.openedAt === null ? null : command.at), summary,
          });
          tx.raise(sessionStream(sessionId), cancelled === null ? 'session_closed' : 'session_cancelled', {
            ways: Object.fromEntries(open.map(({ id }) => [id, ways[id]])), summary,
          });
          const owed = open.filter(({ id }) => ways[id]?.way === 'call_back').length;
          if (owed > 0) tx.raise(CENTRE_STREAM, 'call_backs_due', { sessionId, count: owed });
          return summary;
        },
      });
    },
  };
}

export type Closing = ReturnType<typeof createClosing>;
