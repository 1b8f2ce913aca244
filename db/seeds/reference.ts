import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { HolidayRow } from '../tables.ts';
import type { Writer } from '../writer.ts';
import holidays from './data/holidays.json' with { type: 'json' };

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);

// The id must outlive a later correction of the day, so it is made of the year, the occasion and its number in the year.
const reference = (): HolidayRow[] => {
  const times = new Map<string, number>();
  return holidays.map(({ day, title, kind, status, altDay, hijri }) => {
    // A solar year begins on 20 or 21 March: the year's first eighty days belong to the one before.
    const year = Number(day.slice(0, 4)) - (day.slice(5) < '03-20' ? 1 : 0);
    const occasion = `${year} ${title}`;
    const time = (times.get(occasion) ?? 0) + 1;
    times.set(occasion, time);
    return { id: `reference-${hash(`${occasion} ${time}`)}`, day, title, kind, status, alt_day: altDay, hijri, removed_at: null };
  });
};

/**
 * Lays in the official holidays that are not there yet; a row that somebody moved, renamed or removed is left as it is.
 * Harmless to repeat. Returns how many were added.
 */
export async function seedReference(reads: Knex, writer: Writer, at: string): Promise<number> {
  const wanted = reference();
  const missing = async (db: Knex): Promise<HolidayRow[]> => {
    const known = await db('holidays').select('id', 'day', 'title');
    const ids = new Set(known.map((row) => row.id));
    const named = new Set(known.map((row) => `${row.day} ${row.title}`));
    return wanted.filter((row) => !ids.has(row.id) && !named.has(`${row.day} ${row.title}`));
  };
  const first = await missing(reads);
  if (first.length === 0) return 0;
  const { added } = await writer.submit({
    key: `reference-${hash(at + first.map((row) => row.id).join())}`,
    bodyHash: '',
    actor: null,
    at,
    streams: ['calendar'],
    apply: async (tx) => {
      const rows = await missing(tx.db);
      if (rows.length === 0) return { added: 0 };
      tx.write(...rows.map((row) => tx.db('holidays').insert(row)));
      tx.raise('calendar', 'reference_holidays_added', { days: rows.map((row) => row.day) });
      return { added: rows.length };
    },
  });
  return added;
}
