import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { clock } from '../../server/domain/calendar.ts';
import { hoursPlanned, MOVED_AT_MOST_DAYS, type HourException, type HourRule } from '../../server/domain/hour-occurrences.ts';
import { addDays, fromJalali, toJalali, weekday, type Day, type Weekday } from '../../server/domain/jalali.ts';
import { workingHoursOf } from '../../server/domain/office-hours.ts';
import { dayState, type Closure, type Holiday } from '../../server/domain/working-time.ts';

const holidays = JSON.parse(readFileSync(new URL('../../db/seeds/data/holidays.json', import.meta.url), 'utf8')) as readonly Holiday[];
const MONDAY = { weekday: 2, from: clock('09:00'), to: clock('12:00') } as const;

const ruleWith = (more: Partial<HourRule> & { readonly closures?: readonly Closure[] } = {}): HourRule => {
  const { closures = [], ...rest } = more;
  return { dated: [{ since: '0001-01-01' as Day, value: MONDAY }], exceptions: [], context: { holidays, closures, ...workingHoursOf([]) }, ...rest };
};

const closure = (more: Partial<Closure> & Pick<Closure, 'from'>): Closure => ({ id: 'c', to: more.from, scope: { kind: 'province' }, kind: 'full', openFrom: null, closeAt: null, reason: 'آلودگی هوا', orderNo: null, ...more });

const exception = (more: Partial<HourException> & Pick<HourException, 'from' | 'kind'>): HourException =>
  ({ id: 'x', scope: { kind: 'province' }, to: more.from, weekday: null, movedTo: null, hours: null, reason: 'سفر استاندار', letterNo: null, recordedAt: '2020-01-01T00:00:00.000Z', ...more });

const AT = { agencyId: 'water', countyId: 'kashan' } as const;
const YEAR = { from: fromJalali(1399, 1, 1), to: fromJalali(1399, 12, 30) };

/** Exceptions and closures of every kind in a year, on its places. */
const scope = fc.constantFrom({ kind: 'province' } as const, { kind: 'county', countyId: 'kashan' } as const, { kind: 'county', countyId: 'natanz' } as const, { kind: 'agency', agencyId: 'water' } as const, { kind: 'agency', agencyId: 'roads' } as const);
const dayIn = fc.integer({ min: 0, max: 365 }).map((days) => addDays(YEAR.from, days));
const window = fc.constantFrom({ from: clock('08:00'), to: clock('10:00') }, { from: clock('13:00'), to: clock('16:00') }, { from: clock('15:00'), to: clock('17:00') });
const exceptions = fc.array(
  fc.record({ scope, from: dayIn, length: fc.integer({ min: 0, max: 60 }), kind: fc.constantFrom('none' as const, 'weekly' as const, 'moved' as const), weekday: fc.integer({ min: 0, max: 6 }), by: fc.integer({ min: -MOVED_AT_MOST_DAYS, max: MOVED_AT_MOST_DAYS }), hours: fc.option(window), at: fc.integer({ min: 0, max: 9 }) })
    .map(({ length, by, at, weekday: on, ...one }, ): HourException => exception({
      ...one, to: one.kind === 'moved' ? one.from : addDays(one.from, length), weekday: one.kind === 'weekly' ? (on as Weekday) : null,
      movedTo: one.kind === 'moved' ? addDays(one.from, by) : null, id: `x${at}`, recordedAt: `2020-01-0${at}`,
    })),
  { maxLength: 12 },
);
const closures = fc.array(
  fc.record({ scope: fc.oneof(scope, fc.constant({ kind: 'national' } as const)), from: dayIn, kind: fc.constantFrom('full' as const, 'late_open' as const, 'early_close' as const, 'remote_work' as const), length: fc.integer({ min: 0, max: 5 }) })
    .map(({ length, ...one }, ): Closure => closure({ ...one, to: addDays(one.from, length), openFrom: one.kind === 'late_open' ? clock('10:00') : null, closeAt: one.kind === 'early_close' ? clock('11:00') : null })),
  { maxLength: 8 },
);
const place = fc.constantFrom(AT, { agencyId: 'roads', countyId: 'natanz' }, { agencyId: 'bank', countyId: null }, { agencyId: 'school', countyId: 'kashan' });

describe('the hours planned', () => {
  it('are one a planned day, on no closed day, and within the hours of their day', () => {
    fc.assert(fc.property(exceptions, closures, place, (xs, cs, at) => {
      const rule = ruleWith({ exceptions: xs, closures: cs });
      const planned = hoursPlanned(rule, YEAR.from, YEAR.to)(at);
      expect(new Set(planned.map(({ plannedDay }) => plannedDay)).size).to.equal(planned.length);
      for (const hour of planned) {
        expect(hour.startsAt < hour.endsAt).to.equal(true);
        if (hour.state === 'cancelled') continue;
        const state = dayState(hour.day, { ...rule.context, place: at });
        expect(state.kind === 'working' && state.from <= hour.from && hour.to <= state.to, `${hour.day} ${hour.state}`).to.equal(true);
        expect(hour.state === 'moved' || hour.day === hour.plannedDay).to.equal(true);
        expect(hour.state === 'held').to.equal(hour.title === null);
      }
    }), { numRuns: 150 });
  });

  it('follow the narrowest exception', () => {
    const dayOfRule = fc.integer({ min: 0, max: 50 }).map((weeks) => addDays(fromJalali(1399, 1, 11), weeks * 7));
    fc.assert(fc.property(exceptions, dayOfRule, fc.constantFrom('county' as const, 'agency' as const), (xs, on, kind) => {
      const own = exception({ id: 'own', kind: 'none', from: on, scope: kind === 'agency' ? { kind, agencyId: 'water' } : { kind, countyId: 'kashan' }, reason: 'خودش' });
      const others = xs.filter((one) => one.scope.kind === 'province' || (kind === 'agency' && one.scope.kind === 'county'));
      const found = hoursPlanned(ruleWith({ exceptions: [...others, own] }), on, on)(AT);
      const without = hoursPlanned(ruleWith({ exceptions: others }), on, on)(AT);
      // Only where an hour is planned at all is there something to be taken away.
      expect(found.map(({ state, title }) => [state, title])).to.deep.equal(without.map(() => ['cancelled', 'خودش']));
      const weekly = hoursPlanned(ruleWith({ exceptions: [...others, { ...own, kind: 'weekly', weekday: weekday(on), hours: { from: clock('08:00'), to: clock('09:00') } }] }), on, on)(AT);
      expect(weekly.map(({ day, from }) => [day, from])).to.deep.equal([[on, '08:00']]);
    }), { numRuns: 100 });
  });

  it('are the same for a place however many others are asked about first', () => {
    fc.assert(fc.property(exceptions, closures, place, place, (xs, cs, one, other) => {
      const rule = ruleWith({ exceptions: xs, closures: cs });
      const shared = hoursPlanned(rule, YEAR.from, YEAR.to);
      shared(other);
      expect(shared(one)).to.deep.equal(hoursPlanned(rule, YEAR.from, YEAR.to)(one));
    }), { numRuns: 60 });
  });

  it('skip the Monday holidays of nine years and no other Monday', () => {
    const skipped = (year: number): string[] =>
      hoursPlanned(ruleWith(), fromJalali(year, 1, 1), addDays(fromJalali(year + 1, 1, 1), -1))(AT).filter(({ state }) => state === 'cancelled').map(({ day }) => {
        const { month, day: on } = toJalali(day);
        return `${String(month).padStart(2, '0')}/${String(on).padStart(2, '0')}`;
      });
    const found = Object.fromEntries([1398, 1399, 1400, 1401, 1402, 1403, 1404, 1405, 1406].map((year) => [year, skipped(year).join(' ')]));
    expect(found).to.deep.equal({
      1398: '01/12 03/06 05/21 06/18', 1399: '01/04 03/05', 1400: '01/02 01/09 07/05', 1401: '01/01 04/27 05/17 12/29', 1402: '03/15', 1403: '01/13 03/14 03/28 04/25 06/12 11/22',
      1404: '01/04 01/11 06/10 09/03', 1405: '01/03', 1406: '01/02 02/27 03/24 05/11 12/09',
    });
  });

  it('are cancelled by 21 Ramadan 1398, moved to Monday 6 Khordad', () => {
    const monday = fromJalali(1398, 3, 6);
    const title = 'شهادت حضرت علی علیه‌السلام';
    const others = holidays.filter(({ day }) => day !== monday);
    const printed: Holiday = { day: fromJalali(1398, 3, 5), title, kind: 'lunar', status: 'published', altDay: null, hijri: null };
    const on = (all: readonly Holiday[]) => hoursPlanned({ ...ruleWith(), context: { holidays: all, closures: [], ...workingHoursOf([]) } }, monday, monday)(AT)[0];
    expect(on([...others, printed])?.state).to.equal('held');
    expect(on([...others, { ...printed, day: monday }])).to.include({ state: 'cancelled', title, day: monday });
  });

  it('are cut by a late opening, cancelled by a closure of the evening before, and moved by an exception', () => {
    const monday = fromJalali(1399, 5, 20);
    const [held] = hoursPlanned(ruleWith(), monday, monday)(AT);
    expect(held).to.include({ state: 'held', from: '09:00', to: '12:00', startsAt: '2020-08-10T04:30:00.000Z', endsAt: '2020-08-10T07:30:00.000Z' });
    const late = closure({ from: monday, kind: 'late_open', openFrom: clock('10:00'), reason: 'شب قدر' });
    expect(hoursPlanned(ruleWith({ closures: [late] }), monday, monday)(AT)[0]).to.include({ state: 'shortened', from: '10:00', to: '12:00' });
    const county = closure({ from: monday, scope: { kind: 'county', countyId: 'kashan' } });
    const closed = hoursPlanned(ruleWith({ closures: [county] }), monday, monday);
    expect([closed(AT)[0]?.state, closed({ agencyId: 'roads', countyId: 'natanz' })[0]?.state]).to.deep.equal(['cancelled', 'held']);
    const moved = exception({ kind: 'moved', from: monday, movedTo: addDays(monday, 2), hours: { from: clock('10:00'), to: clock('13:00') } });
    expect(hoursPlanned(ruleWith({ closures: [county], exceptions: [moved] }), monday, monday)(AT)[0]).to.include({ state: 'moved', plannedDay: monday, day: addDays(monday, 2), from: '10:00', title: 'سفر استاندار' });
  });

  it('follow a rule that changes on a day, and are the same wherever the program runs', function () {
    this.timeout(20_000);
    const tuesday = { weekday: 3, from: clock('10:00'), to: clock('12:00') } as const;
    const since = fromJalali(1399, 6, 31);
    const rule = ruleWith({ dated: [{ since: '0001-01-01' as Day, value: MONDAY }, { since, value: tuesday }] });
    const days = hoursPlanned(rule, addDays(since, -14), addDays(since, 14))(AT).map(({ plannedDay }) => (weekday(plannedDay) === 2) === (plannedDay < since));
    expect(days.every(Boolean)).to.equal(true);
    const file = join(import.meta.dirname, '../support/hours-of-year.ts');
    const seen = ['UTC', 'Asia/Tehran', 'America/Los_Angeles'].map((zone) => execFileSync(process.execPath, ['--import=tsx', file], { env: { ...process.env, TZ: zone }, encoding: 'utf8' }));
    expect(new Set(seen).size).to.equal(1);
    expect(seen[0]).to.include('2020-08-10T04:30:00.000Z');
  });
});
