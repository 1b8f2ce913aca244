import type { Knex } from 'knex';
import { remembered } from '../../db/memory.ts';
import { agencyLookup, type OfficerAbsence } from '../agencies/lookup.ts';
import type { Day } from '../domain/jalali.ts';
import { presenceOf, type KnownPresence, type ManagerHour } from '../domain/manager-hour.ts';
import type { SessionLife } from '../domain/session-life.ts';
import { occurrenceLookup, type AgencyHour } from '../occurrences/lookup.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { hourRepository } from './repository.ts';

/** An hour with what is known of the manager's presence at last. */
export interface HourPresence extends KnownPresence {
  readonly hour: ManagerHour;
}

/** The absences of heads on a day, also those that were withdrawn, and the sessions at the governorate to which their hosts have come. */
export interface DaySurroundings {
  readonly away: readonly OfficerAbsence[];
  readonly answering: readonly SessionLife[];
}

/** What is known of the manager's presence in each hour of a day, as these surroundings of the day have it. */
export function presencesWithin(all: readonly ManagerHour[], { away, answering }: DaySurroundings): HourPresence[] {
  const absencesOf = new Map<string, OfficerAbsence[]>();
  for (const one of away) absencesOf.set(one.agencyId, [...(absencesOf.get(one.agencyId) ?? []), one]);
  return all.map((hour) => {
    const absences = absencesOf.get(hour.agencyId)?.flatMap(({ personId, absence }) => (personId === hour.personId ? [absence] : [])) ?? [];
    const atGovernorate = answering.some(({ agencyId, personId, startsAt, endsAt }) => agencyId === hour.agencyId && personId === hour.personId && startsAt < hour.endsAt && hour.startsAt < endsAt);
    return { hour, ...presenceOf(hour, { absences, atGovernorate }) };
  });
}

/** What other slices may ask of managers' hours. */
export function hourLookup(db: Knex) {
  const hours = hourRepository(db);

  // Sessions move with every call, absences seldom: neither is read again because of the other.
  const surroundingsOn = async (day: Day): Promise<DaySurroundings> => ({
    away: await remembered(db, { name: `heads away ${day}`, kinds: ['agency', 'person'] }, async (own) => (await agencyLookup(own).absencesBetween(day, day, { withdrawnToo: true })).filter(({ asHead }) => asHead)),
    answering: await remembered(db, { name: `hosts at the governorate ${day}`, kinds: ['session'] }, async (own) =>
      (await sessionLookup(own).livesOn(day)).filter(({ kind, hostArrivedAt }) => kind !== 'manager_hour' && hostArrivedAt !== null)),
  });

  const presencesOf = async (all: readonly ManagerHour[], day: Day): Promise<HourPresence[]> => presencesWithin(all, await surroundingsOn(day));

  return {
    byId: (id: string): Promise<ManagerHour | null> => hours.byId(id),
    /** Every standing agency's hours held from the first day to the last, both included, as rule, calendar and exceptions have them now, whether they are laid out or not. */
    occurrences: (from: Day, to: Day): Promise<AgencyHour[]> => occurrenceLookup(db).between(from, to),
    byIds: (ids: readonly string[]): Promise<ManagerHour[]> => hours.byIds(ids),
    onDay: (day: Day): Promise<ManagerHour[]> => hours.onDay(day),
    /** From the first day to the last, both included. */
    between: (from: Day, to: Day): Promise<ManagerHour[]> => hours.between(from, to),
    /** Those since a day in which an inspector stood at the office, or of which it was decided, the oldest first. */
    knownSince: (day: Day): Promise<ManagerHour[]> => hours.knownSince(day),
    ofAgency: (agencyId: string, from: Day, to: Day): Promise<ManagerHour[]> => hours.ofAgency(agencyId, from, to),
    /** The days before a day on which hours are held, the newest first. */
    daysBefore: (day: Day, most: number): Promise<Day[]> => hours.daysBefore(day, most),
    /** The days from a day on, it included, on which hours are held, the nearest first. */
    daysFrom: (day: Day, most: number): Promise<Day[]> => hours.daysFrom(day, most),
    /** Every hour of a day with what is known of the manager's presence at last: what is recorded, absences registered beforehand, sessions at the governorate. */
    presencesOn: async (day: Day): Promise<HourPresence[]> => presencesOf(await hours.onDay(day), day),
    /** The hours of a day in one county; null is the province's own bodies. */
    inCounty: (day: Day, countyId: string | null): Promise<ManagerHour[]> => hours.inCounty(day, countyId),
    /** What stands elsewhere about a day's hours, each list the same until something of it may have changed: with `presencesWithin`, what is known of each. */
    surroundingsOn,
    presenceIn: async (hour: ManagerHour): Promise<HourPresence> => (await presencesOf([hour], hour.day))[0] as HourPresence,
  };
}
