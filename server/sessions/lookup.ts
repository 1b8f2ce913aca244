import type { Knex } from 'knex';
import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import type { SessionLife } from '../domain/session-life.ts';
import { occurrenceLookup } from '../occurrences/lookup.ts';
import { comingAfter, findLife, hourLife, livesAhead, livesOn, plannedOf, unlived, type Coming } from './find-life.ts';
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
    /** The lives of some agencies' hours that are held on a day, written or not. */
    async hoursOf(agencyIds: readonly string[], day: Day): Promise<SessionLife[]> {
      const lives: SessionLife[] = [];
      for (const agencyId of new Set(agencyIds)) {
        for (const hour of await occurrenceLookup(db).ofAgency(agencyId, day, day)) {
          const life = hour.state === 'cancelled' ? null : ((await lifeRepository(db).byId(hour.id)) ?? (await hourLife(db, hour)));
          if (life !== null) lives.push(life);
        }
      }
      return lives;
    },
    /** The life that a manager's hour would begin with now, whatever has happened to it; null where there is no such hour. */
    hourLifeAt: async (id: string): Promise<SessionLife | null> => {
      const hour = await occurrenceLookup(db).byId(id);
      return hour === null ? null : hourLife(db, hour);
    },
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
    /** Managers' hours of a day and later ones to which something has happened and that are not closed; also those that were cancelled, and may come back. */
    hoursFrom: (day: Day): Promise<SessionLife[]> => lifeRepository(db).hoursFrom(day),
    /** The sessions of earlier days that nobody has closed or cancelled, the oldest first. */
    unendedBefore: (day: Day): Promise<SessionLife[]> => lifeRepository(db).unendedBefore(day),
  };
}
