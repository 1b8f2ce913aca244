import type { Knex } from 'knex';
import { agencyLookup, isValidOn } from '../agencies/lookup.ts';
import { calendarLookup, type CalendarContext } from '../calendar/lookup.ts';
import type { Agency } from '../domain/agency.ts';
import { hoursPlanned, hourValues, plannedSpan, type HourException, type HourRule, type PlannedHour } from '../domain/hour-occurrences.ts';
import { isDay, type Day } from '../domain/jalali.ts';
import { hourIdOf } from '../domain/manager-hour.ts';
import { workingHoursOf } from '../domain/office-hours.ts';
import type { DatedSetting } from '../domain/settings.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { occurrenceIn, occurrenceRepository, type AgencyHour, type RecordedException } from './repository.ts';

export type { AgencyHour, RecordedException } from './repository.ts';
export { occurrenceIn };

const HOUR = /^hour-([\w-]{1,64})-(\d{4}-\d{2}-\d{2})$/;

/** The agency and the planned day that an hour's id is made of; null where it is no hour's id. */
export function partsOfHourId(id: string): { readonly agencyId: string; readonly plannedDay: Day } | null {
  const [, agencyId, plannedDay] = HOUR.exec(id) ?? [];
  return agencyId === undefined || plannedDay === undefined || !isDay(plannedDay) ? null : { agencyId, plannedDay };
}

/** What a rule is made of, from wherever it was read. */
export interface RuleFacts {
  readonly settings: readonly DatedSetting[];
  readonly calendar: CalendarContext;
  readonly exceptions: readonly HourException[];
}

/** The rule that such facts come to. */
export const hourRuleOf = ({ settings, calendar, exceptions }: RuleFacts): HourRule =>
  ({ dated: hourValues(settings), exceptions, context: { ...calendar, ...workingHoursOf(settings) } });

/** An agency's occurrences among those planned, on whose day it stands. */
export function occurrencesOf(agency: Agency, planned: readonly PlannedHour[]): AgencyHour[] {
  return planned.flatMap((hour) =>
    isValidOn(agency, hour.day) ? [{ ...hour, id: hourIdOf(agency.id, hour.plannedDay), agencyId: agency.id, countyId: agency.countyId, substituteId: null, substituteWhy: null }] : []);
}

const inTime = (one: PlannedHour & { readonly id: string }, other: PlannedHour & { readonly id: string }): number => (`${one.startsAt} ${one.id}` < `${other.startsAt} ${other.id}` ? -1 : 1);

/** What other slices may ask of the weekly hour's occurrences: when it is held, wherever it is laid out or not yet. Whether the manager was there is the hours' own. */
export function occurrenceLookup(db: Knex) {
  const repository = occurrenceRepository(db);

  /** All that decides about the hours planned from one day to another. */
  const rule = async (from: Day, to: Day, known: Knex = db): Promise<HourRule> => {
    const span = plannedSpan(from, to);
    return hourRuleOf({
      settings: await settingsLookup(known).settingRows(),
      calendar: await calendarLookup(db).calendarContext(span.from, span.to),
      exceptions: await repository.standing(from, to),
    });
  };

  const between = async (from: Day, to: Day): Promise<AgencyHour[]> => {
    const span = plannedSpan(from, to);
    const planned = hoursPlanned(await rule(span.from, span.to), span.from, span.to);
    // Most days have no hour anywhere: those are soon done, however many agencies there are.
    const known = new Map<readonly PlannedHour[], readonly PlannedHour[]>();
    const held = (all: readonly PlannedHour[]): readonly PlannedHour[] => {
      const found = known.get(all) ?? all.filter(({ day }) => day >= from && day <= to);
      known.set(all, found);
      return found;
    };
    const agencies = await agencyLookup(db).all();
    return agencies.flatMap((agency) => occurrencesOf(agency, held(planned({ agencyId: agency.id, countyId: agency.countyId })))).sort(inTime);
  };

  return {
    rule,
    exceptions: (from: Day, to: Day): Promise<RecordedException[]> => repository.standing(from, to),

    /** Every standing agency's hours held from one day to another, both included, as rule, calendar and exceptions have them now; in order of time. */
    between,

    /** Every agency's hour of a day that is held, each as laid out or else as worked out; in order of time. */
    async heldOn(day: Day): Promise<AgencyHour[]> {
      const laid = await repository.laidOn(day);
      const here = new Set(laid.map(({ id }) => id));
      const due = (await between(day, day)).filter(({ id }) => !here.has(id));
      const elsewhere = new Set((await repository.laidAmong(due.map(({ id }) => id))).map(({ id }) => id));
      return [...laid, ...due.filter(({ id }) => !elsewhere.has(id))].filter(({ state }) => state !== 'cancelled').sort(inTime);
    },

    /** One hour, as laid out or, before that, as it is worked out; null where none is planned under the id. */
    async byId(id: string): Promise<AgencyHour | null> {
      const parts = partsOfHourId(id);
      if (parts === null) return null;
      const laid = await repository.laid(id);
      if (laid !== null) return laid;
      const agency = await agencyLookup(db).byId(parts.agencyId);
      if (agency === null) return null;
      const planned = hoursPlanned(await rule(parts.plannedDay, parts.plannedDay), parts.plannedDay, parts.plannedDay);
      return occurrencesOf(agency, planned({ agencyId: agency.id, countyId: agency.countyId }))[0] ?? null;
    },

    /** An agency's hours held from one day to another, both included, each as laid out or else as worked out; in order of time. */
    async ofAgency(agencyId: string, from: Day, to: Day): Promise<AgencyHour[]> {
      const agency = await agencyLookup(db).byId(agencyId);
      if (agency === null) return [];
      const span = plannedSpan(from, to);
      const planned = hoursPlanned(await rule(span.from, span.to), span.from, span.to);
      const laid = new Map((await repository.laidOf(agencyId, span.from, span.to)).map((hour) => [hour.id, hour]));
      const rest = occurrencesOf(agency, planned({ agencyId, countyId: agency.countyId })).filter(({ id }) => !laid.has(id));
      return [...laid.values(), ...rest].filter(({ day }) => day >= from && day <= to).sort(inTime);
    },

    /** The province's hours that are held on a day, cancelled there, or planned for it and held elsewhere, as they are where no county or agency has its own. */
    async ofProvinceAbout(on: Day): Promise<readonly PlannedHour[]> {
      const span = plannedSpan(on, on);
      return hoursPlanned(await rule(span.from, span.to), span.from, span.to)({}).filter(({ day, plannedDay }) => day === on || plannedDay === on);
    },

    /** The province's hours held from one day to another, both included, as they are where no county or agency has its own; those that are not held are left out. */
    async ofProvince(from: Day, to: Day): Promise<readonly PlannedHour[]> {
      const span = plannedSpan(from, to);
      return hoursPlanned(await rule(span.from, span.to), span.from, span.to)({}).filter(({ day, state }) => day >= from && day <= to && state !== 'cancelled');
    },
  };
}
