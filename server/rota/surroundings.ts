import type { Knex } from 'knex';
import type { Agency, NamedTerm } from '../domain/agency.ts';
import { agencyLookup, headOn, isValidOn, type OfficerAbsence } from '../agencies/lookup.ts';
import { calendarLookup, type CalendarContext } from '../calendar/lookup.ts';
import { formatClockRange, type Clock } from '../domain/calendar.ts';
import { addDays, daysFrom, type Day } from '../domain/jalali.ts';
import { workingHoursOf } from '../domain/office-hours.ts';
import type { Away, Spacing, WeeklyHour } from '../domain/rota/plan.ts';
import type { OpenAnswer } from '../domain/rota/slots.ts';
import type { PlannedSession } from '../domain/session.ts';
import { datedValues, DEFAULTS, valueOn, type DatedSetting } from '../domain/settings.ts';
import { windowFits, type Closure, type WorkingContext } from '../domain/working-time.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { ABSENCE_WORDS } from '../wording/rota.ts';
import type { Exclusion } from './publication.ts';
import { rotaRepository } from './repository.ts';

/** All that other slices know about a span of days and that a board must heed. */
export interface Surroundings {
  readonly from: Day;
  readonly to: Day;
  readonly agencies: readonly Agency[];
  readonly terms: readonly NamedTerm[];
  readonly absences: readonly OfficerAbsence[];
  readonly settings: readonly DatedSetting[];
  readonly calendar: CalendarContext;
  readonly exclusions: readonly Pick<Exclusion, 'agencyId' | 'from' | 'to' | 'reason'>[];
  /** Published sessions of the span's days. */
  readonly published: readonly PlannedSession[];
}

/** Reads the surroundings of a span over one handle, so that a change decides by what its own transaction sees. */
export async function surroundingsOf(db: Knex, from: Day, to: Day): Promise<Surroundings> {
  const agencies = agencyLookup(db);
  return {
    from,
    to,
    agencies: await agencies.all(),
    terms: await agencies.termsBetween(from, to),
    absences: await agencies.absencesBetween(from, to),
    settings: await settingsLookup(db).settingRows(),
    calendar: await calendarLookup(db).calendarContext(from, to),
    exclusions: await rotaRepository(db).exclusionsBetween(from, to),
    published: await sessionLookup(db).published(from, to),
  };
}

/** What decides about the days of the span. */
export const workingContextOf = ({ calendar, settings }: Pick<Surroundings, 'calendar' | 'settings'>): WorkingContext => ({
  ...calendar,
  ...workingHoursOf(settings),
});

/** Whether a session can be held in a window of a day, else the holiday or closure that stands against it. */
export function openOn(surroundings: Surroundings): (day: Day, from: Clock, to: Clock) => OpenAnswer {
  const context = workingContextOf(surroundings);
  return (day, from, to) => {
    const fit = windowFits(day, from, to, context);
    return fit.ok ? { ok: true } : { ok: false, title: fit.title };
  };
}

/** Who heads the agency on the day, as a session keeps it; nulls where nobody does. */
export function headFor({ agencies, terms }: Pick<Surroundings, 'agencies' | 'terms'>, agencyId: string | null, day: Day): { readonly personId: string | null; readonly post: string | null } {
  const agency = agencies.find(({ id }) => id === agencyId);
  const head = agency === undefined ? null : headOn(agency, terms, day);
  return { personId: head?.personId ?? null, post: head?.post ?? null };
}

/** Whether the agency may be invited on some day of the span. */
export const isInvitable = (agency: Agency, { from, to }: Pick<Surroundings, 'from' | 'to'>): boolean =>
  agency.mayBeInvited && (isValidOn(agency, from) || isValidOn(agency, to) || (agency.validFrom !== null && agency.validFrom >= from && agency.validFrom <= to));

const hours = ({ absence, from, to }: OfficerAbsence): Pick<Away, 'fromClock' | 'toClock'> =>
  from === to ? { fromClock: absence.fromClock, toClock: absence.toClock } : { fromClock: null, toClock: null };

const absenceReason = ({ absence }: OfficerAbsence): string => {
  const word = ABSENCE_WORDS[absence.kind];
  return absence.fromClock !== null && absence.toClock !== null ? `${word}، ${formatClockRange(absence.fromClock, absence.toClock)}` : word;
};

/** The stretches of the span that no span of the list covers. */
function gapsBetween(spans: readonly { readonly from: Day | null; readonly to: Day | null }[], from: Day, to: Day): { from: Day; to: Day }[] {
  const gaps: { from: Day; to: Day }[] = [];
  let next = from;
  for (const span of [...spans].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))) {
    if (next > to) break;
    if (span.from !== null && span.from > next) gaps.push({ from: next, to: span.from > to ? to : addDays(span.from, -1) });
    if (span.to === null) return gaps;
    if (span.to >= next) next = addDays(span.to, 1);
  }
  if (next <= to) gaps.push({ from: next, to });
  return gaps;
}

const wholeDays = { fromClock: null, toClock: null };

/** The hours of each day that a closure takes from an agency; a day that ends early or begins late is a spell of its own. */
function spellsOf({ kind, from, to, openFrom, closeAt }: Closure): Pick<Away, 'from' | 'to' | 'fromClock' | 'toClock'>[] {
  if (kind === 'full' || kind === 'remote_work') return [{ from, to, ...wholeDays }];
  return daysFrom(from, to).flatMap((day) => [
    ...(kind === 'late_open' && openFrom !== null ? [{ from: day, to: day, fromClock: null, toClock: openFrom }] : []),
    ...(kind === 'early_close' && closeAt !== null ? [{ from: day, to: day, fromClock: closeAt, toClock: null }] : []),
  ]);
}

/** Closures of one agency or one county: no holiday, but their agencies cannot come. */
function closedAway({ from, to, agencies, calendar }: Surroundings): Away[] {
  return calendar.closures.flatMap((closure) => {
    const { scope, kind, reason } = closure;
    if (scope.kind !== 'agency' && scope.kind !== 'county') return [];
    const touched = agencies.filter(({ id, countyId }) => (scope.kind === 'agency' ? id === scope.agencyId : countyId === scope.countyId));
    const said = kind === 'remote_work' ? `دورکاری: ${reason}` : reason;
    const spells = spellsOf(closure).filter((spell) => spell.from <= to && spell.to >= from);
    return touched.flatMap(({ id }) => spells.map((spell): Away => ({ agencyId: id, code: 'closed', ...spell, reason: said })));
  });
}

/** Everything that keeps agencies away: absences of their heads, exclusions, closures of their own, posts that stand vacant, and days on which an agency is none. */
export function awayOf(surroundings: Surroundings): Away[] {
  const { from, to, agencies, terms, absences, exclusions } = surroundings;
  return [
    ...absences.filter(({ asHead }) => asHead).map((one): Away => ({
      agencyId: one.agencyId,
      code: one.absence.kind === 'governor_meeting' ? 'duty' : 'absent',
      from: one.from,
      to: one.to,
      ...hours(one),
      reason: absenceReason(one),
    })),
    ...exclusions.map((one): Away => ({ agencyId: one.agencyId, code: 'excluded', from: one.from, to: one.to, ...wholeDays, reason: one.reason })),
    ...closedAway(surroundings),
    // Of every agency: a draft keeps its shares while an agency may end before the draft's days.
    ...agencies.flatMap((agency): Away[] => {
      const closed = gapsBetween([{ from: agency.validFrom, to: agency.validTo }], from, to);
      // An office whose managers were never written down is invited by its head's title; one whose term has run out is vacant.
      const known = terms.filter((term) => headOn(agency, [term], term.from < from ? from : term.from) !== null);
      const vacant = known.length === 0 ? [] : gapsBetween(known, from, to);
      return [
        ...closed.map((gap): Away => ({ agencyId: agency.id, code: 'not_in_office', ...gap, ...wholeDays, reason: '' })),
        ...vacant.map((gap): Away => ({ agencyId: agency.id, code: 'no_manager', ...gap, ...wholeDays, reason: '' })),
      ];
    }),
  ];
}

/** The weekly hour of all managers, as the settings have it over time. */
export function weeklyHoursOf({ settings }: Pick<Surroundings, 'settings'>): WeeklyHour[] {
  const dated = datedValues(settings, 'manager_hour');
  const all = [{ since: null, value: DEFAULTS.manager_hour }, ...dated];
  return all
    .map(({ since, value }, index): WeeklyHour => {
      const next = all[index + 1]?.since ?? null;
      return { agencyId: null, weekday: value.weekday, from: value.from, to: value.to, since, until: next === null ? null : addDays(next, -1) };
    });
}

/** What keeps two invitations of one agency apart: the least gap of the first day, and those that come into force later. */
export function spacingOf({ settings, from, to }: Pick<Surroundings, 'settings' | 'from' | 'to'>): Spacing {
  const later = datedValues(settings, 'least_gap_days').flatMap(({ since, value }) => (since > from && since <= to ? [{ since, leastGapDays: value }] : []));
  return { leastGapDays: valueOn(settings, 'least_gap_days', from), ...(later.length === 0 ? {} : { later }), oncePerWeek: true };
}
