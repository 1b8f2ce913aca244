import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import type { Command } from '../domain/command.ts';
import { Refusal } from '../domain/refusal.ts';
import { placeLookup, type OfficePlace } from './places.ts';
import { placeRepository } from './places-repository.ts';

/** The stream of where offices are. */
export const PLACES_STREAM = 'places';

const isSame = (one: OfficePlace, other: OfficePlace): boolean =>
  one.area === other.area && one.address === other.address && one.photosAllowed === other.photosAllowed && one.hasScreen === other.hasScreen;

/** Where offices are, and its changes, many at once. */
export function createPlaces({ reads, writer }: { readonly reads: Knex; readonly writer: Writer }) {
  return {
    /** The offices of a county (null: the province's own bodies) that may be inspected, in the order of their names, each with its place. */
    async of(countyId: string | null) {
      const agencies = agencyLookup(reads);
      const places = await placeLookup(reads).all();
      const offices = (await agencies.all()).filter((agency) => agency.countyId === countyId && agency.mayBeInspected);
      return {
        counties: (await agencies.counties()).map(({ id, name }) => ({ id, name })),
        offices: offices.flatMap(({ id, shortName }) => { const place = places.get(id); return place === undefined ? [] : [{ name: shortName, place }]; }),
      };
    },

    /** Writes the places that changed. Refuses `not_found`, `changed_meanwhile`. */
    change: (typed: readonly OfficePlace[], command: Command): Promise<{ readonly changed: number }> =>
      writer.submit({
        ...command,
        streams: [PLACES_STREAM],
        apply: async (tx) => {
          const known = await placeLookup(tx.db).all();
          let changed = 0;
          for (const place of typed) {
            const before = known.get(place.agencyId);
            if (before === undefined) throw new Refusal('not_found');
            if (isSame(before, place)) continue;
            if (before.rev !== place.rev) throw new Refusal('changed_meanwhile');
            const row = { agency_id: place.agencyId, area: place.area, address: place.address, photos_allowed: place.photosAllowed ? 1 : 0, has_screen: place.hasScreen ? 1 : 0, rev: before.rev + 1 } as const;
            tx.write(placeRepository(tx.db).put(row, before));
            tx.raise(PLACES_STREAM, 'office_place_changed', { agencyId: place.agencyId, before: { area: before.area, address: before.address, photosAllowed: before.photosAllowed, hasScreen: before.hasScreen }, after: { area: place.area, address: place.address, photosAllowed: place.photosAllowed, hasScreen: place.hasScreen } });
            changed += 1;
          }
          return { changed };
        },
      }),
  };
}

export type Places = ReturnType<typeof createPlaces>;
