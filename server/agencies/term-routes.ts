import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { mayEver, scopeOf } from '../domain/permission.ts';
import { attempt, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import type { Absences } from './absences.ts';
import { absenceFormView, absencesView, endToday, newTermView, termView } from './term-view.ts';
import { absenceForm, correctTermForm, endTermForm, knownTermForm, newTermForm } from './forms.ts';
import { termFormView, typedTerm } from './form-view.ts';
import { agencySubject, csrfOf, rosterFrame } from './routes.ts';
import { stateMark, type Agencies } from './service.ts';
import type { Terms } from './terms.ts';

interface Parts {
  readonly agencies: Agencies;
  readonly terms: Terms;
  readonly absences: Absences;
  /** The province's area code today, for numbers written without one. */
  readonly areaCode: () => Promise<string>;
}

const idOf = (req: Request, name = 'id'): string => String(req.params[name]);

/** Terms of office and absences of an agency, and the absences of all. */
export function termRoutes(routes: Routes, { agencies, terms, absences, areaCode }: Parts): void {
  const subject = agencySubject(agencies);

  const showNewTerm = async (req: Request, res: Response, form: FormState, q: string, again: boolean): Promise<void> => {
    const agency = await agencies.agency(idOf(req));
    const found = q === '' ? null : await terms.candidates(q);
    const view = newTermView(form, agency, q, found, csrfOf(res));
    (again ? pageAgain : page)(res, 'agencies/term-new', { title: `دورهٔ مدیر ${agency.shortName}`, section: 'agencies' }, view);
  };

  routes.get('/agencies/:id/terms/new', 'agencies.manage', async (req, res) => {
    const { headTitle } = await agencies.agency(idOf(req));
    const q = typeof req.query['q'] === 'string' ? req.query['q'].trim().slice(0, 80) : '';
    return showNewTerm(req, res, freshForm({ post: headTitle }), q, false);
  }, subject);

  routes.post('/agencies/:id/terms/new', 'agencies.manage', async (req, res) => {
    const body = (req.body ?? {}) as Record<string, unknown>;
    const q = typeof body['q'] === 'string' ? body['q'].slice(0, 80) : '';
    const known = readForm(knownTermForm, body);
    const isKnown = typeof body['person'] === 'string' && body['person'] !== '';
    const form = isKnown ? known : readForm(newTermForm(await areaCode()), body);
    if (!form.ok) return showNewTerm(req, res, form, q, true);
    const { post, from, to } = form.value;
    const person = 'person' in form.value ? form.value.person : form.value;
    const done = await attempt(() => terms.add(idOf(req), { person, post, from, to }, commandOf(req, res)));
    if (!done.ok) return showNewTerm(req, res, refusedForm(form, done.refusal), q, true);
    res.redirect(303, `/agencies/${idOf(req)}?done=term`);
  }, subject);

  const showTerm = async (req: Request, res: Response, form: FormState | null, end: FormState | null): Promise<void> => {
    const agency = await agencies.agency(idOf(req));
    const term = await terms.term(agency.id, idOf(req, 'term'));
    const correction = termFormView(form ?? typedTerm(term, stateMark(term)), agency, term, csrfOf(res));
    const view = termView(correction, term, end ?? endToday(dayOf(res.locals.now)), csrfOf(res));
    (form === null && end === null ? page : pageAgain)(res, 'agencies/term', { title: `دورهٔ ${term.name}`, section: 'agencies' }, view);
  };

  routes.get('/agencies/:id/terms/:term', 'agencies.manage', (req, res) => showTerm(req, res, null, null), subject);

  routes.post('/agencies/:id/terms/:term', 'agencies.manage', async (req, res) => {
    const form = readForm(correctTermForm, req.body);
    if (!form.ok) return showTerm(req, res, form, null);
    const done = await attempt(() => terms.correct(idOf(req), idOf(req, 'term'), form.value, commandOf(req, res)));
    if (!done.ok) return showTerm(req, res, refusedForm(form, done.refusal), null);
    res.redirect(303, `/agencies/${idOf(req)}?done=saved`);
  }, subject);

  routes.post('/agencies/:id/terms/:term/end', 'agencies.manage', async (req, res) => {
    const form = readForm(endTermForm, req.body);
    if (!form.ok) return showTerm(req, res, null, form);
    const done = await attempt(() => terms.end(idOf(req), idOf(req, 'term'), form.value.lastDay, commandOf(req, res)));
    if (!done.ok) return showTerm(req, res, null, refusedForm(form, done.refusal));
    res.redirect(303, `/agencies/${idOf(req)}?done=ended`);
  }, subject);

  const showAbsence = async (req: Request, res: Response, form: FormState, again: boolean): Promise<void> => {
    const { agency, terms: officers } = await agencies.detail(idOf(req), dayOf(res.locals.now));
    const view = absenceFormView(form, agency, officers, csrfOf(res));
    (again ? pageAgain : page)(res, 'agencies/form', { title: `ثبت غیبت، ${agency.shortName}`, section: 'agencies' }, view);
  };

  routes.get('/agencies/:id/absences/new', 'absences.register', async (req, res) => {
    const { terms: officers, headTermId } = await agencies.detail(idOf(req), dayOf(res.locals.now));
    const head = officers.find((term) => term.id === headTermId)?.personId ?? '';
    return showAbsence(req, res, freshForm({ personId: head, kind: 'leave' }), false);
  }, subject);

  routes.post('/agencies/:id/absences/new', 'absences.register', async (req, res) => {
    const form = readForm(absenceForm, req.body);
    if (!form.ok) return showAbsence(req, res, form, true);
    const done = await attempt(() => absences.register(idOf(req), form.value, commandOf(req, res)));
    if (!done.ok) return showAbsence(req, res, refusedForm(form, done.refusal), true);
    res.redirect(303, `/agencies/${idOf(req)}?done=absence`);
  }, subject);

  routes.post('/agencies/:id/absences/:absence/withdraw', 'absences.register', async (req, res) => {
    await absences.withdraw(idOf(req), idOf(req, 'absence'), commandOf(req, res));
    res.redirect(303, `/agencies/${idOf(req)}?done=withdrawn`);
  }, subject);

  routes.get('/absences', 'absences.register', async (req, res) => {
    const when = req.query['when'] === 'past' ? 'past' : 'ahead';
    const today = dayOf(res.locals.now);
    const listed = await absences.list(when, scopeOf(actorOf(res), 'absences.register'), today);
    page(res, 'agencies/absences', { ...rosterFrame(req, 'غیبت مدیران'), heading: null }, absencesView(listed, when, today, mayEver(actorOf(res), 'imports.manage')));
  });
}
