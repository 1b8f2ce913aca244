import type { Knex } from 'knex';
import { agencyLookup, headOn, isValidOn } from '../agencies/lookup.ts';
import type { Agency, NamedTerm } from '../domain/agency.ts';
import type { Instant } from '../domain/calendar.ts';
import { hoursPlanned, MOVED_AT_MOST_DAYS } from '../domain/hour-occurrences.ts';
import { addDays, type Day } from '../domain/jalali.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';
import { occurrenceLookup, occurrencesOf } from '../occurrences/lookup.ts';
import { HOUR_NOT_DUE } from '../wording/hours.ts';
import { hourRepository } from './repository.ts';

/** So many days ahead hours are laid out. */
export const LAID_OUT_DAYS = 35;
// A clock that ran ahead for a while may have laid out more: what stands there is kept in step too.
const LOOKED_AT_DAYS = LAID_OUT_DAYS + 14;

/** So many agencies are read one by one; more are read at once. */
const FEW = 200;

/** What one occurrence is to be like: of its row the part that is the plan's. */
export type Due = Pick<ManagerHour, 'id' | 'agencyId' | 'countyId' | 'plannedDay' | 'day' | 'from' | 'to' | 'startsAt' | 'endsAt' | 'state' | 'title' | 'personId'>;

/** A row that is missing (`before` null), or one that is not as it is due. */
export interface Alteration {
  readonly before: ManagerHour | null;
  readonly after: Due;
}

const UNTOUCHED: Omit<ManagerHour, keyof Due> = {
  presence: 'no_report', declaredAt: null, declaredBy: null, seenAt: null, seenReportId: null, answer: null, excuse: null, excusedAt: null, excusedBy: null, excuseNote: null,
  explanation: null, explainedAt: null, explainedBy: null, decision: null, decidedAt: null, decidedBy: null, decisionReason: null, substituteId: null, substituteWhy: null, rev: 1,
};

/** The row of an hour to which nothing has happened yet. */
export const freshHour = (due: Due): ManagerHour => ({ ...due, ...UNTOUCHED });

const PLAN = ['countyId', 'day', 'from', 'to', 'startsAt', 'endsAt', 'state', 'title', 'personId'] as const;

const isAsDue = (row: ManagerHour, due: Due): boolean => PLAN.every((part) => row[part] === due[part]);

/** Whether the plan may still alter an hour: it has not begun, and nothing is seen or decided of it. One that is excused can only be cancelled. */
const mayAlter = (row: ManagerHour, due: Due, now: Instant): boolean => {
  if (row.startsAt <= now || row.seenAt !== null || row.decision !== null || row.declaredAt !== null) return false;
  // What would be over at once cannot be held any more.
  if (due.state !== 'cancelled' && due.endsAt <= now) return false;
  return row.presence === 'no_report' || (row.presence === 'excused' && due.state === 'cancelled');
};

/** Reads what is due of the agencies with a row for each planned day of the span. */
async function dueOf(db: Knex, known: Knex, agencies: readonly Agency[], from: Day, to: Day): Promise<Map<string, Due>> {
  const planned = hoursPlanned(await occurrenceLookup(db).rule(from, to, known), from, to);
  const all = agencies.length > FEW ? await agencyLookup(db).termsBetween(from, addDays(to, MOVED_AT_MOST_DAYS)) : await agencyLookup(db).termsOfAgencies(agencies.map(({ id }) => id));
  const terms = new Map<string, NamedTerm[]>(agencies.map(({ id }) => [id, []]));
  for (const term of all) terms.get(term.agencyId)?.push(term);
  return new Map(agencies.flatMap((agency) =>
    occurrencesOf(agency, planned({ agencyId: agency.id, countyId: agency.countyId })).map(({ id, agencyId, countyId, plannedDay, day, from: begins, to: ends, startsAt, endsAt, state, title }) => {
      const personId = headOn(agency, terms.get(agency.id) ?? [], day)?.personId ?? null;
      return [id, { id, agencyId, countyId, plannedDay, day, from: begins, to: ends, startsAt, endsAt, state, title, personId }] as const;
    })));
}

/**
 * What is missing or not as it is due among the hours of the agencies (null for all of them), from today to so many weeks ahead. `known` is
 * the handle through which settings and agencies may be remembered. What is over, has begun, or is seen or decided is left as it is.
 */
export async function alterationsOf(db: Knex, known: Knex, agencyIds: ReadonlySet<string> | null, today: Day, now: Instant): Promise<Alteration[]> {
  const [from, to] = [addDays(today, -MOVED_AT_MOST_DAYS), addDays(today, LOOKED_AT_DAYS)];
  const agencies = new Map((await agencyLookup(known).all()).filter(({ id }) => agencyIds === null || agencyIds.has(id)).map((agency) => [agency.id, agency]));
  const due = await dueOf(db, known, [...agencies.values()], from, to);
  const rows = await hourRepository(db).toAgree(agencyIds === null ? null : [...agencyIds], from, to, today);
  const laid = new Set(rows.map(({ id }) => id));
  const last = addDays(today, LAID_OUT_DAYS);
  const missing = [...due.values()].filter((one) => !laid.has(one.id) && one.endsAt > now && one.day >= today && one.plannedDay <= last);
  const wrong = rows.flatMap((row): Alteration[] => {
    const agency = agencies.get(row.agencyId);
    const stands = agency !== undefined && isValidOn(agency, row.day);
    const after = due.get(row.id) ?? { ...row, state: 'cancelled' as const, title: stands ? HOUR_NOT_DUE.weekday : HOUR_NOT_DUE.agency };
    return isAsDue(row, after) || !mayAlter(row, after, now) ? [] : [{ before: row, after }];
  });
  return [...missing.map((after) => ({ before: null, after })), ...wrong];
}
