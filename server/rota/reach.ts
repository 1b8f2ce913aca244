import type { Knex } from 'knex';
import type { Draft } from '../domain/draft.ts';
import { addDays, type Day } from '../domain/jalali.ts';
import type { Version } from './publication.ts';
import { rotaRepository } from './repository.ts';

/** How far a programme's word goes: a later one that has published ends what it foresaw, from the later one's first day on. */
export interface Reach {
  /** The last day that the programme itself decides; before its first day where nothing is left to it. */
  readonly end: Day;
  /** The first of the later programmes, or null. */
  readonly next: { readonly draftId: string; readonly from: Day } | null;
  /** Ids of all later programmes that share days with it. */
  readonly later: ReadonlySet<string>;
}

type Horizon = Pick<Draft, 'id' | 'from' | 'to'>;
type Numbered = Pick<Version, 'draftId' | 'version'>;

const firstVersion = (publications: readonly Numbered[], draftId: string): number =>
  publications.reduce((least, one) => (one.draftId === draftId && one.version < least ? one.version : least), Infinity);

/**
 * How far a programme reaches beside the others that have published. Which of two is the later one is told by their first
 * versions, not by a clock: the days of one could only be drawn up anew after it had published, and it may publish again.
 */
export function reachAmong(draft: Horizon, others: readonly Horizon[], publications: readonly Numbered[]): Reach {
  const own = firstVersion(publications, draft.id);
  const later = others
    .filter(({ id, from, to }) => id !== draft.id && from <= draft.to && to >= draft.from)
    .filter(({ id }) => { const first = firstVersion(publications, id); return first > own && first < Infinity; })
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.id < b.id ? -1 : 1));
  const [next] = later;
  return {
    end: next === undefined || next.from > draft.to ? draft.to : addDays(next.from, -1),
    next: next === undefined ? null : { draftId: next.id, from: next.from < draft.from ? draft.from : next.from },
    later: new Set(later.map(({ id }) => id)),
  };
}

/** How far a programme reaches, read over one handle; `publications` are all versions there are. */
export const reachOf = async (db: Knex, draft: Horizon, publications: readonly Numbered[]): Promise<Reach> =>
  reachAmong(draft, await rotaRepository(db).horizonsPublished(draft.from, draft.to), publications);
