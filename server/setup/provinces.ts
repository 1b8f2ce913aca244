import agencies from '../../db/seeds/data/agencies.json' with { type: 'json' };
import counties from '../../db/seeds/data/counties.json' with { type: 'json' };
import provinces from '../../db/seeds/data/provinces.json' with { type: 'json' };
import type { Agency, AgencyKind, County, Sector } from '../domain/agency.ts';
import type { Day } from '../domain/jalali.ts';

/** The province whose bodies the list of agencies names. */
export const LISTED_PROVINCE = 'اصفهان';

/** A county as the list has it. */
export type ListedCounty = Pick<County, 'name' | 'centre' | 'amarCode' | 'validFrom'>;

/** A body as the list has it, before anybody has edited it; `why` a flag is off. */
export interface ListedAgency extends Omit<Agency, 'id' | 'countyId' | 'parentId' | 'validFrom' | 'validTo' | 'flagsWhy' | 'directLine'> {
  readonly why: string | null;
  /** One that other provinces have no like of. */
  readonly local: boolean;
}

const LOCAL = new Set([
  'water-sewage-kashan', 'power-dist-isfahan', 'municipality-isfahan', 'kaums', 'university-isfahan', 'iut', 'istt', 'farmandari-isfahan',
]);

/** The 31 provinces with their area codes. */
export const PROVINCES: readonly { readonly name: string; readonly areaCode: string }[] = provinces;

/** The counties that the program knows of a province; none for most. */
export const countiesOf = (province: string): ListedCounty[] =>
  counties.filter((county) => county.province === province).map(({ name, centre, amarCode, validFrom }) => ({ name, centre, amarCode, validFrom: validFrom as Day | null }));

/** The bodies of a province: the list of Isfahan under the province's own name. */
export const agenciesOf = (province: string): ListedAgency[] =>
  agencies.map((agency) => {
    const local = LOCAL.has(agency.code);
    const own = (text: string): string => (local || province === '' ? text : text.replaceAll(LISTED_PROVINCE, province));
    return {
      ...agency,
      name: own(agency.name),
      shortName: own(agency.shortName),
      sector: agency.sector as Sector,
      kind: agency.kind as AgencyKind,
      aliases: agency.aliases.length === 0 ? null : agency.aliases.map(own).join('، '),
      local: local && province !== LISTED_PROVINCE,
    };
  });
