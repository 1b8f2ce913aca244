import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import { calendarLookup, type CalendarContext } from '../calendar/lookup.ts';
import type { Agency } from '../domain/agency.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import { addDays, type Day } from '../domain/jalali.ts';
import { workingHoursOf } from '../domain/office-hours.ts';
import { tellingHoursOf, type TellingHours } from '../domain/reminder.ts';
import { valueOn, type Reminder } from '../domain/settings.ts';
import { settingsLookup } from '../settings/lookup.ts';
import type { ToldPlace, ToldSession } from '../wording/message-texts.ts';

/** What decides when an agency may be told something, and in which words. */
export interface MessageGround {
  /** The allowed hours at an agency's place. */
  readonly hoursOf: (agencyId: string) => TellingHours;
  /** Which reminders a session of a day has. */
  readonly remindersOn: (day: Day) => readonly Reminder[];
  /** A place of an agency as messages tell of it; null for an agency that is not known. */
  readonly told: (agencyId: string, place: ToldPlace) => ToldSession | null;
}

/** A calendar as it will be when the change that is being made has been made. */
export type CalendarAsIf = (calendar: CalendarContext) => CalendarContext;

// Whatever is planned looks no further ahead than to the end of the longest closure after the last day concerned.
const MARGIN_DAYS = 60;

/** Reads the ground for sessions of these days as it stands; `known` may be a handle that remembers rules and names. */
export async function messageGround(db: Knex, known: Knex, days: readonly Day[], now: Instant, asIf: CalendarAsIf = (calendar) => calendar): Promise<MessageGround> {
  const all = [dayOf(now), ...days].sort();
  const [first, last] = [all[0] ?? dayOf(now), all.at(-1) ?? dayOf(now)];
  const rows = await settingsLookup(known).settingRows();
  const calendar = asIf(await calendarLookup(db).calendarContext(addDays(first, -MARGIN_DAYS), addDays(last, MARGIN_DAYS)));
  const agencies: ReadonlyMap<string, Agency> = new Map((await agencyLookup(known).all()).map((agency) => [agency.id, agency]));
  const hours = new Map<string, TellingHours>();
  const hoursOf = (agencyId: string): TellingHours => {
    const found = hours.get(agencyId) ?? tellingHoursOf(rows, { ...calendar, ...workingHoursOf(rows), place: { agencyId, countyId: agencies.get(agencyId)?.countyId ?? null } });
    hours.set(agencyId, found);
    return found;
  };
  return {
    hoursOf,
    remindersOn: (day) => valueOn(rows, 'reminders', day).kinds,
    told(agencyId, { day, from, to }) {
      const agency = agencies.get(agencyId);
      return agency === undefined ? null : { day, from, to, headTitle: agency.headTitle, agency: agency.shortName, governorate: valueOn(rows, 'governorate', day) };
    },
  };
}
