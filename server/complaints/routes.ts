import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { may } from '../domain/permission.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryText } from '../http/query.ts';
import { STATUSES } from '../http/statuses.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { COMPLAINT_DONE } from '../wording/complaints.ts';
import { complaintForm, withdrawForm } from './forms.ts';
import { LOOKED_BACK_DAYS, type Complaints } from './service.ts';
import { complaintFormView, complaintsView, type ComplaintsFrame } from './view.ts';

/** Word from 111 that a manager was not there, and what supervisor and head see of it. */
export function complaintRoutes(routes: Routes, complaints: Complaints): void {
  const showNew = async (req: Request, res: Response, form: FormState, status = 200): Promise<void> => {
    const view = complaintFormView(form, await complaints.choices(actorOf(res).id, res.locals.now), { token: res.locals.visitor.csrf, key: crypto.randomUUID() });
    const frame = { title: 'گزارش نبودن مدیر', section: 'desk', ...doneNotice(req, COMPLAINT_DONE) };
    if (status === 200) page(res, 'complaints/new', frame, view);
    else pageAgain(res, 'complaints/new', frame, view, status);
  };

  routes.get('/complaints/new', 'complaints.register', (req, res) => showNew(req, res, freshForm({ agency: queryText(req, 'agency'), call: queryText(req, 'call') })));

  routes.post('/complaints/new', 'complaints.register', async (req, res) => {
    const form = readForm(complaintForm, req.body);
    if (!form.ok) return showNew(req, res, form, 422);
    const { agency, day, call, note } = form.value;
    const made = await attempt(() => complaints.register({ agencyId: agency, day, callId: call, note }, commandOf(req, res)));
    if (!made.ok) return showNew(req, res, refusedForm(form, made.refusal), STATUSES[made.refusal.code]);
    res.redirect(303, may(actorOf(res), 'complaints.see') ? '/complaints?done=registered' : '/complaints/new?done=registered');
  });

  const show = async (req: Request, res: Response, refused: ComplaintsFrame['refused']): Promise<void> => {
    const view = complaintsView(await complaints.list(dayOf(res.locals.now)), LOOKED_BACK_DAYS, { refused, csrf: res.locals.visitor.csrf, newKey: () => crypto.randomUUID() });
    (refused === null ? page : pageAgain)(res, 'complaints/list', { title: 'گزارش نبودن مدیر', heading: null, section: 'complaints', ...doneNotice(req, COMPLAINT_DONE) }, view);
  };

  routes.get('/complaints', 'complaints.see', (req, res) => show(req, res, null));

  routes.post('/complaints/:complaint/withdraw', 'complaints.see', async (req, res) => {
    const id = String(req.params['complaint']);
    const form = readForm(withdrawForm, req.body);
    if (!form.ok) return show(req, res, { id, form });
    await complaints.withdraw(id, form.value.why, commandOf(req, res));
    res.redirect(303, '/complaints?done=withdrawn');
  });
}
