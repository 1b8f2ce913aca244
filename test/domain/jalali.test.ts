import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  addDays, addMonths, day, daysBetween, daysFrom, firstOfMonth, formatDay, formatDayLong, formatDayShort, formatMonth,
  fromJalali, isDay, isJalaliDate, isLeapJalali, lastOfMonth, monthKey, monthLength, monthOf, parseJalali, parseMonthKey,
  startOfWeek, toJalali, weekday, WEEKDAYS, type Day,
} from '../../server/domain/jalali.ts';
import { toPersianDigits } from '../../server/domain/persian.ts';

interface TabledYear {
  readonly year: number;
  readonly leap: boolean;
  readonly nowruz: string;
}

const table = JSON.parse(readFileSync(new URL('data/leap-years.json', import.meta.url), 'utf8')) as TabledYear[];

const FIRST = fromJalali(1300, 1, 1);
const LAST = fromJalali(1499, 12, 29);
const days = fc.integer({ min: 0, max: daysBetween(FIRST, LAST) }).map((count) => addDays(FIRST, count));
const months = fc.record({ year: fc.integer({ min: 1300, max: 1499 }), month: fc.integer({ min: 1, max: 12 }) });

describe('Jalali days', () => {
  it('equal the Calendar Center’s table of 293 years', () => {
    expect(table).to.have.length(293);
    for (const { year, leap, nowruz } of table) {
      expect(isLeapJalali(year), String(year)).to.equal(leap);
      if (year >= 1300) expect(fromJalali(year, 1, 1), String(year)).to.equal(nowruz);
      else expect(() => fromJalali(year, 1, 1)).to.throw(RangeError);
    }
    // Before 1300 the table's own years must be as long as our leap years say.
    for (const [index, { year, nowruz }] of table.slice(1).entries()) {
      const before = table[index];
      expect(before && daysBetween(day(before.nowruz), day(nowruz))).to.equal(isLeapJalali(year - 1) ? 366 : 365);
    }
  });

  it('agree with the platform’s own Persian calendar on every day of 1300 to 1450', () => {
    const platform = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
      year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC',
    });
    const end = daysBetween(FIRST, fromJalali(1450, 12, 29));
    for (let count = 0, date = FIRST; count <= end; count += 1, date = addDays(date, 1)) {
      const ours = toJalali(date);
      const theirs = platform.format(Date.parse(date));
      if (Date.parse(date) - Date.parse(FIRST) !== count * 86_400_000) expect.fail(`${date} is not the next day`);
      if (theirs !== `${ours.month}/${ours.day}/${ours.year} AP`) expect.fail(`${date}: ${theirs}`);
    }
  });

  it('know which 30ths of Esfand exist', () => {
    for (const year of [1399, 1403, 1408]) expect(isJalaliDate(year, 12, 30), String(year)).to.be.true;
    for (const year of [1400, 1404]) {
      expect(isJalaliDate(year, 12, 30), String(year)).to.be.false;
      expect(() => fromJalali(year, 12, 30)).to.throw(RangeError);
    }
  });

  it('refuse what jalaali-js would let through', () => {
    for (const [year, month, date] of [[1399, 13, 5], [1399, 0, 5], [1399.5, 1, 1], [1399, 1, 1.5], [0, 1, 1], [1299, 12, 29], [1500, 1, 1], [1399, 7, 31]] as const) {
      expect(isJalaliDate(year, month, date)).to.be.false;
      expect(() => fromJalali(year, month, date)).to.throw(RangeError);
    }
    expect(() => toJalali(day('1921-03-20'))).to.throw(RangeError);
    expect(() => toJalali(day('2121-03-21'))).to.throw(RangeError);
    for (const year of [1205, 1500, 1399.5, NaN]) expect(() => isLeapJalali(year)).to.throw(RangeError);
  });

  it('come back from their Jalali date', () => {
    fc.assert(fc.property(days, (date) => {
      const { year, month, day: dayOfMonth } = toJalali(date);
      expect(fromJalali(year, month, dayOfMonth)).to.equal(date);
    }));
  });

  it('are ISO days that exist', () => {
    for (const text of ['2023-02-29', '2020-13-01', '2020-1-1', '2020-08-10T00:00', '۲۰۲۰-۰۸-۱۰', '0000-01-01', '']) {
      expect(isDay(text), text).to.be.false;
      expect(() => day(text), text).to.throw(RangeError);
    }
    expect(isDay('2020-02-29')).to.be.true;
    expect(() => addDays(day('9999-12-31'), 1)).to.throw(RangeError);
    expect(() => addDays(day('2020-08-10'), 0.5)).to.throw(RangeError);
  });

  it('add up, step through the week, and keep order and distance', () => {
    const counts = fc.integer({ min: -5000, max: 5000 });
    fc.assert(fc.property(days, counts, counts, (date, a, b) => {
      expect(addDays(addDays(date, a), b)).to.equal(addDays(date, a + b));
      expect(daysBetween(date, addDays(date, a))).to.equal(a);
      expect(addDays(date, a) > date).to.equal(a > 0);
      expect(weekday(addDays(date, a))).to.equal((((weekday(date) + a) % 7) + 7) % 7);
      expect(weekday(startOfWeek(date))).to.equal(0);
      expect(daysBetween(startOfWeek(date), date)).to.equal(weekday(date));
    }));
    expect(WEEKDAYS[weekday(day('2020-08-10'))]).to.equal('دوشنبه');
    expect(WEEKDAYS[weekday(day('1921-03-21'))]).to.equal('دوشنبه');
  });

  it('are listed from the first to the last', () => {
    fc.assert(fc.property(days, fc.integer({ min: -3, max: 60 }), (date, count) => {
      const list = daysFrom(date, addDays(date, count));
      expect(list).to.have.length(Math.max(0, count + 1));
      expect(list.every((item, index) => item === addDays(date, index))).to.be.true;
    }));
  });
});

describe('Jalali months', () => {
  it('begin, end and are as long as their days say', () => {
    fc.assert(fc.property(months, (month) => {
      const [first, last] = [firstOfMonth(month), lastOfMonth(month)];
      expect(daysBetween(first, last) + 1).to.equal(monthLength(month));
      expect(monthOf(first)).to.deep.equal(month);
      expect(monthOf(last)).to.deep.equal(month);
      if (last < LAST) expect(toJalali(addDays(last, 1)).day).to.equal(1);
    }));
    expect(monthLength({ year: 1403, month: 12 })).to.equal(30);
    expect(() => monthLength({ year: 1403, month: 13 })).to.throw(RangeError);
  });

  it('add up across years', () => {
    const inside = fc.record({ year: fc.integer({ min: 1310, max: 1480 }), month: fc.integer({ min: 1, max: 12 }) });
    const counts = fc.integer({ min: -60, max: 60 });
    fc.assert(fc.property(inside, counts, counts, (month, a, b) => {
      expect(addMonths(addMonths(month, a), b)).to.deep.equal(addMonths(month, a + b));
    }));
    expect(addMonths({ year: 1399, month: 12 }, 1)).to.deep.equal({ year: 1400, month: 1 });
    expect(addMonths({ year: 1399, month: 1 }, -1)).to.deep.equal({ year: 1398, month: 12 });
    expect(() => addMonths({ year: 1499, month: 12 }, 1)).to.throw(RangeError);
  });

  it('come back from their key', () => {
    fc.assert(fc.property(months, (month) => {
      expect(parseMonthKey(monthKey(month))).to.deep.equal(month);
    }));
    expect(monthKey({ year: 1399, month: 7 })).to.equal('1399-07');
    for (const text of ['1399-13', '1299-01', '1399', '1399-07-01', 'x']) expect(parseMonthKey(text), text).to.be.null;
  });
});

describe('Jalali dates in writing', () => {
  const monday = day('2020-08-10');

  it('are written as people write them', () => {
    expect(formatDay(monday)).to.equal('۱۳۹۹/۰۵/۲۰');
    expect(formatDayLong(monday)).to.equal('دوشنبه ۲۰ مرداد ۱۳۹۹');
    expect(formatDayShort(monday)).to.equal('۲۰ مرداد');
    expect(formatMonth(monthOf(monday))).to.equal('مرداد ۱۳۹۹');
  });

  it('are read as people type them', () => {
    for (const text of [
      '۱۳۹۹/۵/۲۰', '1399-05-20', '١٣٩٩/٠٥/٢٠', '٢٠ مرداد ۱۳۹۹', '۲۰ مرداد ۱۳۹۹', '\u200f ۱۳۹۹/۰۵/۲۰ \u200e', '1399.5.20',
      'دوشنبه ۲۰ مرداد ۱۳۹۹', 'دوشنبه، ۲۰ مرداد ۱۳۹۹', '\u2068۱۳۹۹/۰۵/۲۰\u2069',
    ]) expect(parseJalali(text), text).to.equal(monday);
    expect(parseJalali('٢٠ مرداد', 1399)).to.equal(monday);
    expect(parseJalali('سه شنبه ۲۱ مرداد ۱۳۹۹')).to.equal('2020-08-11');
    expect(parseJalali('۸ دي ۱۳۹۹')).to.equal('2020-12-28');
  });

  it('are refused where they do not exist or say too little', () => {
    for (const text of [
      '1400/12/30', '1399/07/31', '1399/13/01', '1299/12/29', '1500/01/01', '2020-08-10', '٢٠ مرداد', '99/5/20', '1399/5-20',
      'جمعه ۲۰ مرداد ۱۳۹۹', '۲۰ امرداد ۱۳۹۹', '', 'فردا', '1399/05/20 09:00',
    ]) expect(parseJalali(text), text).to.be.null;
  });

  it('come back from every way they are written', () => {
    fc.assert(fc.property(days, (date: Day) => {
      expect(parseJalali(formatDay(date))).to.equal(date);
      expect(parseJalali(formatDayLong(date))).to.equal(date);
      expect(parseJalali(formatDayShort(date), toJalali(date).year)).to.equal(date);
      expect(formatDay(date)).to.equal(toPersianDigits(formatDay(date)));
    }));
  });
});
