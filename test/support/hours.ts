import type { Database } from '../../db/connection.ts';
import { clock, toInstant } from '../../server/domain/calendar.ts';
import { day as dayFrom } from '../../server/domain/jalali.ts';
import { hourIdOf, type ManagerHour } from '../../server/domain/manager-hour.ts';
import { hourRepository } from '../../server/hours/repository.ts';

/** What a test says of an hour; the rest is as an hour is that nothing has happened to yet. */
export type LaidHour = Partial<Omit<ManagerHour, 'id' | 'agencyId' | 'day' | 'from' | 'to' | 'plannedDay'>> & {
  readonly agencyId: string;
  /** ISO day. */
  readonly day: string;
  readonly plannedDay?: string;
  readonly from?: string;
  readonly to?: string;
};

/** Lays an agency's hour of a day straight into the tables, 9 to 12 and held as planned unless said otherwise; answers with its id. County and head are the agency's own where they are left out. */
export async function layHour({ direct }: Pick<Database, 'direct'>, { agencyId, day, plannedDay = day, from = '09:00', to = '12:00', ...more }: LaidHour): Promise<string> {
  const [on, planned] = [dayFrom(day), dayFrom(plannedDay)];
  const [begins, ends] = [clock(from), clock(to)];
  const agency = await direct('agencies').where({ id: agencyId }).first('county_id', 'head_title');
  const head = await direct('terms').where({ agency_id: agencyId, post: agency?.head_title ?? '' }).where('from_day', '<=', day).where((open) => void open.whereNull('to_day').orWhere('to_day', '>=', day)).first('person_id');
  const id = hourIdOf(agencyId, planned);
  await hourRepository(direct).insert({
    state: 'held', title: null, presence: 'no_report', declaredAt: null, declaredBy: null, seenAt: null, seenReportId: null, answer: null, excuse: null, excusedAt: null, excusedBy: null,
    excuseNote: null, explanation: null, explainedAt: null, explainedBy: null, decision: null, decidedAt: null, decidedBy: null, decisionReason: null, substituteId: null, substituteWhy: null, rev: 1,
    countyId: agency?.county_id ?? null, personId: head?.person_id ?? null, startsAt: toInstant(on, begins), endsAt: toInstant(on, ends), ...more,
    id, agencyId, plannedDay: planned, day: on, from: begins, to: ends,
  });
  return id;
}
