import type { Request, Response } from 'express';
import type { CalendarNeeds } from '../calendar/routes.ts';
import { attempt } from '../http/attempt.ts';
import { readForm, withError, type FormState } from '../http/forms.ts';
import { page, pageAgain } from '../http/pages.ts';
import { commandOf } from '../http/visitor.ts';
import { STATUSES } from '../http/statuses.ts';
import { sentenceOf } from '../wording/refusals.ts';
import { decisionForm, OWN, valuesOf } from './consequence-forms.ts';
import { consequencesView } from './consequence-view.ts';
import type { Consequences, ConsequenceServices, Outcome } from './consequences.ts';

type Listed = Extract<Outcome, { readonly consequences: Consequences }>;

/** The form with one choice for every session that is hit, wherever it is offered. */
function setAll(form: FormState, { rows }: Consequences, set: 'proposed' | 'cancel' | 'keep'): FormState {
  const values = [...rows].flatMap(([key, { proposed }]) => (key.startsWith('hit_') ? [[`${OWN}${key}`, set === 'proposed' ? proposed : set] as const] : []));
  return { ...form, typed: { ...form.typed, ...Object.fromEntries(values) } };
}

/** How the calendar's forms are carried out: at once where nothing is hit, else by a page that lists what would happen and is confirmed. */
export function consequencePages(services: ConsequenceServices): CalendarNeeds['carryOut'] {
  return async (req: Request, res: Response, { change, typed, subject, back, done }) => {
    const command = commandOf(req, res);
    const read = readForm(decisionForm, req.body);
    const show = (listed: Listed, form: FormState): 'sent' => {
      const status = listed.kind === 'moved_on' ? STATUSES.changed_meanwhile : listed.kind === 'refused' ? 422 : 200;
      const view = consequencesView(listed, form, { subject, back, action: req.originalUrl, csrf: res.locals.visitor.csrf, key: crypto.randomUUID() });
      const frame = { title: 'پیامدهای تغییر تقویم', section: 'calendar', heading: null };
      if (status === 200 && Object.keys(form.errors).length === 0) page(res, 'rota/consequences', frame, view);
      else pageAgain(res, 'rota/consequences', frame, view, status === 200 ? 422 : status);
      return 'sent';
    };
    const asked: FormState = { typed, errors: {} };
    const set = read.ok ? read.value.set : null;
    if (set === 'rewrite') return 'rewrite';
    if (!read.ok || set !== null) {
      const consequences = await services.foresee(change, command);
      const form: FormState = { typed, errors: read.errors };
      const filled = set === null ? form : setAll(form, consequences, set);
      return show({ kind: 'asked', consequences, problems: await services.problemsOf(consequences, valuesOf(filled.typed), command.at) }, filled);
    }
    const { mark, letterNo, letterDay, note } = read.value;
    const decisions = mark === null ? null : { seen: mark, values: valuesOf(typed), letterNo, letterDay, note };
    const made = await attempt(() => services.carryOut(change, decisions, command));
    if (!made.ok) {
      // Where the calendar's own rules say no, the form is shown again by whoever asked.
      if (decisions === null) throw made.refusal;
      const consequences = await services.foresee(change, command);
      const problems = await services.problemsOf(consequences, decisions.values, command.at);
      if (made.refusal.code === 'changed_meanwhile') return show({ kind: 'moved_on', consequences, problems }, asked);
      return show({ kind: 'refused', consequences, problems }, withError(asked, '_form', sentenceOf(made.refusal)));
    }
    if (made.value.kind !== 'done') return show(made.value, asked);
    res.redirect(303, made.value.version === null ? done : `/rota/versions/${made.value.version}?done=amended`);
    return 'sent';
  };
}
