import type { Tx } from '../../db/writer.ts';
import type { Instant } from '../domain/calendar.ts';
import { mayStep, stepped, type Invitation } from '../domain/invitation.ts';
import { Refusal } from '../domain/refusal.ts';
import type { PlannedSession, SessionCell } from '../domain/session.ts';
import type { SessionLife } from '../domain/session-life.ts';
import { lifeRepository } from './life-repository.ts';
import { sessionRepository } from './repository.ts';
import { endSeatsAt, type SeatSide } from './seat-ends.ts';
import { substitutesOf } from './substitutes.ts';

export { LETTERS_STREAM } from './letter-numbers.ts';
// An actor without an account, and the streams that tell of his seat, are known by these elsewhere too.
export { SEAT_ACTOR, seatStream } from './seat-ends.ts';

/** The stream of one session's life and of its queue. */
export const sessionStream = (id: string): string => `session:${id}`;

/** Whether a life has changed between two readings, apart from its number. */
const isSame = (before: SessionLife, after: SessionLife): boolean => JSON.stringify({ ...before, rev: 0 }) === JSON.stringify({ ...after, rev: 0 });

/** Who answers in the host's place, and why; `byCentre` where the centre agrees to whoever of the agency it is. */
export interface Substitution {
  readonly personId: string;
  readonly why: string;
  readonly byCentre: boolean;
}

/** What a change of a queue joins to its own: the session's life as it stands after it; nothing is written where nothing changed. */
export function lifeSteps(tx: Tx) {
  return {
    put(before: SessionLife, after: SessionLife): void {
      if (before.rev === 0 || !isSame(before, after)) tx.write(lifeRepository(tx.db).put(before, { ...after, rev: before.rev + 1 }));
    },
    /**
     * Another answers in the host's place, as the setting of the day allows: nobody (`substitute_forbidden`), a deputy of the agency (`substitute_not_deputy`), or
     * whoever of it the centre agrees to; the host himself takes his place back. Not one who is absent himself (`substitute_away`). The `seated`, whose streams
     * are declared, do not act in the name of another. Tells the life's stream, and hands it over as it stands then.
     */
    async substitute(life: SessionLife, { personId, why, byCentre }: Substitution, seated: readonly string[], at: Instant): Promise<SessionLife> {
      const { rule, people } = await substitutesOf(tx.db, { ...life, personId: null });
      if (rule === 'forbidden' || (rule === 'with_approval' && !byCentre)) throw new Refusal('substitute_forbidden');
      const chosen = people.find((one) => one.personId === personId);
      const host = life.substituteFor ?? life.personId;
      if (chosen === undefined || (personId === host && life.substituteFor === null)) throw new Refusal('substitute_not_deputy', { field: 'personId' });
      if (chosen.away) throw new Refusal('substitute_away', { field: 'personId', facts: { name: chosen.name } });
      const isOther = personId !== life.personId;
      if (isOther) await endSeatsAt(tx, life.id, 'host', seated, at, 'substituted');
      const inPlace = personId === host ? { substituteFor: null, substituteWhy: null } : { substituteFor: host, substituteWhy: why };
      const after: SessionLife = { ...life, ...inPlace, personId, hostName: chosen.name, hostHonorific: chosen.honorific, post: chosen.post, hostArrivedAt: isOther ? null : life.hostArrivedAt };
      this.put(life, after);
      tx.raise(sessionStream(life.id), 'host_substituted', { before: life.state, after: after.state, endsAt: after.endsAt, hostName: after.hostName });
      return after;
    },
    /** Ends the open seats on one side of a session's desk; tells the streams of those that were `declared`. */
    endSeats: (sessionId: string, side: SeatSide, declared: readonly string[], at: Instant, why: string): Promise<void> => endSeatsAt(tx, sessionId, side, declared, at, why),
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
      tx.write(sessions.retire(session));
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
    /** Writes what an amendment makes of published sessions, and the ones that it adds; where two exchange their places, both leave first. */
    amend(touches: readonly { readonly before: PlannedSession | null; readonly after: PlannedSession }[]): void {
      const known = touches.flatMap(({ before, after }) => (before === null ? [] : [{ before, after }]));
      const aside = known.filter(({ before, after }) => after.state === 'published' && (before.day !== after.day || before.from !== after.from || before.line !== after.line));
      const parked = new Set(aside.length > 1 ? aside.map(({ before }) => before.id) : []);
      tx.write(...aside.flatMap(({ before }, index) => (parked.has(before.id) ? [sessions.amend(before, { ...before, line: -1 - index })] : [])));
      // Whoever is cancelled makes room before others come.
      for (const { before, after } of [...known].sort((a, b) => Number(a.after.state === 'published') - Number(b.after.state === 'published'))) {
        tx.write(sessions.amend({ id: before.id, rev: before.rev + (parked.has(before.id) ? 1 : 0) }, after));
      }
      const added = touches.flatMap(({ before, after }) => (before === null ? [after] : []));
      if (added.length > 0) tx.write(...sessions.insertAll(added));
    },
    /** Takes sessions that were never published out of their programme, where a published one is put in their place. */
    retire(empty: readonly PlannedSession[]): void {
      tx.write(...empty.map((session) => sessions.retire(session)));
    },
    /** Asks whoever heads the agency to a session that was moved or added, anew; `agreed` where he has said yes to it already. An invitation to somebody else is withdrawn. */
    async ask(session: PlannedSession, newId: string, agreed: boolean, by: string, at: Instant): Promise<{ readonly before: Invitation | null; readonly after: Invitation }> {
      const known = await sessions.invitationsOfSessions([session.id]);
      const own = known.find(({ agencyId, personId }) => agencyId === session.agencyId && personId === session.personId) ?? null;
      for (const other of known) if (other !== own) withdraw(other, by, at);
      const after: Invitation = {
        id: own?.id ?? newId, sessionId: session.id, agencyId: session.agencyId ?? '', personId: session.personId, state: agreed ? 'accepted' : 'sent', sentAt: at, seenAt: null,
        answeredAt: agreed ? at : null, answeredBy: agreed ? by : null, note: null, rev: (own?.rev ?? 0) + 1, letterNo: null, letterDay: null,
      };
      tx.write(own === null ? sessions.insertInvitation(after) : sessions.updateInvitation(own, after));
      return { before: own, after };
    },
    /** Withdraws whatever invitations to a session stand. */
    async unask(session: PlannedSession, by: string, at: Instant): Promise<readonly Invitation[]> {
      const ended = await standing(session);
      for (const invitation of ended) withdraw(invitation, by, at);
      return ended;
    },
  };
}
