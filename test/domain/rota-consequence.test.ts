import { expect } from 'chai';
import fc from 'fast-check';
import { toInstant, ZONE, type Instant } from '../../server/domain/calendar.ts';
import type { Clock } from '../../server/domain/clock.ts';
import { addDays, daysFrom, weekday, type Day } from '../../server/domain/jalali.ts';
import { freedOf, hitsOf, hoursTurned, placesOn } from '../../server/domain/rota/consequence.ts';
import type { TemplatePlace } from '../../server/domain/rota/slots.ts';
import { UNALTERED, type PlannedSession } from '../../server/domain/session.ts';
import { weekOf } from '../../server/domain/office-hours.ts';
import { windowFits, type Closure, type Holiday, type WorkingContext } from '../../server/domain/working-time.ts';
import { at, RUNS, START } from './rota-samples.ts';

const LONG_AGO = '2019-01-01T00:00:00.000Z' as Instant;
const DAYS = daysFrom(START, addDays(START, 20));
const hours = { officeHours: weekOf({ office_hours: { from: at('07:30'), to: at('14:30') }, thursday: { policy: 'full' } }), thursday: 'full' } as const;
const nobody: WorkingContext = { holidays: [], closures: [], ...hours };
const template: TemplatePlace[] = ([1, 3] as const).flatMap((day) => [{ weekday: day, from: at('09:00'), to: at('11:00'), lines: 2 }, { weekday: day, from: at('11:00'), to: at('13:00'), lines: 1 }]);
const places = DAYS.flatMap((day) => placesOn(day, template));
const session = (index: number, place: { readonly day: Day; readonly from: Clock; readonly to: Clock; readonly line: number }): PlannedSession => ({
  id: `s${index}`, draftId: 'd', zone: ZONE, ...place, startsAt: toInstant(place.day, place.from), agencyId: `a${index % 5}`, personId: null, post: null, state: 'published',
  pinned: false, pinReason: null, emptyReason: null, why: null, rev: 1, version: 1, ...UNALTERED,
});
const sessions = places.map((place, index) => session(index, place));
const placeOf = (agencyId: string) => ({ agencyId, countyId: agencyId === 'a0' ? 'k0' : null });

const day = fc.constantFrom(...DAYS);
const clocks = fc.constantFrom(...['08:00', '09:30', '10:00', '11:00', '12:30'].map(at));
const scopes = fc.constantFrom<Closure['scope']>({ kind: 'national' }, { kind: 'province' }, { kind: 'county', countyId: 'k0' }, { kind: 'agency', agencyId: 'a1' });
const closure = fc.record({ from: day, length: fc.integer({ min: 0, max: 4 }), scope: scopes, kind: fc.constantFrom<Closure['kind']>('full', 'remote_work', 'late_open', 'early_close'), clock: clocks }).map(
  ({ from, length, scope, kind, clock }): Closure => ({ id: `c-${from}-${kind}-${length}`, from, to: addDays(from, length), scope, kind, openFrom: kind === 'late_open' ? clock : null, closeAt: kind === 'early_close' ? clock : null, reason: 'آزمون', orderNo: null }),
);
const holiday = day.map((on): Holiday => ({ day: on, title: 'عید', kind: 'lunar', status: 'final', altDay: null, hijri: null }));
const calendar = fc.record({ closures: fc.array(closure, { maxLength: 4 }), holidays: fc.array(holiday, { maxLength: 2 }) }).map((given): WorkingContext => ({ ...given, ...hours }));
const turns = fc.record({ before: calendar, after: calendar });
const fits = (one: PlannedSession, context: WorkingContext): boolean => windowFits(one.day, one.from, one.to, { ...context, place: placeOf(one.agencyId ?? '') }).ok;

describe('rota: what a change of the calendar does', () => {
  it('hits every session that stood and cannot be held any more, and none that still can', () => {
    fc.assert(fc.property(turns, (turn) => {
      const hit = new Set(hitsOf(sessions, turn, placeOf, LONG_AGO).map((one) => one.session.id));
      for (const one of sessions) {
        if (fits(one, turn.before) && !fits(one, turn.after)) expect(hit.has(one.id), `${one.day} ${one.from}`).to.equal(true);
        if (fits(one, turn.after)) expect(hit.has(one.id)).to.equal(false);
      }
    }), { numRuns: RUNS * 4 });
  });

  it('does nothing where nothing changes, and nothing to what has begun', () => {
    fc.assert(fc.property(calendar, turns, day, (same, turn, now) => {
      const still = { before: same, after: same };
      expect(hitsOf(sessions, still, placeOf, LONG_AGO)).to.deep.equal([]);
      expect(freedOf(places, still, [], LONG_AGO)).to.deep.equal([]);
      expect(hoursTurned(DAYS, () => ({ weekday: 2, from: at('09:00'), to: at('12:00') }), still, LONG_AGO)).to.deep.equal([]);
      const noon = toInstant(now, at('09:00'));
      expect(hitsOf(sessions, turn, placeOf, noon).every((one) => one.session.startsAt > noon)).to.equal(true);
      expect(freedOf(places, turn, [], noon).every((one) => toInstant(one.day, one.from) > noon)).to.equal(true);
    }), { numRuns: RUNS * 4 });
  });

  it('frees, when it is taken back, just the places that it had taken', () => {
    fc.assert(fc.property(turns, ({ before, after }) => {
      const key = (one: { readonly day: Day; readonly from: Clock; readonly line: number }): string => `${one.day} ${one.from}/${one.line}`;
      const freed = freedOf(places, { before: after, after: before }, [], LONG_AGO).map(key);
      const taken = sessions.filter((one) => windowFits(one.day, one.from, one.to, before).ok && !windowFits(one.day, one.from, one.to, after).ok).map(key);
      expect(freed).to.deep.equal(taken);
      expect(freedOf(places, { before: after, after: before }, places, LONG_AGO), 'none that somebody holds').to.deep.equal([]);
    }), { numRuns: RUNS * 4 });
  });

  it('tells each managers\' hour that is lost, cut or given back', () => {
    const monday = DAYS.find((one) => weekday(one) === 2) as Day;
    const windowOn = () => ({ weekday: 2, from: at('09:00'), to: at('12:00') }) as const;
    const late: Closure = { id: 'c', from: monday, to: addDays(monday, 7), scope: { kind: 'province' }, kind: 'late_open', openFrom: at('10:00'), closeAt: null, reason: 'یلدا', orderNo: null };
    const [whole, rest] = [{ from: at('09:00'), to: at('12:00') }, { from: at('10:00'), to: at('12:00') }];
    const cut: WorkingContext = { ...nobody, closures: [late] };
    const full: WorkingContext = { ...nobody, closures: [{ ...late, kind: 'full', openFrom: null }] };
    expect(hoursTurned(DAYS, windowOn, { before: nobody, after: cut }, LONG_AGO)).to.deep.equal([{ day: monday, before: whole, after: rest }, { day: addDays(monday, 7), before: whole, after: rest }]);
    expect(hoursTurned([monday], windowOn, { before: cut, after: full }, LONG_AGO)).to.deep.equal([{ day: monday, before: rest, after: null }]);
    expect(hoursTurned([monday], windowOn, { before: full, after: nobody }, LONG_AGO)).to.deep.equal([{ day: monday, before: null, after: whole }]);
    expect(hoursTurned([monday], windowOn, { before: nobody, after: full }, toInstant(monday, at('11:00'))), 'still going on').to.have.length(1);
    expect(hoursTurned([monday], windowOn, { before: nobody, after: full }, toInstant(monday, at('12:00')))).to.deep.equal([]);
  });

  it('hits what was kept in spite of a closure again only where still less of it is left', () => {
    const [one] = sessions as [PlannedSession];
    const order = (kind: Closure['kind'], clock: string | null): WorkingContext => ({ ...nobody, closures: [{ id: 'c', from: one.day, to: one.day, scope: { kind: 'province' }, kind, openFrom: kind === 'late_open' ? at(clock ?? '') : null, closeAt: kind === 'early_close' ? at(clock ?? '') : null, reason: 'x', orderNo: null }] });
    const isHit = (before: WorkingContext, after: WorkingContext) => hitsOf([one], { before, after }, placeOf, LONG_AGO).length === 1;
    expect(isHit(order('late_open', '10:00'), order('full', null))).to.equal(true);
    expect(isHit(order('late_open', '10:00'), order('late_open', '10:30'))).to.equal(true);
    expect(isHit(order('late_open', '10:30'), order('late_open', '10:00')), 'more of it is left').to.equal(false);
    expect(isHit(order('full', null), order('remote_work', null))).to.equal(false);
    expect(hitsOf([one], { before: nobody, after: order('early_close', '10:00') }, placeOf, LONG_AGO)[0]?.left).to.deep.equal({ from: '09:00', to: '10:00' });
  });
});
