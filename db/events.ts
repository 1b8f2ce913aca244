import type { Knex } from 'knex';
import type { EventRow } from './tables.ts';
import { chainHash } from './writer/chain.ts';

/** The events of a stream after a seq, oldest first, at most `limit`. */
export async function eventsAfter(db: Knex, stream: string, seq: number, limit = 500): Promise<readonly EventRow[]> {
  return db('events').where('stream', stream).where('seq', '>', seq).orderBy('seq').limit(limit);
}

/** A broken place of a stream's chain: an altered, missing or added event at `seq`, or an end cut off after it. */
export interface BrokenChain {
  readonly stream: string;
  readonly seq: number;
  readonly fault: 'altered' | 'gap' | 'cut_off';
}

/** Checks the chain of one stream from its first event to its counter; null when nothing was touched. */
export async function verifyStream(db: Knex, stream: string): Promise<BrokenChain | null> {
  let seq = 0;
  let hash = '';
  for (;;) {
    const events = await eventsAfter(db, stream, seq, 5_000);
    for (const event of events) {
      if (event.seq !== seq + 1) return { stream, seq: seq + 1, fault: 'gap' };
      if (event.hash !== chainHash(hash, event)) return { stream, seq: event.seq, fault: 'altered' };
      ({ seq, hash } = event);
    }
    if (events.length === 0) break;
  }
  const head = await db('streams').where('id', stream).first();
  return head?.seq === seq && head.hash === hash ? null : { stream, seq, fault: 'cut_off' };
}

/** Checks every stream that has a counter or an event; the broken ones, in id order. */
export async function verifyAll(db: Knex): Promise<readonly BrokenChain[]> {
  const rows: readonly { id: string }[] = await db
    .select('id')
    .from('streams')
    .union((more) => void more.select({ id: 'stream' }).from('events'))
    .orderBy('id');
  const broken: BrokenChain[] = [];
  for (const { id } of rows) {
    const fault = await verifyStream(db, id);
    if (fault !== null) broken.push(fault);
  }
  return broken;
}

/** How many events there are, and in how many streams. */
export async function recordSize(db: Knex): Promise<{ readonly events: number; readonly streams: number }> {
  const counted = async (query: Knex.QueryBuilder): Promise<number> => Number(((await query) as { count: number | string } | undefined)?.count ?? 0);
  return { events: await counted(db('events').count({ count: '*' }).first()), streams: await counted(db('streams').count({ count: '*' }).first()) };
}
