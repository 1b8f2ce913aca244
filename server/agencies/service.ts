import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { uniqueViolation } from '../../db/errors.ts';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import type { Day } from '../domain/jalali.ts';
import { absencesInOffice, headOn, withinSight } from '../domain/office.ts';
import { NOWHERE, type Scope } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { peopleLookup } from '../people/lookup.ts';
import type { Absence, Agency, County, NamedTerm } from '../domain/agency.ts';
import { agencyRepository, type AgencyFilter } from './repository.ts';
import { agencySteps, agencyStream, countyStream, refuseTakenAgency, refuseTakenCounty, ROSTER_STREAM } from './steps.ts';
import { termRepository } from './terms-repository.ts';

/** An agency as written in the form; without a code it gets one of its own. */
export type AgencyEntry = Omit<Agency, 'id' | 'code'> & { readonly code: string | null };
export type CountyEntry = Omit<County, 'id'>;

/** An agency in a list, with its head today. */
export interface ListedAgency {
  readonly agency: Agency;
  readonly head: NamedTerm | null;
}

/** One agency with everything its page tells. */
export interface AgencyDetail {
  readonly agency: Agency;
  readonly county: County | null;
  readonly parent: Agency | null;
  readonly children: readonly Agency[];
  readonly terms: readonly NamedTerm[];
  readonly headTermId: string | null;
  /** Those that meet a term held here, latest first. */
  readonly absences: readonly Absence[];
  /** The names of those who registered the absences, by user. */
  readonly recorders: ReadonlyMap<string, string>;
  /** The people of the terms who may sign in. */
  readonly withUser: ReadonlySet<string>;
}

/** A mark of a thing's state: whoever saves an older state is told so. */
export const stateMark = (state: unknown): string => createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 22);

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** The roster: agencies and counties. */
export function createAgencies({ reads, writer, newId }: Deps) {
  const agencies = agencyRepository(reads);
  const terms = termRepository(reads);

  const submit = async <R>(change: Parameters<typeof writer.submit<R>>[0]): Promise<R> => {
    try {
      return await writer.submit(change);
    } catch (error) {
      if (uniqueViolation(error)?.table === 'agencies') throw new Refusal('agency_code_taken', { field: 'code' });
      throw error;
    }
  };

  const refuseUnknownPlaces = async (db: Knex, { countyId, parentId }: Pick<Agency, 'countyId' | 'parentId'>): Promise<void> => {
    const repository = agencyRepository(db);
    if (countyId !== null && (await repository.countyById(countyId)) === null) throw new Refusal('not_found', { field: 'countyId' });
    if (parentId !== null && (await repository.byId(parentId)) === null) throw new Refusal('not_found', { field: 'parentId' });
  };

  return {
    /** Refuses `not_found`. */
    async agency(id: string): Promise<Agency> {
      const agency = await agencies.byId(id);
      if (agency === null) throw new Refusal('not_found');
      return agency;
    },
    find: (id: string): Promise<Agency | null> => agencies.byId(id),

    async list(filter: AgencyFilter, today: Day): Promise<ListedAgency[]> {
      const inOffice = await terms.termsBetween(today, today);
      return (await agencies.agencies(filter)).map((agency) => ({ agency, head: headOn(agency, inOffice, today) }));
    },
    counties: (): Promise<County[]> => agencies.counties(),

    /** The notes of absences are told only where the reader may register them (`registers`). Refuses `not_found`. */
    async detail(id: string, today: Day, registers: Scope = NOWHERE): Promise<AgencyDetail> {
      const agency = await this.agency(id);
      const held = await terms.termsOf(id);
      const all = await agencies.agencies();
      const met = absencesInOffice(await terms.absencesOf(held.map((term) => term.personId)), held);
      const absences = met.map((absence) => withinSight(absence, registers));
      const people = peopleLookup(reads);
      return {
        agency,
        county: agency.countyId === null ? null : await agencies.countyById(agency.countyId),
        parent: all.find((one) => one.id === agency.parentId) ?? null,
        children: all.filter((one) => one.parentId === id),
        terms: held,
        headTermId: headOn(agency, held, today)?.id ?? null,
        absences,
        recorders: await people.namesOfUsers(absences.map((absence) => absence.recordedBy)),
        withUser: await people.peopleWithUser(held.map((term) => term.personId)),
      };
    },

    /** Refuses `agency_name_taken`, `agency_code_taken`, `agency_own_parent`, `range_backwards`. */
    async add(entry: AgencyEntry, command: Command): Promise<{ id: string }> {
      const id = newId();
      const agency: Agency = { ...entry, id, code: entry.code ?? `agency-${id.slice(0, 8)}` };
      return submit({
        ...command,
        streams: [agencyStream(id), ROSTER_STREAM],
        apply: async (tx) => {
          await refuseUnknownPlaces(tx.db, agency);
          await agencySteps(tx).addAgency(agency);
          return { id };
        },
      });
    },

    /** Saves over the state whose mark is `seen`; refuses `changed_meanwhile` beside what `add` refuses. */
    async change(id: string, entry: AgencyEntry, seen: string, command: Command): Promise<void> {
      await submit({
        ...command,
        streams: [agencyStream(id), ROSTER_STREAM],
        apply: async (tx) => {
          const repository = agencyRepository(tx.db);
          const before = await repository.byId(id);
          if (before === null) throw new Refusal('not_found');
          if (stateMark(before) !== seen) throw new Refusal('changed_meanwhile');
          const after: Agency = { ...entry, id, code: entry.code ?? before.code };
          await refuseUnknownPlaces(tx.db, after);
          await refuseTakenAgency(tx, after);
          tx.write(repository.update(after));
          tx.raise(agencyStream(id), 'agency_changed', { before, after });
          return {};
        },
      });
    },

    /** Refuses `not_found`. */
    async county(id: string): Promise<County> {
      const county = await agencies.countyById(id);
      if (county === null) throw new Refusal('not_found');
      return county;
    },

    /** Refuses `county_name_taken`, `range_backwards`. */
    async addCounty(entry: CountyEntry, command: Command): Promise<{ id: string }> {
      const county: County = { ...entry, id: newId() };
      return submit({
        ...command,
        streams: [countyStream(county.id), ROSTER_STREAM],
        apply: async (tx) => {
          await agencySteps(tx).addCounty(county);
          return { id: county.id };
        },
      });
    },

    async changeCounty(id: string, entry: CountyEntry, seen: string, command: Command): Promise<void> {
      await submit({
        ...command,
        streams: [countyStream(id), ROSTER_STREAM],
        apply: async (tx) => {
          const repository = agencyRepository(tx.db);
          const before = await repository.countyById(id);
          if (before === null) throw new Refusal('not_found');
          if (stateMark(before) !== seen) throw new Refusal('changed_meanwhile');
          const after: County = { ...entry, id };
          await refuseTakenCounty(tx, after);
          tx.write(repository.updateCounty(after));
          tx.raise(countyStream(id), 'county_changed', { before, after });
          return {};
        },
      });
    },
  };
}

export type Agencies = ReturnType<typeof createAgencies>;
