import type { Ground } from './ground.ts';
import type { TieHash } from './plan.ts';

/** The state of a plan in the making, slot after slot: who has how much, who comes first, who stands too close. */
export interface Ledger {
  /** Sessions held so far. */
  readonly held: () => number;
  readonly given: (agency: number) => number;
  /** carried + share × (held + 1) − given, in parts of the whole: what the agency would be owed if the coming session were not its own. */
  readonly deficit: (agency: number) => number;
  /** Tijdeman's condition: a deficit of at least 1/(2n−2), so that the turn does not put it too far ahead. */
  readonly isDue: (agency: number) => boolean;
  /** Whether the first comes before the second at a slot; a strict total order. */
  readonly before: (first: number, second: number, slot: number) => boolean;
  /** Ordinal of the last session at which the agency's next turn keeps the bound; null = it has no share. */
  readonly deadline: (agency: number) => number | null;
  /** Day number of its last session, before or in the horizon; null = none. */
  readonly lastDayNo: (agency: number) => number | null;
  /** Gap and week rules against its last session and against the slots pinned to it later. */
  readonly isTooClose: (agency: number, slot: number) => boolean;
  /** The agency holds the slot. */
  readonly take: (agency: number, slot: number) => void;
}

/** An empty ledger of a horizon, with its carried debts. */
export function createLedger(ground: Ground, tieHash: TieHash): Ledger {
  const { carried, sharing, bound, whole, dayNo, weekNo, weekOf, leastGap, pinnedSlots, input } = ground;
  const { oncePerWeek } = input.spacing;
  const span = 2 * sharing - 2;
  const shares = Float64Array.from(ground.shares);
  // Kept up to date rather than worked out anew: each is asked for many times a slot.
  const owed = shares.map((share, agency) => share + (carried[agency] ?? 0));
  const given = new Int32Array(ground.size);
  const lastDayNo = [...ground.lastDayNo];
  let held = 0;

  const deficit = (agency: number): number => owed[agency] ?? 0;
  const isDue = (agency: number): boolean => span === 0 || deficit(agency) * span >= whole;
  const close = (day: number, week: number, otherDay: number, least: number): boolean =>
    Math.abs(otherDay - day) < least || (oncePerWeek && weekOf(otherDay) === week);

  // A published hash is costly and a slot's candidates meet often: each is asked for once a slot.
  let hashes: (string | number | undefined)[] = [];
  let hashedSlot = -1;
  const hashOf = (agency: number, slot: number): string | number => {
    if (slot !== hashedSlot) [hashes, hashedSlot] = [[], slot];
    return (hashes[agency] ??= tieHash(input.agencies[agency]?.id ?? '', slot));
  };

  const before = (first: number, second: number, slot: number): boolean => {
    const due = isDue(first);
    if (due !== isDue(second)) return due;
    const owedFirst = deficit(first);
    const owedSecond = deficit(second);
    if (due) {
      // Tijdeman's deadline is (1 − 1/(2n−2) − deficit) ÷ share, in slots from now; both sides times 2n−2.
      const room = whole * (span - 1);
      const order = compareRatios(room - owedFirst * span, shares[first] ?? 0, room - owedSecond * span, shares[second] ?? 0);
      if (order !== 0) return order < 0;
    }
    if (owedFirst !== owedSecond) return owedFirst > owedSecond;
    const lastFirst = lastDayNo[first] ?? -Infinity;
    const lastSecond = lastDayNo[second] ?? -Infinity;
    if (lastFirst !== lastSecond) return lastFirst < lastSecond;
    const hashFirst = hashOf(first, slot);
    const hashSecond = hashOf(second, slot);
    return hashFirst === hashSecond ? first < second : hashFirst < hashSecond;
  };

  return {
    held: () => held,
    given: (agency) => given[agency] ?? 0,
    deficit,
    isDue,
    before,
    deadline: (agency) => {
      const share = shares[agency] ?? 0;
      if (share === 0) return null;
      return Math.floor(((given[agency] ?? 0) * whole + bound - (carried[agency] ?? 0)) / share) + 1;
    },
    lastDayNo: (agency) => lastDayNo[agency] ?? null,
    isTooClose: (agency, slot) => {
      const day = dayNo[slot] ?? 0;
      const week = weekNo[slot] ?? 0;
      const last = lastDayNo[agency] ?? null;
      if (last !== null && close(day, week, last, leastGap[slot] ?? 0)) return true;
      for (const pinned of pinnedSlots[agency] ?? []) {
        if (pinned > slot && close(day, week, dayNo[pinned] ?? 0, leastGap[pinned] ?? 0)) return true;
      }
      return false;
    },
    take: (agency, slot) => {
      given[agency] = (given[agency] ?? 0) + 1;
      lastDayNo[agency] = dayNo[slot] ?? null;
      held += 1;
      owed[agency] = deficit(agency) - whole;
      for (let other = 0; other < owed.length; other += 1) owed[other] = (owed[other] ?? 0) + (shares[other] ?? 0);
    },
  };
}

/** Sign of a/b − c/d for integers, b and d ≥ 0 (x/0 = ±∞ by the sign of x); exact, by BigInt where a product leaves 2^53. */
function compareRatios(a: number, b: number, c: number, d: number): number {
  const left = a * d;
  const right = c * b;
  if (Math.abs(left) < Number.MAX_SAFE_INTEGER && Math.abs(right) < Number.MAX_SAFE_INTEGER) return left - right;
  const exact = BigInt(a) * BigInt(d) - BigInt(c) * BigInt(b);
  return exact === 0n ? 0 : exact < 0n ? -1 : 1;
}
