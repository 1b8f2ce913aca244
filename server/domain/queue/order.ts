import type { Instant } from '../calendar.ts';
import type { QueueEntry } from '../call.ts';

/** Between two neighbours there is room for others: ranks are set this far apart. */
const STEP = 1024;

const byRank = (one: QueueEntry, other: QueueEntry): number => (one.rank ?? 0) - (other.rank ?? 0) || (one.id < other.id ? -1 : 1);

/** Those who wait, in the order in which they will be taken: who has priority first, then by rank. */
export function waitingInOrder<Entry extends QueueEntry>(entries: readonly Entry[]): Entry[] {
  return entries
    .filter(({ state }) => state === 'waiting')
    .sort((one, other) => Number(other.priority) - Number(one.priority) || byRank(one, other));
}

/** Those on hold, whose time is up first before the others. */
export function heldInOrder<Entry extends QueueEntry>(entries: readonly Entry[]): Entry[] {
  return entries
    .filter(({ state }) => state === 'on_hold')
    .sort((one, other) => ((one.holdUntil ?? '') < (other.holdUntil ?? '') ? -1 : (one.holdUntil ?? '') > (other.holdUntil ?? '') ? 1 : one.id < other.id ? -1 : 1));
}

/**
 * Who comes next at `now`: whoever was put on hold and whose time is up returns to his host first, then the queue; a held
 * caller whose time is not up is taken only when nobody else is there. Null where nobody is.
 */
export function nextOf<Entry extends QueueEntry>(entries: readonly Entry[], now: Instant): Entry | null {
  const held = heldInOrder(entries);
  const due = held.find(({ holdUntil }) => holdUntil === null || holdUntil <= now);
  return due ?? waitingInOrder(entries)[0] ?? held[0] ?? null;
}

/** Where one is put: after so many others of his kind (0 is the head), or at the end. */
export type Wish = { readonly after: number } | 'end';

/** A new rank for one, and for others where there was no room left between two. */
export interface Placed {
  readonly rank: number;
  readonly moved: readonly { readonly id: string; readonly rank: number }[];
}

/**
 * The rank that puts `id` (already there or not) behind so many of those who wait with the same priority. Nobody else
 * changes places; ranks of others change only where two neighbours had no number left between them.
 */
export function placeFor(entries: readonly QueueEntry[], id: string, priority: boolean, wish: Wish): Placed {
  const others = waitingInOrder(entries).filter((one) => one.id !== id && one.priority === priority);
  const at = wish === 'end' ? others.length : Math.max(0, Math.min(wish.after, others.length));
  const before = others[at - 1]?.rank ?? null;
  const behind = others[at]?.rank ?? null;
  if (behind === null) return { rank: (before ?? 0) + STEP, moved: [] };
  if (before === null) return { rank: behind - STEP, moved: [] };
  const middle = Math.floor((before + behind) / 2);
  if (middle > before && middle < behind) return { rank: middle, moved: [] };
  const inOrder = [...others.slice(0, at).map((one) => one.id), id, ...others.slice(at).map((one) => one.id)];
  const ranks = new Map(inOrder.map((one, index) => [one, (index + 1) * STEP]));
  return {
    rank: ranks.get(id) ?? STEP,
    moved: others.flatMap((one) => {
      const rank = ranks.get(one.id) ?? STEP;
      return rank === one.rank ? [] : [{ id: one.id, rank }];
    }),
  };
}
