import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { formatDay, isDay } from '../domain/jalali.ts';
import { mayEver } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { change, textOf } from './answer-routes.ts';
import { exclusionsView, likelyHorizon, newDraftView } from './draft-view.ts';
import { exclusionForm, horizonForm, withdrawForm } from './forms.ts';
import type { Prospect } from './plan.ts';
import type { RotaServices } from './services.ts';

const DONE = { excluded: 'دستگاه در این بازه کنار گذاشته شد.', withdrawn: 'کنار گذاشتن برداشته شد.' };
const newKey = (): string => crypto.randomUUID();

/** Making a draft: the horizon, what it comes to, and who is left out. */
export function draftRoutes(routes: Routes, rota: RotaServices): void {
  const showNew = (res: Response, form: FormState, prospect: Prospect | null, status: number): void => {
    const view = newDraftView(form, prospect, dayOf(res.locals.now), res.locals.visitor.csrf, newKey);
    const frame = { title: 'تنظیم پیش‌نویس', section: 'rota' };
    if (status === 200) page(res, 'rota/new', frame, view);
    else pageAgain(res, 'rota/new', frame, view, status);
  };
  const consider = async (res: Response, body: unknown): Promise<void> => {
    const read = readForm(horizonForm, body);
    if (!read.ok) return showNew(res, read, null, 422);
    const made = await attempt(() => rota.drawingUp.prospect(read.value.from, read.value.to));
    if (!made.ok) return showNew(res, refusedForm(read, made.refusal), null, 422);
    showNew(res, read, made.value, 200);
  };

  routes.get('/rota/drafts/new', 'rota.edit', async (req, res) => {
    const [from, to] = [textOf(req.query['from']), textOf(req.query['to'])];
    if (isDay(from) && isDay(to)) return consider(res, { from: formatDay(from), to: formatDay(to) });
    const [newest] = await rota.programmes.all();
    const today = dayOf(res.locals.now);
    const likely = likelyHorizon(newest !== undefined && newest.to > today ? newest.to : today);
    showNew(res, freshForm({ from: formatDay(likely.from), to: formatDay(likely.to) }), null, 200);
  });
  routes.post('/rota/drafts/new', 'rota.edit', (req, res) => consider(res, req.body));

  routes.post('/rota/drafts', 'rota.edit', async (req, res) => {
    const read = readForm(horizonForm, req.body);
    if (!read.ok) return showNew(res, read, null, 422);
    const made = await attempt(() => rota.drawingUp.drawUp(read.value, commandOf(req, res)));
    if (!made.ok) return showNew(res, refusedForm(read, made.refusal), null, 422);
    res.redirect(303, `/rota/drafts/${made.value.id}?done=drawn`);
  });

  const showExclusions = async (req: Request, res: Response, form: FormState, again: boolean): Promise<void> => {
    const { draft, surroundings } = await rota.board.see(String(req.params['id']));
    const open = draft.state === 'drafting' && mayEver(actorOf(res), 'rota.edit');
    const invitable = surroundings.agencies.filter(({ mayBeInvited }) => mayBeInvited);
    const view = exclusionsView({ id: draft.id, open }, await rota.exclusions.ofDraft(draft.id), invitable, form, res.locals.visitor.csrf, newKey);
    (again ? pageAgain : page)(res, 'rota/exclusions', { title: 'کنار گذاشتن دستگاه', section: 'rota', ...doneNotice(req, DONE) }, view);
  };
  routes.get('/rota/drafts/:id/exclusions', 'rota.see', (req, res) => showExclusions(req, res, freshForm(), false));
  routes.post('/rota/drafts/:id/exclude', 'rota.edit', async (req, res) => {
    const read = readForm(exclusionForm, req.body);
    if (!read.ok) return showExclusions(req, res, read, true);
    const { agency, ...entry } = read.value;
    const draftId = String(req.params['id']);
    const made = await attempt(() => rota.exclusions.exclude({ draftId, agencyId: agency, ...entry }, commandOf(req, res)));
    if (!made.ok) return showExclusions(req, res, refusedForm(read, made.refusal), true);
    res.redirect(303, `/rota/drafts/${draftId}/exclusions?done=excluded`);
  });
  routes.post('/rota/drafts/:id/exclusions/withdraw', 'rota.edit', async (req, res) => {
    const read = readForm(withdrawForm, req.body);
    if (!read.ok) throw new Refusal('bad_request');
    const draftId = String(req.params['id']);
    await change(req, res, (command) => rota.exclusions.withdraw(draftId, read.value.exclusion, command));
    res.redirect(303, `/rota/drafts/${draftId}/exclusions?done=withdrawn`);
  });
}
