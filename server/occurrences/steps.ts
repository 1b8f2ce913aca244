import type { Knex } from 'knex';
import type { Tx } from '../../db/writer.ts';
import { agencyLookup } from '../agencies/lookup.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { coversDay, hoursPlanned, isBackwards, MOVED_AT_MOST_DAYS, type ExceptionScope, type HourException } from '../domain/hour-occurrences.ts';
import { addDays } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { occurrenceLookup } from './lookup.ts';
import { occurrenceRepository, type RecordedException } from './repository.ts';

/** The stream of everything that happens to the exceptions from the weekly hour. */
export const EXCEPTIONS_STREAM = 'hour_exceptions';

/** An exception as asked for; its id is made before the change. */
export type ExceptionEntry = Omit<HourException, 'recordedAt'>;

/** Whether two exceptions are of the same breadth and place. */
export const isSameScope = (one: ExceptionScope, other: ExceptionScope): boolean =>
  one.kind === other.kind && (one.kind !== 'county' || (other.kind === 'county' && one.countyId === other.countyId)) && (one.kind !== 'agency' || (other.kind === 'agency' && one.agencyId === other.agencyId));

async function mustBeThere(db: Knex, scope: ExceptionScope): Promise<void> {
  if (scope.kind === 'county' && (await agencyLookup(db).countyById(scope.countyId)) === null) throw new Refusal('not_found', { field: 'county' });
  if (scope.kind === 'agency' && (await agencyLookup(db).byId(scope.agencyId)) === null) throw new Refusal('not_found', { field: 'agency' });
}

/** Whether two exceptions of one scope would speak of the same days; a moved day within a span that has other hours is no such case. */
const isInTheWay = (one: HourException, other: HourException): boolean => {
  if (!isSameScope(one.scope, other.scope)) return false;
  // What is moved lies in other hours as well as in the rule's own; only a day without hours has nothing to move.
  if (one.kind === 'moved' || other.kind === 'moved') {
    const [moved, rest] = one.kind === 'moved' ? [one, other] : [other, one];
    return rest.kind === 'moved' ? moved.from === rest.from : rest.kind === 'none' && coversDay(rest, moved.from);
  }
  return (one.to === null || other.from <= one.to) && (other.to === null || one.from <= other.to);
};

async function mustBeMovable(db: Knex, entry: ExceptionEntry): Promise<void> {
  const { from, movedTo, scope } = entry;
  if (movedTo === null || movedTo < addDays(from, -MOVED_AT_MOST_DAYS) || movedTo > addDays(from, MOVED_AT_MOST_DAYS)) throw new Refusal('bad_request', { field: 'movedTo' });
  const agency = scope.kind === 'agency' ? await agencyLookup(db).byId(scope.agencyId) : null;
  const place = scope.kind === 'county' ? { countyId: scope.countyId } : scope.kind === 'agency' ? { agencyId: scope.agencyId, countyId: agency?.countyId ?? null } : {};
  const [first, last] = from < movedTo ? [from, movedTo] : [movedTo, from];
  const planned = hoursPlanned(await occurrenceLookup(db).rule(first, last), first, last)(place);
  // There must be an hour to be moved, and none of its own on the day to which it goes.
  if (!planned.some(({ plannedDay }) => plannedDay === from)) throw new Refusal('hour_unknown', { field: 'from' });
  if (movedTo !== from && planned.some((hour) => hour.day === movedTo && hour.state !== 'cancelled')) throw new Refusal('exception_overlap', { field: 'movedTo' });
}

/**
 * Joins an exception to a change that declared `EXCEPTIONS_STREAM`; one that it `replaces` is taken back with it. Refuses `range_backwards` (days or hours), `day_past`, `hour_unknown`
 * (no hour on the day that is moved), `exception_overlap`, `bad_request` and `not_found`.
 */
export async function addException(tx: Tx, entry: ExceptionEntry, command: Pick<Command, 'actor' | 'at'>, replaces: string | null = null): Promise<{ readonly id: string }> {
  if (entry.to !== null && entry.to < entry.from) throw new Refusal('range_backwards', { field: 'to' });
  if (isBackwards(entry.hours)) throw new Refusal('range_backwards', { field: 'toClock' });
  const today = dayOf(command.at);
  if (entry.from < today || (entry.movedTo !== null && entry.movedTo < today)) throw new Refusal('day_past', { field: entry.from < today ? 'from' : 'movedTo' });
  await mustBeThere(tx.db, entry.scope);
  const exception: RecordedException = { ...entry, to: entry.kind === 'moved' ? entry.from : entry.to, recordedAt: command.at, recordedBy: command.actor ?? '', withdrawnAt: null };
  const others = await occurrenceRepository(tx.db).standing(entry.from, entry.to ?? ('9999-12-31' as typeof entry.from));
  if (others.some((other) => other.id !== replaces && isInTheWay(exception, other))) throw new Refusal('exception_overlap', { field: 'from' });
  if (entry.kind === 'moved') await mustBeMovable(tx.db, entry);
  if (replaces !== null) await withdrawException(tx, replaces, entry.reason, command);
  tx.write(occurrenceRepository(tx.db).insert(exception));
  tx.raise(EXCEPTIONS_STREAM, 'hour_exception_added', { before: null, after: exception });
  return { id: entry.id };
}

/** Takes an exception back; twice is `changed_meanwhile`. Refuses `not_found`. Stream: `EXCEPTIONS_STREAM`. */
export async function withdrawException(tx: Tx, id: string, reason: string, command: Pick<Command, 'at'>): Promise<{ readonly id: string }> {
  const before = await occurrenceRepository(tx.db).exception(id);
  if (before === null) throw new Refusal('not_found');
  if (before.withdrawnAt !== null) throw new Refusal('changed_meanwhile');
  tx.write(occurrenceRepository(tx.db).withdraw(id, command.at));
  tx.raise(EXCEPTIONS_STREAM, 'hour_exception_withdrawn', { before, after: null, reason });
  return { id };
}
