import type { Tx } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';
import { mayStep, stepped, type Invitation } from '../domain/invitation.ts';
import type { PlannedSession, SessionCell } from '../domain/session.ts';
import type { SessionLife } from '../domain/session-life.ts';
import { lifeRepository } from './life-repository.ts';
import { sessionRepository } from './repository.ts';

/** The beginning of the id of an actor who sits at a session's desk without an account. */
export const SEAT_ACTOR = 'seat-';

/** The stream of one session's life and of its queue. */
export const sessionStream = (id: string): string => `session:${id}`;

/** Whether a life has changed between two readings, apart from its number. */
const isSame = (before: SessionLife, after: SessionLife): boolean => JSON.stringify({ ...before, rev: 0 }) === JSON.stringify({ ...after, rev: 0 });

/** What a change of a queue joins to its own: the session's life as it stands after it; nothing is written where nothing changed. */
export function lifeSteps(tx: Tx) {
  return {
    put(before: SessionLife, after: SessionLife): void {
      if (before.rev === 0 || !isSame(before, after)) tx.write(lifeRepository(tx.db).put(before, { ...after, rev: before.rev + 1 }));
    },
  };
}

/** The writes that a rota's change joins to its own; each only queues. */
export function sessionSteps(tx: Tx) {
  const sessions = sessionRepository(tx.db);
  const withdraw = (invitation: Invitation, by: string, at: Instant): void => {
    if (mayStep(invitation.state, 'withdraw')) tx.write(sessions.updateInvitation(invitation, stepped(invitation, 'withdraw', by, at)));
  };
  const standing = async (session: PlannedSession): Promise<Invitation[]> =>
    (await sessions.invitationsOfSessions([session.id])).filter(({ state }) => mayStep(state, 'withdraw'));
  return {
    plan(all: readonly PlannedSession[]): void {
      tx.write(...sessions.insertAll(all));
    },
    /** Changes a draft's session; the invitations of an agency that no longer stands there are withdrawn, and handed over as they were. */
    async put(session: PlannedSession, cell: SessionCell, by: string, at: Instant): Promise<readonly Invitation[]> {
      tx.write(sessions.put(session, cell));
      if (session.agencyId === null || session.agencyId === cell.agencyId) return [];
      const ended = await standing(session);
      for (const invitation of ended) withdraw(invitation, by, at);
      return ended;
    },
    /** Takes a draft's session away with its place; the invitations to it are withdrawn, and handed over as they were. */
    async drop(session: PlannedSession, by: string, at: Instant): Promise<readonly Invitation[]> {
      tx.write(sessions.drop(session, at));
      const ended = await standing(session);
      for (const invitation of ended) withdraw(invitation, by, at);
      return ended;
    },
    /** Brings an invitation back as it was before it was withdrawn; false where something has happened to it since. */
    async restore(before: Invitation): Promise<boolean> {
      const now = await sessions.invitationById(before.id);
      if (now === null || now.state !== 'withdrawn' || now.rev !== before.rev + 1) return false;
      tx.write(sessions.updateInvitation(now, { ...before, rev: now.rev + 1 }));
      return true;
    },
    publish(session: PlannedSession, version: number): void {
      tx.write(sessions.publish(session, version));
    },
    withdraw,
  };
}
