import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import type { PlannedHour } from '../domain/hour-occurrences.ts';
import { FIRST_YEAR, firstOfMonth, lastOfMonth, LAST_YEAR, toJalali, type Day, type Weekday } from '../domain/jalali.ts';
import { mayEver } from '../domain/permission.ts';
import { toAsciiDigits } from '../domain/persian.ts';
import { doneNotice } from '../http/attempt.ts';
import type { Routes } from '../http/guard.ts';
import { page } from '../http/pages.ts';
import { pathDay, queryText } from '../http/query.ts';
import { actorOf } from '../http/visitor.ts';
import type { CalendarChange } from './change.ts';
import { closureRoutes } from './closure-routes.ts';
import { dayView, type DaySession } from './day-view.ts';
import { holidayRoutes } from './holiday-routes.ts';
import type { Calendar } from './service.ts';
import { yearView, type Places } from './view.ts';

/** A change of the calendar that a form asks for, with what its page needs to show what it would do. */
export interface Asking {
  readonly change: CalendarChange;
  /** The form's fields as they were typed, to be carried through the page of consequences. */
  readonly typed: Readonly<Record<string, string>>;
  /** What is changed, in a few words: «تعطیلی یکشنبه ۵ مرداد ۱۴۰۳». */
  readonly subject: string;
  /** Where the form is, for one who wants to write it otherwise. */
  readonly back: string;
  /** Where to go when it is done. */
  readonly done: string;
}

/** What the calendar's pages ask of other slices. */
export interface CalendarNeeds {
  /** Counties and agencies to choose from, in their order. */
  places(): Promise<Places>;
  /** The weekday of the manager-hour on a day. */
  managerHourOn(day: Day): Promise<Weekday>;
  /** Names of users, by id. */
  userNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The managers' hours that are held on a day, cancelled there or planned for it, where no county or agency has its own. */
  hoursOn(day: Day): Promise<readonly PlannedHour[]>;
  /** The published sessions of a day. */
  sessionsOn(day: Day): Promise<readonly DaySession[]>;
  /**
   * Does a change and goes on to where it is done, or shows first what it would do to the rota ('sent'); 'rewrite' where the form is wanted back as
   * it was typed. Refuses what the change refuses.
   */
  carryOut(req: Request, res: Response, asking: Asking): Promise<'sent' | 'rewrite'>;
}

const DONE = {
  closed: 'تعطیلی ثبت شد.',
  changed: 'تغییر تعطیلی ذخیره شد.',
  withdrawn: 'تعطیلی پس گرفته شد.',
  saved: 'تغییر تقویم ذخیره شد.',
  removed: 'مناسبت از تقویم برداشته شد.',
};

const yearOf = (req: Request, today: Day): number => {
  const asked = Number(toAsciiDigits(queryText(req, 'year')));
  return Number.isInteger(asked) && asked > FIRST_YEAR && asked < LAST_YEAR ? asked : toJalali(today).year;
};

/** The calendar's pages: the year, each of its days, closures, holidays. */
export function calendarRoutes(routes: Routes, calendar: Calendar, needs: CalendarNeeds): void {
  routes.get('/calendar', 'calendar.see', async (req, res) => {
    const today = dayOf(res.locals.now);
    const year = yearOf(req, today);
    const [from, to] = [firstOfMonth({ year, month: 1 }), lastOfMonth({ year, month: 12 })];
    const facts = {
      holidays: await calendar.holidaysBetween(from, to),
      closures: await calendar.closuresBetween(from, to),
      places: await needs.places(),
      managerHour: await needs.managerHourOn(to < today ? to : from > today ? from : today),
      today,
    };
    const mayEdit = mayEver(actorOf(res), 'calendar.manage');
    page(res, 'calendar/year', { title: 'تقویم', section: 'calendar', heading: null, ...doneNotice(req, DONE) }, yearView(year, facts, { mayEdit }));
  });

  closureRoutes(routes, calendar, needs);
  holidayRoutes(routes, calendar, needs);

  routes.get('/calendar/:day', 'calendar.see', async (req, res) => {
    const day = pathDay(req);
    const maySee = mayEver(actorOf(res), 'rota.see');
    const sessions = (await needs.sessionsOn(day)).map((session) => (maySee ? session : { ...session, href: null }));
    const facts = { ...(await calendar.day(day)), sessions, hours: await needs.hoursOn(day) };
    const names = await needs.userNames(facts.events.flatMap(({ actor }) => actor ?? []));
    const view = dayView(day, facts, await needs.places(), names, { mayEdit: mayEver(actorOf(res), 'calendar.manage'), mayManageHours: mayEver(actorOf(res), 'hours.manage') });
    page(res, 'calendar/day', { title: view.day, section: 'calendar', heading: null, ...doneNotice(req, DONE) }, view);
  });
}
