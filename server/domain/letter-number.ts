import { toAsciiDigits, toPersianDigits } from './digits.ts';
import { foldKey } from './persian.ts';

const LAST_DIGITS = /^(.*?)([0-9۰-۹٠-٩]+)([^0-9۰-۹٠-٩]*)$/su;
// Longer runs are no counter, and would not be counted exactly.
const LONGEST_RUN = 15;

/**
 * A first letter number and those that follow it, `count` in all: its last run of digits counts up, leading noughts kept, ASCII digits
 * staying ASCII and all others Persian («۱۴۰۵/۰۹۹» leads to «۱۴۰۵/۱۰۰»). Null where it has no digit to count by.
 */
export function countedUp(first: string, count: number): string[] | null {
  const [, before = '', digits = '', after = ''] = LAST_DIGITS.exec(first) ?? [];
  if (digits === '' || digits.length > LONGEST_RUN) return null;
  const start = Number(toAsciiDigits(digits));
  const isAscii = /^[0-9]+$/.test(digits);
  return Array.from({ length: count }, (_, index) => {
    const number = String(start + index).padStart(digits.length, '0');
    return `${before}${isAscii ? number : toPersianDigits(number)}${after}`;
  });
}

/** By which two letter numbers are the same, however their digits and spaces are written. */
export const letterKey = (number: string): string => toAsciiDigits(foldKey(number)).replace(/[\s\p{Cf}]/gu, '');
