import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Agency, Sector } from '../domain/agency.ts';
import type { Instant } from '../domain/calendar.ts';
import { isUndecided } from '../domain/hour-acts.ts';
import type { Visit } from '../domain/inspection/landed.ts';
import type { Day } from '../domain/jalali.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';
import type { Subject } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { inspectionLookup } from '../inspections/lookup.ts';
import { peopleLookup } from '../people/lookup.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import type { Substitutes } from '../sessions/substitutes.ts';
import { hourEvents, type HourEvent } from './events-repository.ts';
import { explanationDue } from './explanation.ts';
import { hourLookup, type HourPresence } from './lookup.ts';
import { hourRepository } from './repository.ts';

/** One hour with everything that the head decides by. */
export interface OccurrenceFacts {
  readonly known: HourPresence;
  readonly agency: Agency;
  readonly county: string | null;
  readonly manager: string | null;
  readonly substitute: string | null;
  readonly visits: readonly Visit[];
  /** Until when the manager may explain; null where nothing is asked of him. */
  readonly until: Instant | null;
  readonly events: readonly HourEvent[];
  readonly names: ReadonlyMap<string, string>;
  readonly substitutes: Substitutes | null;
}

/** An hour that waits for the head's decision. */
export interface Waiting {
  readonly hour: ManagerHour;
  readonly agency: string;
  readonly county: string | null;
  readonly manager: string | null;
  readonly until: Instant;
}

/** An hour of a day on which excuses are given. */
export interface Excusable {
  readonly known: HourPresence;
  readonly agency: string;
  readonly sector: Sector;
  readonly manager: string | null;
}

/** Which offices of a day are meant: of a county ('' for all, 'province' for the province's own bodies) and of a sector ('' for all). */
export interface ExcuseChoice {
  readonly day: Day;
  readonly county: string;
  readonly sector: string;
}

/** What the head's pages read of hours. */
export function createAbsence({ reads }: { readonly reads: Knex }) {
  const agencies = agencyLookup(reads);

  return {
    /** Where an hour is, for the guard; null where there is none. */
    async subject(id: string): Promise<Subject | null> {
      const hour = await hourLookup(reads).byId(id);
      return hour === null ? null : { agencyId: hour.agencyId, countyId: hour.countyId };
    },

    /** Everything of one hour. Refuses `not_found`. */
    async page(id: string, now: Instant): Promise<OccurrenceFacts> {
      const hour = await hourLookup(reads).byId(id);
      const agency = hour === null ? null : await agencies.byId(hour.agencyId);
      if (hour === null || agency === null) throw new Refusal('not_found');
      const visits = (await inspectionLookup(reads).reportsOf(hour.agencyId, hour.day, hour.day)).filter(({ hourId }) => hourId === id);
      const events = await hourEvents(reads, id);
      const users = [hour.declaredBy, hour.excusedBy, hour.explainedBy, hour.decidedBy, ...events.map(({ actor }) => actor), ...visits.map(({ inspectorId }) => inspectorId)].filter((user) => user !== null);
      const people = await peopleLookup(reads).calledPeople([hour.personId, hour.substituteId]);
      const known = await hourLookup(reads).presenceIn(hour);
      return {
        known, agency,
        county: (await agencies.countyNames()).get(hour.countyId ?? '') ?? null,
        manager: people.get(hour.personId ?? '') ?? null, substitute: people.get(hour.substituteId ?? '') ?? null,
        visits, events, names: await peopleLookup(reads).namesOfUsers([...new Set(users)]),
        until: isUndecided(known) ? await explanationDue(reads, hour) : null,
        substitutes: hour.state === 'cancelled' || hour.endsAt <= now ? null : await sessionLookup(reads).substitutesFor(hour),
      };
    },

    /** What waits for a decision, the oldest first; whoever had registered that he would be away, or answered at the governorate, does not. */
    async waiting(): Promise<Waiting[]> {
      const hours: ManagerHour[] = [];
      for (const hour of await hourRepository(reads).undecided()) if (isUndecided(await hourLookup(reads).presenceIn(hour))) hours.push(hour);
      const [people, counties] = [await peopleLookup(reads).calledPeople(hours.map(({ personId }) => personId)), await agencies.countyNames()];
      const known = await agencies.shortNames();
      const rows: Waiting[] = [];
      for (const hour of hours) {
        rows.push({ hour, agency: known.get(hour.agencyId) ?? '', county: counties.get(hour.countyId ?? '') ?? null, manager: people.get(hour.personId ?? '') ?? null, until: await explanationDue(reads, hour) });
      }
      return rows;
    },

    counties: () => agencies.counties(),

    /** The hours of a day that are meant, in the order of the agencies' names. */
    async excusable({ day, county, sector }: ExcuseChoice): Promise<Excusable[]> {
      const all = new Map((await agencies.all()).map((agency) => [agency.id, agency]));
      const inCounty = ({ countyId }: ManagerHour): boolean => county === '' || (county === 'province' ? countyId === null : countyId === county);
      const meant = (await hourLookup(reads).presencesOn(day)).filter(({ hour }) => hour.state !== 'cancelled' && inCounty(hour) && (sector === '' || all.get(hour.agencyId)?.sector === sector));
      const people = await peopleLookup(reads).calledPeople(meant.map(({ hour }) => hour.personId));
      const order = new Map([...all.keys()].map((id, index) => [id, index]));
      return meant
        .flatMap((known): Excusable[] => {
          const agency = all.get(known.hour.agencyId);
          return agency === undefined ? [] : [{ known, agency: agency.shortName, sector: agency.sector, manager: people.get(known.hour.personId ?? '') ?? null }];
        })
        .sort((one, other) => (order.get(one.known.hour.agencyId) ?? 0) - (order.get(other.known.hour.agencyId) ?? 0));
    },
  };
}

export type Absence = ReturnType<typeof createAbsence>;
