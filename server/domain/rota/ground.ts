import { daysBetween, weekday } from '../jalali.ts';
import { createAvailability, leastGapOn, meets } from './availability.ts';
import { boundOf, carriedDebts } from './debt.ts';
import { partsOf } from './parts.ts';
import type { RotaInput } from './plan.ts';

/** A plan: for each slot the index of its agency, or `EMPTY`. */
export type Plan = readonly number[];

/** The mark of an empty slot in a `Plan`, and of a slot without a pin. */
export const EMPTY = -1;

/** A rota's input compiled to numbers, so that five years of a hundred agencies are planned in milliseconds. */
export interface Ground {
  readonly input: RotaInput;
  /** Number of agencies. */
  readonly size: number;
  /** Shares and debts in parts of `whole`, which is both all turns and one session. */
  readonly shares: readonly number[];
  readonly carried: readonly number[];
  readonly bound: number;
  readonly whole: number;
  /** Agencies with a share: the n of Tijdeman's bound. */
  readonly sharing: number;
  /** Day number of each slot, counted from the first slot's day; and its week's number on the same scale. */
  readonly dayNo: readonly number[];
  readonly weekNo: readonly number[];
  /** Least gap, in days, between each slot and an earlier session of its agency. */
  readonly leastGap: readonly number[];
  /** Day number of each agency's last session before the horizon; null = none. */
  readonly lastDayNo: readonly (number | null)[];
  /** Per slot: undefined = open to the plan, `EMPTY` = kept empty, else the pinned agency. */
  readonly pins: readonly (number | undefined)[];
  /** Slots pinned to each agency, in order. */
  readonly pinnedSlots: readonly (readonly number[])[];
  /** No absence, duty, exclusion or weekly hour keeps the agency from the slot; spacing apart. */
  readonly isFree: (agency: number, slot: number) => boolean;
  readonly weekOf: (dayNo: number) => number;
}

/** Compiles an input; refuses `no_agencies` and `weights_all_zero`, and throws RangeError for pins of unknown slots or agencies. */
export function groundOf(input: RotaInput): Ground {
  const { slots, agencies } = input;
  const weights = partsOf(agencies.map(({ weight }) => weight));
  const { parts: shares, whole } = weights;
  const sharing = shares.filter((share) => share > 0).length;
  const bound = boundOf(sharing, whole);
  const origin = slots[0]?.day;
  const offset = origin === undefined ? 0 : weekday(origin);
  const weekOf = (dayNo: number): number => Math.floor((dayNo + offset) / 7);
  const dayNo = slots.map((slot) => (origin === undefined ? 0 : daysBetween(origin, slot.day)));
  const lastDayNo = agencies.map(({ lastDay }) => (lastDay === null || origin === undefined ? null : daysBetween(origin, lastDay)));
  const pins = compilePins(input);
  const pinnedSlots: number[][] = agencies.map(() => []);
  pins.forEach((pin, slot) => pinnedSlots[pin ?? EMPTY]?.push(slot));
  const free = compileFree(input);
  return {
    input,
    size: agencies.length,
    shares,
    carried: carriedDebts(agencies, weights, bound),
    bound,
    whole,
    sharing,
    dayNo,
    weekNo: dayNo.map(weekOf),
    leastGap: slots.map(({ day }) => leastGapOn(input.spacing, day)),
    lastDayNo,
    pins,
    pinnedSlots,
    isFree: (agency, slot) => free[slot * agencies.length + agency] === 0,
    weekOf,
  };
}

/** Whether somebody's pin, absence, duty or weekly hour takes a choice away; a slot that nobody can have offers none. */
export function isHindered({ size, shares, pins, isFree }: Ground): boolean {
  return pins.some((pin, slot) => {
    if (pin !== undefined) return pin !== EMPTY;
    let free = 0;
    let sharing = 0;
    for (let agency = 0; agency < size; agency += 1) {
      if ((shares[agency] ?? 0) === 0) continue;
      sharing += 1;
      if (isFree(agency, slot)) free += 1;
    }
    return free > 0 && free < sharing;
  });
}

function compilePins({ slots, agencies, pins }: RotaInput): (number | undefined)[] {
  const slotIndex = new Map(slots.map((slot, index) => [slot.id, index]));
  const agencyIndex = new Map(agencies.map((agency, index) => [agency.id, index]));
  const compiled = new Array<number | undefined>(slots.length).fill(undefined);
  for (const pin of pins) {
    const slot = slotIndex.get(pin.slotId);
    const agency = pin.agencyId === null ? EMPTY : agencyIndex.get(pin.agencyId);
    if (slot === undefined) throw new RangeError(`a pin names an unknown slot: ${pin.slotId}`);
    if (agency === undefined) throw new RangeError(`a pin names an unknown agency: ${String(pin.agencyId)}`);
    compiled[slot] = agency;
  }
  return compiled;
}

/** One byte a slot and agency: 1 = away. Each absence is laid only on the slots of its days. */
function compileFree(input: RotaInput): Uint8Array {
  const { slots, agencies } = input;
  const away = new Uint8Array(slots.length * agencies.length);
  const agencyIndex = new Map(agencies.map((agency, index) => [agency.id, index]));
  for (const row of input.away) {
    const agency = agencyIndex.get(row.agencyId);
    if (agency === undefined) continue;
    const until = firstSlot(input, (day) => day > row.to);
    for (let slot = firstSlot(input, (day) => day >= row.from); slot < until; slot += 1) {
      const window = slots[slot];
      if (window !== undefined && meets(row, window)) away[slot * agencies.length + agency] = 1;
    }
  }
  if (input.weeklyHours.length === 0) return away;
  const { awayAt } = createAvailability({ ...input, away: [] });
  agencies.forEach(({ id }, agency) => {
    if (!input.weeklyHours.some((hour) => hour.agencyId === null || hour.agencyId === id)) return;
    slots.forEach((window, slot) => {
      if (awayAt(id, window) !== null) away[slot * agencies.length + agency] = 1;
    });
  });
  return away;
}

/** Index of the first slot whose day passes a test that, once true, stays true. */
function firstSlot({ slots }: RotaInput, passes: (day: string) => boolean): number {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(slots[middle]?.day ?? '')) high = middle;
    else low = middle + 1;
  }
  return low;
}
