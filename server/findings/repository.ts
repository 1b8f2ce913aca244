import type { Knex } from 'knex';
import type { FindingRow } from '../../db/tables.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Finding, FindingState, FindingTab } from '../domain/finding.ts';
import type { Day } from '../domain/jalali.ts';

const toFinding = (row: FindingRow): Finding => ({
  id: row.id,
  reportId: row.report_id,
  agencyId: row.agency_id,
  item: row.item,
  text: row.text,
  dueDay: row.due_day as Day,
  state: row.state as FindingState,
  madeAt: row.made_at as Instant,
  times: row.times,
  seenAt: row.seen_at as Instant | null,
  doneAt: row.done_at as Instant | null,
  doneBy: row.done_by,
  doneNote: row.done_note,
  judgedAt: row.judged_at as Instant | null,
  judgedBy: row.judged_by,
  judgedNote: row.judged_note,
  rev: row.rev,
});

const rowOf = (one: Finding): FindingRow => ({
  id: one.id,
  report_id: one.reportId,
  agency_id: one.agencyId,
  item: one.item,
  text: one.text,
  due_day: one.dueDay,
  state: one.state,
  made_at: one.madeAt,
  times: one.times,
  seen_at: one.seenAt,
  done_at: one.doneAt,
  done_by: one.doneBy,
  done_note: one.doneNote,
  judged_at: one.judgedAt,
  judged_by: one.judgedBy,
  judged_note: one.judgedNote,
  rev: one.rev,
});

/** How many findings stand on each side of the list; those that are overdue are among those to do. */
export type FindingCounts = Readonly<Record<FindingTab, number>>;

const TO_DO: readonly FindingState[] = ['open', 'returned'];
const STATES_OF: Readonly<Record<FindingTab, readonly FindingState[]>> = { toDo: TO_DO, overdue: TO_DO, done: ['done'], accepted: ['accepted'] };
const UNSETTLED: readonly FindingState[] = ['open', 'returned', 'done'];

const countOf = async (query: Knex.QueryBuilder): Promise<number> =>
  Number(((await query.count({ count: 'id' }).first()) as Readonly<Record<string, unknown>> | undefined)?.['count'] ?? 0);

/** Findings over one handle, of the agencies named or (null) of all; writes are unsent builders for the change to queue. */
export function findingRepository(db: Knex) {
  const within = (agencyIds: readonly string[] | null) => (agencyIds === null ? db('findings') : db('findings').whereIn('agency_id', [...agencyIds]));
  return {
    async byId(id: string): Promise<Finding | null> {
      const row = await db('findings').where({ id }).first();
      return row === undefined ? null : toFinding(row);
    },
    /** The one of the item that the agency has not settled yet; null where there is none. */
    async unsettledOf(agencyId: string, item: string): Promise<Finding | null> {
      const row = await db('findings').where({ agency_id: agencyId, item }).whereIn('state', [...UNSETTLED]).orderBy(['made_at', 'id']).first();
      return row === undefined ? null : toFinding(row);
    },
    async ofReport(reportId: string): Promise<Finding[]> {
      return (await db('findings').where({ report_id: reportId }).orderBy(['made_at', 'id'])).map(toFinding);
    },
    async counts(agencyIds: readonly string[] | null, today: Day): Promise<FindingCounts> {
      const toDo = () => within(agencyIds).whereIn('state', [...TO_DO]);
      return {
        toDo: await countOf(toDo()),
        overdue: await countOf(toDo().where('due_day', '<', today)),
        done: await countOf(within(agencyIds).where({ state: 'done' })),
        accepted: await countOf(within(agencyIds).where({ state: 'accepted' })),
      };
    },
    /** Those of one tab: what is accepted the latest first, everything else by the nearest day. */
    async inTab(agencyIds: readonly string[] | null, tab: FindingTab, today: Day, offset: number, most: number): Promise<Finding[]> {
      const query = within(agencyIds).whereIn('state', [...STATES_OF[tab]]).offset(offset).limit(most);
      if (tab === 'overdue') void query.where('due_day', '<', today);
      if (tab === 'accepted') void query.orderBy([{ column: 'judged_at', order: 'desc' }, { column: 'id' }]);
      else void query.orderBy(['due_day', 'made_at', 'id']);
      return (await query).map(toFinding);
    },
    insert: (finding: Finding) => db('findings').insert(rowOf(finding)),
    /** Writes one over the state before it: an older view touches no row. */
    update: (before: Pick<Finding, 'id' | 'rev'>, after: Finding) => db('findings').where({ id: before.id, rev: before.rev }).update(rowOf(after)),
  };
}
