import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, fromJalali } from '../../server/domain/jalali.ts';
import { compare, type Programme } from '../../server/domain/rota/comparison.ts';

const FROM = fromJalali(1399, 1, 1);
const AGENCIES = 5;

const programme: fc.Arbitrary<Programme> = fc
  .record({
    holders: fc.array(fc.record({ after: fc.integer({ min: 0, max: 6 }), agency: fc.option(fc.nat({ max: AGENCIES - 1 }), { nil: null }) }), { maxLength: 40 }),
    weights: fc.array(fc.nat({ max: 9 }), { minLength: AGENCIES, maxLength: AGENCIES }).filter((all) => all.some((weight) => weight > 0)),
  })
  .map(({ holders, weights }): Programme => {
    let day = FROM;
    const sessions = holders.map(({ after, agency }) => {
      day = addDays(day, after);
      return { day, agencyId: agency === null ? null : `a${agency}` };
    });
    return {
      from: FROM, to: addDays(FROM, 300), sessions, floor: { state: 'none' }, formula: { clients: 1, calls: 1, openRequests: 1, floor: null },
      agencies: weights.map((weight, index) => ({ id: `a${index}`, weight, carried: 0, lastDay: null, openingCount: 0, demand: weight })),
    };
  });

describe('two programmes side by side', () => {
  it('differ in nothing where they are one', () => {
    fc.assert(fc.property(programme, (one) => {
      const { now, then, agencies, gains, loses } = compare(one, one);
      expect(then).to.deep.equal(now);
      expect([gains, loses]).to.deep.equal([0, 0]);
      for (const row of agencies) expect(row).to.deep.include({ now: row.then, change: 'same' });
    }));
  });

  it('are the other way about when they change places: whoever gains loses', () => {
    fc.assert(fc.property(programme, programme, (one, other) => {
      const [there, back] = [compare(one, other), compare(other, one)];
      expect([back.gains, back.loses]).to.deep.equal([there.loses, there.gains]);
      expect([back.now, back.then]).to.deep.equal([there.then, there.now]);
    }));
  });

  it('count every session once, and tell the largest change first', () => {
    fc.assert(fc.property(programme, programme, (one, other) => {
      const { now, then, agencies } = compare(one, other);
      const given = (side: 'now' | 'then'): number => agencies.reduce((sum, row) => sum + row[side].given, 0);
      expect([given('now') + now.nobody, given('then') + then.nobody]).to.deep.equal([one.sessions.length, other.sessions.length]);
      const changes = agencies.map((row) => Math.abs(row.then.given - row.now.given));
      expect(changes).to.deep.equal([...changes].sort((a, b) => b - a));
      for (const { now: part } of agencies) expect(part.first === null).to.equal(part.given === 0);
    }));
  });
});
