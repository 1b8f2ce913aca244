import type { Knex } from 'knex';
import type { Instant } from '../domain/calendar.ts';
import type { Draft } from '../domain/draft.ts';
import type { Day } from '../domain/jalali.ts';
import { standingsOf, type Standing } from '../domain/rota/standing.ts';
import { accountOf, boardDataOf, type BoardData } from './board-data.ts';
import { alterationsOf, exchangesOf } from './own-turns.ts';
import { reachOf } from './reach.ts';
import { versionOn, type PublishedSession } from './publication.ts';
import { rotaRepository } from './repository.ts';

/** What one version said of a session. */
export interface Wording extends PublishedSession {
  readonly version: number;
  readonly publishedAt: Instant;
  /** Whether no later version speaks of that day. */
  readonly stands: boolean;
}

/** What other slices may ask of programmes. */
export function rotaLookup(db: Knex) {
  const rota = rotaRepository(db);
  return {
    draft: (id: string): Promise<Draft | null> => rota.draft(id),
    /** What was last altered of each of some sessions. */
    alterationsOf: (sessionIds: readonly string[]) => alterationsOf(db, sessionIds),
    /** The latest exchanges of some agencies, on either side, the newest first. */
    exchangesOf: (agencyIds: readonly string[], at: Instant) => exchangesOf(db, agencyIds, at),
    /** The sessions that any version ever showed on a day, also those that have gone elsewhere since. */
    sessionsEverOn: (day: Day): Promise<string[]> => rota.sessionsEverOn(day),
    /** Everything that versions ever said of some sessions, by session, the oldest first. */
    async wordingsOf(ids: readonly string[]): Promise<ReadonlyMap<string, readonly Wording[]>> {
      const publications = await rota.versions();
      const publishedAt = new Map(publications.map((one) => [one.version, one.publishedAt]));
      const found = new Map<string, Wording[]>();
      for (const one of await rota.publishedOfSessions(ids)) {
        const at = publishedAt.get(one.version);
        if (at === undefined) continue;
        found.set(one.sessionId, [...(found.get(one.sessionId) ?? []), { ...one, publishedAt: at, stands: versionOn(publications, one.day) === one.version }]);
      }
      return found;
    },
    /** A programme's board, and what each of its cards says of itself; refuses `not_found`. */
    async board(draftId: string): Promise<BoardData & { readonly standings: ReadonlyMap<string, Standing> }> {
      const data = await boardDataOf(db, draftId);
      return { ...data, standings: standingsOf(data.draft.agencies, data.sessions, accountOf(data)) };
    },
    /** Up to which day a programme decides beside later ones, and on which days no other draft is being drawn up. */
    async daysToPromise(draft: Pick<Draft, 'id' | 'from' | 'to'>): Promise<{ readonly end: Day; readonly free: (day: Day) => boolean }> {
      const publications = await rota.versions();
      const { end } = await reachOf(db, draft, publications);
      const held: { readonly from: Day; readonly to: Day }[] = [];
      for (const other of await rota.openBetween(draft.from, draft.to)) {
        if (other.id !== draft.id) held.push({ from: other.from, to: (await reachOf(db, other, publications)).end });
      }
      return { end, free: (day) => !held.some(({ from, to }) => from <= day && day <= to) };
    },
  };
}
