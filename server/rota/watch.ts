import type { Database } from '../../db/connection.ts';
import { snapshot } from '../../db/snapshot.ts';
import type { JalaliMonth } from '../domain/jalali.ts';
import { boardDataOf } from './board-data.ts';
import { boardFactsOf, type BoardFacts } from './board-facts.ts';
import { draftStream, monthStream, seqOf } from './record.ts';

/** A board with the numbers of the changes that it shows: of the draft's stream, and of the month's. */
export interface Watched {
  readonly facts: BoardFacts;
  readonly seqs: { readonly draft: number; readonly month: number };
}

/** Reads boards for pages and live fragments. */
export function createWatch({ database }: { readonly database: Pick<Database, 'dialect' | 'reads'> }) {
  return {
    /** Board and numbers as they stood at one moment; refuses `not_found`. */
    read: (draftId: string, month: JalaliMonth): Promise<Watched> =>
      snapshot(database, async (db) => {
        const draft = await seqOf(db, draftStream(draftId));
        const seqs = { draft, month: await seqOf(db, monthStream(draftId, month)) };
        return { facts: boardFactsOf(await boardDataOf(db, draftId)), seqs };
      }),
  };
}

export type Watch = ReturnType<typeof createWatch>;
