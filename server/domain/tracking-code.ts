import { toAsciiDigits } from './digits.ts';

// Verhoeff's code over the dihedral group D5 (J. Verhoeff, Error Detecting Decimal Codes, 1969): it finds every single wrong
// digit and every swap of neighbours.
const times = (a: number, b: number): number => (a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5);
const FIRST = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
const turned = (digit: number, rounds: number): number => (rounds === 0 ? digit : turned(FIRST[digit] ?? 0, rounds - 1));
const inverse = (digit: number): number => (digit === 0 || digit > 4 ? digit : 5 - digit);

const sumOf = (digits: string): number => [...digits].reverse().reduce((sum, digit, index) => times(sum, turned(Number(digit), index % 8)), 0);

/** Digits with the one that checks them behind. */
export const withCheckDigit = (digits: string): string => `${digits}${inverse(sumOf(`${digits}0`))}`;

const isChecked = (digits: string): boolean => sumOf(digits) === 0;

/** So many digits, the last of which checks those before it, from what was typed in any digits and with any separators; null where it can be none. */
export function readChecked(text: string, length: number): string | null {
  const digits = toAsciiDigits(text).replace(/[\s.\-\u2010-\u2015\p{Cf}]/gu, '');
  return digits.length === length && /^\d+$/.test(digits) && isChecked(digits) ? digits : null;
}

/** Digits of chance in a tracking code; the thirteenth checks them. */
export const TRACKING_CHANCE = 12;

/** The tracking code of twelve digits of chance: they and a check digit. */
export function trackingCode(chance: string): string {
  if (!/^\d{12}$/.test(chance)) throw new RangeError('A tracking code is made of twelve digits.');
  return withCheckDigit(chance);
}

/** A tracking code from what was typed, as `readChecked` reads. */
export const readTrackingCode = (text: string): string | null => readChecked(text, TRACKING_CHANCE + 1);

/** The code in the groups in which it is spoken: 4, 4 and 5 digits, with no-break spaces; ASCII digits. */
export const groupedCode = (code: string): string => `${code.slice(0, 4)}\u00a0${code.slice(4, 8)}\u00a0${code.slice(8)}`;
