import { Refusal } from './refusal.ts';
import { chairmanPlan } from './rota/chairman.ts';
import { explain, pinConflictsOf } from './rota/explain.ts';
import { groundOf, isHindered } from './rota/ground.ts';
import { matchingOptimum } from './rota/matching.ts';
import { keepsSpacing, recountPlan } from './rota/outcome.ts';
import type { Rota, RotaInput, TieHash } from './rota/plan.ts';

/**
 * The rota of a horizon: Tijdeman's chairman assignment under every rule. Where absences, duties or pins leave it not every
 * choice, or debts or spacing break its bound, the matching of least deviation takes its place, if it comes nearer to the
 * shares and breaks no spacing rule; the least deviation is stated either way. The same input and tie hash give the same
 * rota. Refuses `no_slots`, `no_agencies` and `weights_all_zero`; a pin of a slot or agency that is not in the input is a
 * RangeError.
 */
export function drawUp(input: RotaInput, tieHash: TieHash): Rota {
  if (input.slots.length === 0) throw new Refusal('no_slots');
  const ground = groundOf(input);
  const ordered = chairmanPlan(ground, tieHash);
  const account = recountPlan(ground, ordered);
  const optimum = matchingOptimum(ground);
  const better = (isHindered(ground) || !account.withinBound) && account.worst > optimum.deviation && keepsSpacing(ground, optimum.plan);
  const plan = better ? optimum.plan : ordered;
  const method = better ? 'matching' : 'chairman';
  return {
    assignments: explain(ground, plan, tieHash, method),
    fairness: { ...(better ? recountPlan(ground, plan) : account), lowerBound: optimum.deviation, method },
    pinConflicts: pinConflictsOf(ground, plan),
  };
}
