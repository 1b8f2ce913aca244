import type { Request, Response } from 'express';
import { attempt, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { placeOf } from '../http/limits.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryText } from '../http/query.ts';
import { STATUSES } from '../http/statuses.ts';
import { commandOf } from '../http/visitor.ts';
import type { Answering } from './answer.ts';
import { visitAnswerView } from './answer-view.ts';
import { answerForm } from './forms.ts';

/** The one question of a visitor's slip, without a login; the code stands in no address. */
export function visitAnswerRoutes(routes: Routes, answering: Answering, addressOf: (req: Request) => string): void {
  const show = (res: Response, form: FormState, thanked: boolean, status = 200): void =>
    (status === 200 ? page : pageAgain)(res, 'visitors/answer', { title: 'یک پرسش دربارهٔ مراجعهٔ شما', heading: null }, visitAnswerView(form, thanked, { token: res.locals.visitor.csrf, key: crypto.randomUUID() }), status);

  routes.get('/visit', 'public.see', (req, res) => show(res, freshForm(), queryText(req, 'done') === 'thanks'));

  routes.post('/visit', 'public.see', async (req, res) => {
    const form = readForm(answerForm, req.body);
    if (!form.ok) return show(res, form, false, 422);
    const made = await attempt(() => answering.byVisitor(form.value.code, form.value.met, placeOf(addressOf(req)), commandOf(req, res)));
    if (made.ok) return res.redirect(303, '/visit?done=thanks');
    const { seconds } = made.refusal.facts;
    if (seconds !== undefined) res.setHeader('Retry-After', String(seconds));
    show(res, refusedForm(form, made.refusal), false, STATUSES[made.refusal.code]);
  });
}
