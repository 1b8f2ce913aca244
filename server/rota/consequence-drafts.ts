import type { Knex } from 'knex';
import type { Day } from '../domain/jalali.ts';
import type { Draft } from '../domain/draft.ts';
import { boardDataOf, domainBoardOf, standingConflicts } from './board-data.ts';
import type { ConsequenceFacts } from './consequence-facts.ts';
import { rotaRepository } from './repository.ts';

/** A programme of which some sessions that are not published come to stand on closed days, or where their agency is closed. */
export interface DraftTurn {
  readonly draft: Draft;
  readonly count: number;
  /** The first day on which one stands. */
  readonly day: Day;
}

/** The programmes whose unpublished sessions a change brings into a conflict that they do not have now. */
export async function draftsTurned(db: Knex, { days, foreseen }: Pick<ConsequenceFacts, 'days' | 'foreseen'>): Promise<DraftTurn[]> {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const found: DraftTurn[] = [];
  for (const draft of (await rotaRepository(db).drafts()).filter(({ from, to }) => from <= last && to >= first)) {
    const data = await boardDataOf(db, draft.id);
    const now = standingConflicts(domainBoardOf(data));
    const then = standingConflicts(domainBoardOf({ ...data, surroundings: { ...data.surroundings, calendar: foreseen.applied(data.surroundings.calendar) } }));
    const hit = data.sessions.filter(({ id, day }) => days.includes(day) && then.has(id) && then.get(id)?.code !== now.get(id)?.code);
    if (hit[0] !== undefined) found.push({ draft, count: hit.length, day: hit[0].day });
  }
  return found;
}
