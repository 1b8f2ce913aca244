import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { HORIZON_BOUNDS } from '../domain/draft.ts';
import { formatDay } from '../domain/jalali.ts';
import { mayEver } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryDay } from '../http/query.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { change } from './answer-routes.ts';
import { exclusionsView, likelyHorizon, newDraftView } from './draft-view.ts';
import { exclusionForm, horizonForm, withdrawForm } from './forms.ts';
import type { Prospect } from './plan.ts';
import type { RotaServices } from './services.ts';

const DONE = { excluded: 'دستگاه در این بازه کنار گذاشته شد.', withdrawn: 'کنار گذاشتن برداشته شد.' };
const newKey = (): string => crypto.randomUUID();

/** Making a draft: the horizon, what it comes to, and who is left out. */
export function draftRoutes(routes: Routes, rota: RotaServices): void {
  const showNew = async (res: Response, form: FormState | null, prospect: Prospect | null, refusal: Refusal | null = null): Promise<void> => {
    const likely = likelyHorizon(await rota.programmes.likely(dayOf(res.locals.now)));
    const state = form ?? freshForm({ from: formatDay(likely.from), to: formatDay(likely.to) });
    const year = refusal?.code === 'weights_all_zero' ? Number(refusal.facts['year']) : null;
    const view = newDraftView(refusal === null ? state : refusedForm(state, refusal), prospect, likely, res.locals.visitor.csrf, newKey, year);
    const frame = { title: 'تنظیم پیش‌نویس', section: 'rota' };
    if (Object.keys(state.errors).length === 0 && refusal === null) page(res, 'rota/new', frame, view);
    else pageAgain(res, 'rota/new', frame, view, 422);
  };
  const consider = async (res: Response, body: unknown): Promise<void> => {
    const read = readForm(horizonForm, body);
    if (!read.ok) return showNew(res, read, null);
    const made = await attempt(() => rota.drawingUp.prospect(read.value.from, read.value.to));
    await (made.ok ? showNew(res, read, made.value) : showNew(res, read, null, made.refusal));
  };

  routes.get('/rota/drafts/new', 'rota.edit', async (req, res) => {
    const [from, to] = [queryDay(req, 'from', HORIZON_BOUNDS), queryDay(req, 'to', HORIZON_BOUNDS)];
    await (from !== null && to !== null ? consider(res, { from: formatDay(from), to: formatDay(to) }) : showNew(res, null, null));
  });
  routes.post('/rota/drafts/new', 'rota.edit', (req, res) => consider(res, req.body));

  routes.post('/rota/drafts', 'rota.edit', async (req, res) => {
    const read = readForm(horizonForm, req.body);
    if (!read.ok) return showNew(res, read, null);
    const made = await attempt(() => rota.drawingUp.drawUp(read.value, commandOf(req, res)));
    if (!made.ok) return showNew(res, read, null, made.refusal);
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
