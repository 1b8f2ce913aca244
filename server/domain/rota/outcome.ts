import { recount } from './fairness.ts';
import { EMPTY, type Ground, type Plan } from './ground.ts';
import type { Account } from './plan.ts';

/** The account of a plan. */
export function recountPlan({ input }: Ground, plan: Plan): Account {
  const board = input.slots.map(({ day }, slot) => ({ day, agencyId: input.agencies[plan[slot] ?? EMPTY]?.id ?? null }));
  return recount(board, input.agencies);
}

/** Whether a plan keeps the gap and week rules; two pins that break them between themselves are nobody's doing. */
export function keepsSpacing(ground: Ground, plan: Plan): boolean {
  const { dayNo, weekNo, weekOf, leastGap, lastDayNo, pins, input } = ground;
  const { oncePerWeek } = input.spacing;
  const last = lastDayNo.map((day) => ({ day, pinned: true }));
  return plan.every((agency, slot) => {
    if (agency === EMPTY) return true;
    const day = dayNo[slot] ?? 0;
    const before = last[agency];
    const pinned = pins[slot] !== undefined;
    last[agency] = { day, pinned };
    if (before === undefined || before.day === null || (pinned && before.pinned)) return true;
    return day - before.day >= (leastGap[slot] ?? 0) && !(oncePerWeek && weekOf(before.day) === weekNo[slot]);
  });
}
