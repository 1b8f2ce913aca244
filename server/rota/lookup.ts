import type { Knex } from 'knex';
import type { Draft } from '../domain/draft.ts';
import { rotaRepository } from './repository.ts';

export { draftStream, streamsOf } from './record.ts';
export { boardDataOf, accountOf, standingsOf, type BoardData, type Standing } from './board-data.ts';

/** What other slices may ask of programmes. */
export function rotaLookup(db: Knex) {
  const rota = rotaRepository(db);
  return {
    draft: (id: string): Promise<Draft | null> => rota.draft(id),
    publications: () => rota.publications(),
  };
}

export type RotaLookup = ReturnType<typeof rotaLookup>;
