import { EMPTY, type Ground, type Plan } from './ground.ts';
import { createLedger } from './ledger.ts';
import type { TieHash } from './plan.ts';

/**
 * Tijdeman's chairman assignment under every rule: at each slot, of the agencies that are free and not too close to
 * another turn, the one that comes first in order; pinned slots keep their agency. Where none that is due can come, the
 * most owed of the free ones does; where none is free, the slot stays empty and counts for nobody. Without absences and
 * pins every prefix keeps the bound.
 */
export function chairmanPlan(ground: Ground, tieHash: TieHash): Plan {
  const { size, shares, pins, isFree } = ground;
  const ledger = createLedger(ground, tieHash);
  return pins.map((pin, slot) => {
    let best = pin ?? EMPTY;
    if (pin === undefined) {
      for (let agency = 0; agency < size; agency += 1) {
        if (shares[agency] === 0) continue;
        if (best !== EMPTY && !ledger.before(agency, best, slot)) continue;
        if (isFree(agency, slot) && !ledger.isTooClose(agency, slot)) best = agency;
      }
    }
    if (best !== EMPTY) ledger.take(best, slot);
    return best;
  });
}
