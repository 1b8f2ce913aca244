import type { Knex } from 'knex';
import { readOnce } from '../../db/memory.ts';

/** The sum of the counters of some streams: it grows with every change on any of them, so it numbers a fragment that shows them all. */
export async function numberOf(db: Knex, streams: readonly string[]): Promise<number> {
  return readOnce(db, `number of ${streams.join(' ')}`, async () => {
    const row = (await db('streams').whereIn('id', [...streams]).sum({ seq: 'seq' }).first()) as { seq: number | string | null } | undefined;
    return Number(row?.seq ?? 0);
  });
}
