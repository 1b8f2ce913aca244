import type { Request, Response } from 'express';
import type { z } from 'zod';
import { dayOf } from '../domain/calendar.ts';
import type { Command } from '../domain/command.ts';
import { FINDING_TABS } from '../domain/finding.ts';
import { scopeOf, type Actor } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { readForm, type FormState } from '../http/forms.ts';
import type { Handler, Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryPage, queryText } from '../http/query.ts';
import { STATUSES } from '../http/statuses.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { FINDING_DONE } from '../wording/findings.ts';
import { acceptForm, giveBackForm, mendForm } from './forms.ts';
import { allFindings } from './live.ts';
import { PAGE_SIZE, type Findings } from './service.ts';
import { findingStream } from './steps.ts';
import { findingView, findingsView, type FindingFrame } from './view.ts';

/** What visits found to be mended: the agency answers, the head judges. */
export function findingRoutes(routes: Routes, findings: Findings): void {
  const idOf = (req: Request): string => String(req.params['id']);
  const subject = (req: Request) => findings.subject(idOf(req));

  routes.get('/findings', 'findings.see', async (req, res) => {
    const { everywhere, agencyIds } = scopeOf(actorOf(res), 'findings.see');
    const asked = queryText(req, 'agency');
    if (asked !== '' && !everywhere && !agencyIds.includes(asked)) throw new Refusal('forbidden');
    const agencyId = asked !== '' ? asked : everywhere ? null : (agencyIds[0] ?? '');
    const today = dayOf(res.locals.now);
    const tab = FINDING_TABS.find((one) => one === queryText(req, 'show')) ?? (everywhere ? 'done' : 'toDo');
    const list = await findings.list(agencyId, tab, queryPage(req), today);
    const view = findingsView(list, { agencyId, agencies: everywhere ? [] : await findings.agencies(agencyIds), stream: agencyId === null ? allFindings : findingStream(agencyId), today, pageSize: PAGE_SIZE });
    page(res, 'findings/list', { title: 'اقدام‌های اصلاحی', heading: null, section: 'findings', live: true }, view);
  });

  const show = async (req: Request, res: Response, refused: FindingFrame['refused'], status = 422): Promise<void> => {
    const detail = await findings.detail(idOf(req), dayOf(res.locals.now));
    const view = findingView(detail, { actor: actorOf(res), today: dayOf(res.locals.now), refused, csrf: res.locals.visitor.csrf, newKey: () => crypto.randomUUID() });
    const frame = { title: 'اقدام اصلاحی', heading: null, section: 'findings', ...doneNotice(req, FINDING_DONE) };
    if (refused === null) page(res, 'findings/one', frame, view);
    else pageAgain(res, 'findings/one', frame, view, status);
  };

  routes.get('/findings/:id', 'findings.see', (req, res) => show(req, res, null), subject);

  const step = <Value extends { readonly rev: number }>(word: 'done' | 'return', schema: z.ZodType<Value>, done: keyof typeof FINDING_DONE, work: (seen: { id: string; rev: number }, value: Value, actor: Actor, command: Command) => Promise<void>): Handler => async (req, res) => {
    const form = readForm(schema, req.body);
    const again = (state: FormState, status?: number): Promise<void> => show(req, res, { word, form: state }, status);
    if (!form.ok) return again(form);
    const made = await attempt(() => work({ id: idOf(req), rev: form.value.rev }, form.value, actorOf(res), commandOf(req, res)));
    if (made.ok) return res.redirect(303, `/findings/${idOf(req)}?done=${done}`);
    // One that has moved on has no such form any more.
    if (made.refusal.field === undefined) throw made.refusal;
    return again(refusedForm(form, made.refusal), STATUSES[made.refusal.code]);
  };

  routes.post('/findings/:id/done', 'findings.answer', step('done', mendForm, 'mended', (seen, { note }, actor, command) => findings.mend(seen, note, actor, command)), subject);
  routes.post('/findings/:id/return', 'findings.judge', step('return', giveBackForm, 'returned', (seen, { reason, dueDay }, actor, command) => findings.giveBack(seen, { reason, dueDay }, actor, command)), subject);
  routes.post('/findings/:id/accept', 'findings.judge', async (req, res) => {
    const form = readForm(acceptForm, req.body);
    if (!form.ok) throw new Refusal('bad_request');
    await findings.accept({ id: idOf(req), rev: form.value.rev }, actorOf(res), commandOf(req, res));
    res.redirect(303, `/findings/${idOf(req)}?done=accepted`);
  }, subject);
}
