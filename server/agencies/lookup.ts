import type { Knex } from 'knex';
import { remembered, remembers } from '../../db/memory.ts';
import type { Day } from '../domain/jalali.ts';
import type { Absence, Agency, County, NamedTerm } from '../domain/agency.ts';
import { headOn, isHeadPost, isValidOn, spansMeet } from '../domain/office.ts';
import { agencyRepository } from './repository.ts';
import { termRepository } from './terms-repository.ts';

// Who heads an agency, and whether it stands, on any day of a span that was read at once.
export { headOn, isValidOn } from '../domain/office.ts';

/** Whoever heads an agency on a day. */
export interface Head {
  readonly personId: string;
  readonly name: string;
  readonly honorific: 'khanom' | 'agha';
  readonly post: string;
  readonly termId: string;
}

/** An agency as it stands on a day; `head` is null where nobody is in office. */
export interface AgencyOn {
  readonly agency: Agency;
  readonly head: Head | null;
}

/** The days on which an agency's officer is away, cut to his term and to the days asked for. */
export interface OfficerAbsence {
  readonly agencyId: string;
  readonly personId: string;
  readonly name: string;
  readonly honorific: 'khanom' | 'agha';
  readonly post: string;
  /** Whether he is the agency's head in that term, and not one of his deputies. */
  readonly asHead: boolean;
  readonly from: Day;
  readonly to: Day;
  readonly absence: Absence;
}

const AGENCIES = { name: 'agencies', kinds: ['agency'] };
const AGENCIES_BY_ID = { name: 'agencies by id', kinds: ['agency'] };
const COUNTIES = { name: 'counties', kinds: ['county'] };

const toHead = (term: NamedTerm | null): Head | null =>
  term === null ? null : { personId: term.personId, name: term.name, honorific: term.honorific, post: term.post, termId: term.id };

const later = (one: Day, other: Day): Day => (one < other ? other : one);
const earlier = (one: Day, other: Day | null): Day => (other === null || one < other ? one : other);

/** What other slices may ask of agencies, counties, terms of office and absences. */
export function agencyLookup(db: Knex) {
  const terms = termRepository(db);
  const all = (): Promise<readonly Agency[]> => remembered(db, AGENCIES, (own) => agencyRepository(own).agencies());
  const byIds = (): Promise<ReadonlyMap<string, Agency>> =>
    remembered(db, AGENCIES_BY_ID, async (own) => new Map((await agencyRepository(own).agencies()).map((agency) => [agency.id, agency])));
  const byId = async (id: string): Promise<Agency | null> => (remembers(db) ? ((await byIds()).get(id) ?? null) : agencyRepository(db).byId(id));
  const counties = (): Promise<readonly County[]> => remembered(db, COUNTIES, (own) => agencyRepository(own).counties());
  return {
    all,
    byId,
    counties,
    /** The short name of every agency, by its id. */
    shortNames: async (): Promise<ReadonlyMap<string, string>> => new Map((await all()).map(({ id, shortName }) => [id, shortName])),
    /** The name of every county, by its id. */
    countyNames: async (): Promise<ReadonlyMap<string, string>> => new Map((await counties()).map(({ id, name }) => [id, name])),
    countyById: async (id: string): Promise<County | null> => (remembers(db) ? ((await counties()).find((county) => county.id === id) ?? null) : agencyRepository(db).countyById(id)),

    /** The agencies that stand on the day, by short name, each with its head that day; only those that may be invited if asked. */
    async agenciesOn(day: Day, { invitable = false }: { readonly invitable?: boolean } = {}): Promise<AgencyOn[]> {
      const inOffice = await terms.termsBetween(day, day);
      const standing = (await all()).filter((agency) => isValidOn(agency, day) && (!invitable || agency.mayBeInvited));
      return standing.map((agency) => ({ agency, head: toHead(headOn(agency, inOffice, day)) }));
    },

    async headOf(agencyId: string, day: Day): Promise<Head | null> {
      const agency = await byId(agencyId);
      return agency === null ? null : toHead(headOn(agency, await terms.termsOf(agencyId), day));
    },

    /** Somebody of an agency in whatever post he holds there on a day; null where he holds none. */
    async officerOn(agencyId: string, personId: string, day: Day): Promise<Head | null> {
      return toHead((await terms.termsOf(agencyId)).find((term) => term.personId === personId && spansMeet(term, { from: day, to: day })) ?? null);
    },

    /** Who heads each agency on any day of a span that is read at once; null where nobody does. */
    async headsBetween(from: Day, to: Day): Promise<(agencyId: string, day: Day) => Head | null> {
      const known = new Map((await all()).map((agency) => [agency.id, agency]));
      const inOffice = await terms.termsBetween(from, to);
      return (agencyId, day) => {
        const agency = known.get(agencyId);
        return agency === undefined ? null : toHead(headOn(agency, inOffice, day));
      };
    },

    /** Every term of office with a day in the span: with `headOn` of office.ts, who heads each agency on each of its days. */
    termsBetween: (from: Day, to: Day): Promise<NamedTerm[]> => terms.termsBetween(from, to),

    /** The terms of several agencies, newest first. */
    termsOfAgencies: (agencyIds: readonly string[]): Promise<NamedTerm[]> => terms.termsOfAgencies(agencyIds),
    /** All absences of the people, withdrawn ones too, with their notes, latest first. */
    absencesOf: (personIds: readonly string[]): Promise<Absence[]> => terms.absencesOf(personIds),

    /** The standing absences with a day in the span, or also those that were withdrawn, once for each agency in which the person is then in office. */
    async absencesBetween(from: Day, to: Day, which: { readonly withdrawnToo?: boolean } = {}): Promise<OfficerAbsence[]> {
      const headTitles = new Map((await all()).map((agency) => [agency.id, agency.headTitle]));
      const inOffice = await terms.termsBetween(from, to);
      return (await terms.absencesBetween(from, to, which)).flatMap((absence) =>
        inOffice
          .filter((term) => term.personId === absence.personId && spansMeet(term, absence))
          .map((term) => ({
            agencyId: term.agencyId,
            personId: term.personId,
            name: term.name,
            honorific: term.honorific,
            post: term.post,
            asHead: isHeadPost(term.post, headTitles.get(term.agencyId) ?? ''),
            from: later(later(from, absence.from), term.from),
            to: earlier(earlier(to, absence.to), term.to),
            absence,
          }))
          .filter((one) => one.from <= one.to),
      );
    },
  };
}
