import type { Knex } from 'knex';
import type { InspectionPlaceRow } from '../../db/tables.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { placeRepository } from './places-repository.ts';

/** Where an office is, for whoever visits it; `rev` is 0 where nothing was written of it yet. */
export interface OfficePlace {
  readonly agencyId: string;
  /** Offices of one area can be walked or driven in one route. */
  readonly area: string;
  readonly address: string;
  readonly photosAllowed: boolean;
  /** Whether the office has a screen on which its presence code can be shown. */
  readonly hasScreen: boolean;
  readonly rev: number;
}

/** What the area is called of an office of which nothing was written: its county, or the province's own bodies. */
const PROVINCE = 'مرکز استان';

const placeIn = (agencyId: string, county: string | null, row: InspectionPlaceRow | null): OfficePlace => ({
  agencyId,
  area: row?.area ?? county ?? PROVINCE,
  address: row?.address ?? '',
  photosAllowed: (row?.photos_allowed ?? 1) === 1,
  hasScreen: (row?.has_screen ?? 1) === 1,
  rev: row?.rev ?? 0,
});

/** Where offices are; what was never written of one stands at its beginnings: the county as its area, photos allowed, with a screen. */
export function placeLookup(db: Knex) {
  const agencies = agencyLookup(db);
  const nameOf = async (): Promise<(countyId: string | null) => string | null> => {
    const names = await agencies.countyNames();
    return (countyId) => (countyId === null ? null : (names.get(countyId) ?? null));
  };
  return {
    /** Where an agency's office is; at its beginnings also for an agency that is not known. */
    async placeOf(agencyId: string): Promise<OfficePlace> {
      const [row, agency, county] = [await placeRepository(db).byAgency(agencyId), await agencies.byId(agencyId), await nameOf()];
      return placeIn(agencyId, county(agency?.countyId ?? null), row);
    },
    /** Where every agency's office is, by agency. */
    async all(): Promise<ReadonlyMap<string, OfficePlace>> {
      const rows = new Map((await placeRepository(db).all()).map((row) => [row.agency_id, row]));
      const county = await nameOf();
      return new Map((await agencies.all()).map(({ id, countyId }) => [id, placeIn(id, county(countyId), rows.get(id) ?? null)]));
    },
  };
}
