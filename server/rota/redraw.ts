import type { Knex } from 'knex';
import type { Tx, Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { mustBeDrafting } from '../domain/draft.ts';
import { daysFrom } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { streamsOf } from '../domain/rota/streams.ts';
import type { PlannedSession, SessionCell } from '../domain/session.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { sessionSteps } from '../sessions/steps.ts';
import { putCells } from './board.ts';
import { boardDataOf, type BoardData } from './board-data.ts';
import { figuresOf } from './draw-up.ts';
import { redrawnFrom, type Redrawing, type Redrawn } from './redrawn.ts';
import { rotaRepository } from './repository.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
}

/** Ids of all sessions that a draft ever had. */
export const takenIds = async (db: Knex, draftId: string): Promise<ReadonlySet<string>> => new Set((await sessionLookup(db).rowsOfDraft(draftId)).map(({ id }) => id));

/** What a draft's own board is drawn anew from, as everything stands. */
const asItStands = async (db: Knex, data: BoardData): Promise<Redrawing> => ({
  surroundings: data.surroundings, supposition: null, newcomers: [], taken: await takenIds(db, data.draft.id),
});

const isSame = (session: PlannedSession, cell: SessionCell): boolean =>
  cell.agencyId === session.agencyId && cell.personId === session.personId && (session.agencyId !== null || JSON.stringify(cell.emptyReason) === JSON.stringify(session.emptyReason));

/** Joins a board drawn anew to a change: the sessions, the draft and the record of it. Declare the streams of all the draft's days. */
export async function joinRedrawn(tx: Tx, data: BoardData, redrawn: Redrawn, act: string, command: Command): Promise<{ readonly sessions: readonly string[] }> {
  const { draft } = data;
  const { horizon, drawn, cells, fresh, dropped, agencies, floor } = redrawn;
  sessionSteps(tx).plan(fresh);
  const gone = new Set(dropped.map(({ id }) => id));
  const changes = [...data.sessions, ...fresh].flatMap((session) => {
    const cell = cells.get(session.id);
    return cell === undefined || gone.has(session.id) || isSame(session, cell) ? [] : [{ session, cell }];
  });
  const after = { figures: figuresOf(drawn, { floor, demand: draft.figures.demand }, horizon), inputHash: drawn.inputHash };
  tx.write(rotaRepository(tx.db).updateDraft(draft, { ...draft, ...after, agencies, rev: draft.rev + 1 }));
  const told = { before: { figures: draft.figures, inputHash: draft.inputHash }, after };
  await putCells(tx, data, changes, { act, undoes: null, drawn: told }, command, { dropped, fresh });
  return { sessions: changes.map(({ session }) => session.id) };
}

/** Drawing the part of a draft anew that nobody has fixed. */
export function createRedraw({ reads, writer }: Deps) {
  return {
    /**
     * Pinned and published sessions stay, weights too; absences, closures and exclusions count as they are now, and places
     * that have opened since are filled too. `seen` is
     * the `rev` of the board as the page showed it. Refuses `draft_not_open`, `no_slots`, and
     * `changed_meanwhile` where the board moved on since.
     */
    async redraw({ draftId, seen }: { readonly draftId: string; readonly seen: number }, command: Command): Promise<{ readonly sessions: readonly string[] }> {
      // Computed before the change, so that it holds up nobody; inside only if something moved meanwhile.
      const before = await boardDataOf(reads, draftId);
      const known = before.draft.state === 'drafting' ? redrawnFrom(before, await asItStands(reads, before), null) : null;
      return writer.submit({
        ...command,
        streams: streamsOf(draftId, daysFrom(before.draft.from, before.draft.to)),
        apply: async (tx) => {
          const data = await boardDataOf(tx.db, draftId);
          mustBeDrafting(data.draft);
          if (data.rev !== seen) throw new Refusal('changed_meanwhile');
          return joinRedrawn(tx, data, redrawnFrom(data, await asItStands(tx.db, data), known), 'redraw', command);
        },
      });
    },
  };
}
