import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Day } from '../domain/jalali.ts';
import { presenceOf, type KnownPresence, type ManagerHour } from '../domain/manager-hour.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { hourRepository } from './repository.ts';

/** An hour with what is known of the manager's presence at last. */
export interface HourPresence extends KnownPresence {
  readonly hour: ManagerHour;
}

/** What other slices may ask of managers' hours. */
export function hourLookup(db: Knex) {
  const hours = hourRepository(db);

  const presencesOf = async (all: readonly ManagerHour[], day: Day): Promise<HourPresence[]> => {
    const away = (await agencyLookup(db).absencesBetween(day, day)).filter(({ asHead }) => asHead);
    const answering = (await sessionLookup(db).livesOn(day)).filter(({ kind, hostArrivedAt }) => kind !== 'manager_hour' && hostArrivedAt !== null);
    const absences = new Map(all.map((hour) => [hour.id, away.find(({ agencyId, personId, absence }) =>
      agencyId === hour.agencyId && personId === hour.personId && (absence.fromClock ?? hour.from) <= hour.from && (absence.toClock ?? hour.to) >= hour.to)?.absence ?? null]));
    return all.map((hour) => ({
      hour,
      ...presenceOf(hour, {
        absence: absences.get(hour.id) ?? null,
        atGovernorate: answering.some(({ agencyId, personId, startsAt, endsAt }) => agencyId === hour.agencyId && personId === hour.personId && startsAt < hour.endsAt && hour.startsAt < endsAt),
      }),
    }));
  };

  return {
    byId: (id: string): Promise<ManagerHour | null> => hours.byId(id),
    byIds: (ids: readonly string[]): Promise<ManagerHour[]> => hours.byIds(ids),
    onDay: (day: Day): Promise<ManagerHour[]> => hours.onDay(day),
    /** From the first day to the last, both included. */
    between: (from: Day, to: Day): Promise<ManagerHour[]> => hours.between(from, to),
    ofAgency: (agencyId: string, from: Day, to: Day): Promise<ManagerHour[]> => hours.ofAgency(agencyId, from, to),
    /** The days before a day on which hours are held, the newest first. */
    daysBefore: (day: Day, most: number): Promise<Day[]> => hours.daysBefore(day, most),
    /** Every hour of a day with what is known of the manager's presence at last: what is recorded, absences registered beforehand, sessions at the governorate. */
    presencesOn: async (day: Day): Promise<HourPresence[]> => presencesOf(await hours.onDay(day), day),
    presenceIn: async (hour: ManagerHour): Promise<HourPresence> => (await presencesOf([hour], hour.day))[0] as HourPresence,
  };
}
