import { addDays, type Day } from './day.ts';

/** What a letter to an invited manager tells him. */
export const LETTER_KINDS = ['invitation', 'change', 'substitute', 'cancellation'] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** Which letters are asked for: all, those without a number, those that have not gone on paper. */
export const LETTER_CHOICES = ['all', 'unnumbered', 'unprinted'] as const;
export type LetterChoice = (typeof LETTER_CHOICES)[number];

/** A manager has a week for his answer, and the office three days for finding another. */
const DAYS_TO_ANSWER = 7;
const DAYS_TO_FIND_ANOTHER = 3;

/**
 * The day by which an answer is asked for: a week after the asking and at least three days before the session, brought back to a day on which
 * offices work, else on to the next one before the session; null where there is none.
 */
export function answerDay(asked: Day, session: Day, works: (day: Day) => boolean): Day | null {
  const [late, early] = [addDays(session, -DAYS_TO_FIND_ANOTHER), addDays(asked, DAYS_TO_ANSWER)];
  const wanted = early < late ? early : late;
  for (let day = wanted; day > asked; day = addDays(day, -1)) if (works(day)) return day;
  for (let day = wanted > asked ? addDays(wanted, 1) : addDays(asked, 1); day < session; day = addDays(day, 1)) if (works(day)) return day;
  return null;
}
