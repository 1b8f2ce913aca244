/** HMAC-SHA-256 of a text under an hour's secret: node's and the browser's serve alike. */
export type Mac = (text: string) => Promise<Uint8Array>;

/** Milliseconds for which one presence code («کد حضور») stands. */
export const CODE_WINDOW_MS = 30_000;

/** So many minutes before the hour and after it codes are shown. */
export const CODE_MARGIN_MINUTES = 15;

const HALF = 10_000;
const CODES = HALF * HALF;
const ROUNDS = 10;

/** The number of the window that holds a moment (ms since 1970), and its beginning (ms). */
export const windowAt = (milliseconds: number): number => Math.floor(milliseconds / CODE_WINDOW_MS);
export const windowBegin = (window: number): number => window * CODE_WINDOW_MS;

// Six bytes against ten thousand: no remainder is likelier than another by more than one in ten thousand million.
const round = async (mac: Mac, number: number, half: number): Promise<number> => {
  const bytes = await mac(`${number}:${half}`);
  return bytes.slice(0, 6).reduce((sum, byte) => (sum * 256 + byte), 0) % HALF;
};

/**
 * The eight digits of a window of an hour: a keyed permutation of all eight-digit numbers (a Feistel network of ten rounds of HMAC over two halves
 * of four digits) applied to the window's number, so that no two windows of an hour share a code, and none can be told from another without the secret.
 */
export async function presenceCode(mac: Mac, window: number): Promise<string> {
  const index = ((window % CODES) + CODES) % CODES;
  let [left, right] = [Math.floor(index / HALF), index % HALF];
  for (let number = 0; number < ROUNDS; number += 1) [left, right] = [right, (left + (await round(mac, number, right))) % HALF];
  return String(left * HALF + right).padStart(8, '0');
}

/** The window of which a code is, as its number within the hundred million that come in turn; null unless it has eight ASCII digits. */
async function indexOf(mac: Mac, code: string): Promise<number | null> {
  if (!/^\d{8}$/.test(code)) return null;
  let [left, right] = [Number(code.slice(0, 4)), Number(code.slice(4))];
  for (let number = ROUNDS - 1; number >= 0; number -= 1) [left, right] = [(right - (await round(mac, number, left)) + HALF) % HALF, left];
  return left * HALF + right;
}

/** The window between two moments (ms, the second left out) in which a code was shown; null where it is none of this secret's in that time. */
export async function codeWindow(mac: Mac, code: string, from: number, until: number): Promise<number | null> {
  const index = await indexOf(mac, code);
  if (index === null) return null;
  const [first, last] = [windowAt(from), windowAt(until - 1)];
  // The only window from the first on that has this index.
  const window = first + ((((index - first) % CODES) + CODES) % CODES);
  return window <= last ? window : null;
}

/** The code in the two groups of four in which it is read out. */
export const codeGroups = (code: string): readonly [string, string] => [code.slice(0, 4), code.slice(4)];
