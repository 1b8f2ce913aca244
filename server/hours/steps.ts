import type { Tx } from '../../db/writer.ts';
import type { Day } from '../domain/jalali.ts';
import { sighted, type ManagerHour, type Sighting } from '../domain/manager-hour.ts';
import { hourRepository } from './repository.ts';

/** The stream of one manager's hour. */
export const hourStream = (id: string): string => `hour:${id}`;

/** The stream of one day's presence in one county; null is the province's own bodies. */
export const presenceStream = (day: Day, countyId: string | null): string => `presence:${day}:${countyId ?? 'province'}`;

/** The streams on which a change of an hour is told: its own, and its county's of the day. */
export const hourStreams = (hour: Pick<ManagerHour, 'id' | 'day' | 'countyId'>): readonly string[] => [hourStream(hour.id), presenceStream(hour.day, hour.countyId)];

const told = ({ presence, seenAt, seenReportId, answer, excuse, decision, declaredAt, substituteId, state, day, from, to }: ManagerHour) =>
  ({ presence, seenAt, seenReportId, answer, excuse, decision, declaredAt, substituteId, state, day, from, to });

/** What other changes join to an hour; each declares `hourStreams` of it. */
export function hourSteps(tx: Tx) {
  return {
    /** Writes the hour over the one that was read, and tells of it on its streams. */
    put(before: ManagerHour, after: ManagerHour, kind: string, more: object = {}): void {
      tx.write(hourRepository(tx.db).put(before, after));
      tx.raise(hourStream(after.id), kind, { before: told(before), after: told(after), ...more });
      tx.raise(presenceStream(after.day, after.countyId), kind, { hourId: after.id, agencyId: after.agencyId, presence: after.presence });
    },
    /** Takes a report of a visit into account; told of even where an earlier one stands. */
    seen(hour: ManagerHour, sighting: Sighting): ManagerHour {
      const after = sighted(hour, sighting);
      this.put(hour, after, 'hour_visited', { reportId: sighting.reportId, answer: sighting.answer });
      return after;
    },
  };
}
