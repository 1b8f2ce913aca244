import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { attempt, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { placeOf } from '../http/limits.ts';
import { page, pageAgain } from '../http/pages.ts';
import { STATUSES } from '../http/statuses.ts';
import { trackForm } from './forms.ts';
import type { Tracked, Tracking } from './track.ts';
import { trackView } from './track-view.ts';

const FRAME = { title: 'پیگیری درخواست', heading: null, section: 'track' };

/** Following a request by its tracking code, without a login; what is typed stands in no address. */
export function trackRoutes(routes: Routes, tracking: Tracking, addressOf: (req: Request) => string): void {
  const show = (res: Response, form: FormState, tracked: Tracked | null, status: number): void =>
    (status === 200 ? page : pageAgain)(res, 'requests/track', FRAME, trackView(form, tracked, dayOf(res.locals.now), { token: res.locals.visitor.csrf, key: crypto.randomUUID() }), status);

  routes.get('/track', 'public.see', (_req, res) => show(res, freshForm(), null, 200));

  routes.post('/track', 'public.see', async (req, res) => {
    const read = readForm(trackForm, req.body);
    if (!read.ok) return show(res, read, null, 422);
    const { code, phoneDigits } = read.value;
    const found = await attempt(() => tracking.track({ code, digits: phoneDigits }, placeOf(addressOf(req))));
    if (found.ok) return show(res, freshForm(), found.value, 200);
    const { seconds } = found.refusal.facts;
    if (seconds !== undefined) res.setHeader('Retry-After', String(seconds));
    show(res, refusedForm(read, found.refusal), null, STATUSES[found.refusal.code]);
  });
}
