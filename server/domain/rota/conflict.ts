import type { Day } from '../jalali.ts';
import { createAvailability } from './availability.ts';
import type { Away, Blocked, Slot, Spacing, WeeklyHour } from './plan.ts';

/** The board as it stands when a card is to be put somewhere; plain data. */
export interface BoardState {
  readonly slots: readonly Slot[];
  /** Slot id -> agency id; a slot that is missing or null is empty. */
  readonly cards: Readonly<Record<string, string | null>>;
  readonly agencies: readonly { readonly id: string; readonly mayBeInvited: boolean; readonly lastDay: Day | null }[];
  readonly away: readonly Away[];
  readonly weeklyHours: readonly WeeklyHour[];
  readonly spacing: Spacing;
  /** Slots already published: they change only by a correction. */
  readonly published: readonly string[];
  /** Slot id -> the holiday or closure that fell on it after it was planned. */
  readonly closed: Readonly<Record<string, string>>;
}

/** Putting an agency's card into a slot; `vacated` slots are treated as empty (where the card comes from, or the whole swap). */
export interface Placing {
  readonly agencyId: string;
  readonly slotId: string;
  readonly vacated: readonly string[];
}

/** What speaks against a placing. */
export type ConflictReason =
  | Blocked
  | { readonly code: 'closed_day'; readonly title: string }
  | { readonly code: 'not_invited' }
  | { readonly code: 'published_slot' }
  | { readonly code: 'unknown_slot' };

export type Conflict = ConflictReason & { readonly agencyId: string; readonly slotId: string };

/** All that speaks against a placing, in a fixed order; asked before the drop and once more when it is applied. */
export function conflictsOf(placing: Placing, state: BoardState): Conflict[] {
  const { agencyId, slotId, vacated } = placing;
  const slot = state.slots.find(({ id }) => id === slotId);
  const reasons: ConflictReason[] = [];
  if (slot === undefined) reasons.push({ code: 'unknown_slot' });
  else {
    for (const id of new Set([slotId, ...vacated])) {
      if (state.published.includes(id)) reasons.push({ code: 'published_slot' });
    }
    const agency = state.agencies.find(({ id }) => id === agencyId);
    if (agency === undefined || !agency.mayBeInvited) reasons.push({ code: 'not_invited' });
    const title = state.closed[slotId];
    if (title !== undefined) reasons.push({ code: 'closed_day', title });
    const held = state.slots.filter(({ id }) => id !== slotId && !vacated.includes(id) && state.cards[id] === agencyId);
    const days = held.map(({ day }) => day);
    if (agency?.lastDay !== undefined && agency.lastDay !== null) days.push(agency.lastDay);
    reasons.push(...createAvailability(state).allBlocks(agencyId, slot, days));
  }
  return reasons.map((reason) => ({ ...reason, agencyId, slotId }));
}

/** All that speaks against two slots exchanging their cards (one of them may be empty), each side as `conflictsOf` sees it. */
export function conflictsOfSwap(first: string, second: string, state: BoardState): Conflict[] {
  const vacated = [first, second];
  const there = state.cards[first] ?? null;
  const back = state.cards[second] ?? null;
  return [
    ...(there === null ? [] : conflictsOf({ agencyId: there, slotId: second, vacated }, state)),
    ...(back === null ? [] : conflictsOf({ agencyId: back, slotId: first, vacated }, state)),
  ];
}
