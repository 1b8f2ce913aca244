import type { Ground } from './ground.ts';

/** The turns that a deviation D allows, each with its window of slots; turns and slots are numbered from 0. */
export interface Turns {
  /** False where D is too small whatever the plan: more turns due than slots, or too few to fill them. */
  readonly possible: boolean;
  readonly count: number;
  readonly slots: number;
  readonly agencyOf: (turn: number) => number;
  /** The agency's discrepancy at the end would pass D without it. */
  readonly isMandatory: (turn: number) => boolean;
  /** The turn's last slot, not cut off at the horizon. */
  readonly lastSlot: (turn: number) => number;
  readonly eachTurn: (slot: number, visit: (turn: number) => void) => void;
  readonly eachSlot: (turn: number, visit: (slot: number) => void) => void;
}

/**
 * The turns under deviation D (in parts of the whole): after k sessions an agency has between (share·k + debt − D) and (share·k + debt + D);
 * `takers` lists who can take each slot that will be held.
 */
export function createTurns({ shares, carried, size, whole }: Ground, takers: readonly (readonly number[])[], deviation: number): Turns {
  const slots = takers.length;
  const first = new Int32Array(size + 1);
  const mandatory = new Int32Array(size);
  let possible = true;
  let due = 0;
  for (let agency = 0; agency < size; agency += 1) {
    const share = shares[agency] ?? 0;
    const debt = carried[agency] ?? 0;
    const most = Math.max(0, Math.floor((share * slots + debt + deviation) / whole));
    mandatory[agency] = Math.max(0, Math.ceil((share * slots + debt - deviation) / whole));
    due += mandatory[agency] ?? 0;
    first[agency + 1] = (first[agency] ?? 0) + most;
    if (share + debt < -deviation || (mandatory[agency] ?? 0) > most) possible = false;
  }
  const count = first[size] ?? 0;
  if (count < slots || due > slots) possible = false;
  const owner = new Int32Array(count);
  const last = new Float64Array(count);
  for (let agency = 0; agency < size; agency += 1) {
    const share = shares[agency] ?? 0;
    for (let turn = first[agency] ?? 0; turn < (first[agency + 1] ?? 0); turn += 1) {
      owner[turn] = agency;
      const before = turn - (first[agency] ?? 0);
      last[turn] = share === 0 ? Infinity : Math.max(0, Math.floor((before * whole + deviation - (carried[agency] ?? 0)) / share));
    }
  }
  const number = (turn: number): number => turn - (first[owner[turn] ?? 0] ?? 0);

  return {
    possible,
    count,
    slots,
    agencyOf: (turn) => owner[turn] ?? 0,
    isMandatory: (turn) => number(turn) < (mandatory[owner[turn] ?? 0] ?? 0),
    lastSlot: (turn) => last[turn] ?? Infinity,
    eachTurn: (slot, visit) => {
      for (const agency of takers[slot] ?? []) {
        const share = shares[agency] ?? 0;
        const debt = carried[agency] ?? 0;
        const base = first[agency] ?? 0;
        const from = slot === 0 ? 0 : Math.max(0, Math.ceil((share * slot + debt - deviation) / whole));
        const until = Math.floor((share * (slot + 1) + debt + deviation) / whole);
        for (let turn = base + from; turn < base + until; turn += 1) visit(turn);
      }
    },
    eachSlot: (turn, visit) => {
      const agency = owner[turn] ?? 0;
      const share = shares[agency] ?? 0;
      if (share === 0) return;
      const from = Math.max(0, Math.ceil(((number(turn) + 1) * whole - deviation - (carried[agency] ?? 0)) / share) - 1);
      const until = Math.min(slots - 1, last[turn] ?? 0);
      for (let slot = from; slot <= until; slot += 1) {
        if (takers[slot]?.includes(agency) === true) visit(slot);
      }
    },
  };
}
