import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { Writer } from '../../db/writer.ts';
import type { Call } from '../domain/call.ts';
import type { Command } from '../domain/command.ts';
import { openApplicant, type PlainApplicant } from '../requests/steps.ts';
import { dueCall } from './call-backs.ts';
import { callOf } from './found.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly seal: Seal;
}

/** Where it is recorded who looked at a caller's telephone or identity. */
const callStream = (id: string): string => `call:${id}`;

/** A call that the centre owes, as it was written down. */
export interface Owed {
  readonly call: Call;
  readonly applicant: PlainApplicant;
}

/** Seeing a caller's telephone in full, to ring him. */
export function createCallRevealing({ reads, writer, seal }: Deps) {
  const record = (id: string, find: (db: Knex) => Promise<Call>, fields: readonly string[], command: Command) =>
    writer.submit({
      ...command,
      streams: [callStream(id)],
      apply: async (tx) => {
        await find(tx.db);
        tx.raise(callStream(id), 'call_revealed', { fields });
        return {};
      },
    });

  return {
    /** The telephone of a caller of this session, in E.164, after it has been recorded who looked; null where none was given. Refuses `not_found`. */
    async phone(sessionId: string, callId: string, command: Command): Promise<string | null> {
      await record(callId, (db) => callOf(db, sessionId, callId), ['phone'], command);
      // Read after the record, and never a part of the change's answer, which is kept.
      const call = await callOf(reads, sessionId, callId);
      return openApplicant(seal, 'calls', callId, call).phone;
    },

    /** A call that is to be called back, with telephone and identity, after it has been recorded who looked. Refuses `call_moved_on`, `not_found`. */
    async owed(callId: string, command: Command): Promise<Owed> {
      await record(callId, (db) => dueCall(db, callId), ['phone', 'identity'], command);
      const call = await dueCall(reads, callId);
      return { call, applicant: openApplicant(seal, 'calls', callId, call) };
    },
  };
}
