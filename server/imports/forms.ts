import { z } from 'zod';
import { ticked } from '../http/fields.ts';
import { TABLES, type Kind } from './kinds.ts';

const word = z.preprocess((value) => (typeof value === 'string' ? value.slice(0, 64) : ''), z.string());

/** The decision on a file: what was shown, and whether faulty rows are left out. */
export const takeForm = z.object({ seen: word, skip: ticked });

const place = z.preprocess((value) => (typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : null), z.number().nullable());

/** Which sheet, which row is the header, and which column of the file is which; a column of the kind that is nowhere has none. */
export const columnsForm = (kind: Kind) =>
  z.object({ sheet: place, row: place, ...Object.fromEntries(TABLES[kind].columns.map(({ key }) => [`column-${key}`, place])) }).transform((written) => {
    const chosen = written as Readonly<Record<string, number | null>>;
    const columns: Record<string, number> = {};
    for (const { key } of TABLES[kind].columns) {
      const at = chosen[`column-${key}`];
      if (typeof at === 'number') columns[key] = at;
    }
    return { sheet: chosen['sheet'] ?? 0, row: chosen['row'] ?? 0, columns };
  });
