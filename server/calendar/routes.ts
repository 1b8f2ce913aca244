import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { FIRST_YEAR, firstOfMonth, lastOfMonth, LAST_YEAR, toJalali, type Day, type Weekday } from '../domain/jalali.ts';
import { mayEver } from '../domain/permission.ts';
import { toAsciiDigits } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, withError, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryText } from '../http/query.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { closureForm, holidayForm, removalForm } from './forms.ts';
import type { Calendar } from './service.ts';
import { closureView, holidayView, typedHoliday } from './form-view.ts';
import { yearView, type Places } from './view.ts';

/** What the calendar's pages ask of other slices. */
export interface CalendarNeeds {
  /** Counties and agencies to choose from, in their order. */
  places(): Promise<Places>;
  /** The weekday of the manager-hour on a day. */
  managerHourOn(day: Day): Promise<Weekday>;
}

const DONE = {
  closed: 'تعطیلی ثبت شد.',
  withdrawn: 'تعطیلی پس گرفته شد.',
  saved: 'تغییر تقویم ذخیره شد.',
  removed: 'مناسبت از تقویم برداشته شد.',
};

const yearOf = (req: Request, today: Day): number => {
  const asked = Number(toAsciiDigits(queryText(req, 'year')));
  return Number.isInteger(asked) && asked > FIRST_YEAR && asked < LAST_YEAR ? asked : toJalali(today).year;
};

/** The calendar's pages: the year, closures, holidays. */
export function calendarRoutes(routes: Routes, calendar: Calendar, needs: CalendarNeeds): void {
  const frame = (title: string) => ({ title, section: 'calendar' });
  const newKey = (): string => crypto.randomUUID();
  const backTo = (day: Day, done: keyof typeof DONE): string => `/calendar?year=${toJalali(day).year}&done=${done}`;

  const showClosure = async (res: Response, form: FormState, again: boolean): Promise<void> => {
    const view = closureView(form, await needs.places(), res.locals.visitor.csrf, newKey());
    (again ? pageAgain : page)(res, 'calendar/closure', frame('ثبت تعطیلی'), view);
  };
  const showHoliday = (res: Response, form: FormState, id: string | null, again: boolean): void => {
    const view = holidayView(form, id, res.locals.visitor.csrf, newKey(), newKey());
    (again ? pageAgain : page)(res, 'calendar/holiday', frame(id === null ? 'افزودن مناسبت تعطیل' : 'مناسبت تعطیل'), view);
  };

  routes.get('/calendar', 'calendar.see', async (req, res) => {
    const today = dayOf(res.locals.now);
    const year = yearOf(req, today);
    const [from, to] = [firstOfMonth({ year, month: 1 }), lastOfMonth({ year, month: 12 })];
    const facts = {
      holidays: await calendar.holidaysBetween(from, to),
      closures: await calendar.closuresBetween(from, to),
      places: await needs.places(),
      managerHour: await needs.managerHourOn(to < today ? to : from > today ? from : today),
    };
    const mayEdit = mayEver(actorOf(res), 'calendar.manage');
    page(res, 'calendar/year', { ...frame('تقویم'), heading: null, ...doneNotice(req, DONE) }, yearView(year, facts, { csrf: res.locals.visitor.csrf, mayEdit, newKey }));
  });

  routes.get('/calendar/closures/new', 'calendar.manage', (_req, res) => showClosure(res, freshForm(), false));

  routes.post('/calendar/closures/new', 'calendar.manage', async (req, res) => {
    const form = readForm(closureForm, req.body);
    if (!form.ok) return showClosure(res, form, true);
    const done = await attempt(() => calendar.addClosure(commandOf(req, res), form.value));
    if (!done.ok) return showClosure(res, refusedForm(form, done.refusal), true);
    res.redirect(303, backTo(form.value.from, 'closed'));
  });

  routes.post('/calendar/closures/:id/withdraw', 'calendar.manage', async (req, res) => {
    await calendar.withdrawClosure(commandOf(req, res), String(req.params['id']));
    res.redirect(303, '/calendar?done=withdrawn');
  });

  routes.get('/calendar/holidays/new', 'calendar.manage', (_req, res) => showHoliday(res, freshForm(), null, false));

  routes.post('/calendar/holidays/new', 'calendar.manage', async (req, res) => {
    const form = readForm(holidayForm, req.body);
    if (!form.ok) return showHoliday(res, form, null, true);
    const { day, title, status, altDay, reason } = form.value;
    const done = await attempt(() => calendar.addHoliday(commandOf(req, res), { day, title, status, altDay, reason }));
    if (!done.ok) return showHoliday(res, refusedForm(form, done.refusal), null, true);
    res.redirect(303, backTo(day, 'saved'));
  });

  routes.get('/calendar/holidays/:id', 'calendar.manage', async (req, res) => {
    const id = String(req.params['id']);
    const holiday = await calendar.holiday(id);
    if (holiday === null || holiday.removedAt !== null) throw new Refusal('not_found');
    showHoliday(res, freshForm(typedHoliday(holiday)), id, false);
  });

  routes.post('/calendar/holidays/:id', 'calendar.manage', async (req, res) => {
    const id = String(req.params['id']);
    const form = readForm(holidayForm, req.body);
    if (!form.ok) return showHoliday(res, form, id, true);
    const { day, title, status, altDay, reason, seen } = form.value;
    const done = await attempt(() => calendar.editHoliday(commandOf(req, res), id, seen ?? '', { day, title, status, altDay, reason }));
    if (!done.ok) return showHoliday(res, refusedForm(form, done.refusal), id, true);
    res.redirect(303, backTo(day, 'saved'));
  });

  routes.post('/calendar/holidays/:id/remove', 'calendar.manage', async (req, res) => {
    const id = String(req.params['id']);
    const holiday = await calendar.holiday(id);
    if (holiday === null) throw new Refusal('not_found');
    const form = readForm(removalForm, req.body);
    if (!form.ok) return showHoliday(res, withError(freshForm(typedHoliday(holiday)), 'removal', form.errors['reason'] ?? ''), id, true);
    await calendar.removeHoliday(commandOf(req, res), id, form.value.reason);
    res.redirect(303, backTo(holiday.day, 'removed'));
  });
}
