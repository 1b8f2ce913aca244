import { expect } from 'chai';
import fc from 'fast-check';
import { drawUp } from '../../server/domain/rota.ts';
import { createAvailability } from '../../server/domain/rota/availability.ts';
import { groundOf, isHindered } from '../../server/domain/rota/ground.ts';
import { matchingOptimum } from '../../server/domain/rota/matching.ts';
import { recountPlan } from '../../server/domain/rota/outcome.ts';
import { WHOLE, type RotaInput } from '../../server/domain/rota/plan.ts';
import { awayArb, hash, plain, RUNS } from './rota-samples.ts';

/** Small inputs with absences, pins and debts, and no spacing. */
const smallArb: fc.Arbitrary<RotaInput> = fc
  .record({ weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }), weeks: fc.integer({ min: 1, max: 3 }) })
  .chain(({ weights, weeks }) => {
    const input = plain(weights, weeks, 2);
    return fc.record({
      away: awayArb(weights.length, weeks),
      debts: fc.array(fc.integer({ min: -900_000, max: 900_000 }), { minLength: weights.length, maxLength: weights.length }),
      pin: fc.option(fc.record({ slot: fc.nat({ max: input.slots.length - 1 }), agency: fc.option(fc.nat({ max: weights.length - 1 })) })),
    }).map(({ away, debts, pin }): RotaInput => ({
      ...input,
      away,
      agencies: input.agencies.map((agency, index) => ({ ...agency, carried: debts[index] ?? 0 })),
      pins: pin === null
        ? []
        : [{ slotId: input.slots[pin.slot]?.id ?? '', agencyId: pin.agency === null ? null : `a${pin.agency}`, reason: '' }],
    }));
  });

/** Every way of filling the slots that can be filled, one after another; the least of their largest deviations. */
function bruteForce(input: RotaInput): number {
  const { shares, carried, whole } = groundOf(input);
  const { awayAt } = createAvailability(input);
  const choices = input.slots
    .map((slot) => {
      const pin = input.pins.find(({ slotId }) => slotId === slot.id);
      return input.agencies.flatMap(({ id }, agency) => {
        if (pin !== undefined) return pin.agencyId === id ? [agency] : [];
        return awayAt(id, slot) === null ? [agency] : [];
      });
    })
    .filter((agencies) => agencies.length > 0);
  const given = shares.map(() => 0);
  let best = Infinity;
  const go = (held: number, worst: number): void => {
    if (worst >= best) return;
    if (held === choices.length) {
      best = worst;
      return;
    }
    for (const agency of choices[held] ?? []) {
      given[agency] = (given[agency] ?? 0) + 1;
      const now = shares.map((share, other) => Math.abs((given[other] ?? 0) * whole - (carried[other] ?? 0) - share * (held + 1)));
      go(held + 1, Math.max(worst, ...now));
      given[agency] = (given[agency] ?? 0) - 1;
    }
  };
  go(0, 0);
  return (best * WHOLE) / whole;
}

describe('rota: the least deviation', () => {
  it('is what trying every plan finds, and its plan has it', () => {
    fc.assert(
      fc.property(smallArb, (input) => {
        const ground = groundOf(input);
        const optimum = matchingOptimum(ground);
        expect(optimum.deviation).to.equal(bruteForce(input));
        expect(recountPlan(ground, optimum.plan).worst).to.equal(optimum.deviation);
      }),
      { numRuns: RUNS * 2 },
    );
  });

  it('is reached by the rota wherever absences, pins or debts stand against the order and no rule against the matching', () => {
    let resolved = 0;
    fc.assert(
      fc.property(smallArb, (input) => {
        const { fairness } = drawUp(input, hash);
        if (fairness.method === 'matching') resolved += 1;
        if (isHindered(groundOf(input)) || !fairness.withinBound) expect(fairness.worst).to.equal(fairness.lowerBound);
        else expect(fairness.method).to.equal('chairman');
      }),
      { numRuns: RUNS * 2, seed: 11 },
    );
    expect(resolved).to.be.greaterThan(0);
  });

  it('gives way to the order where its plan would break a rule, and is stated all the same', () => {
    const input = { ...plain([6, 1, 1], 6, 2), spacing: { leastGapDays: 0, oncePerWeek: true } };
    const { fairness, assignments } = drawUp(input, hash);
    expect(fairness.method).to.equal('chairman');
    expect(fairness.lowerBound).to.be.lessThan(fairness.worst);
    expect(assignments.some(({ why }) => why?.passedOver.some((one) => one.why.code === 'same_week'))).to.equal(true);
  });
});
