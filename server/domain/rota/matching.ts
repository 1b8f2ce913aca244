import { chairmanPlan } from './chairman.ts';
import { EMPTY, type Ground, type Plan } from './ground.ts';
import { recountPlan } from './outcome.ts';
import { toMicro, toParts } from './parts.ts';
import type { Micro } from './plan.ts';
import { createTurns, type Turns } from './turns.ts';

/** The least deviation that any rota can have under the absences, weekly hours and pins, and a rota that has it. */
export interface Optimum {
  readonly deviation: Micro;
  readonly plan: Plan;
}

/**
 * Minimises the largest |given − entitlement| over all agencies and prefixes, gap and week rules set aside: a binary
 * search over the deviation D, each step a bipartite matching. The j-th turn of an agency fits the slots k with
 * (j−D)/λ ≤ k ≤ (j−1+D)/λ + 1; every slot that anybody can take is filled, and every turn whose last slot lies in the
 * horizon is given. Deviations are whole parts, so the search ends at the exact optimum.
 */
export function matchingOptimum(ground: Ground): Optimum {
  const { pins, isFree, size, shares, whole } = ground;
  const everyone = Array.from({ length: size }, (_, agency) => agency).filter((agency) => (shares[agency] ?? 0) > 0);
  const slots: number[] = [];
  const takers: (readonly number[])[] = [];
  pins.forEach((pin, slot) => {
    if (pin === EMPTY) return;
    const free = pin === undefined ? everyone.filter((agency) => isFree(agency, slot)) : [pin];
    if (free.length === 0) return;
    slots.push(slot);
    takers.push(free);
  });
  const unspaced: Ground = { ...ground, input: { ...ground.input, spacing: { leastGapDays: 0, oncePerWeek: false } } };
  let plan = chairmanPlan(unspaced, () => 0);
  let high = toParts(recountPlan(ground, plan).worst, whole);
  let low = 0;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = matchWithin(createTurns(ground, takers, middle));
    if (found === null) low = middle + 1;
    else {
      high = middle;
      const matched = new Array<number>(pins.length).fill(EMPTY);
      found.forEach((agency, position) => (matched[slots[position] ?? 0] = agency));
      plan = matched;
    }
  }
  return { deviation: toMicro(high, whole), plan };
}

/** An agency for every slot with every mandatory turn given, or null where there is none. */
function matchWithin(turns: Turns): number[] | null {
  if (!turns.possible) return null;
  const slotOf = new Int32Array(turns.count).fill(-1);
  const turnOf = new Int32Array(turns.slots).fill(-1);
  startGreedily(turns, slotOf, turnOf);
  for (let slot = 0; slot < turns.slots; slot += 1) {
    if (turnOf[slot] === -1 && !fillSlot(turns, slotOf, turnOf, slot)) return null;
  }
  for (let turn = 0; turn < turns.count; turn += 1) {
    if (slotOf[turn] === -1 && turns.isMandatory(turn) && !giveTurn(turns, slotOf, turnOf, turn)) return null;
  }
  return Array.from(turnOf, (turn) => turns.agencyOf(turn));
}

/** Earliest deadline first: nearly always a full matching, so that the searches below have little left to do. */
function startGreedily(turns: Turns, slotOf: Int32Array, turnOf: Int32Array): void {
  for (let slot = 0; slot < turns.slots; slot += 1) {
    let best = -1;
    turns.eachTurn(slot, (turn) => {
      if (slotOf[turn] === -1 && (best === -1 || turns.lastSlot(turn) < turns.lastSlot(best))) best = turn;
    });
    if (best === -1) continue;
    slotOf[best] = slot;
    turnOf[slot] = best;
  }
}

/** Augments along a shortest alternating path from an empty slot to a turn not yet given. */
function fillSlot(turns: Turns, slotOf: Int32Array, turnOf: Int32Array, start: number): boolean {
  const reachedFrom = new Int32Array(turns.count).fill(-1);
  const queue = [start];
  for (let head = 0; head < queue.length; head += 1) {
    const slot = queue[head] ?? start;
    let free = -1;
    turns.eachTurn(slot, (turn) => {
      if (free !== -1 || reachedFrom[turn] !== -1) return;
      reachedFrom[turn] = slot;
      const holder = slotOf[turn] ?? -1;
      if (holder === -1) free = turn;
      else queue.push(holder);
    });
    for (let turn = free; turn !== -1;) {
      const at = reachedFrom[turn] ?? start;
      const displaced = turnOf[at] ?? -1;
      slotOf[turn] = at;
      turnOf[at] = turn;
      turn = displaced;
    }
    if (free !== -1) return true;
  }
  return false;
}

/**
 * Gives a mandatory turn its slot at the cost of one that may be left out (Mendelsohn–Dulmage: if all slots can be
 * filled and all mandatory turns be given, both can be at once).
 */
function giveTurn(turns: Turns, slotOf: Int32Array, turnOf: Int32Array, start: number): boolean {
  const reachedFrom = new Int32Array(turns.slots).fill(-1);
  const queue = [start];
  for (let head = 0; head < queue.length; head += 1) {
    const turn = queue[head] ?? start;
    let end = -1;
    turns.eachSlot(turn, (slot) => {
      if (end !== -1 || reachedFrom[slot] !== -1) return;
      reachedFrom[slot] = turn;
      const holder = turnOf[slot] ?? -1;
      if (!turns.isMandatory(holder)) end = slot;
      else queue.push(holder);
    });
    if (end === -1) continue;
    slotOf[turnOf[end] ?? -1] = -1;
    for (let slot = end; slot !== -1;) {
      const given = reachedFrom[slot] ?? start;
      const left = slotOf[given] ?? -1;
      slotOf[given] = slot;
      turnOf[slot] = given;
      slot = left;
    }
    return true;
  }
  return false;
}
