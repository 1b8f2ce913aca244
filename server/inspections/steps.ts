import type { Tx } from '../../db/writer.ts';
import type { OpenedHow, Target } from '../domain/inspection/landed.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';
import { presenceStream } from '../hours/steps.ts';
import { inspectionRepository } from './repository.ts';
import { isHis } from './whose.ts';

/** The stream of one target and what comes of it; by its name nobody can tell which office it is. */
export const visitStream = (targetId: string): string => `visit:${targetId}`;

/** How a target was opened; the count and the device's time are those of an offline one. */
export interface Opening {
  readonly by: string;
  /** Null where only the report says that it was. */
  readonly how: OpenedHow | null;
  readonly at: Instant;
  readonly count: number | null;
  readonly deviceAt: string | null;
}

// An opening says that somebody is about to be visited: it must not move the number of any county's board, which others watch.
const centreStream = (day: Day): string => presenceStream(day, null);

/** The streams on which the opening of a target is told. */
export const openingStreams = ({ id, day }: Pick<Target, 'id' | 'day'>): readonly string[] => [visitStream(id), centreStream(day)];

/** The target after somebody opened it: only then does its row name the office; whoever opens it keeps it, though an amendment took it from him. */
export const opened = (target: Target, hour: Pick<ManagerHour, 'id' | 'agencyId'>, { by, how, at, count, deviceAt }: Opening): Target =>
  ({ ...target, inspectorId: isHis(target, by) ? target.inspectorId : by, agencyId: hour.agencyId, hourId: hour.id, state: 'opened', openedAt: at, openedHow: how, openedCount: count, deviceOpenedAt: deviceAt });

/** The writes on targets that changes of visits have in common; each declares `openingStreams`. */
export function visitSteps(tx: Tx) {
  return {
    /** Tells that a target was opened: the centre's board learns of what was opened without a network, and neither by whom nor where. */
    tellOpened({ id, day }: Pick<Target, 'id' | 'day'>, how: OpenedHow): void {
      tx.raise(visitStream(id), 'visit_opened', { targetId: id, how });
      if (how === 'offline') tx.raise(centreStream(day), 'visit_opened', { targetId: id, how });
    },
    put(before: Target, after: Target): void {
      tx.write(inspectionRepository(tx.db).putTarget(before, after));
    },
  };
}
