import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import { isPresent, type Call, type TakeoverReason } from '../domain/call.ts';
import type { Command } from '../domain/command.ts';
import { placeFor } from '../domain/queue/order.ts';
import { backToQueue, finished, held, leftQueue } from '../domain/queue/steps.ts';
import { Refusal } from '../domain/refusal.ts';
import type { SessionLife } from '../domain/session-life.ts';
import { lifeSteps, sessionStream } from '../sessions/steps.ts';
import { callOf, refuseTaken, standingOf } from './found.ts';
import { moveRanks } from './place.ts';
import { callSteps, CENTRE_STREAM } from './steps.ts';

interface Deps {
  readonly writer: Writer;
}

/** Nobody is taken out of the host's hands by whoever still saw him waiting. */
async function mustNotBePresent(db: Knex, call: Call, life: SessionLife): Promise<void> {
  if (isPresent(call.state) || call.state === 'wrap_up') await refuseTaken(db, call, life);
}

/** What moves a caller between the host's desk, the hold and the queue, without an outcome. */
export function createHolding({ writer }: Deps) {
  const place = (sessionId: string, callId: string, after: number, command: Command, { whom, takenOver }: { readonly whom: 'any' | 'waiting'; readonly takenOver?: TakeoverReason | undefined }): Promise<{ readonly callId: string }> =>
    writer.submit({
      ...command,
      streams: [sessionStream(sessionId)],
      apply: async (tx) => {
        const { life, entries } = await standingOf(tx.db, sessionId);
        const call = await callOf(tx.db, sessionId, callId);
        if (whom === 'waiting' || call.state === 'wrap_up') await mustNotBePresent(tx.db, call, life);
        const { rank, moved } = placeFor(entries, callId, call.priority, { after });
        // One who waits already is only moved; every other state must be one that can go back.
        const patch = call.state === 'waiting' ? { rank } : backToQueue(call, rank);
        moveRanks(tx, entries, moved);
        callSteps(tx).change(call, patch);
        lifeSteps(tx).put(life, { ...life, currentCallId: life.currentCallId === callId ? null : life.currentCallId });
        tx.raise(sessionStream(sessionId), 'call_back_in_queue', { callId, before: call.state, rank, ...(takenOver === undefined ? {} : { takenOver }) });
        return { callId };
      },
    });

  return {
    /** Puts the present caller on hold for so many minutes; he comes back to this host before the queue. Refuses `call_not_present`, `not_connected`. */
    hold: (sessionId: string, callId: string, { reason, minutes }: { readonly reason: string; readonly minutes: number }, command: Command): Promise<{ readonly callId: string }> =>
      writer.submit({
        ...command,
        streams: [sessionStream(sessionId)],
        apply: async (tx) => {
          const { life } = await standingOf(tx.db, sessionId);
          const call = await callOf(tx.db, sessionId, callId);
          if (life.currentCallId !== callId) throw new Refusal('call_not_present');
          if (call.state === 'connecting') throw new Refusal('not_connected');
          if (call.state === 'wrap_up') await refuseTaken(tx.db, call, life);
          callSteps(tx).change(call, held(call, reason, minutes, command.at));
          lifeSteps(tx).put(life, { ...life, currentCallId: null });
          tx.raise(sessionStream(sessionId), 'call_held', { callId, minutes });
          return { callId };
        },
      }),

    /** Puts a caller back into the queue behind so many others (0 is its head); `takenOver` is why the centre does it in the host's place. Refuses `call_moved_on`. */
    back: (sessionId: string, callId: string, after: number, command: Command, takenOver?: TakeoverReason): Promise<{ readonly callId: string }> =>
      place(sessionId, callId, after, command, { whom: 'any', takenOver }),

    /** Gives one who waits or holds another place; refuses `call_taken` (he has come before the host meanwhile), `call_moved_on`. */
    move: (sessionId: string, callId: string, after: number, command: Command): Promise<{ readonly callId: string }> => place(sessionId, callId, after, command, { whom: 'waiting' }),

    /** A caller who waits or holds is gone, or is to be called back: the queue goes on without him. Refuses `call_taken`, `call_moved_on`, `no_phone`. */
    leave: (sessionId: string, callId: string, outcome: 'dropped_early' | 'call_back', command: Command): Promise<{ readonly callId: string }> =>
      writer.submit({
        ...command,
        streams: [sessionStream(sessionId), CENTRE_STREAM],
        apply: async (tx) => {
          const { life } = await standingOf(tx.db, sessionId);
          const call = await callOf(tx.db, sessionId, callId);
          await mustNotBePresent(tx.db, call, life);
          if (outcome === 'call_back' && call.phone === null) throw new Refusal('no_phone');
          callSteps(tx).change(call, { ...leftQueue(call, outcome, command.actor ?? '', command.at), callBack: outcome === 'call_back' ? 'due' : null });
          tx.raise(sessionStream(sessionId), 'call_left', { callId, outcome });
          tx.raise(CENTRE_STREAM, outcome === 'call_back' ? 'call_back_due' : 'call_left', { callId, sessionId });
          return { callId };
        },
      }),

    /** Ends the wrap-up, so that the desk is free; harmless to repeat and when somebody else has moved on. */
    finish: (sessionId: string, callId: string, command: Command): Promise<{ readonly callId: string }> =>
      writer.submit({
        ...command,
        streams: [sessionStream(sessionId)],
        apply: async (tx) => {
          const { life } = await standingOf(tx.db, sessionId);
          const call = await callOf(tx.db, sessionId, callId);
          if (call.state !== 'wrap_up' || life.currentCallId !== callId) return { callId };
          callSteps(tx).change(call, finished(call, command.at));
          lifeSteps(tx).put(life, { ...life, currentCallId: null });
          tx.raise(sessionStream(sessionId), 'call_finished', { callId });
          return { callId };
        },
      }),

    /** Keeps the desk at this call until the next one is taken: «می‌مانم». Refuses `call_moved_on`. */
    stay: (sessionId: string, callId: string, command: Command): Promise<{ readonly callId: string }> =>
      writer.submit({
        ...command,
        streams: [sessionStream(sessionId)],
        apply: async (tx) => {
          const call = await callOf(tx.db, sessionId, callId);
          if (call.state !== 'wrap_up') throw new Refusal('call_moved_on');
          callSteps(tx).change(call, { wrapUntil: null });
          tx.raise(sessionStream(sessionId), 'call_stayed', { callId });
          return { callId };
        },
      }),
  };
}

export type Holding = ReturnType<typeof createHolding>;
