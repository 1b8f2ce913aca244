import type { Knex } from 'knex';
import { demandLookup } from '../demand/lookup.ts';
import { OPEN_STATES, type DemandSpan, type Draft } from '../domain/draft.ts';
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
    /** What the next horizon follows from: the months with demand, and the last day that is drawn up already. */
    async likely(today: Day): Promise<{ readonly today: Day; readonly written: DemandSpan | null; readonly drawnTo: Day | null }> {
      const drawnTo = (await rota.drafts()).reduce<Day | null>((latest, { to }) => (latest === null || to > latest ? to : latest), null);
      return { today, written: await demandLookup(reads).writtenSpan(), drawnTo };
    },
    all: (): Promise<Draft[]> => rota.drafts(),
    current,
    byId: (id: string): Promise<Draft | null> => rota.draft(id),
    /**
     * The board behind the shares page: the published programme of the day before an open draft; null where there is none.
     * Whoever does not see programmes reads only what is published of one, and of no draft.
     */
    async accounted(today: Day, draftId: string | null, seesAll: boolean): Promise<BoardData | null> {
      const all = (await rota.drafts()).filter(({ publishedUntil }) => seesAll || publishedUntil !== null);
      const chosen =
        all.find(({ id }) => id === draftId) ??
        all.find(({ state, from, to }) => state === 'published' && from <= today && today <= to) ??
        (seesAll ? await current(today) : all[0]) ??
        null;
      if (chosen === null) return null;
      const data = await boardDataOf(reads, chosen.id);
      return seesAll ? data : { ...data, sessions: data.sessions.filter(({ state }) => state === 'published') };
    },
  };
}

export type Programmes = ReturnType<typeof createProgrammes>;
