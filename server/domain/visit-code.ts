import { readChecked, withCheckDigit } from './tracking-code.ts';

/** Digits of chance in the code of a visitor's slip; the ninth checks them. */
export const VISIT_CHANCE = 8;

/** The code of a slip from eight digits of chance: they and a check digit. */
export function visitCode(chance: string): string {
  if (!/^\d{8}$/.test(chance)) throw new RangeError('The code of a visit is made of eight digits.');
  return withCheckDigit(chance);
}

/** The code of a slip from what was typed, as `readChecked` reads. */
export const readVisitCode = (text: string): string | null => readChecked(text, VISIT_CHANCE + 1);

/** The code in the groups in which it is read: three of 3 digits, with no-break spaces; ASCII digits. */
export const groupedVisitCode = (code: string): string => `${code.slice(0, 3)}\u00a0${code.slice(3, 6)}\u00a0${code.slice(6)}`;
