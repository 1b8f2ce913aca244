import type { Knex } from 'knex';
import type { WalkInRow } from '../../db/tables.ts';
import { inParts } from '../../db/parts.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import type { Met, VisitOutcome, WalkIn } from '../domain/visitor.ts';

const toWalkIn = (row: WalkInRow): WalkIn => ({
  id: row.id,
  agencyId: row.agency_id,
  hourId: row.hour_id,
  day: row.day as Day,
  at: row.at as Instant,
  honorific: row.honorific as WalkIn['honorific'],
  name: row.name,
  phone: row.phone,
  phoneIndex: row.phone_index,
  topicId: row.topic_id,
  outcome: row.outcome as VisitOutcome,
  note: row.note,
  requestId: row.request_id,
  targetAgencyId: row.target_agency_id,
  recordedBy: row.recorded_by,
  codeHash: row.code_hash,
  met: row.met as Met | null,
  metAt: row.met_at as Instant | null,
  rev: row.rev,
});

const rowOf = (one: WalkIn): WalkInRow => ({
  id: one.id,
  agency_id: one.agencyId,
  hour_id: one.hourId,
  day: one.day,
  at: one.at,
  honorific: one.honorific,
  name: one.name,
  phone: one.phone,
  phone_index: one.phoneIndex,
  topic_id: one.topicId,
  outcome: one.outcome,
  note: one.note,
  request_id: one.requestId,
  target_agency_id: one.targetAgencyId,
  recorded_by: one.recordedBy,
  code_hash: one.codeHash,
  met: one.met,
  met_at: one.metAt,
  rev: one.rev,
});

interface Counted {
  readonly agency_id: string;
  readonly count: number | string;
}

/** How many came to an agency on a day. */
export interface DayCount {
  readonly agencyId: string;
  readonly day: Day;
  readonly count: number;
}

/** Visitors over one handle; writes are unsent builders for the change to queue. */
export function visitorRepository(db: Knex) {
  return {
    async byId(id: string): Promise<WalkIn | null> {
      const row = await db('walk_ins').where({ id }).first();
      return row === undefined ? null : toWalkIn(row);
    },
    /** By any of the hashes of a slip's code. */
    async byCode(hashes: readonly string[]): Promise<WalkIn | null> {
      const row = await db('walk_ins').whereIn('code_hash', [...hashes]).orderBy('id').first();
      return row === undefined ? null : toWalkIn(row);
    },
    /** One agency's of a day of whom more is known than that they came, the latest first, so many at most. */
    async onDay(agencyId: string, day: Day, most: number): Promise<WalkIn[]> {
      return (await db('walk_ins').where({ agency_id: agencyId, day }).whereNot({ outcome: 'counted' }).orderBy([{ column: 'at', order: 'desc' }, { column: 'id' }]).limit(most)).map(toWalkIn);
    },
    /** Of all of an agency's day only what is counted by. */
    async timesOn(agencyId: string, day: Day): Promise<readonly Pick<WalkIn, 'at' | 'outcome' | 'hourId'>[]> {
      const rows = await db('walk_ins').where({ agency_id: agencyId, day }).orderBy(['at', 'id']).select('at', 'outcome', 'hour_id');
      return rows.map((row) => ({ at: row.at as Instant, outcome: row.outcome as VisitOutcome, hourId: row.hour_id }));
    },
    /** How many came to each agency on each day from the first day to the last, both included. */
    async countsBetween(from: Day, to: Day): Promise<DayCount[]> {
      const rows = await db('walk_ins').where('day', '>=', from).where('day', '<=', to).groupBy('agency_id', 'day').orderBy(['agency_id', 'day']).select('agency_id', 'day').count<readonly (Counted & { readonly day: string })[]>({ count: 'id' });
      return rows.map((row) => ({ agencyId: row.agency_id, day: row.day as Day, count: Number(row.count) }));
    },
    /** How many visitors of each agency said since the day, it included, that the manager was not there. */
    async saidNoSince(day: Day): Promise<ReadonlyMap<string, number>> {
      const rows = await db('walk_ins').where({ met: 'no' }).where('day', '>=', day).groupBy('agency_id').orderBy('agency_id').select('agency_id').count<readonly Counted[]>({ count: 'id' });
      return new Map(rows.map((row) => [row.agency_id, Number(row.count)]));
    },
    insert: (one: WalkIn) => db('walk_ins').insert(rowOf(one)),
    /** Several, some a statement. */
    insertAll: (all: readonly WalkIn[]) => inParts(all).map((part) => db('walk_ins').insert(part.map(rowOf))),
    /** The answer of a slip, written once: touches no row where it was answered meanwhile. */
    answer: ({ id, rev }: Pick<WalkIn, 'id' | 'rev'>, met: Met, at: Instant) => db('walk_ins').where({ id, rev }).whereNull('met').update({ met, met_at: at, rev: rev + 1 }),
  };
}
