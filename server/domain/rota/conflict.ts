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

const HOPELESS: readonly ConflictReason['code'][] = ['closed_day', 'closed', 'not_invited', 'not_in_office'];

/** Whether nobody can wish a card to stand in spite of it: the day is closed, or the agency is not to come or is none. */
export const isHopeless = ({ code }: ConflictReason): boolean => HOPELESS.includes(code);

/** The rules of one board, ready to be asked about any number of cards. */
export interface Judge {
  /** All that speaks against a placing, in a fixed order; asked before the drop and once more when it is applied. */
  readonly conflictsOf: (placing: Placing) => Conflict[];
  /** All that speaks against two slots exchanging their cards (one of them may be empty), each side as `conflictsOf` sees it. */
  readonly conflictsOfSwap: (first: string, second: string) => Conflict[];
  /** All that speaks against the card of a slot where it stands; none for an empty one. */
  readonly conflictsAt: (slotId: string) => Conflict[];
}

/** Reads a board once; the answers depend on nothing else. */
export function createJudge(state: BoardState): Judge {
  const availability = createAvailability(state);
  const slots = new Map(state.slots.map((slot) => [slot.id, slot]));
  const agencies = new Map(state.agencies.map((agency) => [agency.id, agency]));
  const published = new Set(state.published);
  const heldBy = new Map<string, Slot[]>();
  for (const slot of state.slots) {
    const holder = state.cards[slot.id] ?? null;
    if (holder !== null) heldBy.set(holder, [...(heldBy.get(holder) ?? []), slot]);
  }

  const conflictsOf = ({ agencyId, slotId, vacated }: Placing): Conflict[] => {
    const slot = slots.get(slotId);
    const reasons: ConflictReason[] = [];
    if (slot === undefined) reasons.push({ code: 'unknown_slot' });
    else {
      for (const id of new Set([slotId, ...vacated])) if (published.has(id)) reasons.push({ code: 'published_slot' });
      const agency = agencies.get(agencyId);
      if (agency === undefined || !agency.mayBeInvited) reasons.push({ code: 'not_invited' });
      const title = state.closed[slotId];
      if (title !== undefined) reasons.push({ code: 'closed_day', title });
      const days = (heldBy.get(agencyId) ?? []).flatMap(({ id, day }) => (id === slotId || vacated.includes(id) ? [] : [day]));
      if (agency?.lastDay !== undefined && agency.lastDay !== null) days.push(agency.lastDay);
      reasons.push(...availability.allBlocks(agencyId, slot, days));
    }
    return reasons.map((reason) => ({ ...reason, agencyId, slotId }));
  };

  return {
    conflictsOf,
    conflictsOfSwap: (first, second) => {
      const vacated = [first, second];
      const there = state.cards[first] ?? null;
      const back = state.cards[second] ?? null;
      return [
        ...(there === null ? [] : conflictsOf({ agencyId: there, slotId: second, vacated })),
        ...(back === null ? [] : conflictsOf({ agencyId: back, slotId: first, vacated })),
      ];
    },
    conflictsAt: (slotId) => {
      const agencyId = state.cards[slotId] ?? null;
      return agencyId === null ? [] : conflictsOf({ agencyId, slotId, vacated: [] });
    },
  };
}
