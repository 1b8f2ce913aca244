import type { Knex } from 'knex';
import { calendarLookup } from '../calendar/lookup.ts';
import { dueDayOf } from '../domain/deadline.ts';
import { addDays, type Day } from '../domain/jalali.ts';
import { workingHoursOf } from '../domain/office-hours.ts';
import type { Answer, CitizenRequest } from '../domain/request.ts';
import { settingsOn } from '../domain/settings.ts';
import { settingsLookup } from '../settings/lookup.ts';
import type { PersonIndexes } from './applicant.ts';
import { requestRepository } from './repository.ts';

/** A request with the last answer that was given to it. */
export type KnownRequest = CitizenRequest & { readonly lastAnswer: Answer | null };

// A deadline of 365 working days ends within so many calendar days, whatever is closed in between.
const LONGEST_DEADLINE_DAYS = 900;

/** What other slices may ask of requests. */
export function requestLookup(db: Knex) {
  const requests = requestRepository(db);
  return {
    byId: (id: string): Promise<CitizenRequest | null> => requests.byId(id),
    /** Some requests, in the order in which they were registered; confidential ones left out. */
    byIds: (ids: readonly string[]): Promise<CitizenRequest[]> => requests.byIds(ids),
    /** At most `most` of an agency's unanswered requests, the nearest day first, so that the overdue stand above. */
    openOf: (agencyId: string, most: number): Promise<CitizenRequest[]> => requests.openOf(agencyId, most),
    /** By the thirteen digits. */
    byTrackingCode: (code: string): Promise<CitizenRequest | null> => requests.byTrackingCode(code),
    /** At most `most` requests of whoever has one of the indexes, the newest first; confidential ones left out. */
    async ofPerson(indexes: PersonIndexes, most: number): Promise<KnownRequest[]> {
      const found = await requests.ofPerson(indexes, most);
      const answers = await requests.answersOf(found.map(({ id }) => id));
      return found.map((request) => ({ ...request, lastAnswer: answers.findLast(({ requestId }) => requestId === request.id) ?? null }));
    },
    /** How many requests an agency still has to answer, and of how many of them the day has gone by. */
    openCountsOf: (agencyId: string, today: Day): Promise<{ readonly open: number; readonly overdue: number }> => requests.openCountsOf(agencyId, today),
    /** Every request of which the day has gone by unanswered, those of one agency together, the oldest day first. */
    overdueOn: (today: Day): Promise<readonly { readonly id: string; readonly agencyId: string; readonly dueDay: Day }[]> => requests.overdueOn(today),
    /** The day on which a request of this day is to be answered, by the setting in force on it. */
    async deadlineFrom(day: Day): Promise<Day> {
      const rows = await settingsLookup(db).settingRows();
      const context = await calendarLookup(db).calendarContext(day, addDays(day, LONGEST_DEADLINE_DAYS));
      return dueDayOf(day, settingsOn(rows, day).request_deadline, { ...context, ...workingHoursOf(rows) });
    },
  };
}
