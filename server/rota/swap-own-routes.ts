import type { Request, Response } from 'express';
import { may, scopeOf, type Actor, type Subject } from '../domain/permission.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryText } from '../http/query.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { textOf } from './answer-routes.ts';
import { swapAnswerForm, swapAskForm } from './swap-forms.ts';
import { swapAskView, swapOwnView } from './swap-own-view.ts';
import type { Swaps } from './swaps.ts';

const DONE = {
  asked: 'درخواست شما فرستاده شد و همکارتان آن را می‌بیند.',
  agreed: 'از پذیرش شما سپاسگزاریم؛ مسئول برنامه تصمیم می‌گیرد.',
  declined: 'پاسخ شما ثبت شد؛ نوبتتان سر جای خود است.',
  taken_back: 'درخواست پس گرفته شد.',
};
const newKey = (): string => crypto.randomUUID();
const LONGEST_SEARCH = 60;

/** What the two sides of an exchange do: ask, answer, take back. */
export function swapOwnRoutes(routes: Routes, swaps: Swaps): void {
  const idOf = (req: Request): string => String(req.params['id']);
  const ofSession = async (req: Request): Promise<Subject | null> => {
    const agencyId = await swaps.agencyOfSession(idOf(req));
    return agencyId === null ? null : { agencyId };
  };
  /** Either side's agency, whichever is the reader's. */
  const ofSides = async (req: Request, actor: Actor): Promise<Subject | null> => {
    const agencies = await swaps.agenciesOf(idOf(req));
    return agencies === null ? null : { agencyId: agencies.find((agencyId) => may(actor, 'swaps.own', { agencyId })) ?? agencies[0] };
  };

  const showAsking = async (req: Request, res: Response, form: FormState, again: boolean): Promise<void> => {
    const search = (again ? textOf(form.typed['q']) : queryText(req, 'q')).trim().slice(0, LONGEST_SEARCH);
    const asking = await swaps.asking(idOf(req), search, res.locals.now);
    if (asking.open !== null) return res.redirect(303, `/mine/swaps/${asking.open.exchange.id}`);
    const view = swapAskView(asking, search, form, { token: res.locals.visitor.csrf, key: newKey() });
    (again ? pageAgain : page)(res, 'rota/swap-ask', { title: 'درخواست جابه‌جایی نوبت', section: 'mine' }, view);
  };
  routes.get('/mine/sessions/:id/swap', 'swaps.own', (req, res) => showAsking(req, res, freshForm(), false), ofSession);
  routes.post('/mine/sessions/:id/swap', 'swaps.own', async (req, res) => {
    const read = readForm(swapAskForm, req.body);
    if (!read.ok) return showAsking(req, res, read, true);
    const { other, reason } = read.value;
    const made = await attempt(() => swaps.ask({ sessionId: idOf(req), otherSessionId: other, reason }, actorOf(res), commandOf(req, res)));
    if (!made.ok) return showAsking(req, res, refusedForm(read, made.refusal), true);
    res.redirect(303, `/mine/swaps/${made.value.id}?done=asked`);
  }, ofSession);

  const show = async (req: Request, res: Response, form: FormState, again: boolean): Promise<void> => {
    const view = swapOwnView(await swaps.see(idOf(req), res.locals.now), scopeOf(actorOf(res), 'swaps.own').agencyIds, form, res.locals.visitor.csrf, newKey);
    (again ? pageAgain : page)(res, 'rota/swap-own', { title: 'جابه‌جایی نوبت', section: 'mine', ...doneNotice(req, DONE) }, view);
  };
  routes.get('/mine/swaps/:id', 'swaps.own', (req, res) => show(req, res, freshForm(), false), ofSides);
  routes.post('/mine/swaps/:id/answer', 'swaps.own', async (req, res) => {
    const read = readForm(swapAnswerForm, req.body);
    if (!read.ok) return show(req, res, read, true);
    const { answer, note, of } = read.value;
    const made = await attempt(() => (answer === 'agree' ? swaps.agree(idOf(req), note, actorOf(res), commandOf(req, res), of) : swaps.decline(idOf(req), note, actorOf(res), commandOf(req, res))));
    if (!made.ok) return show(req, res, refusedForm(read, made.refusal), true);
    res.redirect(303, `/mine/swaps/${idOf(req)}?done=${answer === 'agree' ? 'agreed' : 'declined'}`);
  }, ofSides);
  routes.post('/mine/swaps/:id/take-back', 'swaps.own', async (req, res) => {
    const made = await attempt(() => swaps.takeBack(idOf(req), actorOf(res), commandOf(req, res)));
    if (!made.ok) return show(req, res, refusedForm(freshForm(), made.refusal), true);
    res.redirect(303, `/mine/swaps/${idOf(req)}?done=taken_back`);
  }, ofSides);
}
