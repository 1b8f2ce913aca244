import { daysBetween, type Day } from '../jalali.ts';
import type { Account, Micro, RotaAgency } from './plan.ts';

/**
 * What a card says of itself as the board stands now: its entitlement in this horizon with what the last one left it,
 * sessions of this horizon held before it, and whole weeks since the last one of any horizon.
 */
export interface Standing {
  readonly entitlement: Micro;
  readonly heldBefore: number;
  readonly weeksSinceLast: number | null;
}

/** The standing of every card by session id, counted once through the board; sessions in order of time. */
export function standingsOf(
  agencies: readonly RotaAgency[],
  sessions: readonly { readonly id: string; readonly agencyId: string | null; readonly day: Day }[],
  account: Account,
): ReadonlyMap<string, Standing> {
  const shares = new Map(account.agencies.map((row) => [row.agencyId, row]));
  const given = new Map<string, number>();
  const last = new Map(agencies.flatMap(({ id, lastDay }) => (lastDay === null ? [] : [[id, lastDay] as const])));
  const standings = new Map<string, Standing>();
  let ordinal = 0;
  for (const { id, agencyId, day } of sessions) {
    if (agencyId === null) continue;
    ordinal += 1;
    const { share = 0, carried = 0 } = shares.get(agencyId) ?? {};
    const before = given.get(agencyId) ?? 0;
    const lastDay = last.get(agencyId);
    standings.set(id, {
      entitlement: carried + share * ordinal,
      heldBefore: before,
      weeksSinceLast: lastDay === undefined ? null : Math.floor(daysBetween(lastDay, day) / 7),
    });
    given.set(agencyId, before + 1);
    last.set(agencyId, day);
  }
  return standings;
}
