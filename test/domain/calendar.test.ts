import { expect } from 'chai';
import fc from 'fast-check';
import {
  addMinutes, clock, clockOf, clockOfMinutes, dayOf, formatClock, formatClockRange, formatInstant, instant, instantOf,
  millisecondsOf, minutesBetween, minutesOfClock, parseClock, startOfDay, toInstant, tzDataIsRight,
} from '../../server/domain/calendar.ts';
import { addDays, daysBetween, fromJalali } from '../../server/domain/jalali.ts';

const SUMMER_TIME_YEARS = Array.from({ length: 15 }, (_, index) => 1387 + index);
const firstDay = fromJalali(1385, 1, 1);
const days = fc.integer({ min: 0, max: daysBetween(firstDay, fromJalali(1430, 1, 1)) }).map((count) => addDays(firstDay, count));
const clocks = fc.integer({ min: 0, max: 1439 }).map(clockOfMinutes);
const instants = fc.integer({ min: millisecondsOf(startOfDay(firstDay)), max: Date.parse('2051-01-01T00:00Z') }).map(instantOf);

describe('Times of day', () => {
  it('are read as people type them', () => {
    for (const text of ['۹', '9', '٩', '09', '۹:۰۰', '09:00', ' ۰۹:۰۰ ', '\u200f۹:۰۰', '۹ : ۰۰']) expect(parseClock(text), text).to.equal('09:00');
    expect(parseClock('۹:۳۰')).to.equal('09:30');
    expect(parseClock('۲۳:۵۹')).to.equal('23:59');
    for (const text of ['', '24', '24:00', '9:60', '9:5', '۹:۳۰:۰۰', 'نه', '-1', '9.30']) expect(parseClock(text), text).to.be.null;
    for (const text of ['9:00', '24:00', '۰۹:۰۰', '09:60', '']) expect(() => clock(text), text).to.throw(RangeError);
  });

  it('are written short, and spans in one piece', () => {
    expect([clock('09:00'), clock('09:30'), clock('00:00'), clock('00:05')].map(formatClock)).to.deep.equal(['۹', '۹:۳۰', '۰:۰۰', '۰:۰۵']);
    expect(formatClockRange(clock('09:00'), clock('10:30'))).to.equal('۹\u00a0تا\u00a0۱۰:۳۰');
  });

  it('come back from minutes and from writing', () => {
    for (let minutes = 0; minutes < 1440; minutes += 1) {
      const time = clockOfMinutes(minutes);
      expect(minutesOfClock(time)).to.equal(minutes);
      expect(clock(time)).to.equal(parseClock(formatClock(time)));
    }
    for (const minutes of [-1, 1440, 0.5, NaN]) expect(() => clockOfMinutes(minutes)).to.throw(RangeError);
  });
});

describe('Tehran time', () => {
  it('has the zone data it needs', () => {
    expect(tzDataIsRight()).to.be.true;
  });

  it('sets a session’s hour by the law of its year', () => {
    expect(toInstant(fromJalali(1399, 5, 20), clock('09:00'))).to.equal('2020-08-10T04:30:00.000Z');
    expect(toInstant(fromJalali(1402, 5, 19), clock('09:00'))).to.equal('2023-08-10T05:30:00.000Z');
    expect(toInstant(fromJalali(1399, 10, 1), clock('09:00'))).to.equal('2020-12-21T05:30:00.000Z');
  });

  it('changes at every summer time from 1387 to 1401', () => {
    for (const year of SUMMER_TIME_YEARS) {
      const [spring, autumn] = [fromJalali(year, 1, 2), fromJalali(year, 6, 30)];
      const name = String(year);
      // 00:00 to 00:59 of 2 Farvardin never were: the day begins at 01:00 and lasts 23 hours.
      expect(clockOf(startOfDay(spring)), name).to.equal('01:00');
      expect(dayOf(startOfDay(spring)), name).to.equal(spring);
      expect(dayOf(addMinutes(startOfDay(spring), -1)), name).to.equal(fromJalali(year, 1, 1));
      expect(clockOf(addMinutes(startOfDay(spring), -1)), name).to.equal('23:59');
      expect(clockOf(toInstant(spring, clock('00:30'))), name).to.equal('01:30');
      expect(minutesBetween(startOfDay(spring), startOfDay(addDays(spring, 1))), name).to.equal(23 * 60);
      // 23:00 to 23:59 of 30 Shahrivar came twice: the first is meant, and the day lasts 25 hours.
      expect(minutesBetween(startOfDay(autumn), startOfDay(addDays(autumn, 1))), name).to.equal(25 * 60);
      const first = toInstant(autumn, clock('23:30'));
      expect(minutesBetween(startOfDay(autumn), first), name).to.equal(23 * 60 + 30);
      expect(clockOf(addMinutes(first, 60)), name).to.equal('23:30');
      expect(dayOf(addMinutes(first, 60)), name).to.equal(autumn);
    }
    for (const year of [1385, 1386, 1402, 1403, 1404, 1405]) {
      for (const date of [fromJalali(year, 1, 2), fromJalali(year, 6, 30)]) {
        expect(minutesBetween(startOfDay(date), startOfDay(addDays(date, 1))), String(year)).to.equal(24 * 60);
      }
    }
  });

  it('finds the next day across the hour that is missing', () => {
    const late = toInstant(fromJalali(1399, 1, 1), clock('23:30'));
    expect(dayOf(addMinutes(late, 30))).to.equal(fromJalali(1399, 1, 2));
    expect(clockOf(addMinutes(late, 30))).to.equal('01:00');
  });

  it('comes back from an instant, but in the missing hour', () => {
    fc.assert(fc.property(days, clocks, (date, time) => {
      const at = toInstant(date, time);
      const missing = clockOf(startOfDay(date)) > time;
      expect(dayOf(at)).to.equal(date);
      expect(clockOf(at)).to.equal(missing ? clockOfMinutes(minutesOfClock(time) + 60) : time);
      expect(startOfDay(date) <= at && at < startOfDay(addDays(date, 1))).to.be.true;
    }));
  });

  it('is the zone’s own on every instant', () => {
    const platform = new Intl.DateTimeFormat('en-CA', {
      timeZone: 'Asia/Tehran', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
    });
    fc.assert(fc.property(instants, (at) => {
      expect(`${dayOf(at)}, ${clockOf(at)}`).to.equal(platform.format(millisecondsOf(at)));
    }));
  });
});

describe('Instants', () => {
  it('are ISO text in UTC with milliseconds', () => {
    expect(instant('2020-08-10T09:00:00+04:30')).to.equal('2020-08-10T04:30:00.000Z');
    expect(instant('2020-08-10T04:30Z')).to.equal('2020-08-10T04:30:00.000Z');
    for (const text of ['2020-08-10T09:00:00', '2020-08-10', '2020-13-10T09:00:00Z', '2020-08-10T25:00:00Z', '', '۲۰۲۰-۰۸-۱۰T09:00:00Z']) {
      expect(() => instant(text), text).to.throw(RangeError);
    }
    expect(() => instantOf(NaN)).to.throw(RangeError);
  });

  it('add up, and their text keeps their order', () => {
    fc.assert(fc.property(instants, fc.integer({ min: -100_000, max: 100_000 }), (at, minutes) => {
      const later = addMinutes(at, minutes);
      expect(minutesBetween(at, later)).to.equal(minutes);
      expect(later > at).to.equal(minutes > 0);
      expect(instant(later)).to.equal(later);
    }));
    expect(minutesBetween(instant('2020-08-10T04:30:59Z'), instant('2020-08-10T04:30:00Z'))).to.equal(0);
  });

  it('are written in Tehran’s time', () => {
    expect(formatInstant(instant('2020-08-10T05:12:00Z'))).to.equal('۲۰ مرداد ۱۳۹۹، ساعت ۹:۴۲');
    expect(formatInstant(instant('2020-08-10T20:00:00Z'))).to.equal('۲۱ مرداد ۱۳۹۹، ساعت ۰:۳۰');
  });
});
