import { createAvailability, type Availability } from './availability.ts';
import { EMPTY, type Ground, type Plan } from './ground.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { toMicro } from './parts.ts';
import {
  WHOLE,
  type Assignment,
  type BlockCode,
  type Blocked,
  type EmptyReason,
  type PassedOver,
  type PinConflict,
  type TieHash,
  type Why,
} from './plan.ts';

/** How many passed-over agencies an explanation names. */
const NAMED = 5;

/** The plan's slots with their reasons, found by going through it once more as the order would have. */
export function explain(ground: Ground, plan: Plan, tieHash: TieHash, method: 'chairman' | 'matching'): Assignment[] {
  const { input, pins } = ground;
  const ledger = createLedger(ground, tieHash);
  const availability = createAvailability(input);
  const reasons = new Map(input.pins.map((pin) => [pin.slotId, pin.reason]));
  return input.slots.map((slot, index): Assignment => {
    const agency = plan[index] ?? EMPTY;
    const pinned = pins[index] !== undefined;
    if (agency === EMPTY) {
      const empty: EmptyReason = pinned
        ? { code: 'kept_empty', reason: reasons.get(slot.id) ?? '' }
        : { code: 'nobody_free', blocked: countBlocked(ground, ledger, availability, index) };
      return { slotId: slot.id, agencyId: null, pinned, why: null, empty };
    }
    const { id } = input.agencies[agency] ?? { id: '' };
    const deficit = toMicro(ledger.deficit(agency), ground.whole);
    const heldBefore = ledger.given(agency);
    const last = ledger.lastDayNo(agency);
    const why: Why = {
      entitlement: deficit + heldBefore * WHOLE,
      heldBefore,
      deficit,
      deadline: ledger.deadline(agency),
      ordinal: ledger.held() + 1,
      weeksSinceLast: last === null ? null : Math.max(0, Math.floor(((ground.dayNo[index] ?? 0) - last) / 7)),
      chosenBy: pinned ? 'pin' : method === 'matching' ? 'optimum' : ledger.isDue(agency) ? 'order' : 'only_free',
      passedOver: pinned ? [] : passedOver(ground, ledger, availability, agency, index),
    };
    ledger.take(agency, index);
    return { slotId: slot.id, agencyId: id, pinned, why, empty: null };
  });
}

/** Pins that stand against an absence, a weekly hour or the spacing of the finished plan. */
export function pinConflictsOf(ground: Ground, plan: Plan): PinConflict[] {
  const { input, pins } = ground;
  const availability = createAvailability(input);
  return pins.flatMap((agency, slot) => {
    const window = input.slots[slot];
    const holder = agency === undefined ? undefined : input.agencies[agency];
    if (window === undefined || holder === undefined) return [];
    const others = plan.flatMap((other, index) => (other === agency && index !== slot ? [input.slots[index]?.day ?? window.day] : []));
    if (holder.lastDay !== null) others.push(holder.lastDay);
    const blocks = availability.allBlocks(holder.id, window, others);
    return blocks.map((why) => ({ slotId: window.id, agencyId: holder.id, why }));
  });
}

/** What keeps an agency out of a slot as the plan stands before it, or null. */
function blockAt(ground: Ground, ledger: Ledger, availability: Availability, agency: number, index: number): Blocked | null {
  const { input, isFree, pinnedSlots, dayNo } = ground;
  const slot = input.slots[index];
  const id = input.agencies[agency]?.id;
  if (slot === undefined || id === undefined) return null;
  if (!isFree(agency, index)) return availability.awayAt(id, slot);
  if (!ledger.isTooClose(agency, index)) return null;
  const days = (pinnedSlots[agency] ?? []).filter((pin) => pin > index).flatMap((pin) => input.slots[pin]?.day ?? []);
  const last = ledger.lastDayNo(agency);
  const lastIndex = last === null ? -1 : dayNo.indexOf(last);
  const lastDay = lastIndex === -1 ? input.agencies[agency]?.lastDay : input.slots[lastIndex]?.day;
  return availability.tooClose(slot.day, lastDay === null || lastDay === undefined ? days : [lastDay, ...days]);
}

function passedOver(ground: Ground, ledger: Ledger, availability: Availability, chosen: number, index: number): PassedOver[] {
  const ahead: number[] = [];
  for (let agency = 0; agency < ground.size; agency += 1) {
    if (ground.shares[agency] === 0 || agency === chosen || !ledger.before(agency, chosen, index)) continue;
    ahead.push(agency);
  }
  ahead.sort((a, b) => (ledger.before(a, b, index) ? -1 : 1));
  return ahead.slice(0, NAMED).map((agency) => ({
    agencyId: ground.input.agencies[agency]?.id ?? '',
    deficit: toMicro(ledger.deficit(agency), ground.whole),
    why: blockAt(ground, ledger, availability, agency, index) ?? { code: 'planned_later' },
  }));
}

function countBlocked(ground: Ground, ledger: Ledger, availability: Availability, index: number) {
  const counts = new Map<BlockCode, number>();
  for (let agency = 0; agency < ground.size; agency += 1) {
    if (ground.shares[agency] === 0) continue;
    const block = blockAt(ground, ledger, availability, agency, index);
    if (block !== null) counts.set(block.code, (counts.get(block.code) ?? 0) + 1);
  }
  return [...counts].map(([code, agencies]) => ({ code, agencies }));
}
