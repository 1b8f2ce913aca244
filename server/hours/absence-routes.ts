import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { addDays } from '../domain/jalali.ts';
import { may, scopeOf } from '../domain/permission.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { readForm, type FormState } from '../http/forms.ts';
import type { Handler, Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryDay, queryText } from '../http/query.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { ABSENCE_DONE } from '../wording/office.ts';
import type { AbsenceActs } from './absence-acts.ts';
import { decideForm, excuseForm, excuseManyForm, takeBackForm, takeBackManyForm } from './absence-forms.ts';
import type { Absence, ExcuseChoice } from './absence.ts';
import { decisionsView } from './decisions-view.ts';
import { excusesPath, excusesView, type ExcusePart } from './excuses-view.ts';
import { occurrenceView, type OccurrencePart } from './occurrence-view.ts';
import type { OfficeActs } from './office-acts.ts';
import { substituteForm } from './office-forms.ts';

interface Parts {
  readonly absence: Absence;
  readonly acts: AbsenceActs;
  readonly office: Pick<OfficeActs, 'substituteAt'>;
}

type Done = keyof typeof ABSENCE_DONE;

/** What the head decides and the governor's office excuses; its fixed addresses stand before the one of an hour. */
export function absenceRoutes(routes: Routes, { absence, acts, office }: Parts): void {
  const idOf = (req: Request): string => String(req.params['id']);
  const subject = (req: Request) => absence.subject(idOf(req));
  const csrf = (res: Response) => () => ({ token: res.locals.visitor.csrf, key: crypto.randomUUID() });

  routes.get('/hours/decisions', 'hours.decide', async (_req, res) => {
    page(res, 'hours/decisions', { title: 'منتظر تصمیم', section: 'decisions' }, decisionsView(await absence.waiting(), res.locals.now));
  });

  const choiceOf = (req: Request, res: Response): ExcuseChoice => {
    const today = dayOf(res.locals.now);
    return { day: queryDay(req, 'day', { from: addDays(today, -366), to: addDays(today, 60) }) ?? today, county: queryText(req, 'county'), sector: queryText(req, 'sector') };
  };
  const showExcuses = async (req: Request, res: Response, refused: { readonly part: ExcusePart; readonly form: FormState } | null): Promise<void> => {
    const choice = choiceOf(req, res);
    const view = excusesView(await absence.excusable(choice), { choice, counties: await absence.counties(), refused, csrf: csrf(res) });
    (refused === null ? page : pageAgain)(res, 'hours/excuses', { title: 'عذر موجه گروهی', section: 'decisions', scripts: ['excuses'], ...doneNotice(req, ABSENCE_DONE) }, view);
  };
  routes.get('/hours/excuses', 'hours.excuse', (req, res) => showExcuses(req, res, null));
  routes.post('/hours/excuses', 'hours.excuse', async (req, res) => {
    const form = readForm(excuseManyForm, req.body);
    if (!form.ok) return showExcuses(req, res, { part: 'excuse', form });
    const made = await attempt(() => acts.excuseMany(form.value.hour, form.value, commandOf(req, res)));
    return made.ok ? res.redirect(303, excusesPath(choiceOf(req, res), 'excused')) : showExcuses(req, res, { part: 'excuse', form: refusedForm(form, made.refusal) });
  });
  routes.post('/hours/excuses/take-back', 'hours.excuse', async (req, res) => {
    const form = readForm(takeBackManyForm, req.body);
    if (!form.ok) return showExcuses(req, res, { part: 'take-back', form });
    const made = await attempt(() => acts.takeBackMany(form.value.hour, form.value.reason, commandOf(req, res)));
    return made.ok ? res.redirect(303, excusesPath(choiceOf(req, res), 'taken_back')) : showExcuses(req, res, { part: 'take-back', form: refusedForm(form, made.refusal) });
  });

  const show = async (req: Request, res: Response, refused: { readonly part: OccurrencePart; readonly form: FormState } | null): Promise<void> => {
    const actor = actorOf(res);
    const facts = await absence.page(idOf(req), res.locals.now);
    const view = occurrenceView(facts, {
      now: res.locals.now, mayDecide: may(actor, 'hours.decide'), mayExcuse: may(actor, 'hours.excuse'), mayRun: may(actor, 'sessions.run'),
      sees: scopeOf(actor, 'presence.see').everywhere ? 'all' : 'after_hour', mayReadReports: may(actor, 'inspections.see', { countyId: facts.known.hour.countyId }), refused, csrf: csrf(res),
    });
    (refused === null ? page : pageAgain)(res, 'hours/occurrence', { title: `ساعت حضور ${view.agency}`, heading: null, section: 'presence', ...doneNotice(req, ABSENCE_DONE) }, view);
  };
  const settle = async (req: Request, res: Response, part: OccurrencePart, form: FormState, done: Done, work: () => Promise<unknown>): Promise<void> => {
    const made = await attempt(work);
    if (!made.ok && made.refusal.code === 'not_found') throw made.refusal;
    return made.ok ? res.redirect(303, `/hours/${idOf(req)}?done=${done}`) : show(req, res, { part, form: refusedForm(form, made.refusal) });
  };

  routes.get('/hours/:id', 'presence.see', (req, res) => show(req, res, null), subject);
  routes.post('/hours/:id/decide', 'hours.decide', async (req, res) => {
    const form = readForm(decideForm, req.body);
    const part = form.typed['decision'] === 'laid_aside' ? 'laid_aside' : 'confirmed';
    if (!form.ok) return show(req, res, { part, form });
    const { decision, reason } = form.value;
    return settle(req, res, decision, form, decision, () => acts.decide(idOf(req), decision, reason, commandOf(req, res)));
  }, subject);
  routes.post('/hours/:id/excuse', 'hours.excuse', async (req, res) => {
    const form = readForm(excuseForm, req.body);
    if (!form.ok) return show(req, res, { part: 'excuse', form });
    return settle(req, res, 'excuse', form, 'excused', () => acts.excuse(idOf(req), form.value, commandOf(req, res)));
  }, subject);
  routes.post('/hours/:id/take-back', 'hours.excuse', async (req, res) => {
    const form = readForm(takeBackForm, req.body);
    if (!form.ok) return show(req, res, { part: 'take-back', form });
    return settle(req, res, 'take-back', form, 'taken_back', () => acts.takeBack(idOf(req), form.value.reason, commandOf(req, res)));
  }, subject);
  // The centre, which agrees to a substitute where the setting asks for that.
  const substitute: Handler = async (req, res) => {
    const form = readForm(substituteForm, req.body);
    if (!form.ok) return show(req, res, { part: 'substitute', form });
    return settle(req, res, 'substitute', form, 'substitute', () => office.substituteAt(idOf(req), form.value, commandOf(req, res)));
  };
  routes.post('/hours/:id/substitute', 'sessions.run', substitute, subject);
}
