import type { Tx } from '../../db/writer.ts';
import type { Call } from '../domain/call.ts';
import type { CallPatch } from '../domain/queue/steps.ts';
import { callRepository } from './repository.ts';

/** The stream of what happens at the centre beside any session: calls without a queue, call-backs, emergencies, incoming calls. */
export const CENTRE_STREAM = 'centre';
/** The stream of what is being written down of the calls of a session. */
export const notesStream = (sessionId: string): string => `notes:${sessionId}`;

/** Writes calls inside one change, one row each; `now` is the call as it then stands. */
export function callSteps(tx: Tx) {
  const calls = callRepository(tx.db);
  return {
    add(call: Call): Call {
      tx.write(calls.insert(call));
      return call;
    },
    change(before: Call, patch: CallPatch): Call {
      const after: Call = { ...before, ...patch, rev: before.rev + 1 };
      tx.write(calls.update(before, after));
      return after;
    },
  };
}
