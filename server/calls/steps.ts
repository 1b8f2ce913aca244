import type { Tx } from '../../db/writer.ts';
import { isOpenCall, isPresent, type Call } from '../domain/call.ts';
import type { Command } from '../domain/command.ts';
import { leftQueue } from '../domain/queue/steps.ts';
import { Refusal } from '../domain/refusal.ts';
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

/**
 * Ends the queue of a session that is taken out of the programme: everybody who waits is called back. The session's calls as they then are.
 * Declare `CENTRE_STREAM`. Refuses `call_in_progress`, and `people_left` where somebody cannot be rung: he is dealt with where sessions are closed.
 */
export async function releaseQueue(tx: Tx, sessionId: string, command: Command): Promise<readonly Call[]> {
  const all = await callRepository(tx.db).ofSession(sessionId);
  const open = all.filter(({ state }) => isOpenCall(state));
  if (open.some(({ state }) => isPresent(state))) throw new Refusal('call_in_progress');
  const silent = open.filter(({ phone }) => phone === null);
  if (silent.length > 0) throw new Refusal('people_left', { facts: { count: silent.length } });
  const after = all.map((call) => (isOpenCall(call.state) ? callSteps(tx).change(call, { ...leftQueue(call, 'call_back', command.actor ?? '', command.at), callBack: 'due' }) : call));
  if (open.length > 0) tx.raise(CENTRE_STREAM, 'call_backs_due', { sessionId, count: open.length });
  return after;
}
