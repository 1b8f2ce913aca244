import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { formatDay } from '../domain/jalali.ts';
import { KNOWN_DAYS } from '../domain/known-days.ts';
import { HOUR_STATES } from '../domain/manager-hour.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { pathDay, queryDay, queryText } from '../http/query.ts';
import { commandOf } from '../http/visitor.ts';
import { blankException, exceptionFormView, exceptionView } from './exception-view.ts';
import { exceptionForm, withdrawForm } from './forms.ts';
import type { Occurrences } from './service.ts';
import { hoursDayView, hoursView, type PlaceNames } from './view.ts';

interface Needs {
  /** The names of counties and agencies, by id, in their order. */
  readonly names: () => Promise<PlaceNames>;
}

const DONE = { added: 'استثنا ثبت شد. ساعت‌های حضور تا چند ثانیهٔ دیگر با آن هماهنگ می‌شوند.', withdrawn: 'استثنا پس گرفته شد. ساعت‌های حضور تا چند ثانیهٔ دیگر هماهنگ می‌شوند.' };
const SECTION = 'hours';

/** The scheduler's pages of the weekly hour: the rule and its exceptions, and the hours of a day. */
export function occurrenceRoutes(routes: Routes, occurrences: Occurrences, { names }: Needs): void {
  const csrf = (res: Response) => ({ token: res.locals.visitor.csrf, key: crypto.randomUUID() });

  routes.get('/hours', 'hours.manage', async (req, res) => {
    const today = dayOf(res.locals.now);
    page(res, 'occurrences/rule', { title: 'ساعت حضور مدیران', section: SECTION, heading: null, ...doneNotice(req, DONE) }, hoursView(await occurrences.see(today), await names(), today));
  });

  routes.get('/hours/days/:day', 'hours.manage', async (req, res) => {
    const day = pathDay(req);
    const state = HOUR_STATES.find((one) => one === queryText(req, 'state')) ?? null;
    const view = hoursDayView(day, await occurrences.day(day), { county: queryText(req, 'county'), state }, await names());
    page(res, 'occurrences/day', { title: `ساعت‌های حضور ${view.day}`, section: SECTION, heading: null }, view);
  });

  const showNew = async (res: Response, form: FormState, again: boolean): Promise<void> =>
    (again ? pageAgain : page)(res, 'occurrences/new', { title: 'استثنای تازه', section: SECTION }, exceptionFormView(form, await names(), csrf(res)));

  routes.get('/hours/exceptions/new', 'hours.manage', (req, res) => {
    const day = queryDay(req, 'day', KNOWN_DAYS);
    return showNew(res, freshForm({ ...blankException, ...(day === null ? {} : { from: formatDay(day) }) }), false);
  });

  routes.post('/hours/exceptions/new', 'hours.manage', async (req, res) => {
    const form = readForm(exceptionForm, req.body);
    if (!form.ok) return showNew(res, form, true);
    const done = await attempt(() => occurrences.add(form.value, commandOf(req, res)));
    if (!done.ok) return showNew(res, refusedForm(form, done.refusal), true);
    res.redirect(303, '/hours?done=added');
  });

  const idOf = (req: Request): string => String(req.params['id']);
  const showOne = async (req: Request, res: Response, form: FormState, again: boolean): Promise<void> => {
    const one = await occurrences.exception(idOf(req));
    (again ? pageAgain : page)(res, 'occurrences/exception', { title: 'استثنای ساعت حضور', section: SECTION }, exceptionView(one, form, await names(), csrf(res)));
  };

  routes.get('/hours/exceptions/:id', 'hours.manage', (req, res) => showOne(req, res, freshForm(), false));

  routes.post('/hours/exceptions/:id/withdraw', 'hours.manage', async (req, res) => {
    const form = readForm(withdrawForm, req.body);
    if (!form.ok) return showOne(req, res, form, true);
    const done = await attempt(() => occurrences.withdraw(idOf(req), form.value.reason, commandOf(req, res)));
    if (!done.ok) {
      if (done.refusal.code === 'not_found') throw done.refusal;
      return showOne(req, res, refusedForm(form, done.refusal), true);
    }
    res.redirect(303, '/hours?done=withdrawn');
  });
}
