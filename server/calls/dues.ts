import type { Tx } from '../../db/writer.ts';
import type { Call } from '../domain/call.ts';
import type { Command } from '../domain/command.ts';
import type { Entry } from './entry.ts';
import { incomingRepository } from './incoming-repository.ts';
import { callRepository } from './repository.ts';
import { callSteps, CENTRE_STREAM } from './steps.ts';

/** The streams on which settling an entry's dues raises: none for a caller whom nobody waited for. */
export const duesOf = ({ incomingId, callBackOf }: Pick<Entry, 'incomingId' | 'callBackOf'>): string[] => (incomingId === null && callBackOf === null ? [] : [CENTRE_STREAM]);

/** Settles what a new call was waited for: the ringing of the exchange that it answers, and the call that the centre owed. Declare `duesOf` it. */
export async function settleDues(tx: Tx, entry: Entry, call: Call, command: Command): Promise<void> {
  if (duesOf(entry).length === 0) return;
  if (entry.incomingId !== null) {
    const incoming = await incomingRepository(tx.db).byId(entry.incomingId);
    // One that another operator has taken, or that has become a call already, stays as it is.
    if (incoming !== null && incoming.state !== 'done' && (incoming.takenBy === null || incoming.takenBy === command.actor)) tx.write(incomingRepository(tx.db).update(incoming, { ...incoming, state: 'done', takenBy: command.actor, callId: call.id }));
  }
  if (entry.callBackOf !== null) {
    const owed = await callRepository(tx.db).byId(entry.callBackOf);
    if (owed !== null && owed.callBack === 'due') callSteps(tx).change(owed, { callBack: 'done', calledBackAt: command.at, laterCallId: call.id });
  }
  tx.raise(CENTRE_STREAM, 'dues_settled', { callId: call.id, incomingId: entry.incomingId, callBackOf: entry.callBackOf });
}
