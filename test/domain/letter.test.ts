import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, daysFrom, fromJalali, weekday, type Day } from '../../server/domain/jalali.ts';
import { answerDay } from '../../server/domain/letter.ts';

const works = (day: Day): boolean => weekday(day) !== 6;
const day = fromJalali(1399, 2, 20);

describe('the day by which a manager is asked to answer', () => {
  it('is a week after the asking, three days before the session, or the next day that is left', () => {
    expect(answerDay(addDays(day, -40), day, () => true)).to.equal(addDays(day, -33));
    expect(answerDay(addDays(day, -8), day, () => true)).to.equal(addDays(day, -3));
    expect(answerDay(addDays(day, -2), day, () => true)).to.equal(addDays(day, -1));
    expect(answerDay(addDays(day, -1), day, () => true)).to.equal(null);
  });

  it('is a day on which offices work, after the asking and before the session, or none', () => {
    fc.assert(fc.property(fc.integer({ min: -5, max: 90 }), fc.integer({ min: 0, max: 6 }), (before, shift) => {
      const [session, asked] = [addDays(day, shift), addDays(day, shift - before)];
      const found = answerDay(asked, session, works);
      if (found !== null) expect(works(found) && found > asked && found < session).to.equal(true);
      else expect(daysFrom(addDays(asked, 1), addDays(session, -1)).some(works)).to.equal(false);
    }));
  });
});
