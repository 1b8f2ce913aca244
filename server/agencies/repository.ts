import type { Knex } from 'knex';
import { inParts } from '../../db/parts.ts';
import type { AgencyRow, CountyRow } from '../../db/tables.ts';
import type { Day } from '../domain/jalali.ts';
import type { Scope } from '../domain/permission.ts';
import { foldKey, searchKey, sortKey } from '../domain/persian.ts';
import type { Agency, AgencyKind, County, Flag, Sector } from '../domain/agency.ts';

const bit = (flag: boolean): 0 | 1 => (flag ? 1 : 0);

const toCounty = (row: CountyRow): County => ({
  id: row.id,
  name: row.name,
  centre: row.centre,
  amarCode: row.amar_code,
  validFrom: row.valid_from as Day | null,
  validTo: row.valid_to as Day | null,
});

const countyRow = (county: County): CountyRow => ({
  id: county.id,
  name: county.name,
  name_key: foldKey(county.name),
  sort_key: sortKey(county.name),
  centre: county.centre,
  amar_code: county.amarCode,
  valid_from: county.validFrom,
  valid_to: county.validTo,
});

const toAgency = (row: AgencyRow): Agency => ({
  id: row.id,
  code: row.code,
  name: row.name,
  shortName: row.short_name,
  sector: row.sector as Sector,
  kind: row.kind as AgencyKind,
  headTitle: row.head_title,
  countyId: row.county_id,
  parentId: row.parent_id,
  validFrom: row.valid_from as Day | null,
  validTo: row.valid_to as Day | null,
  mayBeInvited: row.may_be_invited === 1,
  mayBeInspected: row.may_be_inspected === 1,
  mayBeGivenNotice: row.may_be_given_notice === 1,
  flagsWhy: row.flags_why,
  aliases: row.aliases,
  directLine: row.direct_line,
});

const agencyRow = (agency: Agency): AgencyRow => ({
  id: agency.id,
  code: agency.code,
  name: agency.name,
  name_key: foldKey(agency.name),
  short_name: agency.shortName,
  // People look for an agency under the name they call it by: «آب و فاضلاب», not «شرکت آب و فاضلاب استان …».
  sort_key: sortKey(agency.shortName),
  search_key: searchKey(`${agency.name} ${agency.shortName} ${agency.aliases ?? ''} ${agency.code}`),
  sector: agency.sector,
  kind: agency.kind,
  head_title: agency.headTitle,
  county_id: agency.countyId,
  parent_id: agency.parentId,
  valid_from: agency.validFrom,
  valid_to: agency.validTo,
  may_be_invited: bit(agency.mayBeInvited),
  may_be_inspected: bit(agency.mayBeInspected),
  may_be_given_notice: bit(agency.mayBeGivenNotice),
  flags_why: agency.flagsWhy,
  aliases: agency.aliases,
  direct_line: agency.directLine,
});

const FLAG_COLUMNS = { mayBeInvited: 'may_be_invited', mayBeInspected: 'may_be_inspected', mayBeGivenNotice: 'may_be_given_notice' } as const;

/** What a list of agencies may be narrowed by; `countyId` 'province' means those of no county. */
export interface AgencyFilter {
  readonly search?: string;
  readonly sector?: Sector | null;
  readonly countyId?: string | null;
  /** Those of which the flag is on, or off. */
  readonly flag?: { readonly name: Flag; readonly on: boolean } | null;
  /** Those that stand, or do not stand, on the day. */
  readonly validity?: { readonly day: Day; readonly stands: boolean } | null;
  readonly scope?: Scope;
}

/** Agencies and counties over one handle; writes are unsent builders for the change to queue. */
export function agencyRepository(db: Knex) {
  const oneAgency = async (where: Partial<AgencyRow>): Promise<Agency | null> => {
    const row = await db('agencies').where(where).first();
    return row === undefined ? null : toAgency(row);
  };
  return {
    byId: (id: string): Promise<Agency | null> => oneAgency({ id }),
    byCode: (code: string): Promise<Agency | null> => oneAgency({ code }),
    /** Agencies whose name is the same but for spelling. */
    async byName(name: string): Promise<Agency[]> {
      return (await db('agencies').where({ name_key: foldKey(name) }).orderBy('id').select()).map(toAgency);
    },

    /** Agencies in the order of their short names. */
    async agencies({ search = '', sector = null, countyId = null, flag = null, validity = null, scope }: AgencyFilter = {}): Promise<Agency[]> {
      const query = db('agencies').orderBy(['sort_key', 'id']).select();
      for (const word of searchKey(search).split(' ').filter(Boolean)) void query.where('search_key', 'like', `%${word}%`);
      if (sector !== null) void query.where({ sector });
      if (countyId === 'province') void query.whereNull('county_id');
      else if (countyId !== null) void query.where({ county_id: countyId });
      if (flag !== null) void query.where(FLAG_COLUMNS[flag.name], bit(flag.on));
      if (scope !== undefined && !scope.everywhere) {
        void query.where((either) => {
          void either.whereIn('id', [...scope.agencyIds]).orWhereIn('county_id', [...scope.countyIds]);
        });
      }
      const found = (await query).map(toAgency);
      if (validity === null) return found;
      const stands = ({ validFrom, validTo }: Agency): boolean => (validFrom === null || validFrom <= validity.day) && (validTo === null || validity.day <= validTo);
      return found.filter((agency) => stands(agency) === validity.stands);
    },

    async countyById(id: string): Promise<County | null> {
      const row = await db('counties').where({ id }).first();
      return row === undefined ? null : toCounty(row);
    },
    /** Counties whose name is the same but for spelling. */
    async countiesNamed(name: string): Promise<County[]> {
      return (await db('counties').where({ name_key: foldKey(name) }).orderBy('id').select()).map(toCounty);
    },
    /** Counties in alphabetical order. */
    async counties(): Promise<County[]> {
      return (await db('counties').orderBy(['sort_key', 'id']).select()).map(toCounty);
    },

    insert: (agency: Agency) => db('agencies').insert(agencyRow(agency)),
    /** Several, in their order, some a statement. */
    insertAll: (agencies: readonly Agency[]) => inParts(agencies).map((part) => db('agencies').insert(part.map(agencyRow))),
    update: (agency: Agency) => db('agencies').where({ id: agency.id }).update(agencyRow(agency)),
    insertCounty: (county: County) => db('counties').insert(countyRow(county)),
    updateCounty: (county: County) => db('counties').where({ id: county.id }).update(countyRow(county)),
  };
}
