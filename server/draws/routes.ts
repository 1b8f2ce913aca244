import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { formatDayLong, type Day } from '../domain/jalali.ts';
import { mayEver } from '../domain/permission.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { pathDay, queryPage } from '../http/query.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { DRAW_DONE } from '../wording/draws.ts';
import type { Amending } from './amending.ts';
import { drawDayView } from './day-view.ts';
import type { Drawing } from './drawing.ts';
import { amendForm, drawForm } from './forms.ts';
import type { Opening } from './opening.ts';
import type { DrawReading } from './reading.ts';
import { drawsView } from './view.ts';

interface Parts {
  readonly reading: DrawReading;
  readonly drawing: Drawing;
  readonly amending: Amending;
  readonly opening: Opening;
  /** The coverage that is set for a day, in weeks. */
  readonly weeksOn: (day: Day) => Promise<number>;
}

/** The head's pages of the draw: the days, and one day with who goes, weights and amendments. */
export function drawRoutes(routes: Routes, { reading, drawing, amending, opening, weeksOn }: Parts): void {
  const showDay = async (req: Request, res: Response, form: FormState | null): Promise<void> => {
    const day = pathDay(req);
    const facts = await reading.day(day);
    const inspectors = await reading.inspectors();
    const ids = [...new Set([...inspectors.map(({ id }) => id), ...facts.made.flatMap(({ madeBy, change }) => [madeBy, change.inspectorId, ...change.targets.flatMap(({ toId }) => toId ?? [])])])];
    const view = drawDayView({ ...facts, inspectors, ...(await reading.names()), users: await reading.userNames(ids) }, {
      now: res.locals.now, page: queryPage(req), form, weeks: await weeksOn(day), csrf: { token: res.locals.visitor.csrf, key: crypto.randomUUID() },
    });
    (form === null ? page : pageAgain)(res, 'draws/day', { title: formatDayLong(day), section: 'draws', ...doneNotice(req, DRAW_DONE) }, view);
  };
  const change = async (req: Request, res: Response, form: FormState, work: () => Promise<unknown>, done: keyof typeof DRAW_DONE): Promise<void> => {
    const made = await attempt(work);
    if (!made.ok) return showDay(req, res, refusedForm(form, made.refusal));
    res.redirect(303, `/draws/${pathDay(req)}?done=${done}`);
  };

  routes.get('/draws', 'draws.verify', async (req, res) => {
    const today = dayOf(res.locals.now);
    const actor = actorOf(res);
    const frame = { title: 'قرعهٔ بازدیدها', section: 'draws', ...doneNotice(req, DRAW_DONE) };
    page(res, 'draws/list', frame, drawsView(await reading.days(res.locals.now), { weeks: await weeksOn(today), manages: mayEver(actor, 'draws.manage'), setsUp: mayEver(actor, 'settings.manage') }));
  });
  routes.get('/draws/:day', 'draws.manage', (req, res) => showDay(req, res, null));

  routes.post('/draws/:day', 'draws.manage', async (req, res) => {
    const day = pathDay(req);
    const form = readForm(drawForm, req.body);
    if (!form.ok) return showDay(req, res, form);
    const command = commandOf(req, res);
    return change(req, res, form, async () => {
      await drawing.ensureSeed({ ...command, key: `${command.key}-seed`.slice(-64) });
      await drawing.draw(day, form.value.inspectors, command);
    }, 'drawn');
  });
  routes.post('/draws/:day/amend', 'draws.manage', async (req, res) => {
    const day = pathDay(req);
    const form = readForm(amendForm, req.body);
    if (!form.ok) return showDay(req, res, form);
    return change(req, res, form, () => amending.amend(day, form.value, commandOf(req, res)), 'amended');
  });
  routes.post('/draws/:day/open', 'draws.manage', (req, res) => {
    const day = pathDay(req);
    return change(req, res, freshForm(), () => opening.open(day, commandOf(req, res)), 'opened');
  });
}
