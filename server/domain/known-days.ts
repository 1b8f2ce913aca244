import { FIRST_YEAR, fromJalali, LAST_YEAR } from './jalali.ts';

/** The days that have a page: neighbours and weeks of each are days that the calendar can name. */
export const KNOWN_DAYS = { from: fromJalali(FIRST_YEAR + 1, 1, 1), to: fromJalali(LAST_YEAR - 1, 12, 29) } as const;
