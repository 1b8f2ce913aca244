import type { Knex } from 'knex';
import type { Tx, Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { mustBeDrafting } from '../domain/draft.ts';
import { daysFrom } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { conflictsAfter, undoOf, type Card, type CardChange } from '../domain/rota/board.ts';
import { streamsOf } from '../domain/rota/streams.ts';
import type { SessionCell } from '../domain/session.ts';
import { sessionSteps } from '../sessions/steps.ts';
import { mustFit, putCells } from './board.ts';
import { boardDataOf, domainBoardOf, type BoardData } from './board-data.ts';
import { boardChanges, lastStanding, standing, type BoardChange, type CellChange, type FiguresChange } from './record.ts';
import { rotaRepository } from './repository.ts';
import { headFor } from './surroundings.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
}

/** The sessions as they stand again, and how many of their withdrawn invitations could not be brought back. */
export interface Undone {
  readonly sessions: readonly string[];
  readonly notInvited: number;
}

const cardOf = ({ agencyId, pinned, pinReason }: SessionCell): Card => ({ agencyId, pin: pinned ? (pinReason ?? '') : null });
const cardChange = ({ id, before, after }: CellChange): CardChange => ({ slotId: id, before: cardOf(before), after: cardOf(after) });

/** Refuses `undo_overtaken` where another change touched one of the sessions since. */
async function mustBeLast(db: Knex, data: BoardData, last: BoardChange): Promise<void> {
  const touches = (change: BoardChange, session: string): boolean => change.sessions.some(({ id }) => id === session);
  const later = await boardChanges(db, data.draft.id, last.seq);
  const stands = standing(later);
  for (const { id, rev } of last.sessions) {
    const session = data.sessions.find((one) => one.id === id);
    // A change of the same batch has not told its events yet, but its row has moved on.
    const untold = session?.state === 'draft' && session.rev !== rev + later.filter((change) => touches(change, id)).length;
    if (untold || stands.some((change) => touches(change, id))) throw new Refusal('undo_overtaken');
  }
}

/** The cells as they were, with whoever heads their agencies by now; refuses what a hand could not put there either. */
function cellsBefore(data: BoardData, last: BoardChange) {
  const board = domainBoardOf(data);
  const known = new Map(data.sessions.map((session) => [session.id, session]));
  if (last.sessions.some(({ id }) => !known.has(id))) throw new Refusal('undo_overtaken');
  mustFit(conflictsAfter(undoOf(last.sessions.map(cardChange), board), board), data);
  return last.sessions.flatMap(({ id, before }) => {
    const session = known.get(id);
    return session === undefined ? [] : [{ session, cell: { ...before, ...headFor(data.surroundings, before.agencyId, session.day) } }];
  });
}

/** Puts back what the draft said of how it was drawn; refuses `undo_overtaken` where it was drawn anew since. */
function putFigures(tx: Tx, { draft }: BoardData, { before, after }: FiguresChange): void {
  if (draft.inputHash !== after.inputHash) throw new Refusal('undo_overtaken');
  tx.write(rotaRepository(tx.db).updateDraft(draft, { ...draft, ...before, rev: draft.rev + 1 }));
}

/** Taking back one's own last change of a board. */
export function createUndo({ reads, writer }: Deps) {
  return {
    /** Refuses `draft_not_open`, `nothing_to_undo`, `slot_published`, `slot_conflict`, and `undo_overtaken` where another change touched the same session since. */
    async undo(draftId: string, command: Command): Promise<Undone> {
      const draft = await rotaRepository(reads).draft(draftId);
      if (draft === null) throw new Refusal('not_found');
      return writer.submit({
        ...command,
        // Whichever change turns out to be the last when its turn comes, its days are among these.
        streams: streamsOf(draftId, daysFrom(draft.from, draft.to)),
        apply: async (tx) => {
          const data = await boardDataOf(tx.db, draftId);
          mustBeDrafting(data.draft);
          const last = await lastStanding(tx.db, draftId, command.actor ?? '');
          if (last === null) throw new Refusal('nothing_to_undo');
          await mustBeLast(tx.db, data, last);
          const cells = cellsBefore(data, last);
          if (last.drawn !== undefined) putFigures(tx, data, last.drawn);
          await putCells(tx, data, cells, { act: `undo_${last.act}`, undoes: last.seq }, command);
          let notInvited = 0;
          for (const invitation of last.withdrawn ?? []) {
            const cell = cells.find(({ session }) => session.id === invitation.sessionId)?.cell;
            const same = cell?.agencyId === invitation.agencyId && cell.personId === invitation.personId;
            if (!same || !(await sessionSteps(tx).restore(invitation))) notInvited += 1;
          }
          return { sessions: cells.map(({ session }) => session.id), notInvited };
        },
      });
    },

    /** Whether the person has a change of this board left to take back. */
    mayUndo: async (draftId: string, userId: string): Promise<boolean> => (await lastStanding(reads, draftId, userId)) !== null,
  };
}

export type Undo = ReturnType<typeof createUndo>;
