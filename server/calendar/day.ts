import type { Knex } from 'knex';
import type { Day } from '../domain/jalali.ts';
import { workingHoursOf } from '../domain/office-hours.ts';
import { dayState, type DayState } from '../domain/working-time.ts';
import { settingsLookup } from '../settings/lookup.ts';
import { dayHistory, type CalendarEvent } from './history.ts';
import { calendarRepository, type RecordedClosure, type RecordedHoliday } from './repository.ts';

/** What a day is in the province as a whole, what falls on it, and what happened to that. */
export interface DayFacts {
  readonly state: DayState;
  readonly holidays: readonly RecordedHoliday[];
  readonly closures: readonly RecordedClosure[];
  readonly events: readonly CalendarEvent[];
}

/** Reads all that the calendar knows about one day. */
export async function dayFactsOf(db: Knex, day: Day): Promise<DayFacts> {
  const calendar = calendarRepository(db);
  const [holidays, closures, rows, events] = await Promise.all([calendar.holidaysBetween(day, day), calendar.closuresBetween(day, day), settingsLookup(db).settingRows(), dayHistory(db, day)]);
  const context = { holidays, closures, ...workingHoursOf(rows) };
  return { state: dayState(day, context), holidays, closures, events };
}
