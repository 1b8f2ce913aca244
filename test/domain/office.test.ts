import { expect } from 'chai';
import fc from 'fast-check';
import { headOn, isOwnForebear, overlappingTerm, spansMeet } from '../../server/domain/office.ts';
import type { Agency, Term } from '../../server/domain/agency.ts';
import { addDays, day, daysFrom, type Day } from '../../server/domain/jalali.ts';

const first = day('2026-01-01');
const days = daysFrom(first, addDays(first, 20));
const dayArb = fc.constantFrom(...days);
const openDay = fc.option(dayArb, { nil: null });
const span = fc.record({ from: openDay, to: openDay }).filter(({ from, to }) => from === null || to === null || from <= to);
const holds = (one: { readonly from: Day | null; readonly to: Day | null }, on: Day): boolean => (one.from === null || one.from <= on) && (one.to === null || on <= one.to);
const agency = { id: 'a', headTitle: 'مدیرکل' } as Agency;
const term = fc.record({ id: fc.uuid(), agencyId: fc.constant('a'), personId: fc.uuid(), post: fc.constantFrom('مدیرکل', 'مديركل', 'سرپرست', 'معاون'), from: dayArb, to: openDay })
  .filter(({ from, to }) => to === null || from <= to);

describe('the rules of office', () => {
  it('spans meet exactly where they share a day', () => {
    // Days just outside stand for all that lie beyond the open ends.
    const all = [addDays(first, -1), ...days, addDays(first, 21)];
    fc.assert(fc.property(span, span, (one, other) => spansMeet(one, other) === all.some((on) => holds(one, on) && holds(other, on))));
  });

  it('a roster built under the rule never has two people in one post on one day', () => {
    fc.assert(fc.property(fc.array(term, { maxLength: 12 }), (tried) => {
      const roster: Term[] = [];
      for (const one of tried) if (overlappingTerm(one, roster) === undefined) roster.push(one);
      for (const on of days) {
        const heads = roster.filter((one) => ['مدیرکل', 'مديركل'].includes(one.post) && holds(one, on));
        expect(heads.length).to.be.lessThan(2);
      }
    }));
  });

  it('the head of a day is in office that day, titled if anybody with the title is, and never a deputy', () => {
    fc.assert(fc.property(fc.array(term, { maxLength: 8 }), dayArb, (roster, on) => {
      const head = headOn(agency, roster, on);
      const inOffice = roster.filter((one) => holds(one, on) && one.post !== 'معاون');
      if (head === null) return inOffice.length === 0;
      const titled = inOffice.some((one) => one.post !== 'سرپرست');
      return holds(head, on) && head.post !== 'معاون' && (head.post === 'سرپرست') === !titled;
    }));
  });

  it('finds a circle of parents of any length, and ends on rosters that already have one', () => {
    const chain = new Map(['b', 'c', 'd'].map((id, at, all) => [id, all[at + 1] ?? null]));
    expect(isOwnForebear('d', 'b', chain)).to.equal(true);
    expect(isOwnForebear('a', 'b', chain)).to.equal(false);
    expect(isOwnForebear('a', 'b', new Map([['b', 'c'], ['c', 'b']]))).to.equal(false);
  });
});
