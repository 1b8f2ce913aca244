import { CsvError, parse } from 'csv-parse/sync';
import { LONGEST_TEXT, MOST_COLUMNS, ReadFault, type RowKeeper, type RowRead } from '../cells.ts';

const DELIMITERS = [',', ';', '\t'] as const;
const LOOKED_AT = 8 * 1024;
const LINES_LOOKED_AT = 30;

/** Which of the two bytes of each sign is the high one, where a text without a mark seems to be UTF-16: those of ASCII are 0, those of Persian 6. */
const guessUtf16 = (bytes: Buffer): 'utf-16le' | 'utf-16be' | null => {
  const head = bytes.subarray(0, LOOKED_AT - (LOOKED_AT % 2));
  if (head.length < 4 || !(head.includes(0) || head.includes(6))) return null;
  const pairs = Math.floor(head.length / 2);
  const high = (from: 0 | 1): number => {
    let count = 0;
    for (let at = from; at < pairs * 2; at += 2) if (head[at] === 0 || head[at] === 6 || head[at] === 0x20) count += 1;
    return count / pairs;
  };
  if (high(1) > 0.9) return 'utf-16le';
  return high(0) > 0.9 ? 'utf-16be' : null;
};

const isUtf8 = (bytes: Buffer): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

/** The text of a file, by its mark or by a guess: UTF-8, UTF-16 in either order, Windows-1256; null where it is no text. */
export function decodeText(bytes: Buffer): string | null {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  const encoding = marked ?? guessUtf16(bytes) ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1256');
  const text = new TextDecoder(encoding).decode(bytes);
  // Control characters other than blanks stand in no text: most other files have one of them among their first.
  return /[^\P{Cc}\s]/u.test(text.slice(0, LOOKED_AT)) || text.includes('\0') ? null : text;
}

const guessDelimiter = (text: string): (typeof DELIMITERS)[number] => {
  const lines = text.slice(0, 64 * 1024).replace(/"(?:[^"]|"")*"/g, 'x').split(/\r\n?|\n/).filter((line) => line.trim() !== '').slice(0, LINES_LOOKED_AT);
  const score = (delimiter: string): number => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    // The header knows best; a delimiter that most lines have as often is the one.
    const first = counts[0] ?? 0;
    return first === 0 ? counts.filter((count) => count > 0).length / 1_000 : first * counts.filter((count) => count === first).length;
  };
  return DELIMITERS.reduce((best, one) => (score(one) > score(best) ? one : best));
};

const STOP = new Error('enough');

/** Reads the rows of a CSV text; throws `csv_broken` with the line where a quotation has no end. */
export function readCsv(text: string, keeper: RowKeeper): RowRead[] {
  const told = /^sep=(.)\r?\n/i.exec(text);
  const body = told === null ? text : text.slice(told[0].length);
  let at = told === null ? 0 : 1;
  try {
    parse(body, {
      delimiter: told?.[1] ?? guessDelimiter(body),
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: 256 * 1024,
      on_record: (record: readonly string[]) => {
        at += 1;
        if (!keeper.add(at, record.slice(0, MOST_COLUMNS).map((cell) => cell.slice(0, LONGEST_TEXT)))) throw STOP;
        return null;
      },
    });
  } catch (error) {
    if (error instanceof CsvError) throw new ReadFault('csv_broken', { line: Number((error as { lines?: number }).lines ?? at + 1) });
    if (error !== STOP) throw error;
  }
  return keeper.take();
}
