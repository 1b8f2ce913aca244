import type { Knex } from 'knex';
import type { Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import type { SessionLife } from '../domain/session-life.ts';
import type { Occurrence } from '../domain/working-time.ts';
import { comingAfter, findLife, hoursBetween, livesAhead, livesOn, type Coming } from './find-life.ts';
import { lifeRepository } from './life-repository.ts';
import { sessionRepository } from './repository.ts';

export type { Coming } from './find-life.ts';

/** What other slices may ask of sessions and invitations. */
export function sessionLookup(db: Knex) {
  const sessions = sessionRepository(db);
  return {
    byId: (id: string) => sessions.byId(id),
    byIds: sessions.byIds,
    ofDraft: sessions.ofDraft,
    idsOfDraft: sessions.idsOfDraft,
    published: sessions.published,
    tallyBefore: (day: Day) => sessions.tallyBefore(day),
    invitationsOfDraft: sessions.invitationsOfDraft,
    /** The life of a session, also before anything has happened to it (rev 0); null where there is no such session. */
    life: (id: string): Promise<SessionLife | null> => findLife(db, id),
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
