import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import { toInstant, type Instant } from '../domain/calendar.ts';
import type { Day } from '../domain/jalali.ts';
import type { PlannedSession } from '../domain/session.ts';
import { valueOn } from '../domain/settings.ts';
import { rotaLookup, type Wording } from '../rota/lookup.ts';
import { sessionLookup } from '../sessions/lookup.ts';
import { settingsLookup } from '../settings/lookup.ts';
import type { FeedOf } from './feed.ts';

/** A session as calendars tell of it: its words as published, and what has become of it since. */
export interface FeedSession {
  readonly session: PlannedSession;
  readonly words: Wording;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly changedAt: Instant;
  readonly place: string;
}

// On which line a session stands is nothing to whoever reads a calendar.
const wordsKey = ({ sessionId, day, from, to, agencyName, personName, honorific, post, substituteFor }: Wording): string =>
  JSON.stringify([sessionId, day, from, to, agencyName, personName, honorific, post, substituteFor]);

/** When the words of a session last became what they are; a cancellation is later than all of them. */
function changedAt(session: PlannedSession, wordings: readonly Wording[]): Instant | null {
  if (session.cancelledAt !== null) return session.cancelledAt;
  // The oldest version from which on nothing has changed.
  const newest = wordings.at(-1);
  if (newest === undefined) return null;
  const first = wordings.findLastIndex((one) => wordsKey(one) !== wordsKey(newest)) + 1;
  return wordings[first]?.publishedAt ?? null;
}

/** Whether a feed tells of a session: a person's where he heads the agency on that day or comes in the head's place. */
async function concerns(db: Knex, of: FeedOf, from: Day, to: Day): Promise<(session: PlannedSession) => boolean> {
  if (of.scope === 'all') return () => true;
  if (of.scope === 'agency') return ({ agencyId }) => agencyId !== null && agencyId === of.agencyId;
  const headOn = await agencyLookup(db).headsBetween(from, to);
  return ({ agencyId, substituteId, day }) => of.personId !== null && (substituteId === of.personId || (agencyId !== null && headOn(agencyId, day)?.personId === of.personId));
}

/** The published sessions of a span of days that a feed tells of, those cancelled among them, in order of time; what is not published is nobody's to read here. */
export async function feedSessions(db: Knex, of: FeedOf, from: Day, to: Day): Promise<FeedSession[]> {
  const isConcerned = await concerns(db, of, from, to);
  const sessions = (await sessionLookup(db).everPublished(from, to)).filter(isConcerned);
  const wordings = await rotaLookup(db).wordingsOf(sessions.map(({ id }) => id));
  const settings = await settingsLookup(db).settingRows();
  return sessions.flatMap((session): FeedSession[] => {
    const own = wordings.get(session.id) ?? [];
    const words = own.at(-1);
    const at = changedAt(session, own);
    // A day that a later version covers without the session promises it no longer.
    if (words === undefined || at === null || (session.state === 'published' && !words.stands)) return [];
    return [{
      session, words, changedAt: at, place: valueOn(settings, 'letterhead', words.day).place,
      startsAt: toInstant(words.day, words.from), endsAt: toInstant(words.day, words.to),
    }];
  });
}
