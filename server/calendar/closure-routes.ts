import type { Request, Response } from 'express';
import { formatDay, toJalali, type Day } from '../domain/jalali.ts';
import { Refusal } from '../domain/refusal.ts';
import { attempt, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryDay } from '../http/query.ts';
import { daySpan } from '../wording/calendar.ts';
import { closureEditForm, closureForm, withdrawalForm } from './forms.ts';
import { closureView, typedClosure } from './form-view.ts';
import { historyLines } from './history-view.ts';
import type { CalendarNeeds } from './routes.ts';
import { KNOWN_DAYS } from '../domain/known-days.ts';
import { withRemoval } from './removal-view.ts';
import type { RecordedClosure } from './repository.ts';
import type { Calendar } from './service.ts';

const newKey = (): string => crypto.randomUUID();
const yearOf = ({ from }: { readonly from: Day }): number => toJalali(from).year;

/** Closures: written down, changed, taken back. */
export function closureRoutes(routes: Routes, calendar: Calendar, needs: CalendarNeeds): void {
  const standing = async (req: Request): Promise<RecordedClosure> => {
    const closure = await calendar.closure(String(req.params['id']));
    if (closure === null || closure.withdrawnAt !== null) throw new Refusal('not_found');
    return closure;
  };
  const show = async (res: Response, form: FormState, id: string | null, again: boolean): Promise<void> => {
    const places = await needs.places();
    const events = id === null ? [] : await calendar.historyOf(id);
    const names = await needs.userNames(events.flatMap(({ actor }) => actor ?? []));
    const existing = id === null ? null : { id, removalKey: newKey(), history: historyLines(events, places, names) };
    const view = closureView(form, places, existing, res.locals.visitor.csrf, newKey());
    (again ? pageAgain : page)(res, 'calendar/closure', { title: id === null ? 'ثبت تعطیلی' : 'تعطیلی به دستور', section: 'calendar' }, view);
  };

  routes.get('/calendar/closures/new', 'calendar.manage', (req, res) => {
    const day = queryDay(req, 'day', KNOWN_DAYS);
    return show(res, freshForm(day !== null ? { from: formatDay(day) } : {}), null, false);
  });

  routes.post('/calendar/closures/new', 'calendar.manage', async (req, res) => {
    const form = readForm(closureForm, req.body);
    if (!form.ok) return show(res, form, null, true);
    const entry = form.value;
    const subject = `ثبت تعطیلی ${daySpan(entry.from, entry.to)}`;
    const done = await attempt(() =>
      needs.carryOut(req, res, { change: { kind: 'closure_added', id: calendar.newId(), entry }, typed: form.typed, subject, back: '/calendar/closures/new', done: `/calendar?year=${yearOf(entry)}&done=closed` }),
    );
    if (!done.ok) return show(res, refusedForm(form, done.refusal), null, true);
    if (done.value === 'rewrite') return show(res, freshForm(form.typed), null, false);
  });

  routes.get('/calendar/closures/:id', 'calendar.manage', async (req, res) => {
    const closure = await standing(req);
    return show(res, freshForm(typedClosure(closure)), closure.id, false);
  });

  routes.post('/calendar/closures/:id', 'calendar.manage', async (req, res) => {
    const id = String(req.params['id']);
    const form = readForm(closureEditForm, req.body);
    if (!form.ok) return show(res, form, id, true);
    const { entry, why, seen } = form.value;
    const done = await attempt(() =>
      needs.carryOut(req, res, {
        change: { kind: 'closure_edited', id, seen, entry, reason: why }, typed: form.typed,
        subject: `تغییر تعطیلی ${daySpan(entry.from, entry.to)}`, back: `/calendar/closures/${id}`, done: `/calendar?year=${yearOf(entry)}&done=changed`,
      }),
    );
    if (!done.ok) return show(res, refusedForm(form, done.refusal), id, true);
    if (done.value === 'rewrite') return show(res, freshForm(form.typed), id, false);
  });

  routes.post('/calendar/closures/:id/withdraw', 'calendar.manage', async (req, res) => {
    const closure = await calendar.closure(String(req.params['id']));
    if (closure === null) throw new Refusal('not_found');
    const form = readForm(withdrawalForm, req.body);
    const again = (own: FormState, refused = true): Promise<void> => show(res, withRemoval(freshForm(typedClosure(closure)), own), closure.id, refused);
    if (!form.ok) return again(form);
    const done = await attempt(() =>
      needs.carryOut(req, res, {
        change: { kind: 'closure_withdrawn', id: closure.id, grounds: form.value }, typed: form.typed,
        subject: `پس گرفتن تعطیلی ${daySpan(closure.from, closure.to)}`, back: `/calendar/closures/${closure.id}`, done: `/calendar?year=${yearOf(closure)}&done=withdrawn`,
      }),
    );
    if (!done.ok) return again(refusedForm(form, done.refusal));
    if (done.value === 'rewrite') return again(freshForm(form.typed), false);
  });
}
