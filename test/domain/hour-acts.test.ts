import { expect } from 'chai';
import fc from 'fast-check';
import { addMinutes, clock, instant, instantOf, millisecondsOf, toInstant, type Instant } from '../../server/domain/calendar.ts';
import { decided, declared, discreet, excused, explained, explanationUntil, isExcusable, unexcused, unvisited } from '../../server/domain/hour-acts.ts';
import { addDays, day } from '../../server/domain/jalali.ts';
import { PRESENCES, presenceOf, sighted, VISIT_ANSWERS, type ManagerHour, type Presence } from '../../server/domain/manager-hour.ts';
import { weekOf } from '../../server/domain/office-hours.ts';
import { Refusal } from '../../server/domain/refusal.ts';
import { DEFAULTS } from '../../server/domain/settings.ts';
import type { WorkingContext } from '../../server/domain/working-time.ts';

const MONDAY = day('2026-11-30');
const at = (text: string): Instant => toInstant(MONDAY, clock(text));
const fresh: ManagerHour = {
  id: 'hour-a-2026-11-30', agencyId: 'a', countyId: null, plannedDay: MONDAY, day: MONDAY, from: clock('09:00'), to: clock('12:00'), startsAt: at('09:00'), endsAt: at('12:00'), state: 'held', title: null, personId: 'p',
  presence: 'no_report', declaredAt: null, declaredBy: null, seenAt: null, seenReportId: null, answer: null, excuse: null, excusedAt: null, excusedBy: null, excuseNote: null, explanation: null, explainedAt: null, explainedBy: null,
  decision: null, decidedAt: null, decidedBy: null, decisionReason: null, substituteId: null, substituteWhy: null, rev: 1,
};
const record = { by: 'record', excuse: null } as const;
const missed: ManagerHour = { ...fresh, presence: 'not_found', seenAt: at('09:42'), seenReportId: 'r', answer: 'not_found' };
const LATER = at('20:00');
const code = (work: () => unknown): string => {
  try {
    work();
    return 'done';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

const presences = fc.constantFrom<Presence>(...PRESENCES);
const minutes = fc.integer({ min: -600, max: 600 });
const said = fc.option(fc.constant(at('08:50')), { nil: null });
const hours = fc.record({ presence: presences, declaredAt: said }).map((some): ManagerHour => ({ ...fresh, ...some, ...(some.presence === 'not_found' ? { seenAt: at('09:42'), seenReportId: 'r', answer: 'not_found' as const } : {}) }));

describe('what is done of a manager\'s hour', () => {
  it('is declared from half an hour before it until its end, once, and never makes less of what is known', () =>
    fc.assert(fc.property(hours, minutes, (hour, away) => {
      const now = addMinutes(hour.startsAt, away);
      const isOpen = away >= -30 && away < 180;
      const mayBe = isOpen && hour.declaredAt === null && (hour.presence === 'no_report' || hour.presence === 'not_found');
      const came = code(() => declared(hour, { presence: hour.presence, ...record }, 'u', now));
      expect(came === 'done').to.equal(mayBe);
      if (!mayBe) return;
      const after = declared(hour, { presence: hour.presence, ...record }, 'u', now);
      expect([after.presence, after.declaredAt, after.declaredBy]).to.deep.equal([hour.presence === 'no_report' ? 'declared' : 'not_found', now, 'u']);
    })));

  it('shows nothing accusing of a report that nobody has judged, whatever was declared', () =>
    fc.assert(fc.property(hours, (hour) => {
      for (const seen of [discreet(hour), unvisited(hour)]) expect(seen.presence).not.to.equal('not_found');
      expect(JSON.stringify(unvisited(hour))).not.to.include('09:42');
      if (hour.presence !== 'not_found') expect(discreet(hour)).to.equal(hour);
    })));

  it('is explained once and in time alone', () =>
    fc.assert(fc.property(hours, minutes, (hour, away) => {
      const now = addMinutes(LATER, away);
      const came = code(() => explained(hour, 'بودم', LATER, 'u', now));
      expect(came).to.equal(hour.presence !== 'not_found' ? 'hour_step' : away < 0 ? 'done' : 'reply_over');
      expect(code(() => explained({ ...missed, explanation: 'بودم' }, 'باز هم', LATER, 'u', at('13:00')))).to.equal('hour_step');
    })));

  it('is confirmed once the manager was heard or let his time pass, and laid aside at any time', () =>
    fc.assert(fc.property(hours, minutes, fc.boolean(), (hour, away, heard) => {
      const now = addMinutes(LATER, away);
      const asked = heard ? { ...hour, explanation: 'بودم' } : hour;
      const waits = hour.presence === 'not_found';
      const refusal = hour.presence === 'excused' ? 'hour_excused' : 'hour_step';
      expect(code(() => decided(asked, asked, 'confirmed', 'چون', LATER, 'u', now))).to.equal(!waits ? refusal : heard || away >= 0 ? 'done' : 'hour_unheard');
      expect(code(() => decided(asked, asked, 'laid_aside', 'چون', LATER, 'u', now))).to.equal(waits ? 'done' : refusal);
      // What stands elsewhere answers the report: whoever had registered that he would be away is not absent.
      for (const [presence, no] of [['excused', 'hour_excused'], ['verified', 'hour_step']] as const) expect(code(() => decided({ ...missed, explanation: 'بودم' }, { presence }, 'confirmed', 'چون', LATER, 'u', now))).to.equal(no);
      if (waits) expect(decided(asked, asked, 'laid_aside', 'چون', LATER, 'u', now).presence).to.equal(hour.declaredAt === null ? 'no_report' : 'declared');
    })));

  it('is excused and taken back as it was; whoever was seen there needs no excuse', () =>
    fc.assert(fc.property(hours, (hour) => {
      expect(code(() => excused(hour, 'mission', 'شورا', 'u', LATER))).to.equal(hour.presence === 'excused' ? 'hour_excused' : isExcusable(hour) ? 'done' : 'hour_step');
      if (!isExcusable(hour) || hour.presence === 'absent') return;
      const back = unexcused(excused(hour, 'mission', 'شورا', 'u', LATER));
      expect(back).to.deep.equal({ ...hour, presence: hour.presence === 'not_found' ? 'not_found' : hour.declaredAt === null ? 'no_report' : 'declared' });
      expect(code(() => unexcused(hour))).to.equal('hour_step');
    })));

  it('stands against every later report once it is decided; what was seen is kept for when that is taken back', () =>
    fc.assert(fc.property(fc.array(fc.constantFrom(...VISIT_ANSWERS), { maxLength: 4 }), fc.constantFrom<ManagerHour>(fresh, missed, { ...fresh, declaredAt: at('08:50'), presence: 'declared' }), (answers, before) => {
      const seen = (hour: ManagerHour): ManagerHour => answers.reduce((known, answer, number) => sighted(known, { reportId: `s${number}`, answer, at: at('09:50') }), hour);
      const after = seen(excused(before, 'mission', 'شورا', 'u', at('09:45')));
      expect([after.presence, after.excuse]).to.deep.equal(['excused', 'mission']);
      expect(unexcused(after), 'as if it had never been excused').to.deep.equal(seen(before));
      expect(JSON.stringify(unvisited(after))).not.to.match(/09:42|09:50|s0/);
      const confirmed = seen(decided(missed, missed, 'confirmed', 'چون', LATER, 'u', LATER));
      expect([confirmed.presence, confirmed.decision]).to.deep.equal(['absent', 'confirmed']);
    })));

  it('waits for the head anew where a report of not found comes after one was laid aside', () => {
    const aside = decided(missed, missed, 'laid_aside', 'چون', LATER, 'u', LATER);
    const again = sighted(aside, { reportId: 'r2', answer: 'not_found', at: at('10:50') });
    expect(again).to.include({ presence: 'not_found', decision: null, seenReportId: 'r2' });
    expect(unexcused(excused(aside, 'leave', 'چون', 'u', LATER)).presence).to.equal('no_report');
    expect(unexcused(excused(again, 'leave', 'چون', 'u', LATER)).presence).to.equal('not_found');
  });

  it('is excused by an absence that holds all of it and stood, registered, when it began; nothing done of it afterwards changes that', () => {
    const clocks = fc.option(fc.constantFrom(...['08:00', '09:00', '09:01', '11:59', '12:00', '13:00'].map(clock)), { nil: null });
    const away = fc.record({ fromClock: clocks, toClock: clocks, recorded: fc.integer({ min: -3, max: 3 }), withdrawn: fc.option(fc.integer({ min: -3, max: 300 }), { nil: null }) });
    fc.assert(fc.property(hours, fc.array(away, { maxLength: 3 }), fc.boolean(), (hour, all, atGovernorate) => {
      const absences = all.map(({ fromClock, toClock, recorded, withdrawn }) =>
        ({ kind: 'mission' as const, fromClock, toClock, recordedAt: addMinutes(hour.startsAt, recorded), withdrawnAt: withdrawn === null ? null : addMinutes(hour.startsAt, withdrawn) }));
      const excuses = all.some(({ fromClock, toClock, recorded, withdrawn }) => (fromClock ?? '00:00') <= '09:00' && (toClock ?? '23:59') >= '12:00' && recorded < 0 && (withdrawn === null || withdrawn >= 0));
      const open = ['no_report', 'declared', 'not_found'].includes(hour.presence);
      const known = presenceOf(hour, { absences, atGovernorate });
      expect(known.by).to.equal(!open ? 'record' : atGovernorate ? 'governorate' : excuses ? 'absence' : 'record');
      expect(known.presence).to.equal({ record: hour.presence, governorate: 'verified', absence: 'excused' }[known.by]);
    }));
  });

  it('is missed by nobody where it is not held', () => {
    const cancelled: ManagerHour = { ...fresh, state: 'cancelled', title: 'آلودگی هوا' };
    for (const answer of VISIT_ANSWERS) expect(sighted(cancelled, { reportId: 'r', answer, at: at('09:50') })).to.equal(cancelled);
  });

  it('may be explained until the end of the next working day\'s office hours, over holidays and weekends', () => {
    const context: WorkingContext = { holidays: [], closures: [], officeHours: weekOf(DEFAULTS), thursday: DEFAULTS.thursday.policy };
    const until = (from: string, more: Partial<WorkingContext> = {}): string => explanationUntil(day(from), { ...context, ...more });
    const { to } = DEFAULTS.office_hours;
    expect(until('2026-11-30')).to.equal(toInstant(day('2026-12-01'), to));
    const holiday = { day: day('2026-12-01'), title: 'تعطیل', kind: 'other', status: 'final', altDay: null, hijri: null } as const;
    expect(until('2026-11-30', { holidays: [holiday] })).to.equal(toInstant(day('2026-12-02'), to));
    fc.assert(fc.property(fc.integer({ min: 0, max: 700 }), (days) => {
      const from = addDays(MONDAY, days);
      const end = explanationUntil(from, context);
      expect(millisecondsOf(end)).to.be.above(millisecondsOf(toInstant(from, clock('23:59'))));
      expect(end).to.equal(instantOf(millisecondsOf(instant(end))));
    }));
  });
});
