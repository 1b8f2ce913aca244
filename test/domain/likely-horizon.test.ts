import { expect } from 'chai';
import { formatDay, fromJalali } from '../../server/domain/jalali.ts';
import { likelyHorizon, type Likely } from '../../server/rota/draft-view.ts';

const typed = (likely: Likely): string => { const { from, to } = likelyHorizon(likely); return `${formatDay(from)} ${formatDay(to)}`; };
const today = fromJalali(1405, 9, 1);
const example = { from: { year: 1398, month: 1 }, to: { year: 1399, month: 12 } };

describe('the horizon that is suggested', () => {
  it('follows the first year of demand where all of it is past, then what is drawn up, half-year by half-year', () => {
    expect(typed({ today, written: example, drawnTo: null })).to.equal('۱۳۹۹/۰۱/۰۱ ۱۳۹۹/۰۶/۳۱');
    expect(typed({ today, written: example, drawnTo: fromJalali(1399, 6, 31) })).to.equal('۱۳۹۹/۰۷/۰۱ ۱۳۹۹/۱۲/۳۰');
    expect(typed({ today, written: { from: { year: 1399, month: 1 }, to: { year: 1399, month: 8 } }, drawnTo: null })).to.equal('۱۳۹۹/۰۹/۰۱ ۱۳۹۹/۱۲/۳۰');
  });
  it('begins on the next Saturday where demand is written up to now, and never leaves less than four weeks', () => {
    expect(typed({ today, written: { from: { year: 1404, month: 1 }, to: { year: 1405, month: 8 } }, drawnTo: null })).to.equal('۱۴۰۵/۰۹/۰۷ ۱۴۰۵/۱۲/۲۹');
    expect(typed({ today: fromJalali(1405, 12, 10), written: null, drawnTo: null })).to.equal('۱۴۰۵/۱۲/۱۵ ۱۴۰۶/۰۶/۳۱');
  });
});
