import { daysBetween, type Day } from '../jalali.ts';
import { boundOf, carriedDebts } from './debt.ts';
import { partsOf, toMicro } from './parts.ts';
import { WHOLE, type Account, type AgencyFairness, type Micro, type RotaAgency, type Slot } from './plan.ts';

/** A slot of a board as it stands, and whom it holds. */
export interface BoardSlot extends Pick<Slot, 'day'> {
  readonly agencyId: string | null;
}

/**
 * The account of any board, drawn up or edited by hand: slots in order, agencies with the horizon's published weights
 * and debts. An agency that holds a slot but is not listed counts as one without a share. Refuses `no_agencies`
 * and `weights_all_zero`.
 */
export function recount(slots: readonly BoardSlot[], agencies: readonly RotaAgency[]): Account {
  const listed = new Set(agencies.map(({ id }) => id));
  const strangers = new Set(slots.flatMap(({ agencyId }) => (agencyId === null || listed.has(agencyId) ? [] : [agencyId])));
  const all = [...agencies, ...[...strangers].map((id) => ({ id, weight: 0, carried: 0, lastDay: null, openingCount: 0 }))];
  const weights = partsOf(all.map(({ weight }) => weight));
  const { parts, whole } = weights;
  const sharing = parts.filter((part) => part > 0).length;
  const bound = boundOf(sharing, whole);
  const carried = carriedDebts(all, weights, bound);
  const holders = new Map(all.map(({ id }, index) => [id, index]));
  const turns: Turn[][] = all.map(() => []);
  let held = 0;
  for (const { agencyId, day } of slots) {
    const index = agencyId === null ? undefined : holders.get(agencyId);
    if (index === undefined) continue;
    held += 1;
    turns[index]?.push({ ordinal: held, day });
  }
  const firstDay = slots[0]?.day ?? null;
  const lastDay = slots.at(-1)?.day ?? null;
  let worst = 0;
  const rows = all.map((agency, index): AgencyFairness => {
    const part = parts[index] ?? 0;
    const debt = carried[index] ?? 0;
    const own = turns[index] ?? [];
    const entitlement = debt + part * held;
    const ownWorst = worstOf(own, part, debt, held, whole);
    worst = Math.max(worst, ownWorst);
    return {
      agencyId: agency.id,
      share: toMicro(part, whole),
      carried: toMicro(debt, whole),
      entitlement: toMicro(entitlement, whole),
      given: own.length,
      discrepancy: toMicro(own.length * whole - entitlement, whole),
      worst: toMicro(ownWorst, whole),
      longestGapDays: longestGap([agency.lastDay ?? firstDay, ...own.map(({ day }) => day), lastDay]),
    };
  });
  return {
    agencies: rows,
    held,
    worst: toMicro(worst, whole),
    // Rounded once, as `worst` is: rounded more often, it can come out below a worst that is equal to it.
    bound: sharing <= 1 ? 0 : (WHOLE * (2 * sharing - 3)) / (2 * sharing - 2),
    withinBound: worst <= bound,
  };
}

/** What the next horizon starts with: each agency's discrepancy, turned into a debt. */
export function debtsAfter(account: Account): Readonly<Record<string, Micro>> {
  return Object.fromEntries(account.agencies.map(({ agencyId, discrepancy }) => [agencyId, 0 - discrepancy]));
}

interface Turn {
  readonly ordinal: number;
  readonly day: Day;
}

/** Between two turns the discrepancy only falls, so it is extreme just before a turn, just after it, or at the ends. */
function worstOf(turns: readonly Turn[], part: number, debt: number, held: number, whole: number): number {
  if (held === 0) return 0;
  const at = (ordinal: number, given: number): number => Math.abs(given * whole - debt - part * ordinal);
  let worst = turns[0]?.ordinal === 1 ? 0 : at(1, 0);
  turns.forEach(({ ordinal }, given) => {
    if (ordinal > 1) worst = Math.max(worst, at(ordinal - 1, given));
    worst = Math.max(worst, at(ordinal, given + 1));
  });
  return Math.max(worst, at(held, turns.length));
}

function longestGap(days: readonly (Day | null)[]): number {
  let longest = 0;
  let last: Day | null = null;
  for (const day of days) {
    if (day === null) continue;
    if (last !== null) longest = Math.max(longest, daysBetween(last, day));
    last = day;
  }
  return longest;
}
