import type { Knex } from 'knex';
import { calendarLookup } from '../calendar/lookup.ts';
import type { Instant } from '../domain/calendar.ts';
import { askedOn, explanationSpan, explanationUntil } from '../domain/hour-acts.ts';
import type { ManagerHour } from '../domain/manager-hour.ts';
import { workingHoursOf } from '../domain/office-hours.ts';
import { inspectionLookup } from '../inspections/lookup.ts';
import { settingsLookup } from '../settings/lookup.ts';

/** Until when the manager of an hour in which he was not found may explain, by the working time of his own office; a report that came later gives him later. */
export async function explanationDue(db: Knex, hour: ManagerHour): Promise<Instant> {
  const visit = hour.seenReportId === null ? null : await inspectionLookup(db).byId(hour.seenReportId);
  const day = askedOn(hour, visit?.receivedAt ?? null);
  const { from, to } = explanationSpan(day);
  const place = { countyId: hour.countyId, agencyId: hour.agencyId };
  return explanationUntil(day, { ...(await calendarLookup(db).calendarContext(from, to)), ...workingHoursOf(await settingsLookup(db).settingRows()), place });
}
