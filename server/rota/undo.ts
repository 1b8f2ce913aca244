import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { mustBeDrafting } from '../domain/draft.ts';
import { Refusal } from '../domain/refusal.ts';
import type { PlannedSession } from '../domain/session.ts';
import { putCells } from './board.ts';
import { boardDataOf } from './board-data.ts';
import { boardChanges, standing, streamsOf, type BoardChange, type CellChange } from './record.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
}

const isAsLeft = (session: PlannedSession, { after }: CellChange): boolean =>
  session.state === 'draft' &&
  session.agencyId === after.agencyId &&
  session.personId === after.personId &&
  session.pinned === after.pinned &&
  session.pinReason === after.pinReason;

/** The person's last change that still stands; refuses `nothing_to_undo`. */
const lastOf = (changes: readonly BoardChange[], actor: string | null): BoardChange => {
  const last = standing(changes).findLast((change) => change.actor === actor);
  if (last === undefined) throw new Refusal('nothing_to_undo');
  return last;
};

/** Taking back one's own last change of a board. */
export function createUndo({ reads, writer }: Deps) {
  return {
    /** Refuses `draft_not_open`, `nothing_to_undo`, and `undo_overtaken` where another change touched the same session since. */
    async undo(draftId: string, command: Command): Promise<{ readonly sessions: readonly string[] }> {
      const foreseen = (await boardChanges(reads, draftId)).flatMap(({ sessions }) => sessions.map(({ day }) => day));
      return writer.submit({
        ...command,
        // Whichever change turns out to be the last, its days are among these.
        streams: streamsOf(draftId, foreseen),
        apply: async (tx) => {
          const data = await boardDataOf(tx.db, draftId);
          mustBeDrafting(data.draft);
          const changes = await boardChanges(tx.db, draftId);
          const last = lastOf(changes, command.actor);
          const touched = new Set(last.sessions.map(({ id }) => id));
          const later = standing(changes).filter(({ seq }) => seq > last.seq);
          if (later.some(({ sessions }) => sessions.some(({ id }) => touched.has(id)))) throw new Refusal('undo_overtaken');
          const cells = last.sessions.map((change) => {
            const session = data.sessions.find(({ id }) => id === change.id);
            if (session === undefined || !isAsLeft(session, change)) throw new Refusal('undo_overtaken');
            return { session, cell: change.before };
          });
          await putCells(tx, data, cells, { act: `undo_${last.act}`, undoes: last.seq }, command);
          return { sessions: [...touched] };
        },
      });
    },

    /** Whether the person has a change of this board left to take back. */
    async mayUndo(draftId: string, userId: string): Promise<boolean> {
      return standing(await boardChanges(reads, draftId)).some(({ actor }) => actor === userId);
    },
  };
}

export type Undo = ReturnType<typeof createUndo>;
