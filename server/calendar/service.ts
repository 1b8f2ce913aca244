import type { Knex } from 'knex';
import type { Write, Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import { daysBetween, type Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Holiday } from '../domain/working-time.ts';
import type { ClosureEntry } from './forms.ts';
import { calendarRepository, type RecordedClosure, type RecordedHoliday } from './repository.ts';
import { holidayMark } from './mark.ts';
import { CALENDAR_STREAM } from './steps.ts';

/** No order closes offices for longer; a longer one is a slip of the pen. */
export const LONGEST_CLOSURE_DAYS = 31;

/** A holiday as asked for, with the reason that the record keeps. */
export interface HolidayEntry extends Pick<Holiday, 'day' | 'title' | 'status' | 'altDay'> {
  readonly reason: string;
}

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** Whether two closures close the same place for the same days and hours; why they say so does not matter. */
const isSameClosure = (one: ClosureEntry, other: ClosureEntry): boolean => {
  const facts = ({ from, to, scope, kind, openFrom, closeAt }: ClosureEntry): string => JSON.stringify([from, to, { ...scope }, kind, openFrom, closeAt]);
  return facts(one) === facts(other);
};

/** What a change comes to: the write, and what is raised of it; the id of what was added or changed is the answer. */
interface Decided {
  readonly id: string;
  readonly write: Write;
  readonly kind: string;
  readonly before: object | null;
  readonly after: object;
  readonly reason?: string;
}

const found = <T>(one: T | null): T => {
  if (one === null) throw new Refusal('not_found');
  return one;
};

/** The official calendar and the orders that cut into it. */
export function createCalendar({ reads, writer, newId }: Deps) {
  const change = (command: Command, decide: (calendar: ReturnType<typeof calendarRepository>) => Promise<Decided>): Promise<{ id: string }> =>
    writer.submit({
      ...command,
      streams: [CALENDAR_STREAM],
      apply: async (tx) => {
        const { id, write, kind, ...data } = await decide(calendarRepository(tx.db));
        tx.write(write);
        tx.raise(CALENDAR_STREAM, kind, data);
        return { id };
      },
    });

  return {
    holiday: (id: string): Promise<RecordedHoliday | null> => calendarRepository(reads).holiday(id),
    holidaysBetween: (from: Day, to: Day): Promise<RecordedHoliday[]> => calendarRepository(reads).holidaysBetween(from, to),
    closuresBetween: (from: Day, to: Day): Promise<RecordedClosure[]> => calendarRepository(reads).closuresBetween(from, to),

    /** Writes down a closure; refuses `range_backwards`, `closure_too_long`, `closure_exists`, and `not_found` for a place that does not exist. */
    addClosure(command: Command, entry: ClosureEntry): Promise<{ id: string }> {
      const id = newId();
      return change(command, async (calendar) => {
        if (entry.to < entry.from) throw new Refusal('range_backwards', { field: 'to' });
        if (daysBetween(entry.from, entry.to) >= LONGEST_CLOSURE_DAYS) {
          throw new Refusal('closure_too_long', { field: 'to', facts: { days: LONGEST_CLOSURE_DAYS } });
        }
        if (!(await calendar.placeExists(entry.scope))) throw new Refusal('not_found', { field: entry.scope.kind });
        if ((await calendar.closuresBetween(entry.from, entry.to)).some((other) => isSameClosure(entry, other))) throw new Refusal('closure_exists', { field: 'from' });
        const after: RecordedClosure = { ...entry, id, recordedAt: command.at, recordedBy: command.actor ?? '', withdrawnAt: null };
        return { id, write: calendar.insertClosure(after), kind: 'closure_added', before: null, after };
      });
    },

    /** Takes a closure back; taking it back twice is `changed_meanwhile`. */
    withdrawClosure: (command: Command, id: string): Promise<{ id: string }> =>
      change(command, async (calendar) => {
        const before = found(await calendar.closure(id));
        if (before.withdrawnAt !== null) throw new Refusal('changed_meanwhile');
        return { id, write: calendar.withdrawClosure(id, command.at), kind: 'closure_withdrawn', before, after: { ...before, withdrawnAt: command.at } };
      }),

    /** Adds a holiday; one of that day and title that was removed comes back. Refuses `holiday_exists`. */
    addHoliday(command: Command, { reason, ...entry }: HolidayEntry): Promise<{ id: string }> {
      const id = newId();
      return change(command, async (calendar) => {
        const before = await calendar.sameHoliday(entry.day, entry.title);
        if (before !== null && before.removedAt === null) throw new Refusal('holiday_exists', { field: 'title' });
        const after: RecordedHoliday =
          before === null ? { ...entry, id, kind: 'other', hijri: null, removedAt: null } : { ...before, ...entry, removedAt: null };
        return { id: after.id, write: before === null ? calendar.insertHoliday(after) : calendar.updateHoliday(after), kind: 'holiday_added', before, after, reason };
      });
    },

    /** Moves or renames a holiday; `seen` is the mark of what the form showed. Refuses `changed_meanwhile`, `holiday_exists`. */
    editHoliday: (command: Command, id: string, seen: string, { reason, ...entry }: HolidayEntry): Promise<{ id: string }> =>
      change(command, async (calendar) => {
        const before = found(await calendar.holiday(id));
        if (before.removedAt !== null || holidayMark(before) !== seen) throw new Refusal('changed_meanwhile');
        const same = await calendar.sameHoliday(entry.day, entry.title);
        if (same !== null && same.id !== id) throw new Refusal('holiday_exists', { field: 'title' });
        const after: RecordedHoliday = { ...before, ...entry };
        return { id, write: calendar.updateHoliday(after), kind: 'holiday_edited', before, after, reason };
      }),

    /** Takes a holiday out of the calendar; its row stays, so that the reference list does not bring it back. */
    removeHoliday: (command: Command, id: string, reason: string): Promise<{ id: string }> =>
      change(command, async (calendar) => {
        const before = found(await calendar.holiday(id));
        if (before.removedAt !== null) throw new Refusal('changed_meanwhile');
        const after: RecordedHoliday = { ...before, removedAt: command.at };
        return { id, write: calendar.updateHoliday(after), kind: 'holiday_removed', before, after, reason };
      }),
  };
}

export type Calendar = ReturnType<typeof createCalendar>;
