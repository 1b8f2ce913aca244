import type { Tx } from '../../db/writer.ts';
import type { OpenedHow, Target } from '../domain/inspection/landed.ts';
import type { Instant } from '../domain/calendar.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';
import { presenceStream } from '../hours/steps.ts';
import { inspectionRepository } from './repository.ts';

/** The stream of one target and what comes of it; by its name nobody can tell which office it is. */
export const visitStream = (targetId: string): string => `visit:${targetId}`;

/** How a target was opened; the count and the device's time are those of an offline one. */
export interface Opening {
  /** Null where only the report says that it was. */
  readonly how: OpenedHow | null;
  readonly at: Instant;
  readonly count: number | null;
  readonly deviceAt: string | null;
}

/** The streams on which the opening of a target is told. */
export const openingStreams = (targetId: string, hour: Pick<ManagerHour, 'day' | 'countyId'>): readonly string[] => [visitStream(targetId), presenceStream(hour.day, hour.countyId)];

/** The target after it was opened: only then does its row name the office. */
export const opened = (target: Target, hour: Pick<ManagerHour, 'id' | 'agencyId'>, { how, at, count, deviceAt }: Opening): Target =>
  ({ ...target, agencyId: hour.agencyId, hourId: hour.id, state: 'opened', openedAt: at, openedHow: how, openedCount: count, deviceOpenedAt: deviceAt });

/** The writes on targets that changes of visits have in common; each declares `openingStreams`. */
export function visitSteps(tx: Tx) {
  return {
    /** Tells that a target was opened: the board learns how, and neither by whom nor where. */
    tellOpened(target: Target, hour: Pick<ManagerHour, 'day' | 'countyId'>, how: OpenedHow): void {
      tx.raise(visitStream(target.id), 'visit_opened', { targetId: target.id, how });
      tx.raise(presenceStream(hour.day, hour.countyId), 'visit_opened', { targetId: target.id, how });
    },
    put(before: Target, after: Target): void {
      tx.write(inspectionRepository(tx.db).putTarget(before, after));
    },
  };
}
