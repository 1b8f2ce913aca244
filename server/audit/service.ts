import type { Knex } from 'knex';
import { searchKey } from '../domain/persian.ts';
import type { HistoryEntryPart } from '../http/parts.ts';
import { peopleLookup } from '../people/lookup.ts';
import { entryOf, entryText, type Sight } from './entry-view.ts';
import { namesIn } from './names.ts';
import { auditRepository, type AuditFilter, type AuditRow, type Cursor } from './repository.ts';

/** So many entries stand on a page of the record. */
export const PAGE_SIZE = 30;

/** What of the record is wanted, and from where in its order on. */
export interface AuditAsked extends AuditFilter {
  readonly words: string;
  readonly after: Cursor | null;
}

/** A page of the record, and where the next one begins; `unread` where the words were not looked for in all that is older. */
export interface AuditPage {
  readonly entries: readonly HistoryEntryPart[];
  readonly older: Cursor | null;
  readonly unread: boolean;
}

// The words stand in no column: they are what events come to in Persian, and are looked for in so many at most.
const READ_AT_ONCE = 250;
const MOST_READ = 2_000;

const cursorOf = ({ at, stream, seq }: AuditRow): Cursor => ({ at, stream, seq });

/** Reading the record of changes. */
export function createAudit({ reads }: { readonly reads: Knex }) {
  const audit = auditRepository(reads);

  const inWords = async (rows: readonly AuditRow[], sight: Sight): Promise<HistoryEntryPart[]> => {
    const names = await namesIn(reads, rows);
    return rows.map((row) => entryOf(row, names, sight));
  };

  return {
    /** The newest page after the place asked for. */
    async page({ words, after, ...filter }: AuditAsked, sight: Sight): Promise<AuditPage> {
      const wanted = searchKey(words).split(' ').filter(Boolean);
      if (wanted.length === 0) {
        const rows = await audit.page(filter, after, PAGE_SIZE + 1);
        const last = rows[PAGE_SIZE - 1];
        return { entries: await inWords(rows.slice(0, PAGE_SIZE), sight), older: rows.length > PAGE_SIZE && last !== undefined ? cursorOf(last) : null, unread: false };
      }
      const found: HistoryEntryPart[] = [];
      let at = after;
      for (let read = 0; read < MOST_READ; read += READ_AT_ONCE) {
        const rows = await audit.page(filter, at, READ_AT_ONCE);
        const entries = await inWords(rows, sight);
        for (const [index, entry] of entries.entries()) {
          const row = rows[index];
          const text = searchKey(entryText(entry));
          if (row === undefined || !wanted.every((word) => text.includes(word))) continue;
          found.push(entry);
          if (found.length === PAGE_SIZE) return { entries: found, older: cursorOf(row), unread: false };
        }
        const last = rows.at(-1);
        if (rows.length < READ_AT_ONCE || last === undefined) return { entries: found, older: null, unread: false };
        at = cursorOf(last);
      }
      return { entries: found, older: at, unread: true };
    },

    /** Those who ever changed something, by the user's id, in the order of their names. */
    async actors(): Promise<readonly { readonly id: string; readonly name: string }[]> {
      const ids = (await audit.actors()).flatMap((actor) => (actor === null || /^(seat|wall)-/.test(actor) ? [] : [actor]));
      const names = await peopleLookup(reads).namesOfUsers(ids);
      return [...names].map(([id, name]) => ({ id, name })).sort((one, other) => one.name.localeCompare(other.name, 'fa'));
    },
  };
}

export type AuditService = ReturnType<typeof createAudit>;
