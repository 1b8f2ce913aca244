import { entryText, entryTitle, feedTitle } from '../wording/feeds.ts';
import type { FeedSession } from './events.ts';

/** A feed's sessions as a calendar to be written out; the id of an entry names the product and no machine, so that a move of the program changes nothing. */
export const calendarOf = (of: string, governorate: string, sessions: readonly FeedSession[]) => ({
  name: feedTitle(of, governorate),
  events: sessions.map(({ session, words, startsAt, endsAt, changedAt, place }) => {
    const cancelled = session.state === 'cancelled';
    return {
      uid: `${session.id}@didar`, sequence: session.sequence, changedAt, from: startsAt, to: endsAt, location: place, cancelled,
      summary: entryTitle(words, cancelled), description: entryText(words, cancelled),
    };
  }),
});
