import type { Knex } from 'knex';
import type { Writer } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import type { Day } from '../domain/jalali.ts';
import type { CalendarChange, ClosureEntry, Grounds, HolidayEntry } from './change.ts';
import { dayFactsOf, type DayFacts } from './day.ts';
import { historyOf, type CalendarEvent } from './history.ts';
import { calendarRepository, type RecordedClosure, type RecordedHoliday } from './repository.ts';
import { CALENDAR_STREAM, changeCalendar } from './steps.ts';

interface Deps {
  readonly reads: Knex;
  readonly writer: Writer;
  readonly newId: () => string;
}

/** The official calendar and the orders that cut into it. */
export function createCalendar({ reads, writer, newId }: Deps) {
  const change = (command: Command, asked: CalendarChange): Promise<{ readonly id: string }> =>
    writer.submit({ ...command, streams: [CALENDAR_STREAM], apply: (tx) => changeCalendar(tx, asked, command) });

  return {
    newId,
    holiday: (id: string): Promise<RecordedHoliday | null> => calendarRepository(reads).holiday(id),
    closure: (id: string): Promise<RecordedClosure | null> => calendarRepository(reads).closure(id),
    holidaysBetween: (from: Day, to: Day): Promise<RecordedHoliday[]> => calendarRepository(reads).holidaysBetween(from, to),
    closuresBetween: (from: Day, to: Day): Promise<RecordedClosure[]> => calendarRepository(reads).closuresBetween(from, to),
    /** What happened to one holiday or closure, the newest first. */
    historyOf: (id: string): Promise<CalendarEvent[]> => historyOf(reads, id),
    day: (day: Day): Promise<DayFacts> => dayFactsOf(reads, day),

    /** Writes down a closure; refuses `range_backwards`, `closure_too_long`, `closure_exists`, and `not_found` for a place that does not exist. */
    addClosure: (command: Command, entry: ClosureEntry): Promise<{ readonly id: string }> => change(command, { kind: 'closure_added', id: newId(), entry }),

    /** Changes a closure; `seen` is the mark of what the form showed. Refuses what adding refuses, and `changed_meanwhile`. */
    editClosure: (command: Command, id: string, seen: string, entry: ClosureEntry, reason: string): Promise<{ readonly id: string }> =>
      change(command, { kind: 'closure_edited', id, seen, entry, reason }),

    /** Takes a closure back; taking it back twice is `changed_meanwhile`. */
    withdrawClosure: (command: Command, id: string, grounds: Grounds): Promise<{ readonly id: string }> => change(command, { kind: 'closure_withdrawn', id, grounds }),

    /** Adds a holiday; one of that day and title that was removed comes back. Refuses `holiday_exists`. */
    addHoliday: (command: Command, entry: HolidayEntry, grounds: Grounds): Promise<{ readonly id: string }> => change(command, { kind: 'holiday_added', id: newId(), entry, grounds }),

    /** Moves or renames a holiday; `seen` is the mark of what the form showed. Refuses `changed_meanwhile`, `holiday_exists`. */
    editHoliday: (command: Command, id: string, seen: string, entry: HolidayEntry, grounds: Grounds): Promise<{ readonly id: string }> =>
      change(command, { kind: 'holiday_edited', id, seen, entry, grounds }),

    /** Takes a holiday out of the calendar; its row stays, so that the reference list does not bring it back. */
    removeHoliday: (command: Command, id: string, grounds: Grounds): Promise<{ readonly id: string }> => change(command, { kind: 'holiday_removed', id, grounds }),
  };
}

export type Calendar = ReturnType<typeof createCalendar>;
