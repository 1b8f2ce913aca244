import type { Knex } from 'knex';
import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import type { SessionLife } from '../domain/session-life.ts';
import type { Occurrence } from '../domain/working-time.ts';
import { comingAfter, findLife, hoursBetween, livesAhead, livesOn, plannedOf, unlived, type Coming } from './find-life.ts';
import { lifeRepository } from './life-repository.ts';
import { seatsAt, type SeatSide } from './seat-ends.ts';
import { substitutesOf, type Hosted, type Substitutes } from './substitutes.ts';
import type { PlannedSession } from '../domain/session.ts';
import { sessionRepository } from './repository.ts';

export type { Coming } from './find-life.ts';

/** What other slices may ask of sessions and invitations. */
export function sessionLookup(db: Knex) {
  const sessions = sessionRepository(db);
  return {
    byId: (id: string) => sessions.byId(id),
    byIds: sessions.byIds,
    invitedFrom: sessions.invitedFrom,
    ofDraft: sessions.ofDraft,
    rowsOfDraft: sessions.rowsOfDraft,
    substitutedIn: (from: Day, to: Day): Promise<ReadonlyMap<string, number>> => sessions.substitutedIn(from, to),
    published: sessions.published,
    everPublished: sessions.everPublished,
    everAsked: sessions.everAsked,
    tallyBefore: (day: Day) => sessions.tallyBefore(day),
    invitationsOfDraft: sessions.invitationsOfDraft,
    invitationsOfSessions: sessions.invitationsOfSessions,
    invitationsLettered: sessions.invitationsLettered,
    /** The life of a session, also before anything has happened to it (rev 0); null where there is no such session. */
    life: (id: string): Promise<SessionLife | null> => findLife(db, id),
    /** The life that a session would begin with if it stood as given; null where it holds nobody. */
    lifeAt: async (session: PlannedSession): Promise<SessionLife | null> => {
      const planned = plannedOf(session);
      return planned === null ? null : unlived(db, planned);
    },
    /** Who may come in the place of a session's host, and the rule of the day. */
    substitutesFor: (session: Hosted): Promise<Substitutes> => substitutesOf(db, session),
    /** The open seats on one side of a session's desk. */
    seatsAt: (sessionId: string, side: SeatSide): Promise<string[]> => seatsAt(db, sessionId, side),
    /** The session at whose desk a seat is, also one that has ended; null where there is no such seat. */
    sessionOfSeat: async (seatId: string): Promise<string | null> => (await db('seats').where({ id: seatId }).first('session_id'))?.session_id ?? null,
    livesOn: (day: Day): Promise<SessionLife[]> => livesOn(db, day),
    /** The hours of a day in which every manager sits at his desk; none on most days. */
    managerHoursOn: (day: Day): Promise<readonly Occurrence[]> => hoursBetween(db, day, day),
    /** What comes next after a day, within so many days: a session, or the hour of every manager. */
    comingAfter: (day: Day, days: number): Promise<Coming | null> => comingAfter(db, day, days),
    /** Where a caller's place can be kept after a session: the agency's sessions and manager-hours within so many weeks that are not over at `now`. */
    livesAhead: async (life: SessionLife, weeks: number, now: Instant): Promise<SessionLife[]> => (await livesAhead(db, life.agencyId, life, weeks)).filter(({ endsAt }) => endsAt > now),
  };
}

/** What the calls' screens ask of the day's sessions. */
export function lifeLookup(db: Knex) {
  return {
    /** The ids of the day's sessions to which something has happened. */
    idsOn: (day: Day): Promise<string[]> => lifeRepository(db).idsOn(day),
    /** The sessions of earlier days that nobody has closed or cancelled, the oldest first. */
    unendedBefore: (day: Day): Promise<SessionLife[]> => lifeRepository(db).unendedBefore(day),
  };
}
