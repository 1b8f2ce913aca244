import type { Request, Response } from 'express';
import { may, scopeOf, type Actor } from '../domain/permission.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { readForm, withError, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { OFFICE_DONE } from '../wording/office.ts';
import type { OfficeActs } from './office-acts.ts';
import { declareForm, explainForm, hourSubstituteForm } from './office-forms.ts';
import type { OfficeSide } from './office-live-view.ts';
import { officeListView, officeView, type OfficeRefused } from './office-view.ts';
import type { Office } from './office.ts';
import { hourStream } from './steps.ts';

interface Parts {
  readonly office: Office;
  readonly acts: OfficeActs;
}

/** Before whom a page or a fragment of an agency's office stands: the manager by his own role, else his office. */
export const officeSideOf = (actor: Actor, agencyId: string): OfficeSide => (may(actor, 'hours.explain', { agencyId }) ? 'manager' : 'office');

const TITLE = 'دفتر من';

/** The page of a manager's office in its hour, and what is done on it. */
export function officeRoutes(routes: Routes, { office, acts }: Parts): void {
  const idOf = (req: Request): string => String(req.params['id']);
  const subject = (req: Request) => ({ agencyId: idOf(req) });

  const show = async (req: Request, res: Response, refused: OfficeRefused | null): Promise<void> => {
    const facts = await office.page(idOf(req), res.locals.now);
    const [actor, own] = [actorOf(res), subject(req)];
    const view = officeView(facts, {
      may: { host: may(actor, 'calls.host', own), registerAbsence: may(actor, 'absences.register', own) },
      side: officeSideOf(actor, idOf(req)), now: res.locals.now, stream: facts.hour === null ? '' : hourStream(facts.hour.id), refused,
      csrf: () => ({ token: res.locals.visitor.csrf, key: crypto.randomUUID() }),
    });
    const frame = { title: TITLE, heading: null, section: 'office', scripts: ['office'], live: facts.hour !== null, ...doneNotice(req, OFFICE_DONE) };
    (refused === null ? page : pageAgain)(res, 'hours/office', frame, view);
  };
  const hourIn = ({ typed }: FormState): string => typed['hour'] ?? '';

  routes.get('/office', 'hours.own', async (_req, res) => {
    const own = [...new Set(scopeOf(actorOf(res), 'hours.own').agencyIds)];
    const [only] = own;
    if (only !== undefined && own.length === 1) return res.redirect(303, `/office/${only}`);
    page(res, 'hours/office-list', { title: TITLE, section: 'office' }, officeListView(await office.list(own, res.locals.now), (id) => officeSideOf(actorOf(res), id)));
  });

  routes.get('/office/:id', 'hours.own', (req, res) => show(req, res, null), subject);

  // For the page's own script alone: never kept by a browser or on the way.
  routes.get('/office/:id/secret', 'hours.own', async (req, res) => {
    const secret = await office.secret(idOf(req), res.locals.now);
    res.set('Cache-Control', 'no-store').json({ ...secret, now: res.locals.now });
  }, subject);

  const settle = async (req: Request, res: Response, done: keyof typeof OFFICE_DONE, refused: OfficeRefused, work: () => Promise<unknown>): Promise<void> => {
    const made = await attempt(work);
    if (!made.ok && made.refusal.code === 'not_found') throw made.refusal;
    return made.ok ? res.redirect(303, `/office/${idOf(req)}?done=${done}`) : show(req, res, { ...refused, form: refusedForm(refused.form, made.refusal) });
  };

  routes.post('/office/:id/declare', 'hours.own', async (req, res) => {
    const form = readForm(declareForm, req.body);
    if (!form.ok) return show(req, res, { part: 'declare', hour: '', form: withError(form, '_form', form.errors['hour'] ?? '') });
    const { hour } = form.value;
    return settle(req, res, 'declared', { part: 'declare', hour, form }, () => acts.declare(idOf(req), hour, commandOf(req, res)));
  }, subject);

  routes.post('/office/:id/substitute', 'hours.own', async (req, res) => {
    const form = readForm(hourSubstituteForm, req.body);
    if (!form.ok) return show(req, res, { part: 'substitute', hour: hourIn(form), form });
    const { hour, ...chosen } = form.value;
    return settle(req, res, 'substitute', { part: 'substitute', hour, form }, () => acts.substitute(idOf(req), hour, chosen, commandOf(req, res)));
  }, subject);

  routes.post('/office/:id/explain', 'hours.explain', async (req, res) => {
    const form = readForm(explainForm, req.body);
    if (!form.ok) return show(req, res, { part: 'explain', hour: hourIn(form), form });
    const { hour, explanation } = form.value;
    return settle(req, res, 'explained', { part: 'explain', hour, form }, () => acts.explain(idOf(req), hour, explanation, commandOf(req, res)));
  }, subject);
}
