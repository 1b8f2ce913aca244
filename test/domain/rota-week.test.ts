import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, fromJalali, startOfWeek } from '../../server/domain/jalali.ts';
import { byPressure, endOfPeriod, endOfWeekAt, nearnessOf, WEEK_KINDS, WEEK_NEARNESS, type Pressing } from '../../server/domain/rota/week.ts';

const SATURDAY = fromJalali(1405, 9, 7);
const day = fc.integer({ min: 0, max: 200 }).map((days) => addDays(SATURDAY, days));
const pressing = fc.record({ kind: fc.constantFrom(...WEEK_KINDS), day: fc.option(day, { nil: null }), id: fc.uuid() });

describe('the scheduler\'s week', () => {
  it('ends on Friday, and from Thursday on it is the next one', () => {
    for (const days of [0, 1, 4]) expect(endOfWeekAt(addDays(SATURDAY, days))).to.equal(addDays(SATURDAY, 6));
    for (const days of [5, 6]) expect(endOfWeekAt(addDays(SATURDAY, days))).to.equal(addDays(SATURDAY, 13));
    fc.assert(fc.property(day, (today) => { expect(startOfWeek(endOfWeekAt(today))).to.equal(addDays(endOfWeekAt(today), -6)); }));
    expect([endOfPeriod('week', SATURDAY), endOfPeriod('month', SATURDAY), endOfPeriod('all', SATURDAY)]).to.deep.equal([addDays(SATURDAY, 6), addDays(SATURDAY, 28), null]);
  });

  it('has the nearest first, and one order whichever way it was laid', () => {
    fc.assert(
      fc.property(fc.uniqueArray(pressing, { selector: ({ id }) => id, maxLength: 20 }), day, (items, today) => {
        const sorted = (all: readonly Pressing[]) => [...all].sort((one, other) => byPressure(one, other, today));
        const list = sorted(items);
        expect(sorted([...items].reverse())).to.deep.equal(list);
        const nearness = list.map((one) => WEEK_NEARNESS.indexOf(nearnessOf(one.day, today)));
        expect(nearness).to.deep.equal([...nearness].sort((a, b) => a - b));
      }),
    );
  });
});
