import type { Tx } from '../../db/writer.ts';
import type { Command } from '../domain/command.ts';
import type { CalendarChange } from './change.ts';
import { decide } from './decide.ts';
import { calendarRepository, type RecordedClosure } from './repository.ts';

export type { CalendarChange } from './change.ts';

/** The stream of everything that happens to holidays and closures. */
export const CALENDAR_STREAM = 'calendar';

/** Joins closures to another change, for an office that is being set up; declare `CALENDAR_STREAM`. */
export function addClosures(tx: Tx, closures: readonly RecordedClosure[]): void {
  const calendar = calendarRepository(tx.db);
  for (const closure of closures) {
    tx.write(calendar.insertClosure(closure));
    tx.raise(CALENDAR_STREAM, 'closure_added', { before: null, after: closure });
  }
}

/** Joins one change of the calendar to another change that declared `CALENDAR_STREAM`; the id of what was changed is the answer. Refuses what `decide` refuses. */
export async function changeCalendar(tx: Tx, change: CalendarChange, command: Pick<Command, 'actor' | 'at'>): Promise<{ readonly id: string }> {
  const { id, before, after, reason, orderNo, write } = await decide(tx.db, change, command);
  tx.write(write);
  tx.raise(CALENDAR_STREAM, change.kind, { before, after, reason, orderNo });
  return { id };
}
