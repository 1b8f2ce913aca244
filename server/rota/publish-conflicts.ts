import { createHash } from 'node:crypto';
import { formatDayLong } from '../domain/jalali.ts';
import { isHopeless, type Conflict } from '../domain/rota/conflict.ts';
import type { PlannedSession } from '../domain/session.ts';
import { conflictClause } from '../wording/rota.ts';
import { domainBoardOf, standingConflicts, type BoardData } from './board-data.ts';

/** What speaks against sessions that are to be published. */
export interface PublishConflicts {
  /** Closed days, and agencies that are not to come or are none: nothing of it can be published. */
  readonly hopeless: readonly string[];
  /** Absences and all else that somebody may know better; published only when each was seen and confirmed. */
  readonly confirmable: readonly string[];
  /** Changes with the confirmable ones, so that a tick is good only for those that were listed beside it. */
  readonly mark: string;
}

const sentenceOf = (conflict: Conflict, session: PlannedSession, { surroundings }: BoardData): string => {
  const name = surroundings.agencies.find(({ id }) => id === conflict.agencyId)?.shortName ?? 'دستگاه';
  return `${name}، ${formatDayLong(session.day)}: ${conflictClause(conflict)}`;
};

/** The conflicts of sessions where they stand now, in order of time. */
export function conflictsOfSessions(data: BoardData, sessions: readonly PlannedSession[]): PublishConflicts {
  const standing = standingConflicts(domainBoardOf(data));
  const found = sessions.flatMap((session) => {
    const conflict = standing.get(session.id);
    return conflict === undefined ? [] : [{ session, conflict, sentence: sentenceOf(conflict, session, data) }];
  });
  const confirmable = found.filter(({ conflict }) => !isHopeless(conflict));
  return {
    hopeless: found.flatMap(({ conflict, sentence }) => (isHopeless(conflict) ? [sentence] : [])),
    confirmable: confirmable.map(({ sentence }) => sentence),
    mark: createHash('sha256').update(confirmable.map(({ session, conflict }) => `${session.id} ${session.agencyId ?? ''} ${conflict.code}`).join('\n')).digest('hex').slice(0, 16),
  };
}
