import type { Knex } from 'knex';
import type { Tx, Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { mustBeDrafting } from '../domain/draft.ts';
import type { Invitation } from '../domain/invitation.ts';
import { formatDayShort } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { conflictsOfEdit, editBoard, type BoardEdit, type CardChange } from '../domain/rota/board.ts';
import { createJudge, type Conflict } from '../domain/rota/conflict.ts';
import { draftStream, streamsOf } from '../domain/rota/streams.ts';
import { cellOf, emptyCell, type PlannedSession, type SessionCell } from '../domain/session.ts';
import { peopleLookup } from '../people/lookup.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { sessionSteps } from '../sessions/steps.ts';
import { conflictClause } from '../wording/rota.ts';
import { boardDataOf, domainBoardOf, type BoardData } from './board-data.ts';
import { BOARD_CHANGED, lastTouchedBy, type BoardChange, type CellChange } from './record.ts';
import { headFor } from './surroundings.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
}

/** What a scheduler does to a board, with the `rev` that he saw of each session it touches; one that is missing was not seen. */
export interface Edit {
  readonly draftId: string;
  readonly edit: BoardEdit | { readonly kind: 'place'; readonly from: string; readonly to: string };
  readonly revs: Readonly<Record<string, number>>;
  /** Why a session is emptied. */
  readonly reason?: string;
}

/** Queues changes of cells, and of the places themselves, and tells the board's stream and those of the months that show them. */
export async function putCells(
  tx: Tx,
  data: BoardData,
  changes: readonly { readonly session: PlannedSession; readonly cell: SessionCell }[],
  what: Pick<BoardChange, 'act' | 'undoes' | 'drawn'>,
  command: Command,
  places: { readonly dropped: readonly PlannedSession[]; readonly fresh: readonly PlannedSession[] } = { dropped: [], fresh: [] },
): Promise<void> {
  const steps = sessionSteps(tx);
  const withdrawn: Invitation[] = [];
  for (const session of places.dropped) withdrawn.push(...(await steps.drop(session, command.actor ?? '', command.at)));
  for (const { session, cell } of changes) withdrawn.push(...(await steps.put(session, cell, command.actor ?? '', command.at)));
  const sessions = changes.map(({ session, cell }): CellChange => ({ id: session.id, day: session.day, rev: session.rev + 1, before: cellOf(session), after: cell }));
  const [stream = draftStream(data.draft.id), ...months] = streamsOf(data.draft.id, [...sessions, ...places.dropped, ...places.fresh].map(({ day }) => day));
  const dropped = places.dropped.map(({ id, day, agencyId }) => ({ id, day, agencyId }));
  tx.raise(stream, BOARD_CHANGED, { ...what, sessions, withdrawn, ...(dropped.length === 0 ? {} : { dropped }) });
  for (const month of months) tx.raise(month, BOARD_CHANGED, { sessions: [...sessions, ...dropped].map(({ id }) => id) });
}

/** Refuses `slot_changed` with who changed it and what stands there now, where a touched session is not as it was seen. */
async function mustBeAsShown(db: Knex, data: BoardData, { edit, revs }: Edit): Promise<void> {
  for (const id of touchedBy(edit)) {
    const session = data.sessions.find((one) => one.id === id);
    if (session === undefined || revs[id] === session.rev) continue;
    const actor = await lastTouchedBy(db, data.draft.id, id);
    const names = actor === null ? null : await peopleLookup(db).namesOfUsers([actor]);
    const agency = data.surroundings.agencies.find((one) => one.id === session.agencyId);
    const now = session.agencyId === null ? 'هیچ دستگاهی' : `«${agency?.shortName ?? '…'}»`;
    throw new Refusal('slot_changed', { facts: { who: names?.get(actor ?? '') ?? 'کس دیگری', now } });
  }
}

/** Refuses with the sentence of the first thing that speaks against a change. */
export function mustFit([conflict]: readonly Conflict[], data: BoardData): void {
  if (conflict === undefined) return;
  if (conflict.code === 'published_slot') throw new Refusal('slot_published');
  if (conflict.code === 'unknown_slot') throw new Refusal('not_found');
  const agency = data.surroundings.agencies.find(({ id }) => id === conflict.agencyId);
  throw new Refusal('slot_conflict', { facts: { conflict: `${agency?.shortName ?? ''}: ${conflictClause(conflict)}.`, code: conflict.code } });
}

const touchedBy = (edit: Edit['edit']): string[] => {
  if (edit.kind === 'place' || edit.kind === 'move') return [edit.from, edit.to];
  return edit.kind === 'swap' ? [edit.first, edit.second] : [edit.slotId];
};

/** A card put on a filled slot changes places with what is there. */
const asBoardEdit = (edit: Edit['edit'], data: BoardData): BoardEdit => {
  if (edit.kind !== 'place') return edit;
  const target = data.sessions.find(({ id }) => id === edit.to);
  return target?.agencyId == null ? { kind: 'move', from: edit.from, to: edit.to } : { kind: 'swap', first: edit.from, second: edit.to };
};

function cellAfter(change: CardChange, session: PlannedSession, data: BoardData, emptied: string): SessionCell {
  const { agencyId, pin } = change.after;
  const pinned = { pinned: pin !== null, pinReason: pin };
  if (agencyId === null) return { ...emptyCell({ code: 'kept_empty', reason: emptied }), ...pinned };
  if (agencyId === session.agencyId) return { ...cellOf(session), ...pinned };
  return { agencyId, ...headFor(data.surroundings, agencyId, session.day), ...pinned, emptyReason: null, why: null };
}

const emptiedBy = (edit: BoardEdit, data: BoardData, reason: string | undefined): string => {
  if (edit.kind !== 'move') return reason ?? '';
  const [source, target] = [edit.from, edit.to].map((id) => data.sessions.find((one) => one.id === id));
  const name = data.surroundings.agencies.find(({ id }) => id === source?.agencyId)?.shortName ?? '';
  return target === undefined ? '' : `«${name}» به ${formatDayShort(target.day)} رفت.`;
};

/** The streams that a change of these sessions moves; their days never change, so they may be read before it. */
export async function streamsOfSessions(db: Knex, draftId: string, ids: readonly string[]): Promise<string[]> {
  const found = await Promise.all(ids.map((id) => sessionLookup(db).byId(id)));
  return streamsOf(draftId, found.flatMap((one) => (one === null ? [] : [one.day])));
}

/** What schedulers do to a board by hand. */
export function createBoard({ reads, writer }: Deps) {
  return {
    /** The board as it stands; refuses `not_found`. */
    see: (draftId: string): Promise<BoardData> => boardDataOf(reads, draftId),

    /** Refuses `draft_not_open`, `slot_changed`, `slot_published`, `slot_empty`, `slot_conflict` and `not_found`; nothing is overwritten. */
    async edit(asked: Edit, command: Command): Promise<{ readonly sessions: readonly string[] }> {
      const { draftId, edit, reason } = asked;
      return writer.submit({
        ...command,
        streams: await streamsOfSessions(reads, draftId, touchedBy(edit)),
        apply: async (tx) => {
          const data = await boardDataOf(tx.db, draftId);
          mustBeDrafting(data.draft);
          await mustBeAsShown(tx.db, data, asked);
          const wanted = asBoardEdit(edit, data);
          const board = domainBoardOf(data);
          mustFit(conflictsOfEdit(wanted, board), data);
          const cards = editBoard(wanted, board);
          const emptied = emptiedBy(wanted, data, reason);
          const changes = cards.flatMap((change) => {
            const session = data.sessions.find(({ id }) => id === change.slotId);
            return session === undefined ? [] : [{ session, cell: cellAfter(change, session, data, emptied) }];
          });
          await putCells(tx, data, changes, { act: wanted.kind, undoes: null }, command);
          return { sessions: changes.map(({ session }) => session.id) };
        },
      });
    },

    /** For every session of the board why the card may not stand there, or null; asked when a card is picked up. Refuses `not_found`. */
    async conflicts(draftId: string, sessionId: string | null, agencyId: string): Promise<Readonly<Record<string, string | null>>> {
      const data = await boardDataOf(reads, draftId);
      if (!data.surroundings.agencies.some(({ id }) => id === agencyId)) throw new Refusal('not_found');
      const board = domainBoardOf(data);
      const judge = createJudge(board);
      const sentence = (to: string): string | null => {
        if (to === sessionId) return null;
        const edit = sessionId === null ? ({ kind: 'assign', slotId: to, agencyId } as const) : asBoardEdit({ kind: 'place', from: sessionId, to }, data);
        const [conflict] = conflictsOfEdit(edit, board, judge);
        if (conflict === undefined) return null;
        const name = data.surroundings.agencies.find(({ id }) => id === conflict.agencyId)?.shortName ?? '';
        return `${name}: ${conflictClause(conflict)}.`;
      };
      return Object.fromEntries(data.sessions.map(({ id }) => [id, sentence(id)]));
    },
  };
}
