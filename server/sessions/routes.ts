import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { mayEver, scopeOf, type Subject } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { acceptForm, changeForm } from './forms.ts';
import type { Invitations } from './invitations.ts';
import type { OwnSessions } from './own.ts';
import { mineView } from './view.ts';

const DONE = { accepted: 'از پذیرش شما سپاسگزاریم؛ نوبت برایتان نگه داشته شد.', asked: 'درخواست شما به مسئول برنامه رسید.' };
const newKey = (): string => crypto.randomUUID();

/** A manager's own sessions and his answers to invitations. */
export function sessionRoutes(routes: Routes, own: OwnSessions, invitations: Invitations): void {
  const idOf = (req: Request): string => String(req.params['id']);
  const subjectOf = async (req: Request): Promise<Subject | null> => {
    const agencyId = await invitations.agencyOf(idOf(req));
    return agencyId === null ? null : { agencyId };
  };
  const show = async (req: Request, res: Response, refused: { id: string; form: FormState } | null): Promise<void> => {
    const actor = actorOf(res);
    const swapsFor = scopeOf(actor, 'swaps.own').agencyIds;
    const view = mineView(await own.of(scopeOf(actor, 'sessions.own').agencyIds, dayOf(res.locals.now)), {
      swapsFor, exchanges: await own.exchanges(swapsFor, res.locals.now),
      now: res.locals.now, answersFor: scopeOf(actor, 'invitations.answer').agencyIds, hosts: scopeOf(actor, 'calls.host').agencyIds, refused, mayMakeFeeds: mayEver(actor, 'feeds.own'), csrf: res.locals.visitor.csrf, newKey,
    }, await own.messages(scopeOf(actor, 'invitations.answer').agencyIds, res.locals.now));
    const frame = { title: 'جلسه‌های من', section: 'mine', scripts: ['mine'], ...doneNotice(req, DONE) };
    (refused === null ? page : pageAgain)(res, 'sessions/mine', frame, view);
  };

  const again = (req: Request, res: Response, form: FormState, refusal: Refusal): Promise<void> => {
    if (refusal.code === 'not_found') throw refusal;
    return show(req, res, { id: idOf(req), form: refusedForm(form, refusal) });
  };

  routes.get('/mine', 'sessions.own', (req, res) => show(req, res, null));

  routes.post('/mine/invitations/:id/seen', 'invitations.answer', async (req, res) => {
    const made = await attempt(() => invitations.see(idOf(req), actorOf(res), commandOf(req, res)));
    if (!made.ok) throw made.refusal;
    if (req.accepts(['html', 'json']) === 'json') res.json({ ok: true });
    else res.redirect(303, '/mine');
  }, subjectOf);

  routes.post('/mine/invitations/:id/accept', 'invitations.answer', async (req, res) => {
    const read = readForm(acceptForm, req.body);
    if (!read.ok) throw new Refusal('bad_request');
    const made = await attempt(() => invitations.accept(idOf(req), actorOf(res), commandOf(req, res), read.value.of));
    if (!made.ok) return again(req, res, freshForm(), made.refusal);
    res.redirect(303, '/mine?done=accepted');
  }, subjectOf);

  routes.post('/mine/invitations/:id/ask-change', 'invitations.answer', async (req, res) => {
    const read = readForm(changeForm, req.body);
    if (!read.ok) return show(req, res, { id: idOf(req), form: read });
    const made = await attempt(() => invitations.askChange(idOf(req), read.value.reason, actorOf(res), commandOf(req, res), read.value.of));
    if (!made.ok) return again(req, res, read, made.refusal);
    res.redirect(303, '/mine?done=asked');
  }, subjectOf);
}
