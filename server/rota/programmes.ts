import type { Knex } from 'knex';
import { OPEN_STATES, type Draft } from '../domain/draft.ts';
import type { Day } from '../domain/jalali.ts';
import { boardDataOf, type BoardData } from './board-data.ts';
import { rotaRepository } from './repository.ts';

/** Which programmes there are, and which one a person means who does not say. */
export function createProgrammes({ reads }: { readonly reads: Knex }) {
  const rota = rotaRepository(reads);
  /** The open draft, else the published one of the day, else the latest published; null where nothing was ever drawn up. */
  const current = async (today: Day): Promise<Draft | null> => {
    const all = await rota.drafts();
    return (
      all.find(({ state }) => OPEN_STATES.includes(state)) ??
      all.find(({ state, from, to }) => state === 'published' && from <= today && today <= to) ??
      all[0] ??
      null
    );
  };
  return {
    all: (): Promise<Draft[]> => rota.drafts(),
    current,
    byId: (id: string): Promise<Draft | null> => rota.draft(id),
    /** The board behind the shares page: the published programme of the day before an open draft; null where there is none. */
    async accounted(today: Day, draftId: string | null): Promise<BoardData | null> {
      const all = await rota.drafts();
      const chosen = all.find(({ id }) => id === draftId) ?? all.find(({ state, from, to }) => state === 'published' && from <= today && today <= to) ?? (await current(today));
      return chosen === null ? null : boardDataOf(reads, chosen.id);
    },
  };
}

export type Programmes = ReturnType<typeof createProgrammes>;
