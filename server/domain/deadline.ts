import { addDays, type Day } from './jalali.ts';
import type { DeadlineSetting } from './settings.ts';
import { addWorkingDays, type WorkingContext } from './working-time.ts';

/**
 * The last day on which what begins on a day is to be answered: so many days later, counted as the setting says. Calendar
 * days that end on a closed day run on to the next working day, because nobody could answer on it.
 */
export function dueDayOf(day: Day, { days, counted }: DeadlineSetting, context: WorkingContext): Day {
  return counted === 'working' ? addWorkingDays(day, days, context) : addWorkingDays(addDays(day, days - 1), 1, context);
}
