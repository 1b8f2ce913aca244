import { expect } from 'chai';
import fc from 'fast-check';
import { addDays } from '../../server/domain/jalali.ts';
import { recount } from '../../server/domain/rota/fairness.ts';
import { promiseOutcome } from '../../server/domain/rota/promise.ts';
import { DEFAULT_FORMULA, weightsOf, type DemandRow } from '../../server/domain/rota/entitlement.ts';
import { partsOf, toMicro, toParts } from '../../server/domain/rota/parts.ts';
import { WHOLE } from '../../server/domain/rota/plan.ts';
import { RUNS, START, weightsArb, withWeights } from './rota-samples.ts';

const HALF_YEAR = { slots: 104, days: 182 };
const rows = (clients: readonly number[]): DemandRow[] =>
  clients.map((count, index) => ({ agencyId: `a${index}`, clients: count, calls: 0, openRequests: 0 }));

describe('rota: the promised period on a board', () => {
  it('names whom the real gaps made wait longer, the longest first, and only those who were promised it', () => {
    const formula = { ...DEFAULT_FORMULA, floor: { threshold: 10, maxWaitDays: 20 } };
    const agencies = withWeights([1, 1, 1]).map((agency, index) => ({ ...agency, demand: index === 2 ? 9 : 10 }));
    const board = (['a0', 'a1', 'a1', 'a0'] as const).map((agencyId, index) => ({ day: addDays(START, index * 10), agencyId }));
    const outcome = promiseOutcome({ state: 'holds', agencies: 2 }, formula, agencies, recount(board, agencies));
    expect(outcome).to.deep.equal({ days: 20, longestDays: 30, over: [{ agencyId: 'a0', days: 30 }] });
    expect(promiseOutcome({ state: 'cannot_hold', agencies: 2, shortestDays: 30 }, formula, agencies, recount(board, agencies))?.over).to.deep.equal([]);
    expect(promiseOutcome({ state: 'none' }, formula, agencies, recount(board, agencies))).to.equal(null);
  });
});

describe('rota: shares from demand', () => {
  it('follows the formula: shares in proportion to the demand, equal ones equal', () => {
    fc.assert(
      fc.property(weightsArb(40), (clients) => {
        const { weights } = weightsOf(rows(clients), DEFAULT_FORMULA, HALF_YEAR);
        const sum = clients.reduce((all, count) => all + count, 0);
        weights.forEach(({ share, demand }, index) => {
          expect(demand).to.equal((clients[index] ?? 0) * 3);
          expect(Math.abs(share - (WHOLE * (clients[index] ?? 0)) / sum)).to.be.at.most(1);
          expect(share === 0).to.equal(clients[index] === 0);
          expect(weights.find((other) => other.demand === demand)?.share).to.equal(share);
        });
      }),
      { numRuns: RUNS },
    );
    const [weight] = weightsOf([{ agencyId: 'a', clients: 10, calls: 5, openRequests: 1 }], DEFAULT_FORMULA, HALF_YEAR).weights;
    expect(weight).to.deep.equal({ agencyId: 'a', demand: 41, share: WHOLE, lifted: false, idealGapDays: 182 / 104 });
  });

  it('keeps the promised wait for all at or above the threshold, or says the shortest that could be kept', () => {
    fc.assert(
      fc.property(
        weightsArb(40),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 200 }),
        (clients, maxWaitDays, threshold, slots) => {
          const pace = { slots, days: 182 };
          const { weights, floor } = weightsOf(rows(clients), { ...DEFAULT_FORMULA, floor: { threshold, maxWaitDays } }, pace);
          const promised = weights.filter(({ demand }) => demand >= threshold);
          if (floor.state === 'holds') {
            // Rounding of the other shares may add half a millionth an agency to the sum.
            for (const { idealGapDays } of promised) expect(idealGapDays).to.be.at.most(maxWaitDays * 1.0001);
            expect(weights.reduce((sum, { share }) => sum + share, 0)).to.be.at.most(WHOLE + clients.length);
          } else if (floor.state === 'cannot_hold') {
            expect(floor.shortestDays).to.be.greaterThan(maxWaitDays);
            const again = weightsOf(rows(clients), { ...DEFAULT_FORMULA, floor: { threshold, maxWaitDays: floor.shortestDays } }, pace);
            expect(again.floor.state).to.equal('holds');
            for (const { idealGapDays } of promised) expect(idealGapDays, 'the shortest possible is used').to.be.at.most(floor.shortestDays * 1.0001);
            expect(weights).to.deep.equal(again.weights);
          } else expect(promised.length).to.equal(0);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('says that 109 bodies cannot all come within half a year of 104 slots, and what could be', () => {
    const clients = Array.from({ length: 109 }, (_, index) => 100 + index);
    const { floor, weights } = weightsOf(rows(clients), { ...DEFAULT_FORMULA, floor: { threshold: 1, maxWaitDays: 182 } }, HALF_YEAR);
    expect(floor).to.deep.equal({ state: 'cannot_hold', agencies: 109, shortestDays: 191 });
    expect(Math.max(...weights.map(({ idealGapDays }) => idealGapDays ?? Infinity)), 'and each of them has its turn in that time').to.be.at.most(191);
  });

  it('lifts the small above the threshold, leaves the smaller below it, and lowers the rest in proportion', () => {
    const formula = { ...DEFAULT_FORMULA, floor: { threshold: 30, maxWaitDays: 35 } };
    const { weights, floor } = weightsOf(rows([5, 10, 400, 800]), formula, { slots: 52, days: 182 });
    expect(floor).to.deep.equal({ state: 'holds', agencies: 3 });
    expect(weights.map(({ lifted }) => lifted)).to.deep.equal([false, true, false, false]);
    expect(weights[1]?.share).to.equal(100_000);
    expect(weights[3]?.share).to.be.closeTo(2 * (weights[2]?.share ?? 0), 1);
  });

  it('lifts also whom the lifting of others pushed below', () => {
    const formula = { ...DEFAULT_FORMULA, floor: { threshold: 1, maxWaitDays: 35 } };
    const { weights } = weightsOf(rows([1, 1, 1, 1, 105, 891]), formula, { slots: 52, days: 182 });
    expect(weights.map(({ share }) => share)).to.deep.equal([100_000, 100_000, 100_000, 100_000, 100_000, 500_000]);
  });

  it('reckons exactly: whole parts in the weights’ own proportion, and debts that survive the journey', () => {
    fc.assert(
      fc.property(weightsArb(40), fc.integer({ min: -3_000_000, max: 3_000_000 }), (weights, debt) => {
        const { parts, whole } = partsOf(weights);
        expect(parts.reduce((sum, part) => sum + part, 0)).to.equal(whole);
        expect(whole).to.be.greaterThan(900_000).and.lessThan(8_000_001);
        expect(toParts(toMicro(debt, whole), whole)).to.equal(debt);
      }),
      { numRuns: RUNS },
    );
  });
});
