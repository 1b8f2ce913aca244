import { expect } from 'chai';
import fc from 'fast-check';
import { SECTOR_CODES } from '../../server/domain/agency.ts';
import { addMinutes, instant } from '../../server/domain/calendar.ts';
import { PRESENCES, type Presence } from '../../server/domain/manager-hour.ts';
import { countPresences, filterCode, filterOf, presentShare, readFilterCode, recordedAt, sinceOf, sumOfCounts, totalOf, type PresenceMoments } from '../../server/domain/presence-board.ts';

const START = instant('2026-11-30T05:30:00.000Z');
const states = fc.array(fc.constantFrom(...PRESENCES), { maxLength: 60 });

const nothing: PresenceMoments = { presence: 'no_report', answer: null, declaredAt: null, seenAt: null, excusedAt: null, decidedAt: null, decision: null };

describe('the counts of a board', () => {
  it('add up to the offices that were counted, in parts as in the whole', () => {
    fc.assert(fc.property(fc.array(states, { maxLength: 8 }), (counties) => {
      const whole = counties.flat();
      const sum = sumOfCounts(counties.map(countPresences));
      expect(sum).to.deep.equal(countPresences(whole));
      expect(totalOf(sum)).to.equal(whole.length);
      for (const presence of PRESENCES) expect(sum[presence]).to.equal(whole.filter((one) => one === presence).length);
    }));
  });

  it('have those there who declared it, were verified, came late or sent a substitute, and nobody else', () => {
    const share = (...all: Presence[]): number => presentShare(countPresences(all));
    expect(share('declared', 'verified', 'late', 'substitute')).to.equal(1);
    expect(share('no_report', 'not_found', 'absent', 'excused')).to.equal(0);
    expect(share('declared', 'no_report', 'not_found', 'excused')).to.equal(0.25);
    expect(share()).to.equal(0);
  });
});

describe('what was known of an hour at a minute', () => {
  const at = (minute: number) => addMinutes(START, minute);
  it('is what had been recorded by then', () => {
    const hour: PresenceMoments = { ...nothing, presence: 'verified', answer: 'present', declaredAt: at(5), seenAt: at(40) };
    expect([4, 5, 39, 40, 200].map((minute) => recordedAt(hour, at(minute)))).to.deep.equal(['no_report', 'declared', 'declared', 'verified', 'verified']);
    const absent: PresenceMoments = { ...nothing, presence: 'absent', answer: 'not_found', seenAt: at(40), decidedAt: at(1000), decision: 'confirmed' };
    expect([0, 40, 1000].map((minute) => recordedAt(absent, at(minute)))).to.deep.equal(['no_report', 'not_found', 'absent']);
    const excused: PresenceMoments = { ...nothing, presence: 'excused', answer: 'not_found', seenAt: at(40), excusedAt: at(60) };
    expect([40, 60].map((minute) => recordedAt(excused, at(minute)))).to.deep.equal(['not_found', 'excused']);
    const aside: PresenceMoments = { ...absent, decision: 'laid_aside', presence: 'declared', declaredAt: at(5) };
    expect([39, 40, 999, 1000].map((minute) => recordedAt(aside, at(minute))), 'laid aside, a report counts nowhere').to.deep.equal(['declared', 'not_found', 'not_found', 'declared']);
  });

  it('has in the end what stands, and says since when', () => {
    for (const hour of [nothing, { ...nothing, presence: 'declared' as const, declaredAt: at(3) }, { ...nothing, presence: 'late' as const, answer: 'late' as const, seenAt: at(9) }]) {
      expect(recordedAt(hour, at(10_000))).to.equal(hour.presence);
      expect(sinceOf(hour)).to.equal(hour.declaredAt ?? hour.seenAt);
    }
  });
});

describe('the filter of a board', () => {
  it('comes back from the name of a fragment as it was, and no name is longer than a screen may ask for', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: fc.constantFrom(...'ابپ ‌گ.:%٪۱'), maxLength: 40 }));
    fc.assert(fc.property(fc.option(fc.constantFrom(...PRESENCES)), fc.option(fc.constantFrom(...SECTOR_CODES)), text, fc.integer({ min: -5, max: 5000 }), (state, sector, search, page) => {
      const filter = filterOf(state ?? '', sector ?? '', search, page);
      const code = filterCode(filter);
      expect(readFilterCode(code)).to.deep.equal(filter);
      expect(`totals:${code}`.length).to.be.at.most(200);
    }));
  });

  it('takes nothing else for a filter', () => {
    for (const code of ['', '..', '..0.', '..1.%', 'x..1.', '.x.1.', '..1000.', '..1.%20', '..01.', 'late..1.a\nb', '..1.ا']) expect(readFilterCode(code), code).to.equal(null);
    expect(filterOf('غایب', 'x', '\ud800 گاز \udc00', 0)).to.deep.equal({ state: null, sector: null, search: 'گاز', page: 1 });
  });
});
