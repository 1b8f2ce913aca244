import type { Day, Weekday } from './day.ts';
import { valueOn, type DatedSetting, type SettingValues, type Window } from './settings.ts';
import type { OfficeHours, ThursdayPolicy, WorkingContext } from './working-time.ts';

const thursdayHours = (values: Pick<SettingValues, 'office_hours' | 'thursday'>): Window =>
  values.thursday.policy === 'half' ? { from: values.thursday.from, to: values.thursday.to } : values.office_hours;

/** The week's office hours that the two settings come to; Thursday takes its own where it is a half day, Friday has none. */
export function weekOf(values: Pick<SettingValues, 'office_hours' | 'thursday'>): OfficeHours {
  const { office_hours: hours } = values;
  const weekdays: Record<Weekday, Window | null> = { 0: hours, 1: hours, 2: hours, 3: hours, 4: hours, 5: thursdayHours(values), 6: null };
  return { weekdays };
}

/** Office hours and Thursday by day, as the settings of that day have them: the half of a working context that is a choice. */
export function workingHoursOf(rows: readonly DatedSetting[]): Pick<WorkingContext, 'officeHours' | 'thursday'> {
  const of = (day: Day): Pick<SettingValues, 'office_hours' | 'thursday'> => ({
    office_hours: valueOn(rows, 'office_hours', day),
    thursday: valueOn(rows, 'thursday', day),
  });
  return {
    officeHours: (day) => weekOf(of(day)),
    // A half day's own end is already in its hours; named 'half' it would be cut at 13:00 a second time.
    thursday: (day): ThursdayPolicy => {
      const { policy } = of(day).thursday;
      return policy === 'half' ? 'full' : policy;
    },
  };
}
