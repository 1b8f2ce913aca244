import type { Knex } from 'knex';
import type { Draft } from '../domain/draft.ts';
import type { Day } from '../domain/jalali.ts';
import { standingsOf, type Standing } from '../domain/rota/standing.ts';
import { accountOf, boardDataOf, type BoardData } from './board-data.ts';
import { reachOf } from './reach.ts';
import { rotaRepository } from './repository.ts';

/** What other slices may ask of programmes. */
export function rotaLookup(db: Knex) {
  const rota = rotaRepository(db);
  return {
    draft: (id: string): Promise<Draft | null> => rota.draft(id),
    publications: () => rota.publications(),
    /** A programme's board, and what each of its cards says of itself; refuses `not_found`. */
    async board(draftId: string): Promise<BoardData & { readonly standings: ReadonlyMap<string, Standing> }> {
      const data = await boardDataOf(db, draftId);
      return { ...data, standings: standingsOf(data.draft.agencies, data.sessions, accountOf(data)) };
    },
    /** Up to which day a programme decides beside later ones, and on which days no other draft is being drawn up. */
    async daysToPromise(draft: Pick<Draft, 'id' | 'from' | 'to'>): Promise<{ readonly end: Day; readonly free: (day: Day) => boolean }> {
      const publications = await rota.publications();
      const { end } = await reachOf(db, draft, publications);
      const held: { readonly from: Day; readonly to: Day }[] = [];
      for (const other of await rota.openBetween(draft.from, draft.to)) {
        if (other.id !== draft.id) held.push({ from: other.from, to: (await reachOf(db, other, publications)).end });
      }
      return { end, free: (day) => !held.some(({ from, to }) => from <= day && day <= to) };
    },
  };
}
