import type { Knex } from 'knex';
import { readOnce, remembered } from '../../db/memory.ts';
import { numberUnder } from '../../db/numbers.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Agency, County, Sector } from '../domain/agency.ts';
import type { Clock, Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import type { Excuse, ManagerHour, Presence } from '../domain/manager-hour.ts';
import { searchKey } from '../domain/persian.ts';
import { momentsOf, sinceOf, type PresenceMoments } from '../domain/presence-board.ts';
import { hourLookup, presencesWithin, type HourPresence } from '../hours/lookup.ts';
import { presenceStream } from '../hours/steps.ts';
import { calledName } from '../wording/fa.ts';
import { presenceRepository } from './repository.ts';

/** One office in its hour, as the board shows it. */
export interface Office {
  readonly hourId: string;
  readonly agencyId: string;
  readonly parentId: string | null;
  readonly countyId: string | null;
  readonly name: string;
  /** In the order of names. */
  readonly place: number;
  readonly sector: Sector;
  readonly manager: string | null;
  /** The day of its hour. */
  readonly day: Day;
  readonly from: Clock;
  readonly to: Clock;
  readonly presence: Presence;
  readonly by: HourPresence['by'];
  readonly excuse: Excuse | null;
  /** Since when it stands so; null where nothing has happened here. */
  readonly since: Instant | null;
  /** What was recorded in its hour, with the instants. */
  readonly moments: PresenceMoments;
  /** What a search looks in. */
  readonly search: string;
}

/** One county of a day's board; `county` is null for the province's own bodies. */
export interface CountyFacts {
  readonly county: County | null;
  /** The number of its fragments. */
  readonly seq: number;
  /** By name; whoever is not to be inspected is not among them. */
  readonly offices: readonly Office[];
  /** How many have no hour on this day after all. */
  readonly cancelled: number;
}

/** Names of agencies and of those who sit in them, the same object until one may have changed. */
interface Names {
  readonly agencies: ReadonlyMap<string, { readonly agency: Agency; readonly place: number; readonly search: string }>;
  readonly people: ReadonlyMap<string, string>;
}

const namesOn = (db: Knex, day: Day): Promise<Names> =>
  remembered(db, { name: `names of offices ${day}`, kinds: ['agency', 'person', 'county'] }, async (own) => {
    const lookup = agencyLookup(own);
    const terms = await lookup.termsBetween(day, day);
    return {
      agencies: new Map((await lookup.all()).map((agency, place) => [agency.id, { agency, place, search: searchKey(`${agency.name} ${agency.shortName} ${agency.aliases ?? ''}`) }])),
      people: new Map(terms.map((term) => [term.personId, calledName(term)])),
    };
  });

const officeOf = (known: HourPresence, { agencies, people }: Names): Office | null => {
  const { hour, presence, by, excuse } = known;
  const named = agencies.get(hour.agencyId);
  if (named === undefined || !named.agency.mayBeInspected) return null;
  const { agency, place, search } = named;
  const manager = hour.personId === null ? null : (people.get(hour.personId) ?? null);
  return {
    hourId: hour.id, agencyId: agency.id, parentId: agency.parentId, countyId: hour.countyId, name: agency.shortName, place, sector: agency.sector, manager, day: hour.day, from: hour.from, to: hour.to,
    presence, by, excuse, since: by === 'record' ? sinceOf(hour) : null,
    moments: momentsOf(hour),
    search: manager === null ? search : `${search} ${searchKey(manager)}`,
  };
};

const placesOn = async (db: Knex): Promise<readonly (County | null)[]> => [...(await agencyLookup(db).counties()), null];

/** The counters of a day: of each county, and what they have in common; read once in a snapshot, so that all fragments of it agree. */
interface Numbers {
  readonly of: ReadonlyMap<string, number>;
  readonly common: number;
}

const numbersOf = (db: Knex, day: Day): Promise<Numbers> =>
  readOnce(db, `numbers of presence ${day}`, async () => {
    const repository = presenceRepository(db);
    const { answering } = await hourLookup(db).surroundingsOn(day);
    const agencies = await remembered(db, { name: 'number of agencies', kinds: ['agency'] }, (own) => numberUnder(own, 'agency:'));
    return { of: await repository.counters((await placesOn(db)).map((county) => presenceStream(day, county?.id ?? null))), common: agencies + answering.length };
  });

/** The counties of a board: all of them, or those named, null being the province's own bodies. */
export type Reach = 'all' | readonly (string | null)[];

/** The number of the fragments of so much of a day's board. */
export async function numberOn(db: Knex, day: Day, reach: Reach): Promise<number> {
  const { of, common } = await numbersOf(db, day);
  const counters = reach === 'all' ? [...of.values()] : reach.map((id) => of.get(presenceStream(day, id)) ?? 0);
  return common + counters.reduce((sum, one) => sum + one, 0);
}

interface Kept {
  /** The counter at which the hours were read, and what the offices were made of. */
  readonly counter: number;
  readonly hours: readonly ManagerHour[];
  readonly madeOf: readonly unknown[];
  readonly facts: CountyFacts;
}

const KEPT_MOST = 400;

/** Reads counties of a day's board: the hours of one whose counter has not moved since are not read again. */
export function createFacts() {
  const kept = new Map<string, Kept>();
  const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean => one.every((part, index) => part === other[index]);

  const make = async (db: Knex, day: Day, county: County | null): Promise<CountyFacts> => {
    const id = county?.id ?? null;
    const key = presenceStream(day, id);
    const [numbers, names, around] = [await numbersOf(db, day), await readOnce(db, `names ${day}`, () => namesOn(db, day)), await readOnce(db, `around ${day}`, () => hourLookup(db).surroundingsOn(day))];
    const counter = numbers.of.get(key) ?? 0;
    const seq = counter + numbers.common;
    const madeOf = [seq, county, names, around.away, around.answering.map(({ id: session }) => session).join()];
    const known = kept.get(key);
    if (known?.counter === counter && isSame(madeOf, known.madeOf)) return known.facts;
    const hours = known?.counter === counter ? known.hours : await hourLookup(db).inCounty(day, id);
    const [held, cancelled] = [hours.filter(({ state }) => state !== 'cancelled'), hours.filter(({ state }) => state === 'cancelled')];
    const offices = presencesWithin(held, around).flatMap((one) => officeOf(one, names) ?? []).sort((one, other) => one.place - other.place);
    const facts = { county, seq, offices, cancelled: cancelled.filter(({ agencyId }) => names.agencies.get(agencyId)?.agency.mayBeInspected === true).length };
    kept.delete(key);
    kept.set(key, { counter, hours, madeOf, facts });
    if (kept.size > KEPT_MOST) kept.delete(kept.keys().next().value ?? '');
    return facts;
  };
  const read = (db: Knex, day: Day, county: County | null): Promise<CountyFacts> => readOnce(db, `facts of ${presenceStream(day, county?.id ?? null)}`, () => make(db, day, county));

  return {
    /** The counties of a day in the order of their names, the province's own bodies last; none where there is none of those named. */
    async counties(db: Knex, day: Day, reach: Reach): Promise<CountyFacts[]> {
      const places = (await placesOn(db)).filter((county) => reach === 'all' || reach.includes(county?.id ?? null));
      const all: CountyFacts[] = [];
      for (const county of places) all.push(await read(db, day, county));
      return all;
    },
  };
}

export type Facts = ReturnType<typeof createFacts>;
