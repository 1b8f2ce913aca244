import type { Knex } from 'knex';
import type { Database } from '../../db/connection.ts';
import { numberOf } from '../../db/numbers.ts';
import { snapshot } from '../../db/snapshot.ts';
import type { Seal } from '../../db/sealed.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Agency } from '../domain/agency.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import { firstOfMonth, lastOfMonth, monthOf, type Day } from '../domain/jalali.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';
import type { Scope } from '../domain/permission.ts';
import { maskedPhone } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';
import type { SettingValues } from '../domain/settings.ts';
import { topicOptions, type TopicOption } from '../domain/topic.ts';
import type { WalkIn } from '../domain/visitor.ts';
import { hourLookup } from '../hours/lookup.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { topicLookup } from '../topics/lookup.ts';
import { openWalkIn, visitorStream } from './entry.ts';
import { visitorRepository } from './repository.ts';

/** A visitor as a list shows him: the name by its first letters, the phone covered. */
export interface ListedVisitor {
  readonly walkIn: Pick<WalkIn, 'id' | 'at' | 'honorific' | 'outcome' | 'note'>;
  readonly name: string | null;
  readonly phone: string | null;
  readonly topic: string | null;
  readonly target: string | null;
}

/** One agency's visitors of one day. */
export interface VisitorDay {
  readonly day: Day;
  readonly times: readonly Pick<WalkIn, 'at' | 'outcome' | 'hourId'>[];
  readonly hour: ManagerHour | null;
  /** Those of whom more is known than that they came, the latest first. */
  readonly rows: readonly ListedVisitor[];
  readonly seq: number;
}

/** What the form of a visitor offers to choose from. */
export interface VisitorChoices {
  readonly rules: Pick<SettingValues, 'area_code' | 'identity'>;
  readonly agency: Agency;
  readonly others: readonly Agency[];
  readonly topics: readonly TopicOption[];
}

/** How many came to each agency in each month of a Jalali year. */
export interface VisitorFigures {
  readonly year: number;
  readonly rows: readonly { readonly agency: string; readonly months: readonly number[] }[];
}

interface Deps {
  readonly database: Pick<Database, 'reads' | 'snapshot'>;
  readonly seal: Seal;
}

/** So many of a day's visitors are listed; all of them are counted. */
const LISTED = 60;

// «م… ر…»: enough for the desk to know whom it has just written down.
const maskedName = (name: string): string => name.split(/\s+/).filter(Boolean).map((word) => `${[...word][0] ?? ''}…`).join(' ');

/** What the desk of visitors reads. */
export function createVisitorReading({ database, seal }: Deps) {
  const { reads } = database;

  const dayWithin = async (db: Knex, agencyId: string, day: Day): Promise<VisitorDay> => {
    const visitors = visitorRepository(db);
    const [rows, times] = [await visitors.onDay(agencyId, day, LISTED), await visitors.timesOn(agencyId, day)];
    const hours = await hourLookup(db).ofAgency(agencyId, day, day);
    const topics = await topicLookup(db).namesOf(rows.flatMap(({ topicId }) => topicId ?? []));
    const agencies = await agencyLookup(db).shortNames();
    return {
      day, times,
      hour: hours.find(({ state }) => state !== 'cancelled') ?? null,
      rows: rows.map((walkIn) => {
        const { name, phone } = openWalkIn(seal, walkIn);
        return {
          walkIn,
          name: name === null ? null : maskedName(name),
          phone: phone === null ? null : maskedPhone(phone),
          topic: topics.get(walkIn.topicId ?? '') ?? null,
          target: agencies.get(walkIn.targetAgencyId ?? '') ?? null,
        };
      }),
      seq: await numberOf(db, [visitorStream(agencyId)]),
    };
  };

  return {
    /** One agency's visitors of a day, agreeing within itself. */
    day: (agencyId: string, day: Day): Promise<VisitorDay> => snapshot(database, (db) => dayWithin(db, agencyId, day)),

    /** The number that `day` would carry now. */
    number: (agencyId: string): Promise<number> => numberOf(reads, [visitorStream(agencyId)]),

    /** Refuses `not_found`. */
    async choices(agencyId: string, now: Instant): Promise<VisitorChoices> {
      const today = dayOf(now);
      const agency = await agencyLookup(reads).byId(agencyId);
      if (agency === null) throw new Refusal('not_found');
      const agencies = (await agencyLookup(reads).agenciesOn(today)).map((one) => one.agency);
      return {
        agency,
        rules: await settingsLookup(reads).settingsOn(today),
        others: agencies.filter(({ id }) => id !== agencyId),
        topics: topicOptions(await topicLookup(reads).tree(), agencies),
      };
    },

    /** The agencies at whose desk the scope may stand, by short name. */
    async agencies({ everywhere, agencyIds }: Scope, now: Instant): Promise<readonly Agency[]> {
      const all = (await agencyLookup(reads).agenciesOn(dayOf(now))).map(({ agency }) => agency);
      return everywhere ? all : all.filter(({ id }) => agencyIds.includes(id));
    },

    /** How many came to the agencies of a scope in each month of a year, those with the most first; agencies to which nobody came are left out. */
    async figures({ everywhere, agencyIds, countyIds }: Scope, year: number): Promise<VisitorFigures> {
      const counts = await visitorRepository(reads).countsBetween(firstOfMonth({ year, month: 1 }), lastOfMonth({ year, month: 12 }));
      const months = new Map<string, number[]>();
      for (const { agencyId, day, count } of counts) {
        const own = months.get(agencyId) ?? Array.from({ length: 12 }, () => 0);
        const at = monthOf(day).month - 1;
        own[at] = (own[at] ?? 0) + count;
        months.set(agencyId, own);
      }
      const within = (await agencyLookup(reads).all()).filter(({ id, countyId }) => everywhere || agencyIds.includes(id) || (countyId !== null && countyIds.includes(countyId)));
      const sum = (all: readonly number[]): number => all.reduce((one, other) => one + other, 0);
      return { year, rows: within.flatMap(({ id, shortName }) => (months.has(id) ? [{ agency: shortName, months: months.get(id) ?? [] }] : [])).sort((one, other) => sum(other.months) - sum(one.months)) };
    },
  };
}

export type VisitorReading = ReturnType<typeof createVisitorReading>;
