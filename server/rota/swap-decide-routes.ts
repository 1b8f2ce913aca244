import type { Request, Response } from 'express';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { commandOf } from '../http/visitor.ts';
import { swapApproveForm, swapRejectForm } from './swap-forms.ts';
import { swapDecideView } from './swap-decide-view.ts';
import type { SwapDecisions } from './swap-decide.ts';

const DONE = { approved: 'نوبت‌ها جابه‌جا و نسخهٔ تازه منتشر شد.', rejected: 'پاسخ شما ثبت شد و هر دو طرف آن را می‌بینند.' };

/** The scheduler's decision about an exchange. */
export function swapDecideRoutes(routes: Routes, decisions: SwapDecisions): void {
  const idOf = (req: Request): string => String(req.params['id']);
  const show = async (req: Request, res: Response, form: FormState, again: boolean): Promise<void> => {
    const view = swapDecideView(await decisions.see(idOf(req), res.locals.now), form, res.locals.visitor.csrf, () => crypto.randomUUID());
    (again ? pageAgain : page)(res, 'rota/swap-decide', { title: 'درخواست جابه‌جایی نوبت', section: 'week', ...doneNotice(req, DONE) }, view);
  };
  routes.get('/rota/swaps/:id', 'swaps.decide', (req, res) => show(req, res, freshForm(), false));
  routes.post('/rota/swaps/:id/approve', 'swaps.decide', async (req, res) => {
    const read = readForm(swapApproveForm, req.body);
    if (!read.ok) return show(req, res, read, true);
    const made = await attempt(() => decisions.approve(idOf(req), read.value, commandOf(req, res)));
    if (!made.ok) return show(req, res, refusedForm(read, made.refusal), true);
    res.redirect(303, `/rota/swaps/${idOf(req)}?done=approved`);
  });
  routes.post('/rota/swaps/:id/reject', 'swaps.decide', async (req, res) => {
    const read = readForm(swapRejectForm, req.body);
    if (!read.ok) return show(req, res, read, true);
    const made = await attempt(() => decisions.reject(idOf(req), read.value.why, commandOf(req, res)));
    if (!made.ok) return show(req, res, refusedForm(read, made.refusal), true);
    res.redirect(303, `/rota/swaps/${idOf(req)}?done=rejected`);
  });
}
