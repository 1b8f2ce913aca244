import { expect } from 'chai';
import fc from 'fast-check';
import { clock, dayOf, instantOf, millisecondsOf, toInstant, type Instant } from '../../server/domain/calendar.ts';
import { day, type Day } from '../../server/domain/jalali.ts';
import { replyDueOf } from '../../server/domain/notice-window.ts';
import { workingHoursOf } from '../../server/domain/office-hours.ts';
import { dayState, type Closure, type WorkingContext } from '../../server/domain/working-time.ts';

const at = (on: string, time: string): Instant => toInstant(day(on), clock(time));
const plain: WorkingContext = { holidays: [], closures: [], ...workingHoursOf([]) };
const closed = (on: Day, more: Partial<Closure> = {}): Closure => ({ id: on, from: on, to: on, scope: { kind: 'province' }, kind: 'full', openFrom: null, closeAt: null, reason: 'گرما', orderNo: null, ...more });
const SUNDAY = '2026-11-22';

describe('the time to reply to a notice', () => {
  it('ends with the office hours of the last working day, the day of being served not counted', () => {
    expect(replyDueOf(at(SUNDAY, '10:00'), { count: 2, unit: 'days' }, plain)).to.equal(at('2026-11-24', '14:30'));
    // Thursday is a half day; Friday is none.
    expect(replyDueOf(at('2026-11-25', '16:00'), { count: 1, unit: 'days' }, plain)).to.equal(at('2026-11-26', '13:00'));
    expect(replyDueOf(at('2026-11-26', '12:00'), { count: 1, unit: 'days' }, plain)).to.equal(at('2026-11-28', '14:30'));
  });

  it('counts hours of work alone', () => {
    expect(replyDueOf(at(SUNDAY, '10:00'), { count: 4, unit: 'hours' }, plain)).to.equal(at(SUNDAY, '14:00'));
    expect(replyDueOf(at(SUNDAY, '14:00'), { count: 1, unit: 'hours' }, plain)).to.equal(at('2026-11-23', '08:00'));
    expect(replyDueOf(at(SUNDAY, '22:00'), { count: 1, unit: 'hours' }, plain)).to.equal(at('2026-11-23', '08:30'));
  });

  it('honours holidays, closures of the place and days that end early', () => {
    const holidays = [{ day: day('2026-11-23'), title: 'عید', kind: 'other', status: 'final', altDay: null, hijri: null }] as const;
    expect(replyDueOf(at(SUNDAY, '10:00'), { count: 1, unit: 'days' }, { ...plain, holidays })).to.equal(at('2026-11-24', '14:30'));
    const elsewhere = { ...plain, closures: [closed(day('2026-11-23'), { scope: { kind: 'county', countyId: 'kashan' } })], place: { countyId: 'natanz', agencyId: 'one' } };
    expect(replyDueOf(at(SUNDAY, '10:00'), { count: 1, unit: 'days' }, elsewhere)).to.equal(at('2026-11-23', '14:30'));
    expect(replyDueOf(at(SUNDAY, '10:00'), { count: 1, unit: 'days' }, { ...elsewhere, place: { countyId: 'kashan' } })).to.equal(at('2026-11-24', '14:30'));
    const early = { ...plain, closures: [closed(day('2026-11-23'), { kind: 'early_close', closeAt: clock('10:00') })] };
    expect(replyDueOf(at(SUNDAY, '10:00'), { count: 1, unit: 'days' }, early)).to.equal(at('2026-11-23', '10:00'));
    expect(replyDueOf(at(SUNDAY, '14:30'), { count: 3, unit: 'hours' }, early)).to.equal(at('2026-11-24', '08:00'));
  });

  it('always ends in working time, after it began, and no closure brings it forward', () => {
    const begin = millisecondsOf(at('2026-03-01', '00:00'));
    fc.assert(
      fc.property(fc.nat(300 * 24 * 60), fc.integer({ min: 1, max: 40 }), fc.constantFrom('hours' as const, 'days' as const), fc.array(fc.nat(340), { maxLength: 20 }), (minutes, count, unit, gone) => {
        const served = instantOf(begin + minutes * 60_000);
        const closures = gone.map((later) => closed(dayOf(instantOf(begin + later * 86_400_000))));
        const [due, drawnOut] = [replyDueOf(served, { count, unit }, plain), replyDueOf(served, { count, unit }, { ...plain, closures })];
        expect(due > served).to.equal(true);
        expect(drawnOut >= due).to.equal(true);
        const state = dayState(dayOf(drawnOut), { ...plain, closures });
        expect(state.kind).to.equal('working');
        if (state.kind === 'working') {
          expect(drawnOut >= toInstant(dayOf(drawnOut), state.from)).to.equal(true);
          expect(drawnOut <= toInstant(dayOf(drawnOut), state.to)).to.equal(true);
        }
      }),
    );
  });
});
