import type { Request, Response } from 'express';
import { Refusal } from '../domain/refusal.ts';
import { WEEK_PERIODS, type WeekPeriod } from '../domain/rota/week.ts';
import { attempt, doneNotice, type Attempt } from '../http/attempt.ts';
import { readForm } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryText } from '../http/query.ts';
import { commandOf } from '../http/visitor.ts';
import type { Invitations } from '../sessions/invitations.ts';
import { sentenceOf } from '../wording/refusals.ts';
import { textOf } from './answer-routes.ts';
import { recordForm } from './forms.ts';
import { WEEK_GROUPS, weekView, type WeekGroup } from './week-view.ts';
import type { WeekService } from './week.ts';

const DONE = { recorded: 'پاسخ ثبت شد.', invited: 'دعوت‌نامه فرستاده شد.' };
const LIKELY: WeekPeriod = 'month';

interface Shown {
  readonly period: WeekPeriod;
  readonly group: WeekGroup | null;
}

const shownOf = (period: string, group: string): Shown => ({
  period: WEEK_PERIODS.find((one) => one === period) ?? LIKELY,
  group: Object.hasOwn(WEEK_GROUPS, group) ? (group as WeekGroup) : null,
});

/** The scheduler's list, and the answers that he writes down where he reads of them. */
export function weekRoutes(routes: Routes, week: WeekService, invitations: Invitations): void {
  const show = async (req: Request, res: Response, shown: Shown, problem: Refusal | null): Promise<void> => {
    const list = await week.list(shown.period, res.locals.now);
    const view = weekView(list, { now: res.locals.now, ...shown, problem: problem === null ? null : sentenceOf(problem), csrf: res.locals.visitor.csrf, newKey: () => crypto.randomUUID() });
    (problem === null ? page : pageAgain)(res, 'rota/week', { title: 'کارهای هفته', heading: null, section: 'week', ...doneNotice(req, DONE) }, view);
  };
  routes.get('/rota/week', 'rota.amend', (req, res) => show(req, res, shownOf(queryText(req, 'period'), queryText(req, 'only')), null));

  const answered = async (req: Request, res: Response, made: Attempt<unknown>, done: keyof typeof DONE): Promise<void> => {
    const body = (req.body ?? {}) as Readonly<Record<string, unknown>>;
    const shown = shownOf(textOf(body['period']), textOf(body['only']));
    if (!made.ok) return show(req, res, shown, made.refusal);
    res.redirect(303, `/rota/week?period=${shown.period}${shown.group === null ? '' : `&only=${shown.group}`}&done=${done}`);
  };
  routes.post('/rota/week/invitations/:id/record', 'invitations.manage', async (req, res) => {
    const read = readForm(recordForm, req.body);
    if (!read.ok) throw new Refusal('bad_request');
    const { answer, note, of } = read.value;
    await answered(req, res, await attempt(() => invitations.record(String(req.params['id']), answer, note, commandOf(req, res), of)), 'recorded');
  });
  routes.post('/rota/week/sessions/:id/invite', 'invitations.manage', async (req, res) => {
    await answered(req, res, await attempt(() => invitations.inviteHead(String(req.params['id']), commandOf(req, res))), 'invited');
  });
}
