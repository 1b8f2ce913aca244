import type { Knex } from 'knex';
import { inParts } from '../../db/parts.ts';
import type { VisitReportRow, VisitTargetRow } from '../../db/tables.ts';
import type { Instant } from '../domain/calendar.ts';
import type { OpenedHow, Target, TargetState, Visit } from '../domain/inspection/landed.ts';
import type { CodeFinding } from '../domain/inspection/report.ts';
import type { Day } from '../domain/jalali.ts';
import type { VisitAnswer } from '../domain/manager-hour.ts';

const toTarget = (row: VisitTargetRow): Target => ({
  id: row.id,
  day: row.day as Day,
  inspectorId: row.inspector_id,
  secondId: row.second_id,
  place: row.place,
  sealed: row.target,
  agencyId: row.agency_id,
  hourId: row.hour_id,
  state: row.state as TargetState,
  openedAt: row.opened_at as Instant | null,
  openedHow: row.opened_how as OpenedHow | null,
  openedCount: row.opened_count,
  deviceOpenedAt: row.device_opened_at,
  rev: row.rev,
});

// What has no column of its own: read and written whole.
type Details = Pick<Visit, 'at' | 'flags' | 'faults' | 'report' | 'sealedHash'>;

const toVisit = (row: VisitReportRow): Visit => {
  const details = JSON.parse(row.details) as Partial<Details>;
  return {
    id: row.id,
    targetId: row.target_id,
    inspectorId: row.inspector_id,
    agencyId: row.agency_id,
    hourId: row.hour_id,
    day: row.day as Day,
    number: row.number,
    answer: row.answer as VisitAnswer,
    at: details.at ?? (row.received_at as Instant),
    codeFound: row.code_found as CodeFinding,
    codeShownAt: row.code_shown_at as Instant | null,
    deviceAt: row.device_at,
    receivedAt: row.received_at as Instant,
    flags: details.flags ?? [],
    faults: details.faults ?? [],
    report: details.report ?? bare(row),
    sealedHash: details.sealedHash ?? '',
    rev: row.rev,
  };
};

// A report that came by another way than a phone says no more than its row.
const bare = (row: VisitReportRow): Visit['report'] => ({
  id: row.id, targetId: row.target_id, inspectorId: row.inspector_id, agencyId: row.agency_id, day: row.day as Day, answer: row.answer as VisitAnswer, visitedAt: row.device_at, sealedAt: row.device_at,
  substitute: '', peopleWaiting: null, noticeBoard: null, namePlate: null, conduct: null, checklist: [], note: '', code: '', presenceWitness: '', position: null, notFound: null,
  photos: JSON.parse(row.photos) as readonly string[],
});

const toRow = (visit: Visit): VisitReportRow => {
  const { at, flags, faults, report, sealedHash } = visit;
  const details: Details = { at, flags, faults, report, sealedHash };
  return {
    id: visit.id,
    target_id: visit.targetId,
    inspector_id: visit.inspectorId,
    agency_id: visit.agencyId,
    hour_id: visit.hourId,
    day: visit.day,
    number: visit.number,
    answer: visit.answer,
    details: JSON.stringify(details),
    code_found: visit.codeFound,
    code_shown_at: visit.codeShownAt,
    device_at: visit.deviceAt,
    received_at: visit.receivedAt,
    photos: JSON.stringify(report.photos),
    rev: visit.rev,
  };
};

/** Targets and reports of visits over one handle; writes are unsent builders for the change to queue. */
export function inspectionRepository(db: Knex) {
  const visits = async (query: Knex.QueryBuilder): Promise<Visit[]> => ((await query) as VisitReportRow[]).map(toVisit);
  return {
    async targetById(id: string): Promise<Target | null> {
      const row = await db('visit_targets').where({ id }).first();
      return row === undefined ? null : toTarget(row);
    },
    /** An inspector's targets of a day: his own in the order of the route, and behind them those at which he was the second of a pair. */
    async targetsOf(inspectorId: string, day: Day): Promise<Target[]> {
      const rows = await db('visit_targets').where({ day }).whereNot({ state: 'withdrawn' }).where((his) => void his.where({ inspector_id: inspectorId }).orWhere({ second_id: inspectorId })).orderBy(['place', 'id']);
      const all = rows.map(toTarget);
      return [...all.filter((target) => target.inspectorId === inspectorId), ...all.filter((target) => target.inspectorId !== inspectorId)];
    },
    /** The targets of a day of which an inspector has reported himself. */
    async reportedBy(inspectorId: string, day: Day): Promise<ReadonlySet<string>> {
      return new Set((await db('visit_reports').where({ day, inspector_id: inspectorId }).orderBy('number').select('target_id')).map((row) => row.target_id));
    },
    targetsOn: async (day: Day): Promise<Target[]> => (await db('visit_targets').where({ day }).orderBy(['inspector_id', 'place', 'id'])).map(toTarget),
    /** Who else visits on a day, by their users. */
    async inspectorsOn(day: Day): Promise<string[]> {
      const rows = await db('visit_targets').where({ day }).select('inspector_id', 'second_id').orderBy(['inspector_id', 'id']);
      return [...new Set(rows.flatMap((row) => [row.inspector_id, ...(row.second_id === null ? [] : [row.second_id])]))];
    },
    /** The greatest count of an inspector's openings without a network before a day; 0 where there is none. */
    async countBefore(inspectorId: string, day: Day): Promise<number> {
      const row = (await db('visit_targets').where({ inspector_id: inspectorId }).where('day', '<', day).max({ last: 'opened_count' }).first()) as Readonly<Record<string, unknown>> | undefined;
      return Number(row?.['last'] ?? 0);
    },
    /** Puts a target after a step; where it has changed since it was read, no row is touched. */
    putTarget: (before: Pick<Target, 'id' | 'rev'>, after: Target) =>
      db('visit_targets').where({ id: before.id, rev: before.rev }).update({
        inspector_id: after.inspectorId, second_id: after.secondId, agency_id: after.agencyId, hour_id: after.hourId, state: after.state, opened_at: after.openedAt, opened_how: after.openedHow,
        opened_count: after.openedCount, device_opened_at: after.deviceOpenedAt, rev: before.rev + 1,
      }),

    async visitById(id: string): Promise<Visit | null> {
      return (await visits(db('visit_reports').where({ id })))[0] ?? null;
    },
    /** The reports of a day in the order in which they came; only of agencies in these counties where they are named. */
    visitsOn: (day: Day, countyIds: readonly string[] | null): Promise<Visit[]> => {
      const ofDay = db('visit_reports').where({ day }).orderBy('number');
      return visits(countyIds === null ? ofDay : ofDay.whereIn('agency_id', db('agencies').select('id').whereIn('county_id', [...countyIds])));
    },
    visitsOfAgency: (agencyId: string, from: Day, to: Day): Promise<Visit[]> =>
      visits(db('visit_reports').where({ agency_id: agencyId }).where('day', '>=', from).where('day', '<=', to).orderBy('number')),
    /** The day of each agency's latest report before a day. */
    async lastDays(before: Day): Promise<ReadonlyMap<string, Day>> {
      const rows: readonly Readonly<Record<string, unknown>>[] = await db('visit_reports').where('day', '<', before).groupBy('agency_id').select('agency_id').max({ last: 'day' }).orderBy('agency_id');
      return new Map(rows.map((row) => [String(row['agency_id']), String(row['last']) as Day]));
    },
    /** The days before a day on which there are reports, the newest first. */
    async daysBefore(day: Day, most: number): Promise<Day[]> {
      const rows = await db('visit_reports').distinct('day').where('day', '<', day).orderBy('day', 'desc').limit(most);
      return rows.map((row) => row.day as Day);
    },
    /** Who was at each agency, by report and target, before a day: one entry a report. */
    async whoVisited(before: Day): Promise<readonly { readonly agencyId: string; readonly day: Day; readonly inspectorIds: readonly string[] }[]> {
      const rows: readonly Readonly<Record<string, string | null>>[] = await db('visit_reports as r').join('visit_targets as t', 't.id', 'r.target_id').where('r.day', '<', before)
        .orderBy('r.number').select({ agency: 'r.agency_id', day: 'r.day', by: 'r.inspector_id', first: 't.inspector_id', second: 't.second_id' });
      return rows.map((row) => ({
        agencyId: row['agency'] ?? '', day: (row['day'] ?? '') as Day,
        inspectorIds: [...new Set([row['by'], row['first'], row['second']].filter((id): id is string => typeof id === 'string'))],
      }));
    },
    /** The greatest number that a report has; 0 where there is none. */
    async lastNumber(): Promise<number> {
      const row = (await db('visit_reports').max({ last: 'number' }).first()) as Readonly<Record<string, unknown>> | undefined;
      return Number(row?.['last'] ?? 0);
    },
    insertVisit: (visit: Visit) => db('visit_reports').insert(toRow(visit)),
    /** Which of some reports' photos have come, by report. */
    async photosOf(reportIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
      const came = new Map<string, string[]>();
      for (const part of inParts(reportIds)) {
        for (const { report_id, hash } of await db('visit_photos').whereIn('report_id', part).orderBy(['report_id', 'hash'])) came.set(report_id, [...(came.get(report_id) ?? []), hash]);
      }
      return came;
    },
  };
}
