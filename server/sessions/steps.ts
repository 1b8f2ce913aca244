import type { Tx } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';
import { mayStep, stepped, type Invitation } from '../domain/invitation.ts';
import type { PlannedSession, SessionCell } from '../domain/session.ts';
import { sessionRepository } from './repository.ts';

/** The writes that a rota's change joins to its own; each only queues. */
export function sessionSteps(tx: Tx) {
  const sessions = sessionRepository(tx.db);
  const withdraw = (invitation: Invitation, by: string, at: Instant): void => {
    if (mayStep(invitation.state, 'withdraw')) tx.write(sessions.updateInvitation(invitation, stepped(invitation, 'withdraw', by, at)));
  };
  return {
    plan(all: readonly PlannedSession[]): void {
      tx.write(...sessions.insertAll(all));
    },
    /** Changes a draft's session; the invitation of an agency that no longer stands there is withdrawn. */
    async put(session: PlannedSession, cell: SessionCell, by: string, at: Instant): Promise<void> {
      tx.write(sessions.put(session, cell));
      if (session.agencyId === null || session.agencyId === cell.agencyId) return;
      for (const invitation of await sessions.invitationsOfSessions([session.id])) withdraw(invitation, by, at);
    },
    publish(session: PlannedSession, version: number): void {
      tx.write(sessions.publish(session, version));
    },
    withdraw,
  };
}

export type SessionSteps = ReturnType<typeof sessionSteps>;
