import type { Tx } from '../../db/writer.ts';
import { calendarRepository, type RecordedClosure } from './repository.ts';

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
