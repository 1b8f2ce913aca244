import type { Request, Response } from 'express';
import { may } from '../domain/permission.ts';
import { isLiving } from '../domain/session-life.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryText } from '../http/query.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import type { Centre } from './centre.ts';
import type { Closing } from './close.ts';
import { closeForm, waysFrom } from './close-forms.ts';
import { closeView } from './close-view.ts';
import { sessionSubject } from './manage-routes.ts';
import { summaryView } from './summary-view.ts';

interface Parts {
  readonly centre: Centre;
  readonly closing: Closing;
}

const DONE = {
  closed: 'جلسه بسته شد و کسی در صف نماند.',
  cancelled: 'جلسه لغو شد و به همهٔ کسانی که در صف بودند رسیدگی شد.',
  before: 'این جلسه پیش از شما بسته شده است؛ خلاصه‌اش این است.',
};

/** The end of a session, and what it came to. */
export function closeRoutes(routes: Routes, { centre, closing }: Parts): void {
  const subject = sessionSubject(centre);
  const idOf = (req: Request): string => String(req.params['id']);

  const show = async (req: Request, res: Response, how: 'close' | 'cancel', form: FormState | null): Promise<void> => {
    const leaving = await centre.leaving(idOf(req), res.locals.now);
    const { life, agency } = leaving.facts;
    if (!isLiving(life.state)) return res.redirect(303, `/today/${life.id}/summary?done=before`);
    // One that never began can only be cancelled.
    const view = closeView(leaving, { how: life.openedAt === null ? 'cancel' : how, form, csrf: { token: res.locals.visitor.csrf, key: crypto.randomUUID() } });
    const frame = { title: `${view.title}، ${agency.shortName}`, section: 'today', heading: null, scripts: ['close'] };
    (form === null ? page : pageAgain)(res, 'calls/close', frame, view);
  };

  routes.get('/today/:id/close', 'sessions.run', (req, res) => show(req, res, queryText(req, 'how') === 'cancel' ? 'cancel' : 'close', null), subject);

  routes.post('/today/:id/close', 'sessions.run', async (req, res) => {
    const form = readForm(closeForm, req.body);
    const how = form.typed['how'] === 'cancel' ? 'cancel' : 'close';
    if (!form.ok) return show(req, res, how, form);
    const cancelled = form.value.how === 'cancel' ? form.value.reason : null;
    const done = await attempt(() => closing.end(idOf(req), { cancelled, ways: waysFrom(req.body) }, commandOf(req, res)));
    if (!done.ok) return show(req, res, how, refusedForm(form, done.refusal));
    res.redirect(303, `/today/${idOf(req)}/summary?done=${cancelled === null ? 'closed' : 'cancelled'}`);
  }, subject);

  // Counts and the host's own name: whoever works at the centre may read them; the callers stand there only for those who deal with them.
  routes.get('/today/:id/summary', 'sessions.today', async (req, res) => {
    const actor = actorOf(res);
    const after = await centre.afterwards(idOf(req), res.locals.now);
    const names = may(actor, 'sessions.run') || may(actor, 'calls.take_in');
    const frame = { title: `خلاصهٔ جلسهٔ ${after.facts.agency.shortName}`, section: 'today', heading: null, printable: 'portrait' as const, ...doneNotice(req, DONE) };
    page(res, 'calls/summary', frame, summaryView(after, { governorate: res.locals.titles.governorate, names, manage: may(actor, 'sessions.run') }));
  });
}
