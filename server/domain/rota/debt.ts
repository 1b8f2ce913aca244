import { apportion } from './apportion.ts';
import { WHOLE, type Micro, type RotaAgency } from './plan.ts';

/**
 * Tijdeman's bound 1 − 1/(2n−2) in millionths, rounded down (discrepancies are whole millionths, so nothing is lost);
 * 0 for one agency, which holds every session. R. Tijdeman, Discrete Math. 32 (1980) 323–330.
 */
export function boundOf(sharing: number): Micro {
  return sharing <= 1 ? 0 : Math.floor((WHOLE * (2 * sharing - 3)) / (2 * sharing - 2));
}

/**
 * The debts with which a horizon starts: each held within one session either way, so that an old wrong cannot crowd
 * out the present shares, then centred by shares to sum to 0, because a session owed to all is owed to none. An agency
 * without a share is owed nothing.
 */
export function carriedDebts(agencies: readonly Pick<RotaAgency, 'carried'>[], shares: readonly Micro[], bound: Micro): Micro[] {
  const held = agencies.map(({ carried }, index) =>
    (shares[index] ?? 0) === 0 ? 0 : Math.max(-bound, Math.min(bound, Math.round(carried))),
  );
  const sum = held.reduce((all, debt) => all + debt, 0);
  if (sum === 0) return held;
  const parts = apportion(shares, Math.abs(sum));
  return held.map((debt, index) => debt - Math.sign(sum) * (parts[index] ?? 0));
}
