import type { Knex } from 'knex';
import { scopeOf, may, type Actor } from '../domain/permission.ts';
import type { HistoryPart } from '../http/parts.ts';
import { entryOf, type Sight } from './entry-view.ts';
import { namesIn } from './names.ts';
import { auditRepository } from './repository.ts';

/** What of some streams is wanted; without `about` all of them, without `kinds` every kind. */
export interface HistoryFilter {
  /** Ids, codes or days, any of which an event must mention or be the stream of. */
  readonly about?: readonly string[];
  readonly kinds?: readonly string[];
  readonly most?: number;
}

/** The history of a thing for the foot of its own page; null to whoever may not see histories. */
export type HistoryNeed = (reader: Actor, streams: readonly string[], filter?: HistoryFilter) => Promise<HistoryPart | null>;

/** The kinds of events that are a published session's own history, among all that its streams tell. */
export const SESSION_KINDS = [
  'session_amended', 'session_convened', 'version_published', 'invitation_changed', 'invitations_sent', 'invitations_withdrawn', 'letters_numbered', 'swap_changed', 'board_changed',
] as const;

const LATEST = 10;

/** What a reader is shown of the record, by his roles. */
export const sightOf = (reader: Actor): Sight => ({
  absenceNotes: scopeOf(reader, 'absences.register').everywhere,
  may: (act) => may(reader, act),
});

const SEEN_BY_NOBODY: Sight = { absenceNotes: false, may: () => false };

/** Where the whole history of a thing is read: by what it is about, else by its streams. */
const pathTo = (streams: readonly string[], about: readonly string[]): string =>
  `/audit?${(about.length > 0 ? about : streams).slice(0, 5).map((one) => `about=${encodeURIComponent(one)}`).join('&')}`;

/** What other slices may ask of the record of changes. */
export function auditLookup(db: Knex) {
  return {
    /** The newest changes on some streams, in words; ten unless said otherwise. */
    async historyOf(streams: readonly string[], { about = [], kinds, most = LATEST }: HistoryFilter = {}, sight: Sight = SEEN_BY_NOBODY): Promise<HistoryPart> {
      const rows = await auditRepository(db).ofStreams(streams, about, kinds ?? null, most);
      const names = await namesIn(db, rows);
      // Whoever reads it is on the thing's own page already.
      return { entries: rows.map((row) => ({ ...entryOf(row, names, sight), href: null })), href: pathTo(streams, about) };
    },
  };
}

/** The history that pages show to those who may see it. */
export const createHistory = (db: Knex): HistoryNeed => async (reader, streams, filter) =>
  may(reader, 'audit.see') ? auditLookup(db).historyOf(streams, filter, sightOf(reader)) : null;
