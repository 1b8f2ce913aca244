import type { Knex } from 'knex';
import { readOnce, remembered } from './memory.ts';

const sumIn = async (streams: Knex.QueryBuilder): Promise<number> => {
  const row = (await streams.sum({ seq: 'seq' }).first()) as { seq: number | string | null } | undefined;
  return Number(row?.seq ?? 0);
};

/** The sum of the counters of some streams: it grows with every change on any of them, so it numbers a fragment that shows them all. */
export function numberOf(db: Knex, streams: readonly string[]): Promise<number> {
  const name = `number of ${streams.join(' ')}`;
  return readOnce(db, name, () => remembered(db, { name, kinds: [], streams }, (own) => sumIn(own('streams').whereIn('id', [...streams]))));
}

/** The same of all streams whose names begin alike, such as 'agency:'. */
export const numberUnder = (db: Knex, prefix: string): Promise<number> => sumIn(db('streams').where('id', '>=', prefix).where('id', '<', `${prefix}~`));
