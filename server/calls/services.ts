import type { Knex } from 'knex';
import type { Seal } from '../../db/sealed.ts';
import type { Writer } from '../../db/writer.ts';
import { createClosing } from './close.ts';
import { createConcluding } from './conclude.ts';
import { createContinuing } from './continue.ts';
import { createHolding } from './hold.ts';
import { createIntake } from './intake.ts';
import { createNotes } from './notes.ts';
import { createSettling } from './settle.ts';
import { createTaking } from './take.ts';

/** Every use case of calls, made from one ground. */
export function createCalls(deps: { readonly reads: Knex; readonly writer: Writer; readonly seal: Seal; readonly newId: () => string }) {
  return {
    intake: createIntake(deps),
    settling: createSettling(deps),
    taking: createTaking(deps),
    concluding: createConcluding(deps),
    holding: createHolding(deps),
    continuing: createContinuing(deps),
    closing: createClosing(deps),
    notes: createNotes(deps),
  };
}

export type CallServices = ReturnType<typeof createCalls>;
