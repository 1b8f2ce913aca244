import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, daysBetween, startOfWeek, type Day } from '../../server/domain/jalali.ts';
import { Refusal } from '../../server/domain/refusal.ts';
import { drawUp } from '../../server/domain/rota.ts';
import { createAvailability, leastGapOn } from '../../server/domain/rota/availability.ts';
import { debtsAfter, recount } from '../../server/domain/rota/fairness.ts';
import { WHOLE, type Rota, type RotaInput } from '../../server/domain/rota/plan.ts';
import { at, hash, inputArb, plain, RUNS, START, weightsArb, withWeights } from './rota-samples.ts';

const daysOf = (input: RotaInput, rota: Rota, agencyId: string, pins: 'all' | 'planned'): Day[] =>
  rota.assignments.flatMap((one, index) =>
    one.agencyId === agencyId && (pins === 'all' || !one.pinned) ? [input.slots[index]?.day ?? START] : [],
  );

/** Every prefix of every agency, by definition and without the product's shortcuts. */
function worstByDefinition(rota: Rota): number {
  let worst = 0;
  for (const { agencyId, share, carried } of rota.fairness.agencies) {
    let held = 0;
    let given = 0;
    for (const one of rota.assignments) {
      if (one.agencyId === null) continue;
      held += 1;
      if (one.agencyId === agencyId) given += 1;
      worst = Math.max(worst, Math.abs(given * WHOLE - carried - share * held));
    }
  }
  return worst;
}

describe('rota: the chairman assignment', () => {
  it('keeps every agency within 1 − 1/(2n−2) of its share after every session', () => {
    fc.assert(
      fc.property(weightsArb(30), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 5 }), (weights, weeks, perWeek) => {
        const { fairness, assignments } = drawUp(plain(weights, weeks, perWeek), hash);
        const n = fairness.agencies.filter(({ share }) => share > 0).length;
        // 1 − 1/(2n−2), rounded once.
        const bound = n === 1 ? 0 : (WHOLE * (2 * n - 3)) / (2 * n - 2);
        expect(fairness.worst).to.be.at.most(bound);
        expect(fairness.withinBound).to.equal(true);
        expect(fairness.method).to.equal('chairman');
        expect(fairness.lowerBound).to.be.at.most(fairness.worst);
        expect(assignments.every(({ agencyId }) => agencyId !== null)).to.equal(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('needs the deadline: by the largest deficit among the due, shares of 1, 4 and 4 in 9 break the bound', () => {
    const { fairness, assignments } = drawUp(plain([1, 4, 4], 9, 1), hash);
    expect(fairness.withinBound).to.equal(true);
    expect(assignments.every(({ why }) => why?.chosenBy === 'order' && (why.deadline ?? 0) >= why.ordinal)).to.equal(true);
  });

  it('gives one agency everything, and alternates two equal ones', () => {
    expect(drawUp(plain([5], 3, 2), hash).fairness).to.include({ worst: 0, bound: 0, withinBound: true });
    const two = drawUp(plain([1, 1], 5, 2), hash);
    expect(two.fairness).to.include({ worst: WHOLE / 2, bound: WHOLE / 2 });
    const holders = two.assignments.map(({ agencyId }) => agencyId);
    for (let pair = 0; pair < holders.length; pair += 2) expect(holders[pair]).not.to.equal(holders[pair + 1]);
  });

  it('states the worst deviation as the definition gives it, and discrepancies that sum to the debts', () => {
    fc.assert(
      fc.property(inputArb, (input) => {
        const rota = drawUp(input, hash);
        expect(rota.fairness.worst).to.be.closeTo(worstByDefinition(rota), 0.01);
        // Debts are rounded to a millionth each; with none, the sums are 0 exactly.
        const slack = input.agencies.some(({ carried }) => carried !== 0) ? input.agencies.length : 0.01;
        expect(rota.fairness.agencies.reduce((sum, { discrepancy }) => sum + discrepancy, 0)).to.be.closeTo(0, slack);
        expect(rota.fairness.agencies.reduce((sum, { carried }) => sum + carried, 0)).to.be.closeTo(0, slack);
        expect(rota.fairness.withinBound).to.equal(rota.fairness.worst <= rota.fairness.bound);
      }),
      { numRuns: RUNS },
    );
  });

  it('is the same rota for the same input, also after a journey through JSON', () => {
    fc.assert(
      fc.property(inputArb, (input) => {
        expect(drawUp(JSON.parse(JSON.stringify(input)) as RotaInput, hash)).to.deep.equal(drawUp(input, hash));
      }),
      { numRuns: RUNS },
    );
  });

  it('breaks ties by deficit, then by the longer wait, then by the published hash', () => {
    const waited = plain([1, 1, 1], 1, 1);
    const agencies = waited.agencies.map((agency, index) => ({ ...agency, lastDay: addDays(START, -[9, 30, 12][index]!) }));
    expect(drawUp({ ...waited, agencies }, hash).assignments[0]?.agencyId).to.equal('a1');
    for (const chosen of ['a0', 'a1', 'a2']) {
      const prefer = (agencyId: string): string => (agencyId === chosen ? '00' : 'ff');
      expect(drawUp(waited, prefer).assignments[0]?.agencyId).to.equal(chosen);
    }
  });
});

describe('rota: its rules', () => {
  it('assigns nobody who is away, too soon, or twice in a week; pins stay', () => {
    fc.assert(
      fc.property(inputArb, (input) => {
        const rota = drawUp(input, hash);
        const { awayAt } = createAvailability(input);
        rota.assignments.forEach((one, index) => {
          const slot = input.slots[index];
          if (slot === undefined || one.agencyId === null || one.pinned) return;
          expect(awayAt(one.agencyId, slot)).to.equal(null);
          const agency = input.agencies.find(({ id }) => id === one.agencyId);
          const others = daysOf(input, rota, one.agencyId, 'all');
          others.splice(others.indexOf(slot.day), 1);
          if (agency?.lastDay !== null && agency !== undefined) others.push(agency.lastDay);
          for (const other of others) {
            expect(Math.abs(daysBetween(other, slot.day))).to.be.at.least(leastGapOn(input.spacing, other > slot.day ? other : slot.day));
            if (input.spacing.oncePerWeek) expect(startOfWeek(other)).not.to.equal(startOfWeek(slot.day));
          }
        });
        for (const pin of input.pins) {
          const one = rota.assignments.find(({ slotId }) => slotId === pin.slotId);
          expect(one).to.include({ agencyId: pin.agencyId, pinned: true });
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('explains every slot: a why for a session, a reason for an empty one', () => {
    fc.assert(
      fc.property(inputArb, (input) => {
        let ordinal = 0;
        for (const one of drawUp(input, hash).assignments) {
          expect(one.why === null).to.equal(one.agencyId === null);
          expect(one.empty === null).to.equal(one.agencyId !== null);
          if (one.why !== null) {
            ordinal += 1;
            expect(one.why.ordinal).to.equal(ordinal);
            expect(one.why.entitlement - one.why.heldBefore * WHOLE).to.be.closeTo(one.why.deficit, 0.01);
            expect(one.why.passedOver.length).to.be.at.most(5);
            if (one.why.chosenBy === 'order' || one.why.chosenBy === 'only_free') {
              for (const { why } of one.why.passedOver) expect(why.code).not.to.equal('planned_later');
            }
          } else if (one.empty?.code === 'nobody_free') {
            const sharing = recount([], input.agencies).agencies.filter(({ share }) => share > 0).length;
            expect(one.empty.blocked.reduce((sum, { agencies }) => sum + agencies, 0)).to.equal(sharing);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('leaves a slot empty, with its reasons, when all are away, and counts it for nobody', () => {
    const input = plain([1, 1], 2, 1);
    const day = input.slots[0]?.day ?? START;
    const away = ['a0', 'a1'].map((agencyId, index) => ({
      agencyId,
      code: (['absent', 'duty'] as const)[index] ?? 'absent',
      from: day,
      to: day,
      fromClock: null,
      toClock: at('09:30'),
      reason: '',
    }));
    const { assignments, fairness } = drawUp({ ...input, away }, hash);
    expect(assignments[0]?.empty).to.deep.equal({
      code: 'nobody_free',
      blocked: [{ code: 'absent', agencies: 1 }, { code: 'duty', agencies: 1 }],
    });
    expect(fairness.held).to.equal(1);
  });

  it('says what stood against a pin', () => {
    const input = plain([1, 1], 1, 2);
    const pins = input.slots.map(({ id }) => ({ slotId: id, agencyId: 'a0', reason: '' }));
    const rota = drawUp({ ...input, pins, spacing: { leastGapDays: 0, oncePerWeek: true } }, hash);
    expect(rota.pinConflicts.map(({ why }) => why.code)).to.deep.equal(['same_week', 'same_week']);
  });

  it('refuses an empty horizon, no agencies and weights that are all zero', () => {
    const input = plain([1], 1, 1);
    const code = (broken: RotaInput): string => {
      try {
        drawUp(broken, hash);
      } catch (error) {
        if (error instanceof Refusal) return error.code;
      }
      return 'none';
    };
    expect(code({ ...input, slots: [] })).to.equal('no_slots');
    expect(code({ ...input, agencies: [] })).to.equal('no_agencies');
    expect(code({ ...input, agencies: withWeights([0, 0]) })).to.equal('weights_all_zero');
  });
});

describe('rota: debts', () => {
  it('invites sooner the one who is owed', () => {
    const input = plain([1, 1, 1, 1], 1, 1);
    const agencies = input.agencies.map((agency, index) => ({ ...agency, carried: index === 2 ? 800_000 : 0 }));
    expect(drawUp({ ...input, agencies }, hash).assignments[0]?.agencyId).to.equal('a2');
  });

  it('carries over horizons: two halves end as near to the shares as one whole', () => {
    fc.assert(
      fc.property(weightsArb(15), fc.integer({ min: 1, max: 12 }), (weights, weeks) => {
        const first = drawUp(plain(weights, weeks, 3), hash);
        const debts = debtsAfter(first.fairness);
        const input = plain(weights, weeks, 3);
        const agencies = input.agencies.map((agency) => ({ ...agency, carried: debts[agency.id] ?? 0 }));
        const second = drawUp({ ...input, agencies }, hash);
        // The same shares with the debts carried are Tijdeman's one long sequence: the bound holds throughout.
        expect(second.fairness.worst).to.be.at.most(second.fairness.bound);
        second.fairness.agencies.forEach((row) => expect(row.carried).to.equal(debts[row.agencyId]));
      }),
      { numRuns: RUNS },
    );
  });

  it('bounds an old debt to less than one session and centres all of them', () => {
    const agencies = withWeights([1, 1, 2]).map((agency, index) => ({ ...agency, carried: index === 0 ? 9_000_000 : 0 }));
    const rows = recount([], agencies).agencies;
    expect(rows.map(({ carried }) => carried)).to.deep.equal([562_500, -187_500, -375_000]);
  });
});
