import type { Knex } from 'knex';
import type { Database } from '../../db/connection.ts';
import { snapshot } from '../../db/snapshot.ts';
import { boardDataOf } from './board-data.ts';
import { boardFactsOf, type BoardFacts } from './board-facts.ts';

/** A board with the number of the changes that it shows. */
export interface Watched {
  readonly facts: BoardFacts;
  readonly seq: number;
}

/** Everything whose change may alter a board: programmes and what is published, the calendar, settings, agencies and their people. */
const SHOWN = ['agency:', 'calendar', 'county:', 'draft', 'person:', 'settings', 'versions'] as const;

/** Whether a board may look different after a change on the stream. */
export const showsChangesOf = (stream: string): boolean => SHOWN.some((name) => stream.startsWith(name));

/** How many changes there have been on all that a board shows: a sum of counters that only grow grows with each of them. */
async function numberOf(db: Knex): Promise<number> {
  const within = db('streams').whereRaw(SHOWN.map(() => '(id >= ? and id < ?)').join(' or '), SHOWN.flatMap((name) => [name, `${name}~`]));
  const row = (await within.sum({ seq: 'seq' }).first()) as { seq: number | string | null } | undefined;
  return Number(row?.seq ?? 0);
}

/** Reads boards for pages and live fragments. */
export function createWatch({ database }: { readonly database: Pick<Database, 'reads' | 'snapshot'> }) {
  return {
    /** Board and number as they stood at one moment; refuses `not_found`. */
    read: (draftId: string): Promise<Watched> =>
      snapshot(database, async (db) => {
        const seq = await numberOf(db);
        return { facts: boardFactsOf(await boardDataOf(db, draftId)), seq };
      }),
    /** The number alone, which is much sooner read. */
    seq: (): Promise<number> => numberOf(database.reads),
  };
}

export type Watch = ReturnType<typeof createWatch>;
