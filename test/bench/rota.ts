import { addDays, type Day, type Weekday } from '../../server/domain/jalali.ts';
import type { Clock } from '../../server/domain/clock.ts';
import { drawUp } from '../../server/domain/rota.ts';
import { createAvailability } from '../../server/domain/rota/availability.ts';
import { chairmanPlan } from '../../server/domain/rota/chairman.ts';
import { explain } from '../../server/domain/rota/explain.ts';
import { groundOf, type Plan } from '../../server/domain/rota/ground.ts';
import { recountPlan } from '../../server/domain/rota/outcome.ts';
import { WHOLE, type Away, type RotaInput, type Slot, type TieHash } from '../../server/domain/rota/plan.ts';
import { slotsOf } from '../../server/domain/rota/slots.ts';
import { leastDeviationByFlow } from './rota-optimum.ts';

const START = '2020-03-21' as Day;
const YEARS = 5;
const AGENCIES = [50, 70, 100];
const PER_WEEK = [1, 2, 5];
const SEEDS = 8;
const WEIGHTS: Readonly<Record<string, (index: number, chance: () => number) => number>> = {
  equal: () => 1,
  'log-normal': (_, chance) => Math.ceil(1000 * Math.exp(Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance()))),
  geometric: (index) => Math.ceil(100_000 * 0.93 ** index),
  integer: (_, chance) => 1 + Math.floor(chance() * 9),
};

/** Mulberry32: the same plans on every machine. */
function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const tieHash: TieHash = (agencyId, slot) => chanceFrom(slot * 1009 + Number(agencyId.slice(1)))();

function slotsFor(weeks: number, count: number): readonly Slot[] {
  const days: Weekday[] = [0, 1, 2, 3, 4];
  return slotsOf({
    from: START,
    to: addDays(START, weeks * 7 - 1),
    template: () => days.map((weekday) => ({ weekday, from: '09:00' as Clock, to: '10:00' as Clock, lines: 1 })),
    perWeek: [{ since: START, count }],
    isOpen: () => ({ ok: true }),
  }).slots;
}

function inputOf(weights: readonly number[], weeks: number, perWeek: number, away: readonly Away[] = []): RotaInput {
  return {
    slots: slotsFor(weeks, perWeek),
    agencies: weights.map((weight, index) => ({ id: `a${index}`, weight, carried: 0, lastDay: null, openingCount: 0 })),
    away,
    weeklyHours: [],
    spacing: { leastGapDays: 0, oncePerWeek: false },
    pins: [],
  };
}

/** Largest |given − ideal| over every prefix and agency, straight from the definition, in sessions. */
function worstOf(weights: readonly number[], plan: Plan): number {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const given = new Float64Array(weights.length);
  let worst = 0;
  plan.forEach((agency, slot) => {
    given[agency] = (given[agency] ?? 0) + 1;
    weights.forEach((weight, index) => {
      worst = Math.max(worst, Math.abs((given[index] ?? 0) * sum - weight * (slot + 1)));
    });
  });
  return worst / sum;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Each agency is away for about a fifth of the time, in stretches of one to five weeks. */
function absences(size: number, weeks: number, chance: () => number): Away[] {
  const away: Away[] = [];
  for (let agency = 0; agency < size; agency += 1) {
    for (let day = Math.floor(chance() * 60); day < weeks * 7; day += 40 + Math.floor(chance() * 80)) {
      const from = addDays(START, day);
      const to = addDays(from, 6 + Math.floor(chance() * 28));
      away.push({ agencyId: `a${agency}`, code: 'absent', from, to, fromClock: null, toClock: null, reason: '' });
    }
  }
  return away;
}

function measurePlans() {
  const times: number[] = [];
  let plans = 0;
  let worst = 0;
  let bound = 0;
  let ratio = 0;
  let violations = 0;
  for (const size of AGENCIES) {
    for (const perWeek of PER_WEEK) {
      for (const [kind, weigh] of Object.entries(WEIGHTS)) {
        for (let seed = 0; seed < SEEDS; seed += 1) {
          const chance = chanceFrom(seed * 7919 + size * 31 + perWeek);
          const weights = Array.from({ length: size }, (_, index) => weigh(index, chance));
          const input = inputOf(weights, YEARS * 52, perWeek);
          const started = performance.now();
          const ground = groundOf(input);
          const plan = chairmanPlan(ground, tieHash);
          recountPlan(ground, plan);
          explain(ground, plan, tieHash, 'chairman');
          if (size === 100) times.push(performance.now() - started);
          const reached = worstOf(weights, plan);
          const allowed = 1 - 1 / (2 * size - 2);
          // The definition is reckoned in doubles here: a billionth is their noise.
          if (reached > allowed + 1e-9) violations += 1;
          if (reached > worst) [worst, bound] = [reached, allowed];
          ratio = Math.max(ratio, reached / allowed);
          plans += 1;
          if (reached > allowed + 1e-9) console.error(`bound broken: n=${size} k=${perWeek} ${kind} seed ${seed}: ${reached}`);
        }
      }
    }
  }
  return { plans, worst, bound, ratio, violations, ms: median(times) };
}

function measureAbsences() {
  let instances = 0;
  let matched = 0;
  let ratio = 0;
  const times: number[] = [];
  for (const [size, perWeek, weeks] of [[8, 1, 52], [15, 2, 26], [30, 2, 52], [60, 4, 26]] as const) {
    for (const [kind, weigh] of Object.entries(WEIGHTS)) {
      for (let seed = 0; seed < 4; seed += 1) {
        const chance = chanceFrom(seed * 104_729 + size);
        const weights = Array.from({ length: size }, (_, index) => weigh(index, chance));
        const input = inputOf(weights, weeks, perWeek, absences(size, weeks, chance));
        const { awayAt } = createAvailability(input);
        const takers = input.slots.map((slot) => input.agencies.flatMap(({ id }, agency) => (awayAt(id, slot) === null ? [agency] : [])));
        const sum = weights.reduce((all, weight) => all + weight, 0);
        const optimum = (leastDeviationByFlow(weights, takers) * WHOLE) / sum;
        const started = performance.now();
        const { worst, method } = drawUp(input, tieHash).fairness;
        times.push(performance.now() - started);
        instances += 1;
        if (method === 'matching') matched += 1;
        ratio = Math.max(ratio, worst / optimum);
        if (worst !== optimum) console.error(`n=${size} k=${perWeek} ${kind} seed ${seed}: ${worst} against ${optimum}`);
      }
    }
  }
  return { instances, matched, ratio, ms: median(times) };
}

/**
 * Plans of five years against Tijdeman's bound, and plans under absences against an optimum found by flow. `ms` is the
 * median time of one plan for 100 agencies with its account and explanations, the matching apart.
 */
export async function bench(): Promise<object> {
  const round = (value: number): number => Math.round(value * 1e6) / 1e6;
  const plans = measurePlans();
  console.error(`${plans.plans} plans of ${YEARS} years: worst ${plans.worst.toFixed(4)} of ${plans.bound.toFixed(4)}, ${plans.violations} beyond the bound, ${plans.ms.toFixed(1)} ms for 100 agencies`);
  const away = measureAbsences();
  console.error(`${away.instances} plans under absences, ${away.matched} of them by matching: at most ${away.ratio.toFixed(4)} of the optimum; ${away.ms.toFixed(1)} ms with the matching`);
  return {
    agencies: Math.max(...AGENCIES),
    years: YEARS,
    plans: plans.plans,
    worst: round(plans.worst),
    bound: round(plans.bound),
    worst_to_bound: round(plans.ratio),
    violations: plans.violations,
    optimum_ratio_under_absence: round(away.ratio),
    plans_under_absence: away.instances,
    plans_by_matching: away.matched,
    ms: Math.round(plans.ms * 10) / 10,
  };
}
