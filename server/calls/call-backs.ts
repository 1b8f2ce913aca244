import type { Knex } from 'knex';
import type { Database } from '../../db/connection.ts';
import type { Seal } from '../../db/sealed.ts';
import { snapshot } from '../../db/snapshot.ts';
import type { Writer } from '../../db/writer.ts';
import type { Call, CallBackEnd } from '../domain/call.ts';
import type { Command } from '../domain/command.ts';
import { Refusal } from '../domain/refusal.ts';
import { namesOf, type Names } from './facts.ts';
import { maskedPhones } from './masked.ts';
import { callRepository } from './repository.ts';
import { CENTRE_STREAM } from './steps.ts';

interface Deps {
  readonly database: Pick<Database, 'reads' | 'snapshot'>;
  readonly writer: Writer;
  readonly seal: Seal;
}

/** The callers to whom the centre owes a call, the oldest first, with their covered telephones; `owed` counts those too who are not among them. */
export interface CallBacksFacts {
  readonly calls: readonly Call[];
  readonly owed: number;
  readonly names: Names;
  readonly phones: ReadonlyMap<string, string>;
}

/** So many stand on the page of call-backs. */
const SHOWN = 500;

/** A call that is still to be called back; refuses `not_found`, `call_moved_on`. */
export async function dueCall(db: Knex, callId: string): Promise<Call> {
  const call = await callRepository(db).byId(callId);
  if (call === null) throw new Refusal('not_found');
  if (call.callBack !== 'due') throw new Refusal('call_moved_on');
  return call;
}

/** The calls that the centre owes, and their end without a new call. */
export function createCallBacks({ database, writer, seal }: Deps) {
  return {
    /** Everybody who is owed a call, agreeing within itself. */
    due: (): Promise<CallBacksFacts> =>
      snapshot(database, async (db) => {
        const calls = await callRepository(db).callBacksDue(SHOWN);
        return { calls, owed: await callRepository(db).callBacksOwed(), names: await namesOf(db), phones: maskedPhones(seal, calls) };
      }),

    /** Writes down that a call need not be made any more, and why. Refuses `not_found`, `call_moved_on`. */
    writeOff: (callId: string, why: CallBackEnd, command: Command): Promise<{ readonly callId: string }> =>
      writer.submit({
        ...command,
        streams: [CENTRE_STREAM],
        apply: async (tx) => {
          const owed = await dueCall(tx.db, callId);
          tx.write(callRepository(tx.db).update(owed, { ...owed, callBack: 'done', calledBackAt: command.at }).where({ call_back: 'due' }));
          tx.raise(CENTRE_STREAM, 'call_back_written_off', { callId, why });
          return { callId };
        },
      }),
  };
}

export type CallBacks = ReturnType<typeof createCallBacks>;
