import type { Knex } from 'knex';
import type { Write } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { daysBetween } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import type { CalendarChange, ClosureEntry, HolidayEntry } from './change.ts';
import { closureFacts, closureMark, holidayMark } from './mark.ts';
import { calendarRepository, type RecordedClosure, type RecordedHoliday } from './repository.ts';

/** No order closes offices for longer; a longer one is a slip of the pen. */
export const LONGEST_CLOSURE_DAYS = 31;

interface Found<T> {
  /** Of what was added or changed: a holiday that comes back keeps the id it had. */
  readonly id: string;
  readonly before: T | null;
  readonly after: T;
  readonly reason: string;
  readonly orderNo: string | null;
  readonly write: Write;
}

/** What a change of the calendar comes to, before anything is written: what stood there, what is to stand there, and the write. */
export type Decided = ({ readonly of: 'closure' } & Found<RecordedClosure>) | ({ readonly of: 'holiday' } & Found<RecordedHoliday>);

type Repository = ReturnType<typeof calendarRepository>;
type When = Pick<Command, 'actor' | 'at'>;

const found = <T>(one: T | null): T => {
  if (one === null) throw new Refusal('not_found');
  return one;
};

async function mustFit(calendar: Repository, entry: ClosureEntry, ownId: string): Promise<void> {
  if (entry.to < entry.from) throw new Refusal('range_backwards', { field: 'to' });
  if (daysBetween(entry.from, entry.to) >= LONGEST_CLOSURE_DAYS) throw new Refusal('closure_too_long', { field: 'to', facts: { days: LONGEST_CLOSURE_DAYS } });
  if (!(await calendar.placeExists(entry.scope))) throw new Refusal('not_found', { field: entry.scope.kind });
  const others = await calendar.closuresBetween(entry.from, entry.to);
  if (others.some((other) => other.id !== ownId && closureFacts(other) === closureFacts(entry))) throw new Refusal('closure_exists', { field: 'from' });
}

async function mustBeFree(calendar: Repository, entry: HolidayEntry, ownId: string): Promise<void> {
  const same = await calendar.sameHoliday(entry.day, entry.title);
  if (same !== null && same.id !== ownId) throw new Refusal('holiday_exists', { field: 'title' });
}

const closure = (after: RecordedClosure, before: RecordedClosure | null, reason: string, orderNo: string | null, write: Write): Decided => ({ of: 'closure', id: after.id, before, after, reason, orderNo, write });
const holiday = (after: RecordedHoliday, before: RecordedHoliday | null, { reason, orderNo }: { readonly reason: string; readonly orderNo: string | null }, write: Write): Decided => ({ of: 'holiday', id: after.id, before, after, reason, orderNo, write });

/**
 * Decides a change of the calendar by what one handle sees. Refuses `range_backwards`, `closure_too_long`, `closure_exists`,
 * `holiday_exists`, `not_found` (also a place that does not exist) and `changed_meanwhile` (an older view, taken back already).
 */
export async function decide(db: Knex, change: CalendarChange, { actor, at }: When): Promise<Decided> {
  const calendar = calendarRepository(db);
  switch (change.kind) {
    case 'closure_added': {
      const { id, entry } = change;
      await mustFit(calendar, entry, id);
      const after: RecordedClosure = { ...entry, id, recordedAt: at, recordedBy: actor ?? '', withdrawnAt: null };
      return closure(after, null, entry.reason, entry.orderNo, calendar.insertClosure(after));
    }
    case 'closure_edited': {
      const before = found(await calendar.closure(change.id));
      if (before.withdrawnAt !== null || closureMark(before) !== change.seen) throw new Refusal('changed_meanwhile');
      await mustFit(calendar, change.entry, change.id);
      const after: RecordedClosure = { ...before, ...change.entry };
      return closure(after, before, change.reason, change.entry.orderNo, calendar.updateClosure(after));
    }
    case 'closure_withdrawn': {
      const before = found(await calendar.closure(change.id));
      if (before.withdrawnAt !== null) throw new Refusal('changed_meanwhile');
      return closure({ ...before, withdrawnAt: at }, before, change.grounds.reason, change.grounds.orderNo, calendar.withdrawClosure(change.id, at));
    }
    case 'holiday_added': {
      const before = await calendar.sameHoliday(change.entry.day, change.entry.title);
      if (before !== null && before.removedAt === null) throw new Refusal('holiday_exists', { field: 'title' });
      const fresh: RecordedHoliday = { ...change.entry, id: change.id, kind: 'other', hijri: null, removedAt: null };
      const after = before === null ? fresh : { ...before, ...change.entry, removedAt: null };
      return holiday(after, before, change.grounds, before === null ? calendar.insertHoliday(after) : calendar.updateHoliday(after));
    }
    case 'holiday_edited': {
      const before = found(await calendar.holiday(change.id));
      if (before.removedAt !== null || holidayMark(before) !== change.seen) throw new Refusal('changed_meanwhile');
      await mustBeFree(calendar, change.entry, change.id);
      const after: RecordedHoliday = { ...before, ...change.entry };
      return holiday(after, before, change.grounds, calendar.updateHoliday(after));
    }
    case 'holiday_removed': {
      const before = found(await calendar.holiday(change.id));
      if (before.removedAt !== null) throw new Refusal('changed_meanwhile');
      const after: RecordedHoliday = { ...before, removedAt: at };
      return holiday(after, before, change.grounds, calendar.updateHoliday(after));
    }
  }
}
