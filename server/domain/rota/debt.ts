import { toParts, type Parts } from './parts.ts';
import type { RotaAgency } from './plan.ts';

/**
 * Tijdeman's bound 1 − 1/(2n−2) in parts of `whole`, rounded down (discrepancies are whole parts, so nothing is lost);
 * 0 for one agency, which holds every session. R. Tijdeman, Discrete Math. 32 (1980) 323–330.
 */
export function boundOf(sharing: number, whole: number): number {
  return sharing <= 1 ? 0 : Math.floor((whole * (2 * sharing - 3)) / (2 * sharing - 2));
}

/**
 * The debts with which a horizon starts, in parts: each held within the bound either way, so that an old wrong cannot
 * crowd out the present shares, then centred by shares to sum to 0 (but for rounding), because a session owed to all is
 * owed to none. An agency without a share is owed nothing.
 */
export function carriedDebts(agencies: readonly Pick<RotaAgency, 'carried'>[], { parts, whole }: Parts, bound: number): number[] {
  const held = agencies.map(({ carried }, index) =>
    (parts[index] ?? 0) === 0 ? 0 : Math.max(-bound, Math.min(bound, toParts(carried, whole))),
  );
  const sum = held.reduce((all, debt) => all + debt, 0);
  return held.map((debt, index) => debt - Math.round((sum * (parts[index] ?? 0)) / whole));
}
