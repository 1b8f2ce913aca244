import type { Knex } from 'knex';
import { readOnce, remembered } from '../../db/memory.ts';

/** The sum of the counters of some streams: it grows with every change on any of them, so it numbers a fragment that shows them all. */
export async function numberOf(db: Knex, streams: readonly string[]): Promise<number> {
  const name = `number of ${streams.join(' ')}`;
  return readOnce(db, name, () =>
    remembered(db, { name, kinds: [], streams }, async (own) => {
      const row = (await own('streams').whereIn('id', [...streams]).sum({ seq: 'seq' }).first()) as { seq: number | string | null } | undefined;
      return Number(row?.seq ?? 0);
    }));
}
