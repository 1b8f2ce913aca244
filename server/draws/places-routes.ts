import type { Request, Response } from 'express';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryText } from '../http/query.ts';
import { commandOf } from '../http/visitor.ts';
import { DRAW_DONE } from '../wording/draws.ts';
import { placesForm } from './forms.ts';
import type { Places } from './place-changes.ts';
import { placesView } from './places-view.ts';

/** Where the offices are: a county at a time, all in one form. */
export function drawPlaceRoutes(routes: Routes, places: Places): void {
  const show = async (req: Request, res: Response, form: FormState | null): Promise<void> => {
    const countyId = queryText(req, 'county');
    const view = placesView({ countyId, ...(await places.of(countyId === '' ? null : countyId)) }, { form, csrf: { token: res.locals.visitor.csrf, key: crypto.randomUUID() } });
    (form === null ? page : pageAgain)(res, 'draws/places', { title: 'جای دستگاه‌ها', section: 'draws', ...doneNotice(req, DRAW_DONE) }, view);
  };
  routes.get('/draws/places', 'draws.manage', (req, res) => show(req, res, null));
  routes.post('/draws/places', 'draws.manage', async (req, res) => {
    const form = readForm(placesForm, req.body);
    if (!form.ok) return show(req, res, form);
    const done = await attempt(() => places.change(form.value, commandOf(req, res)));
    if (!done.ok) return show(req, res, refusedForm(form, done.refusal));
    res.redirect(303, `/draws/places?county=${encodeURIComponent(queryText(req, 'county'))}&done=places`);
  });
}
