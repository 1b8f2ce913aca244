import type { Knex } from 'knex';
import type { Day } from '../domain/jalali.ts';
import type { Closure, Holiday } from '../domain/working-time.ts';
import { calendarRepository } from './repository.ts';

/** The half of a working context that is fact: with `workingHoursOf(settingRows)` it decides about any day of the span. */
export interface CalendarContext {
  readonly holidays: readonly Holiday[];
  readonly closures: readonly Closure[];
}

/** What other slices may ask of the calendar. */
export function calendarLookup(db: Knex) {
  const calendar = calendarRepository(db);
  return {
    /** Holidays and closures that touch a day from the first to the last, both included; what was taken back is left out. */
    async calendarContext(from: Day, to: Day): Promise<CalendarContext> {
      return { holidays: await calendar.holidaysBetween(from, to), closures: await calendar.closuresBetween(from, to) };
    },
  };
}
