import { clockOf, clockOfMinutes, dayOf, minutesOfClock, toInstant, type Clock, type Instant } from './calendar.ts';
import { dayState, type WorkingContext } from './day-state.ts';
import { addDays, addMonths, fromJalali, monthLength, toJalali, type Day } from './jalali.ts';
import { REMINDERS, valueOn, type DatedSetting, type Reminder, type Window } from './settings.ts';

/** The hours of a day in which messages may go, the end not included; null for a day on which nobody is told anything. */
export type TellingHours = (day: Day) => Window | null;

/** When one reminder of a session is due. */
export interface DueReminder {
  readonly kind: Reminder;
  readonly dueAt: Instant;
}

/** A planned session as its reminders need it. */
export interface RemindedSession {
  readonly day: Day;
  readonly from: Clock;
  readonly startsAt: Instant;
}

/** So many minutes before its hours end a message must be due, so that all its tries fall into them: one whose process dies in the last minute would be told nobody before a session that begins early. */
export const TRYING_MINUTES = 90;

// Nothing is closed for so long; a longer search means that the settings leave no hour at all.
const LONGEST_SEARCH_DAYS = 400;

/** The hours of messages at a place: those of the dated setting, on days on which its agency receives people; none on Fridays, holidays (forecast ones too) and closures. */
export function tellingHoursOf(rows: readonly DatedSetting[], context: WorkingContext): TellingHours {
  return (day) => (dayState(day, context).kind === 'working' ? valueOn(rows, 'reminders', day) : null);
}

/** Whether somebody may be told something at an instant. */
export function mayTellAt(at: Instant, hours: TellingHours): boolean {
  const [open, clock] = [hours(dayOf(at)), clockOf(at)];
  return open !== null && open.from <= clock && clock < open.to;
}

/** A time of day where it is allowed, else the last allowed moment before it that leaves room for every try; null where there is none in a year. */
export function lastTellingBy(day: Day, clock: Clock, hours: TellingHours): Instant | null {
  const open = hours(day);
  if (open !== null && open.from <= clock) return toInstant(day, clock < open.to ? clock : lastMomentOf(open));
  for (let back = 1; back <= LONGEST_SEARCH_DAYS; back += 1) {
    const earlier = addDays(day, -back);
    const window = hours(earlier);
    if (window !== null) return toInstant(earlier, lastMomentOf(window));
  }
  return null;
}

/** The first allowed moment that is not before an instant: itself, or the beginning of allowed hours; null where there is none in a year. */
export function firstTellingFrom(at: Instant, hours: TellingHours): Instant | null {
  const day = dayOf(at);
  const open = hours(day);
  if (open !== null && mayTellAt(at, hours)) return at;
  if (open !== null && clockOf(at) < open.from) return toInstant(day, open.from);
  for (let ahead = 1; ahead <= LONGEST_SEARCH_DAYS; ahead += 1) {
    const later = addDays(day, ahead);
    const window = hours(later);
    if (window !== null) return toInstant(later, window.from);
  }
  return null;
}

/** The day on which a reminder would fall if every day were allowed: a Jalali month, seven days or one day before the session. */
export function nominalDay(kind: Reminder, day: Day): Day {
  if (kind !== 'month') return addDays(day, kind === 'week' ? -7 : -1);
  const { year, month, day: dayOfMonth } = toJalali(day);
  const before = addMonths({ year, month }, -1);
  return fromJalali(before.year, before.month, Math.min(dayOfMonth, monthLength(before)));
}

/**
 * The reminders of a session that are still to be sent at `now`, in order of time: each at the session's own time of day or at the
 * last allowed moment before. One whose moment has passed is left out, but for the last of them, the day before: it goes at the
 * first allowed moment while the session is ahead. Where two fall on one day, only the nearer one is sent.
 */
export function remindersOf(session: RemindedSession, kinds: readonly Reminder[], hours: TellingHours, now: Instant): DueReminder[] {
  if (session.startsAt <= now) return [];
  const ahead = REMINDERS.filter((kind) => kinds.includes(kind)).flatMap((kind): DueReminder[] => {
    const dueAt = lastTellingBy(nominalDay(kind, session.day), session.from, hours);
    return dueAt === null || dueAt <= now ? [] : [{ kind, dueAt }];
  });
  const due = ahead.filter(({ dueAt }, index) => !ahead.slice(index + 1).some((nearer) => dayOf(nearer.dueAt) === dayOf(dueAt)));
  if (due.length > 0 || !kinds.includes('day')) return due;
  const atOnce = firstTellingFrom(now, hours);
  return atOnce !== null && atOnce < session.startsAt ? [{ kind: 'day', dueAt: atOnce }] : [];
}

function lastMomentOf({ from, to }: Window): Clock {
  return clockOfMinutes(Math.max(minutesOfClock(from), minutesOfClock(to) - TRYING_MINUTES));
}
