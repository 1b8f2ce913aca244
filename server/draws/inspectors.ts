import type { Knex } from 'knex';
import { peopleLookup } from '../people/lookup.ts';

/** Somebody who may be sent on visits; `county` is null where he goes anywhere in the province. */
export interface Inspector {
  readonly id: string;
  readonly name: string;
  readonly county: string | null;
}

/** All who may be sent, in the order of their names; whoever holds both roles goes anywhere. */
export async function inspectorsOf(db: Knex): Promise<Inspector[]> {
  const holders = await peopleLookup(db).holdersOf(['inspector', 'county_inspector']);
  return holders.map(({ id, name, grants }) => ({ id, name, county: grants.some(({ role }) => role === 'inspector') ? null : (grants[0]?.countyId ?? null) }));
}
