import type { Knex } from 'knex';
import type { DrawAmendmentRow, DrawRow, DrawSeedRow, VisitTargetRow } from '../../db/tables.ts';
import type { Day } from '../domain/jalali.ts';

/** Draws, their seeds, amendments and targets over one handle, as rows: what is sealed in them stays sealed here. */
export function drawRepository(db: Knex) {
  return {
    async byDay(day: Day): Promise<DrawRow | null> {
      return (await db('draws').where({ day }).first()) ?? null;
    },
    async bySeed(number: number): Promise<DrawRow | null> {
      return (await db('draws').where({ seed_number: number }).first()) ?? null;
    },
    /** The day of the first draw of all; null before it. */
    async firstDay(): Promise<Day | null> {
      return ((await db('draws').orderBy('day').first('day'))?.day as Day | undefined) ?? null;
    },
    /** The draws that are not opened yet, the oldest first. */
    sealed: (): Promise<DrawRow[]> => db('draws').where({ state: 'sealed' }).orderBy('day').select(),
    insert: (row: DrawRow) => db('draws').insert(row),
    /** Marks a draw as opened or amended; touches no row where it has changed since. */
    put: (before: Pick<DrawRow, 'day' | 'rev'>, change: Partial<DrawRow>) => db('draws').where({ day: before.day, rev: before.rev }).update({ ...change, rev: before.rev + 1 }),

    async seed(number: number): Promise<DrawSeedRow | null> {
      return (await db('draw_seeds').where({ number }).first()) ?? null;
    },
    async newestSeed(): Promise<DrawSeedRow | null> {
      return (await db('draw_seeds').orderBy('number', 'desc').first()) ?? null;
    },
    insertSeed: (row: DrawSeedRow) => db('draw_seeds').insert(row),
    /** Gives a seed its day; touches no row where it has one. */
    useSeed: (number: number, day: Day) => db('draw_seeds').where({ number }).whereNull('day').update({ day }),
    openSeed: (number: number, at: string) => db('draw_seeds').where({ number }).whereNull('opened_at').update({ opened_at: at }),

    amendments: (day: Day): Promise<DrawAmendmentRow[]> => db('draw_amendments').where({ day }).orderBy('number').select(),
    insertAmendment: (row: DrawAmendmentRow) => db('draw_amendments').insert(row),

    targetsOn: (day: Day): Promise<VisitTargetRow[]> => db('visit_targets').where({ day }).orderBy('id').select(),
    insertTarget: (row: VisitTargetRow) => db('visit_targets').insert(row),
    /** Changes a target that nobody has opened; touches no row where it has changed since. */
    putTarget: (before: Pick<VisitTargetRow, 'id' | 'rev'>, change: Partial<VisitTargetRow>) => db('visit_targets').where({ id: before.id, rev: before.rev, state: 'drawn' }).update({ ...change, rev: before.rev + 1 }),
  };
}
