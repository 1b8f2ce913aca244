import { Refusal } from '../refusal.ts';
import { createJudge, type BoardState, type Conflict, type Judge } from './conflict.ts';

/** What lies in a slot: an agency or nobody, and the reason of its pin (null = not pinned). */
export interface Card {
  readonly agencyId: string | null;
  readonly pin: string | null;
}

/** A draft's board with its pins: slot id -> reason. */
export interface Board extends BoardState {
  readonly pins: Readonly<Record<string, string>>;
}

/** One thing that a scheduler does by hand. A moved or exchanged card takes its pin along. */
export type BoardEdit =
  | { readonly kind: 'assign'; readonly slotId: string; readonly agencyId: string }
  | { readonly kind: 'clear'; readonly slotId: string }
  | { readonly kind: 'move'; readonly from: string; readonly to: string }
  | { readonly kind: 'swap'; readonly first: string; readonly second: string }
  | { readonly kind: 'pin'; readonly slotId: string; readonly reason: string }
  | { readonly kind: 'unpin'; readonly slotId: string };

/** One slot's card before and after; an edit is one or two of them. */
export interface CardChange {
  readonly slotId: string;
  readonly before: Card;
  readonly after: Card;
}

const NOBODY: Card = { agencyId: null, pin: null };

/** The card of a slot. */
export function cardAt(board: Board, slotId: string): Card {
  return { agencyId: board.cards[slotId] ?? null, pin: board.pins[slotId] ?? null };
}

/** What speaks against an edit; pinning and clearing are only refused on published slots. Whoever asks often gives the board's judge. */
export function conflictsOfEdit(edit: BoardEdit, board: Board, judge: Judge = createJudge(board)): Conflict[] {
  switch (edit.kind) {
    case 'assign':
      return judge.conflictsOf({ agencyId: edit.agencyId, slotId: edit.slotId, vacated: [] });
    case 'move': {
      const { agencyId } = cardAt(board, edit.from);
      return agencyId === null ? [] : judge.conflictsOf({ agencyId, slotId: edit.to, vacated: [edit.from] });
    }
    case 'swap':
      return judge.conflictsOfSwap(edit.first, edit.second);
    case 'clear':
    case 'pin':
    case 'unpin':
      return [];
  }
}

/**
 * The changes of an edit. Refuses `slot_published`, `slot_empty` (nothing to move, clear or pin there), `not_found` (no
 * such slot) and `slot_conflict`, its facts naming the first conflict's code. A move onto a card replaces it.
 */
export function editBoard(edit: BoardEdit, board: Board): CardChange[] {
  const touched = slotsTouched(edit);
  for (const slotId of touched) {
    if (!board.slots.some(({ id }) => id === slotId)) throw new Refusal('not_found');
    if (board.published.includes(slotId)) throw new Refusal('slot_published');
  }
  const [source] = touched;
  const needsCard = edit.kind !== 'assign' && edit.kind !== 'swap';
  if (needsCard && source !== undefined && cardAt(board, source).agencyId === null) throw new Refusal('slot_empty');
  const [conflict] = conflictsOfEdit(edit, board);
  if (conflict !== undefined) throw new Refusal('slot_conflict', { facts: { code: conflict.code } });
  const after = cardsAfter(edit, board);
  return Object.entries(after).map(([slotId, card]) => ({ slotId, before: cardAt(board, slotId), after: card }));
}

/** The board with changes laid on it. */
export function withChanges(board: Board, changes: readonly CardChange[]): Board {
  const cards = { ...board.cards };
  const pins = new Map(Object.entries(board.pins));
  for (const { slotId, after } of changes) {
    cards[slotId] = after.agencyId;
    if (after.pin === null) pins.delete(slotId);
    else pins.set(slotId, after.pin);
  }
  return { ...board, cards, pins: Object.fromEntries(pins) };
}

/**
 * The changes that take earlier ones back. Refuses `undo_overtaken` where a slot has changed since, and `slot_published`;
 * whether the cards may stand where they stood, `conflictsAfter` says.
 */
export function undoOf(changes: readonly CardChange[], board: Board): CardChange[] {
  return changes.map(({ slotId, before, after }) => {
    if (board.published.includes(slotId)) throw new Refusal('slot_published');
    const now = cardAt(board, slotId);
    if (now.agencyId !== after.agencyId || now.pin !== after.pin) throw new Refusal('undo_overtaken');
    return { slotId, before: after, after: before };
  });
}

/** What speaks against the cards that changes bring into a slot, judged on the board as it would then stand. */
export function conflictsAfter(changes: readonly CardChange[], board: Board): Conflict[] {
  const judge = createJudge(withChanges(board, changes));
  return changes.flatMap(({ slotId, before, after }) => (before.agencyId === after.agencyId ? [] : judge.conflictsAt(slotId)));
}

function slotsTouched(edit: BoardEdit): string[] {
  if (edit.kind === 'move') return [edit.from, edit.to];
  if (edit.kind === 'swap') return [edit.first, edit.second];
  return [edit.slotId];
}

function cardsAfter(edit: BoardEdit, board: Board): Record<string, Card> {
  switch (edit.kind) {
    case 'assign':
      return { [edit.slotId]: { agencyId: edit.agencyId, pin: null } };
    case 'clear':
      return { [edit.slotId]: NOBODY };
    case 'move':
      return { [edit.from]: NOBODY, [edit.to]: cardAt(board, edit.from) };
    case 'swap':
      return { [edit.first]: cardAt(board, edit.second), [edit.second]: cardAt(board, edit.first) };
    case 'pin':
      return { [edit.slotId]: { ...cardAt(board, edit.slotId), pin: edit.reason } };
    case 'unpin':
      return { [edit.slotId]: { ...cardAt(board, edit.slotId), pin: null } };
  }
}
