import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { addMinutes, clock, clockOf, dayOf, instant, millisecondsOf, toInstant, type Clock, type Instant } from '../../server/domain/calendar.ts';
import type { Closure, Holiday, OfficeHours, WorkingContext } from '../../server/domain/day-state.ts';
import { addDays, formatDayLong, fromJalali, weekday, type Day } from '../../server/domain/jalali.ts';
import { firstTellingFrom, lastTellingBy, mayTellAt, nominalDay, remindersOf, tellingHoursOf, TRYING_MINUTES, type RemindedSession, type TellingHours } from '../../server/domain/reminder.ts';
import { settingFault, WAKING } from '../../server/domain/setting-rules.ts';
import { REMINDERS, type DatedSetting } from '../../server/domain/settings.ts';

const holidays = JSON.parse(readFileSync(new URL('../../db/seeds/data/holidays.json', import.meta.url), 'utf8')) as readonly Holiday[];
const usual = { from: clock('07:30'), to: clock('14:30') };
const officeHours: OfficeHours = { weekdays: { 0: usual, 1: usual, 2: usual, 3: usual, 4: usual, 5: usual, 6: null } };
const context: WorkingContext = { holidays, closures: [], officeHours, thursday: 'half' };
const hours = tellingHoursOf([], context);

const session = (day: Day, from = '09:00'): RemindedSession => ({ day, from: clock(from), startsAt: toInstant(day, clock(from)) });
const words = (at: Instant): string => `${formatDayLong(dayOf(at))} ${clockOf(at)}`;
const told = (of: RemindedSession, now: string, rule: TellingHours = hours): string[] => remindersOf(of, REMINDERS, rule, instant(now)).map(({ kind, dueAt }) => `${kind} ${words(dueAt)}`);
const LONG_AGO = '2015-01-01T00:00:00.000Z';

const spring = fromJalali(1398, 1, 1);
const days = fc.integer({ min: 0, max: 3400 }).map((count) => addDays(spring, count));
const minutes = fc.integer({ min: 0, max: 1439 }).map((count) => `${String(Math.floor(count / 60)).padStart(2, '0')}:${String(count % 60).padStart(2, '0')}` as Clock);
// What a governorate may set.
const waking = minutes.filter((one) => one >= WAKING.from && one <= WAKING.to);
const windows = fc.tuple(waking, waking).filter(([from, to]) => from < to).map(([from, to]) => ({ from, to }));
/** Hours that differ by day, with days on which nobody is told anything. */
const anyHours = fc.tuple(fc.array(fc.option(windows, { nil: null, freq: 2 }), { minLength: 5, maxLength: 9 }), windows)
  .map(([cycle, sure]): TellingHours => (day) => (weekday(day) === 1 ? sure : (cycle[Math.abs(millisecondsOf(toInstant(day, clock('12:00'))) / 86_400_000 | 0) % cycle.length] ?? null)));

describe('reminders of a session', () => {
  it('may be set to no hour of the night', () => {
    const rule = (from: string, to: string) => settingFault('reminders', { kinds: REMINDERS, from: clock(from), to: clock(to) });
    expect([rule('08:00', '20:00'), rule('06:00', '22:00'), rule('05:59', '12:00'), rule('20:00', '22:01'), rule('12:00', '08:00')]).to.deep.equal([null, null, 'window_night', 'window_night', 'window_backwards']);
  });

  it('come a Jalali month, a week and a day before, at its own time of day', () => {
    expect(told(session(fromJalali(1405, 8, 12)), LONG_AGO)).to.deep.equal(['month یکشنبه ۱۲ مهر ۱۴۰۵ 09:00', 'week سه‌شنبه ۵ آبان ۱۴۰۵ 09:00', 'day دوشنبه ۱۱ آبان ۱۴۰۵ 09:00']);
    expect(nominalDay('month', fromJalali(1399, 7, 30))).to.equal(fromJalali(1399, 6, 30));
    expect(nominalDay('month', fromJalali(1400, 1, 31)), 'the leap turn of 1399').to.equal(fromJalali(1399, 12, 30));
    expect(nominalDay('month', fromJalali(1401, 1, 31)), 'no leap year').to.equal(fromJalali(1400, 12, 29));
  });

  it('keep Tehran\'s time of day through summer time in 1399, and without it in 1405', () => {
    const at = (day: Day): Record<string, string> => Object.fromEntries(remindersOf(session(day), REMINDERS, hours, instant(LONG_AGO)).map(({ kind, dueAt }) => [kind, dueAt]));
    // The session is in summer time, its month before is not: half past five UTC, and half past four.
    expect(at(fromJalali(1399, 1, 27))).to.deep.equal({ month: '2020-03-17T05:30:00.000Z', week: '2020-04-08T04:30:00.000Z', day: '2020-04-14T04:30:00.000Z' });
    expect(at(fromJalali(1399, 7, 6))).to.deep.equal({ month: '2020-08-27T04:30:00.000Z', week: '2020-09-20T04:30:00.000Z', day: '2020-09-26T05:30:00.000Z' }, 'the clocks went back on 31 Shahrivar');
    expect(Object.values(at(fromJalali(1405, 5, 13))).map((text) => text.slice(11, 16))).to.deep.equal(['05:30', '05:30', '05:30']);
  });

  it('never come on a Friday, a holiday or a closure of the place: the last allowed moment before', () => {
    // Saturday: the day before is a Friday.
    expect(told(session(fromJalali(1399, 5, 18)), LONG_AGO).at(-1)).to.equal('day پنجشنبه ۱۶ مرداد ۱۳۹۹ 18:30');
    // Nature Day is a Friday in 1400, and the day before it is Republic Day.
    expect(told(session(fromJalali(1400, 1, 14)), LONG_AGO).at(-1)).to.equal('day چهارشنبه ۱۱ فروردین ۱۴۰۰ 18:30');
    const smog = (agencyId: string): Closure => ({ id: 'c', from: fromJalali(1399, 8, 18), to: fromJalali(1399, 8, 19), scope: { kind: 'agency', agencyId }, kind: 'full', openFrom: null, closeAt: null, reason: 'آلودگی هوا', orderNo: null });
    const closedFor = (agencyId: string) => tellingHoursOf([], { ...context, closures: [smog('a1')], place: { agencyId } });
    expect(told(session(fromJalali(1399, 8, 20)), LONG_AGO, closedFor('a1')).at(-1)).to.equal('day شنبه ۱۷ آبان ۱۳۹۹ 18:30');
    expect(told(session(fromJalali(1399, 8, 20)), LONG_AGO, closedFor('a2')).at(-1)).to.match(/۱۹ آبان ۱۳۹۹ 09:00$/);
  });

  it('never come at night', () => {
    expect(told(session(fromJalali(1405, 8, 12), '07:30'), LONG_AGO).at(-1)).to.equal('day یکشنبه ۱۰ آبان ۱۴۰۵ 18:30');
    expect(told(session(fromJalali(1405, 8, 12), '20:00'), LONG_AGO).at(-1)).to.equal('day دوشنبه ۱۱ آبان ۱۴۰۵ 18:30');
    const dated: DatedSetting = { id: 's', name: 'reminders', value: { kinds: REMINDERS, from: clock('10:00'), to: clock('12:00') }, from: fromJalali(1405, 8, 11), recordedAt: '', recordedBy: '' };
    expect(told(session(fromJalali(1405, 8, 12)), LONG_AGO, tellingHoursOf([dated], context)).at(-1), 'hours that change on that very day').to.equal('day یکشنبه ۱۰ آبان ۱۴۰۵ 18:30');
  });

  it('are not sent late, but for the last one while the session is ahead', () => {
    const of = session(fromJalali(1405, 8, 12));
    expect(told(of, toInstant(fromJalali(1405, 8, 6), clock('10:00')))).to.deep.equal(['day دوشنبه ۱۱ آبان ۱۴۰۵ 09:00']);
    expect(told(of, toInstant(fromJalali(1405, 8, 11), clock('10:00'))), 'at once').to.deep.equal(['day دوشنبه ۱۱ آبان ۱۴۰۵ 10:00']);
    expect(told(of, toInstant(fromJalali(1405, 8, 11), clock('22:00'))), 'in the morning').to.deep.equal(['day سه‌شنبه ۱۲ آبان ۱۴۰۵ 08:00']);
    expect(told(session(fromJalali(1405, 8, 12), '07:30'), toInstant(fromJalali(1405, 8, 11), clock('22:00'))), 'too late for that').to.deep.equal([]);
    expect(told(of, of.startsAt)).to.deep.equal([]);
    expect(remindersOf(of, ['month', 'week'], hours, toInstant(fromJalali(1405, 8, 11), clock('10:00')))).to.deep.equal([]);
  });

  it('are one where two fall on one day', () => {
    const shut: Closure = { id: 'c', from: fromJalali(1405, 7, 5), to: fromJalali(1405, 8, 11), scope: { kind: 'province' }, kind: 'full', openFrom: null, closeAt: null, reason: 'همه‌گیری', orderNo: null };
    const few = told(session(fromJalali(1405, 8, 12)), LONG_AGO, tellingHoursOf([], { ...context, closures: [shut] }));
    expect(few.length).to.equal(1);
    expect(few[0]).to.match(/^day شنبه ۴ مهر ۱۴۰۵ 18:30$/);
  });

  it('fall on allowed moments only, before the session and after now, whatever the hours are', () => {
    fc.assert(fc.property(days, minutes, anyHours, fc.integer({ min: -50 * 1440, max: 1440 }), (day, from, rule, shift) => {
      const of = { day, from, startsAt: toInstant(day, from) };
      const now = addMinutes(of.startsAt, shift);
      const due = remindersOf(of, REMINDERS, rule, now);
      for (const { kind, dueAt } of due) {
        expect(mayTellAt(dueAt, rule), `${kind} ${dueAt}`).to.equal(true);
        expect(dueAt >= now && dueAt < of.startsAt).to.equal(true);
      }
      expect(new Set(due.map(({ dueAt }) => dayOf(dueAt))).size).to.equal(due.length);
      expect(due.map(({ dueAt }) => dueAt)).to.deep.equal(due.map(({ dueAt }) => dueAt).sort());
    }));
  });

  it('leave no allowed minute between a reminder and its own moment, but those that its tries need', () => {
    fc.assert(fc.property(days, minutes, anyHours, (day, at, rule) => {
      const found = lastTellingBy(day, at, rule);
      const wanted = toInstant(day, at);
      if (found === null) return expect.fail('an allowed day in every week');
      expect(found <= wanted).to.equal(true);
      for (let one = addMinutes(found, found === wanted ? 1 : TRYING_MINUTES); one <= wanted; one = addMinutes(one, 1)) if (mayTellAt(one, rule)) expect.fail(`${one} was allowed`);
      if (found !== wanted) expect(mayTellAt(addMinutes(found, TRYING_MINUTES), rule), 'the hours end then').to.equal(false);
      return undefined;
    }), { numRuns: 60 });
  });

  it('go at the first allowed moment where they must go at once', () => {
    fc.assert(fc.property(days, minutes, anyHours, (day, at, rule) => {
      const now = toInstant(day, at);
      const found = firstTellingFrom(now, rule);
      if (found === null) return expect.fail('an allowed day in every week');
      expect(mayTellAt(found, rule) && found >= now).to.equal(true);
      for (let one = now; one < found; one = addMinutes(one, 1)) if (mayTellAt(one, rule)) expect.fail(`${one} was allowed`);
      return undefined;
    }), { numRuns: 60 });
  });
});
