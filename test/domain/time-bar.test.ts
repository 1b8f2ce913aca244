import { expect } from 'chai';
import fc from 'fast-check';
import { addMinutes, instant } from '../../server/domain/calendar.ts';
import { barCells, fairMinutes, timeBar } from '../../server/domain/queue/time-bar.ts';
import { leftWords, shareWords, targetWords, unreachedWords, waitWords } from '../../server/wording/counting.ts';

const START = instant('2026-11-29T05:30:00.000Z');
const END = addMinutes(START, 120);
const bar = (minutes: number, each = 7) => timeBar({ now: addMinutes(START, minutes), startsAt: START, endsAt: END }, each);

describe('the time of a session', () => {
  it('is cut into the talks that still fit: five of seven minutes in thirty-six', () => {
    expect(bar(84)).to.deep.equal({ left: 0.3, talks: 5 });
    expect(barCells(bar(84))).to.have.length(5);
    expect(bar(-30), 'before it begins all is left').to.deep.equal({ left: 1, talks: 17 });
    expect(barCells(bar(130)), 'after its end nothing is').to.deep.equal([]);
    expect(barCells(bar(118)), 'too little for a talk is still time').to.have.length(1);
  });

  it('is drawn within what is left, cell by cell, whatever there is', () => {
    fc.assert(fc.property(fc.integer({ min: -60, max: 119 }), fc.double({ min: 0.5, max: 60, noNaN: true }), (minutes, each) => {
      const shown = bar(minutes, each);
      const cells = barCells(shown);
      const end = (cells.at(-1)?.x ?? 0) + (cells.at(-1)?.width ?? 0);
      expect(cells.every(({ x, width }, index) => width > 0 && x >= (cells[index - 1]?.x ?? 0))).to.equal(true);
      expect(cells.length).to.be.within(1, 24);
      // Cells have a least width, so that the last minute is seen: then they may end a little later.
      expect(end).to.be.at.most(Math.max(shown.left * 100, cells.length * 0.9) + 1e-9);
    }));
  });

  it('gives each talk its fair share, never more than the target and never less than two minutes', () => {
    expect([fairMinutes(36, 7, 5), fairMinutes(20, 7, 5), fairMinutes(3, 7, 5), fairMinutes(36, 0, 5), fairMinutes(1, 9, 1)]).to.deep.equal([5, 2, 2, 5, 1]);
  });

  it('is said in words that run on', () => {
    expect(leftWords(12, 132)).to.deep.equal({ figure: '۱۲ دقیقه', words: 'تا آغاز جلسه' });
    expect(leftWords(-84, 36)).to.deep.equal({ figure: '۳۶ دقیقه', words: 'تا پایان جلسه' });
    expect(leftWords(-130, -10)).to.deep.equal({ figure: '۱۰ دقیقه', words: 'گذشته از پایان برنامه' });
    expect(shareWords(7, 36, 5)).to.deep.equal({ people: '۷ نفر در صف؛', each: 'حدود ۵ دقیقه برای هر نفر' });
    expect(shareWords(7, 3, 5).each).to.equal('کمتر از یک دقیقه برای هر نفر');
    expect(shareWords(1, 10, 5).each, 'twice the time of a talk is not yet plenty').to.equal('حدود ۱۰ دقیقه برای هر نفر');
    expect(shareWords(1, 108, 5)).to.deep.equal({ people: '۱ نفر در صف؛', each: 'وقت برای همه هست' });
    expect(shareWords(0, 3, 5)).to.deep.equal({ people: '', each: 'کسی در صف نیست' });
    expect([waitWords(0), waitWords(14), unreachedWords(0), unreachedWords(2)]).to.deep.equal(['هم‌اکنون', '۱۴ دقیقه', '', '۲ نفر به این جلسه نمی‌رسند']);
    expect([targetWords(5), targetWords(5, true)]).to.deep.equal(['هدف: حدود ۵ دقیقه', 'از هدف ۵ دقیقه گذشته است']);
  });
});
