import type { Knex } from 'knex';
import { agencyLookup } from '../agencies/lookup.ts';
import { calendarLookup } from '../calendar/lookup.ts';
import { dayOf, type Instant } from '../domain/calendar.ts';
import { addDays } from '../domain/jalali.ts';
import type { Notice } from '../domain/notice.ts';
import { LONGEST_WINDOW_DAYS, replyDueOf } from '../domain/notice-window.ts';
import { workingHoursOf } from '../domain/office-hours.ts';
import { valueOn } from '../domain/settings.ts';
import { settingsLookup } from '../settings/lookup.ts';

/** When the time to reply to a notice ends that is served at an instant, at its agency's place; null for a commendation, which asks for no reply. */
export async function replyDueFor(db: Knex, { step, agencyId }: Pick<Notice, 'step' | 'agencyId'>, servedAt: Instant): Promise<Instant | null> {
  if (step === 'commendation') return null;
  const day = dayOf(servedAt);
  const rows = await settingsLookup(db).settingRows();
  const calendar = await calendarLookup(db).calendarContext(day, addDays(day, LONGEST_WINDOW_DAYS));
  const countyId = (await agencyLookup(db).byId(agencyId))?.countyId ?? null;
  return replyDueOf(servedAt, valueOn(rows, 'notice_ladder', day).steps[step].reply, { ...calendar, ...workingHoursOf(rows), place: { agencyId, countyId } });
}

/** When it ends as the calendar stands now: a closure since it was served draws it out until it is decided, and nothing shortens it. */
export async function replyDueNow(db: Knex, notice: Notice): Promise<Instant | null> {
  const { servedAt, replyDue, endedAt } = notice;
  if (servedAt === null || replyDue === null || endedAt !== null) return replyDue;
  const again = await replyDueFor(db, notice, servedAt);
  return again !== null && again > replyDue ? again : replyDue;
}
