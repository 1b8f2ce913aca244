import type { Tx, Writer } from '../../db/writer.ts';
import { isPresent, type Call, type CallState } from '../domain/call.ts';
import type { Command } from '../domain/command.ts';
import { nextOf, placeFor } from '../domain/queue/order.ts';
import { connected, finished, leftQueue, taken, unanswered } from '../domain/queue/steps.ts';
import { Refusal } from '../domain/refusal.ts';
import { mustBeAnswering, type SessionLife } from '../domain/session-life.ts';
import { lifeSteps, sessionStream } from '../sessions/steps.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { callOf, refuseTaken, standingOf } from './found.ts';
import { callSteps, CENTRE_STREAM } from './steps.ts';
import { moveRanks } from './place.ts';

interface Deps {
  readonly writer: Writer;
}

/** What taking came to: who is now before the host. */
export interface Taken {
  readonly callId: string;
}

/** Clears the desk for the next caller: a wrap-up ends by itself, a talk does not. */
function clearDesk(tx: Tx, life: SessionLife, entries: readonly Call[], at: Command['at']): void {
  const present = entries.find(({ id }) => id === life.currentCallId);
  if (present === undefined) return;
  if (isPresent(present.state)) throw new Refusal('host_busy');
  if (present.state === 'wrap_up') callSteps(tx).change(present, finished(present, at));
}

/** Callers come before the host: the next one, a chosen one, and what the centre's telephone says of them. */
export function createTaking({ writer }: Deps) {
  const take = async (tx: Tx, call: Call, life: SessionLife, entries: readonly Call[], command: Command): Promise<Taken> => {
    clearDesk(tx, life, entries, command.at);
    const after = callSteps(tx).change(call, taken(call, command.actor ?? '', command.at));
    lifeSteps(tx).put(life, { ...life, currentCallId: call.id });
    tx.raise(sessionStream(life.id), 'call_taken', { callId: call.id, before: call.state, after: after.state, by: command.actor });
    return { callId: call.id };
  };

  return {
    /** Takes whoever is next; refuses `session_not_open`, `host_busy`, `nobody_waiting`. */
    next: (sessionId: string, command: Command): Promise<Taken> =>
      writer.submit({
        ...command,
        streams: [sessionStream(sessionId)],
        apply: async (tx) => {
          const { life, entries } = await standingOf(tx.db, sessionId);
          mustBeAnswering(life);
          const next = nextOf(entries, command.at);
          if (next === null) throw new Refusal('nobody_waiting');
          return take(tx, next, life, entries, command);
        },
      }),

    /** Takes one caller out of his turn, or back from hold; of several takers one wins, and the others are told who: `call_taken`. Refuses like `next`. */
    take: (sessionId: string, callId: string, command: Command): Promise<Taken> =>
      writer.submit({
        ...command,
        streams: [sessionStream(sessionId)],
        apply: async (tx) => {
          const { life, entries } = await standingOf(tx.db, sessionId);
          const call = await callOf(tx.db, sessionId, callId);
          await refuseTaken(tx.db, call, life);
          mustBeAnswering(life);
          return take(tx, call, life, entries, command);
        },
      }),

    /** The centre has put the caller through; refuses `call_moved_on` where he is not being connected, or `call_taken` where he is already. */
    connected: (sessionId: string, callId: string, command: Command): Promise<Taken> =>
      writer.submit({
        ...command,
        streams: [sessionStream(sessionId)],
        apply: async (tx) => {
          const { life } = await standingOf(tx.db, sessionId);
          const call = await callOf(tx.db, sessionId, callId);
          if (call.state === 'talking' || call.state === 'wrap_up') await refuseTaken(tx.db, call, life);
          callSteps(tx).change(call, connected(call, command.at));
          tx.raise(sessionStream(sessionId), 'call_connected', { callId, by: command.actor });
          return { callId };
        },
      }),

    /**
     * The caller did not answer: he is tried again after so many others, and after so many tries the centre calls him back; one who left no
     * telephone is gone then. `within` are the states in which that can be so: the centre, which puts callers through, speaks of nobody who talks
     * already. Refuses `call_moved_on`, and `call_taken` where the talk has begun meanwhile.
     */
    async unanswered(sessionId: string, callId: string, command: Command, within: readonly CallState[] = ['connecting', 'talking']): Promise<{ readonly after: number | null; readonly ended: 'call_back' | 'dropped_early' | null }> {
      return writer.submit({
        ...command,
        streams: [sessionStream(sessionId), CENTRE_STREAM],
        apply: async (tx) => {
          const { life, entries } = await standingOf(tx.db, sessionId);
          const call = await callOf(tx.db, sessionId, callId);
          if (!isPresent(call.state)) throw new Refusal('call_moved_on');
          if (!within.includes(call.state)) await refuseTaken(tx.db, call, life);
          const { live_calls: rule } = await settingsLookup(tx.known).settingsOn(life.day);
          lifeSteps(tx).put(life, { ...life, currentCallId: life.currentCallId === callId ? null : life.currentCallId });
          if (call.tries + 1 >= rule.retries) {
            const ended = call.phone === null ? 'dropped_early' : 'call_back';
            callSteps(tx).change(call, { ...leftQueue(call, ended, command.actor ?? '', command.at), tries: call.tries + 1, callBack: ended === 'call_back' ? 'due' : null });
            tx.raise(sessionStream(sessionId), 'call_unanswered', { callId, tries: call.tries + 1, outcome: ended });
            tx.raise(CENTRE_STREAM, ended === 'call_back' ? 'call_back_due' : 'call_left', { callId, sessionId });
            return { after: null, ended };
          }
          const { rank, moved } = placeFor(entries, callId, call.priority, { after: rule.retryAfter });
          moveRanks(tx, entries, moved);
          callSteps(tx).change(call, unanswered(call, rank));
          tx.raise(sessionStream(sessionId), 'call_unanswered', { callId, tries: call.tries + 1, rank });
          return { after: rule.retryAfter, ended: null };
        },
      });
    },
  };
}

export type Taking = ReturnType<typeof createTaking>;
