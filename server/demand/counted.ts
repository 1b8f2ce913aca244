import type { Knex } from 'knex';
import { callLookup } from '../calls/lookup.ts';
import { startOfDay } from '../domain/calendar.ts';
import { addMonths, firstOfMonth, monthKey, type JalaliMonth } from '../domain/jalali.ts';
import type { Demand, MonthSpan } from './demand.ts';

/** The calls that were counted here of each agency, month by month; months without a call have no row. */
export async function countedBetween(db: Knex, { from, to }: MonthSpan): Promise<Demand[]> {
  const counted: Demand[] = [];
  for (let month: JalaliMonth = from; monthKey(month) <= monthKey(to); month = addMonths(month, 1)) {
    const counts = await callLookup(db).countsBetween(startOfDay(firstOfMonth(month)), startOfDay(firstOfMonth(addMonths(month, 1))));
    for (const [agencyId, calls] of counts) counted.push({ agencyId, ...month, clients: 0, calls, openRequests: 0 });
  }
  return counted;
}
