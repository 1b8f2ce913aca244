import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { clock, clockOfMinutes } from '../../server/domain/calendar.ts';
import { addDays, day, formatDay, fromJalali, parseJalali, weekday, type Day } from '../../server/domain/jalali.ts';
import { toAsciiDigits } from '../../server/domain/persian.ts';
import {
  addWorkingDays, dayState, weeklyOccurrences, windowFits, workingDays,
  type Closure, type Holiday, type OfficeHours, type WorkingContext,
} from '../../server/domain/working-time.ts';

const holidays = JSON.parse(
  readFileSync(new URL('../../db/seeds/data/holidays.json', import.meta.url), 'utf8'),
) as readonly Holiday[];

const usual = { from: clock('07:30'), to: clock('14:30') };
const officeHours: OfficeHours = { weekdays: { 0: usual, 1: usual, 2: usual, 3: usual, 4: usual, 5: usual, 6: null } };
const context: WorkingContext = { holidays, closures: [], officeHours, thursday: 'half' };
const monday = { weekday: 2, from: clock('09:00'), to: clock('12:00') } as const;
const spring = fromJalali(1398, 1, 1);
const days = fc.integer({ min: 0, max: 3200 }).map((count) => addDays(spring, count));

function on(text: string): Day {
  return parseJalali(text) ?? expect.fail(text);
}

function closure(change: Partial<Closure> & Pick<Closure, 'from'>): Closure {
  return {
    id: 'c', to: change.from, scope: { kind: 'province' }, kind: 'full', openFrom: null, closeAt: null, reason: 'گرمای شدید',
    orderNo: null, ...change,
  };
}

describe('Working days', () => {
  it('leave out Fridays and holidays, by name', () => {
    expect(dayState(on('1399/05/20'), context)).to.deep.equal({ kind: 'working', ...usual, notes: [] });
    expect(dayState(on('1399/05/17'), context)).to.deep.include({ kind: 'closed', why: 'friday', predicted: false });
    expect(dayState(on('1399/06/09'), context)).to.deep.equal({ kind: 'closed', why: 'holiday', title: 'عاشورای حسینی', predicted: false });
    expect(dayState(on('1398/03/15'), context)).to.deep.include({ title: 'عید سعید فطر و قیام خونین ۱۵ خرداد' });
    for (const text of ['1399/12/30', '1403/12/30']) expect(dayState(on(text), context).kind, text).to.equal('closed');
  });

  it('follow the province’s Thursdays', () => {
    const thursday = on('1399/05/23');
    expect(dayState(thursday, { ...context, thursday: 'full' })).to.deep.include(usual);
    expect(dayState(thursday, { ...context, thursday: 'half' })).to.deep.include({ from: '07:30', to: '13:00' });
    expect(dayState(thursday, { ...context, thursday: 'closed' })).to.deep.include({ why: 'thursday', title: 'پنجشنبه' });
    expect(dayState(thursday, { ...context, thursday: 'remote' })).to.deep.include({ why: 'thursday', title: 'دورکاری پنجشنبه' });
    const changed = { ...context, thursday: (date: Day) => (date < '2021-03-21' ? 'full' as const : 'closed' as const) };
    expect(dayState(thursday, changed).kind).to.equal('working');
    expect(dayState(on('1400/05/21'), changed).kind).to.equal('closed');
  });

  it('follow office hours that change by order', () => {
    const heat = { from: clock('06:00'), to: clock('11:00') };
    const changing = { ...context, officeHours: (date: Day): OfficeHours => ({ weekdays: { ...officeHours.weekdays, 0: date < on('1403/05/01') ? usual : heat } }) };
    expect(dayState(on('1403/05/06'), changing)).to.deep.include(heat);
    const without = { ...context, officeHours: { weekdays: { ...officeHours.weekdays, 0: null } } };
    expect(dayState(on('1403/05/06'), without)).to.deep.include({ why: 'weekday', title: 'شنبه' });
  });

  it('honour closures of every kind', () => {
    const date = on('1403/05/06');
    const state = (change: Partial<Closure>) => dayState(date, { ...context, closures: [closure({ from: date, ...change })] });
    expect(state({})).to.deep.equal({ kind: 'closed', why: 'closure', title: 'گرمای شدید', predicted: false });
    expect(state({ kind: 'remote_work' })).to.deep.include({ why: 'closure', title: 'دورکاری: گرمای شدید' });
    expect(state({ kind: 'early_close', closeAt: clock('10:00') })).to.deep.equal({
      kind: 'working', from: '07:30', to: '10:00', notes: ['پایان زودهنگام، ساعت ۱۰: گرمای شدید'],
    });
    expect(state({ kind: 'late_open', openFrom: clock('09:30') })).to.deep.include({ from: '09:30', to: '14:30' });
    expect(state({ kind: 'early_close', closeAt: clock('07:00') })).to.deep.include({ kind: 'closed', why: 'closure' });
    expect(state({ from: addDays(date, 1), to: addDays(date, 3) })).to.deep.include({ kind: 'working' });
    expect(state({ from: addDays(date, -1), to: addDays(date, 3) })).to.deep.include({ kind: 'closed' });
  });

  it('are closed only for whom the closure names', () => {
    const date = on('1403/05/06');
    const at = (scope: Closure['scope'], place?: WorkingContext['place']) =>
      dayState(date, { ...context, closures: [closure({ from: date, scope })], ...(place && { place }) }).kind;
    expect(at({ kind: 'national' })).to.equal('closed');
    expect(at({ kind: 'county', countyId: 'k' })).to.equal('working');
    expect(at({ kind: 'county', countyId: 'k' }, { countyId: null })).to.equal('working');
    expect(at({ kind: 'county', countyId: 'k' }, { countyId: 'k', agencyId: 'a' })).to.equal('closed');
    expect(at({ kind: 'agency', agencyId: 'a' }, { countyId: 'k', agencyId: 'a' })).to.equal('closed');
    expect(at({ kind: 'agency', agencyId: 'a' }, { agencyId: 'b' })).to.equal('working');
  });

  it('say when only a forecast closes them, and warn of the other forecast', () => {
    const [tasua, after] = [on('1406/03/24'), on('1406/03/25')];
    expect(dayState(tasua, context)).to.deep.include({ why: 'holiday', predicted: true });
    expect(dayState(tasua, { ...context, closures: [closure({ from: tasua })] })).to.deep.include({ why: 'closure', predicted: false });
    const alone = { ...context, holidays: holidays.filter((holiday) => holiday.day !== after) };
    expect(dayState(after, alone)).to.deep.include({ kind: 'working', notes: ['احتمال تعطیلی: تاسوعای حسینی'] });
  });

  it('are counted: the nth after a day is a working day with n − 1 between', () => {
    fc.assert(fc.property(days, fc.integer({ min: 1, max: 40 }), fc.nat({ max: 40 }), (date, n, more) => {
      const reached = addWorkingDays(date, n, context);
      expect(workingDays(addDays(date, 1), reached, context)).to.have.length(n);
      expect(dayState(reached, context).kind).to.equal('working');
      expect(addWorkingDays(reached, more, context)).to.equal(addWorkingDays(date, n + more, context));
      if (dayState(date, context).kind === 'working') expect(addWorkingDays(reached, -n, context)).to.equal(date);
    }));
    expect(addWorkingDays(on('1399/05/17'), 0, context)).to.equal(on('1399/05/17'));
    expect(() => addWorkingDays(on('1399/05/17'), 0.5, context)).to.throw(RangeError);
    const never = { ...context, closures: [closure({ from: day('2000-01-01'), to: day('2100-01-01') })] };
    expect(() => addWorkingDays(on('1399/05/17'), 1, never)).to.throw(RangeError);
  });
});

describe('Windows of a day', () => {
  const span = fc.tuple(fc.nat({ max: 1439 }), fc.nat({ max: 1439 })).filter(([a, b]) => a !== b)
    .map(([a, b]) => ({ from: clockOfMinutes(Math.min(a, b)), to: clockOfMinutes(Math.max(a, b)) }));

  it('fit exactly where they lie within the day’s hours', () => {
    fc.assert(fc.property(days, span, (date, { from, to }) => {
      const state = dayState(date, context);
      const fits = state.kind === 'working' && state.from <= from && to <= state.to;
      expect(windowFits(date, from, to, context).ok).to.equal(fits);
    }));
    expect(windowFits(on('1399/05/20'), usual.from, usual.to, context)).to.deep.equal({ ok: true });
    expect(windowFits(on('1399/05/20'), clock('13:30'), clock('15:00'), context)).to.deep.include({
      ok: false, why: 'outside_hours', title: 'خارج از وقت اداری (۷:۳۰\u00a0تا\u00a0۱۴:۳۰)',
    });
    expect(windowFits(on('1399/06/09'), clock('09:00'), clock('12:00'), context)).to.deep.include({ ok: false, why: 'holiday' });
    expect(() => windowFits(on('1399/05/20'), clock('12:00'), clock('09:00'), context)).to.throw(RangeError);
  });
});

describe('The weekly window', () => {
  // The Monday holidays of the domain facts, 4.2; those of 1406 are forecasts.
  const mondayHolidays: Readonly<Record<number, string>> = {
    1398: '01/12 03/06 05/21 06/18', 1399: '01/04 03/05', 1400: '01/02 01/09 07/05', 1401: '01/01 04/27 05/17 12/29', 1402: '03/15',
    1403: '01/13 03/14 03/28 04/25 06/12 11/22', 1404: '01/04 01/11 06/10 09/03', 1405: '01/03', 1406: '01/02 02/27 03/24 05/11 12/09',
  };

  it('is cancelled on the Monday holidays of 1398 to 1406, and on no other Monday', () => {
    for (const [year, list] of Object.entries(mondayHolidays)) {
      const occurrences = weeklyOccurrences(monday, fromJalali(Number(year), 1, 1), fromJalali(Number(year), 12, 29), context);
      const cancelled = occurrences.flatMap((occurrence) => (occurrence.state === 'cancelled' ? [occurrence] : []));
      expect(cancelled.map((occurrence) => toAsciiDigits(formatDay(occurrence.day)).slice(5)).join(' '), year).to.equal(list);
      // Of the forecast year only the holidays of Nowruz are certain.
      const forecast = cancelled.filter((occurrence) => occurrence.predicted);
      expect(forecast, year).to.have.length(year === '1406' ? 4 : 0);
      expect(occurrences.every((occurrence) => weekday(occurrence.day) === 2)).to.be.true;
      expect(occurrences.length).to.be.within(52, 53);
    }
  });

  it('honours a closure added the evening before', () => {
    const date = on('1399/05/20');
    const held = weeklyOccurrences(monday, date, date, context);
    expect(held).to.deep.equal([{ day: date, from: '09:00', to: '12:00', state: 'held' }]);
    const closures = [closure({ from: date, reason: 'آلودگی هوا' })];
    expect(weeklyOccurrences(monday, date, date, { ...context, closures })).to.deep.equal([
      { day: date, from: '09:00', to: '12:00', state: 'cancelled', why: 'closure', title: 'آلودگی هوا', predicted: false },
    ]);
  });

  it('is cut to the hours that an early end or a late start leaves', () => {
    const date = on('1399/05/20');
    const cut = (change: Partial<Closure>) => weeklyOccurrences(monday, date, date, { ...context, closures: [closure({ from: date, ...change })] })[0];
    expect(cut({ kind: 'early_close', closeAt: clock('10:00') })).to.deep.include({ from: '09:00', to: '10:00', state: 'shortened', why: 'outside_hours' });
    expect(cut({ kind: 'late_open', openFrom: clock('09:30') })).to.deep.include({ from: '09:30', to: '12:00', state: 'shortened' });
    expect(cut({ kind: 'early_close', closeAt: clock('09:00') })).to.deep.include({ from: '09:00', to: '12:00', state: 'cancelled' });
  });

  it('moves with 21 Ramadan of 1398: the Sunday is freed and the Monday’s hour is cancelled', () => {
    const [sunday, next] = [on('1398/03/05'), on('1398/03/06')];
    const printed = { ...context, holidays: holidays.map((holiday) => (holiday.hijri === '1440/09/21' ? { ...holiday, day: sunday } : holiday)) };
    expect([sunday, next].map((date) => dayState(date, printed).kind)).to.deep.equal(['closed', 'working']);
    expect([sunday, next].map((date) => dayState(date, context).kind)).to.deep.equal(['working', 'closed']);
    expect(weeklyOccurrences(monday, next, next, printed)[0]?.state).to.equal('held');
    expect(weeklyOccurrences(monday, next, next, context)[0]?.state).to.equal('cancelled');
  });
});
