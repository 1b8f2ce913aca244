import { expect } from 'chai';
import fc from 'fast-check';
import { dueDayOf } from '../../server/domain/deadline.ts';
import { addDays, daysBetween, fromJalali, type Day } from '../../server/domain/jalali.ts';
import { workingHoursOf } from '../../server/domain/office-hours.ts';
import { dayState, workingDays, type Holiday, type WorkingContext } from '../../server/domain/working-time.ts';

const FIRST = fromJalali(1399, 1, 1);
const anyDay = fc.integer({ min: 0, max: 800 }).map((days) => addDays(FIRST, days));
const holiday = (day: Day): Holiday => ({ day, title: 'تعطیل', kind: 'other', status: 'final', altDay: null, hijri: null });
const anyContext = fc
  .array(anyDay, { maxLength: 60 })
  .map((days): WorkingContext => ({ holidays: days.map(holiday), closures: [], ...workingHoursOf([]) }));
const anyDays = fc.integer({ min: 1, max: 60 });

describe('The deadline of a request', () => {
  it('is a working day, never before so many days and never later than the next working day after them', () => {
    fc.assert(fc.property(anyDay, anyDays, anyContext, (day, days, context) => {
      const due = dueDayOf(day, { days, counted: 'calendar' }, context);
      expect(dayState(due, context).kind).to.equal('working');
      expect(daysBetween(day, due)).to.be.at.least(days);
      expect(workingDays(addDays(day, days), addDays(due, -1), context)).to.deep.equal([]);
    }));
  });

  it('has exactly so many working days after its first, where they are counted', () => {
    fc.assert(fc.property(anyDay, anyDays, anyContext, (day, days, context) => {
      const due = dueDayOf(day, { days, counted: 'working' }, context);
      expect(workingDays(addDays(day, 1), due, context)).to.have.length(days);
      expect(dayState(due, context).kind).to.equal('working');
    }));
  });

  it('is never later counted in days than counted in working days, and grows with them', () => {
    fc.assert(fc.property(anyDay, anyDays, anyContext, (day, days, context) => {
      const due = (counted: 'calendar' | 'working', more = 0): Day => dueDayOf(day, { days: days + more, counted }, context);
      expect(due('calendar') <= due('working')).to.equal(true);
      expect(due('working', 1) > due('working')).to.equal(true);
      expect(due('calendar', 1) >= due('calendar')).to.equal(true);
    }));
  });

  it('runs over a Friday and a holiday to the next working day', () => {
    const context: WorkingContext = { holidays: [holiday(fromJalali(1399, 3, 14)), holiday(fromJalali(1399, 3, 15))], closures: [], ...workingHoursOf([]) };
    // Ten days after 4 Khordad end on a holiday; the 15th is one too, the 16th is a Friday.
    expect(dueDayOf(fromJalali(1399, 3, 4), { days: 10, counted: 'calendar' }, context)).to.equal(fromJalali(1399, 3, 17));
    expect(dueDayOf(fromJalali(1399, 3, 3), { days: 10, counted: 'calendar' }, context)).to.equal(fromJalali(1399, 3, 13));
  });
});
