import type { Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { addDays, parseJalali, type Day } from '../domain/jalali.ts';
import { mayEver } from '../domain/permission.ts';
import { attempt, refusedForm } from '../http/attempt.ts';
import { readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { queryDay } from '../http/query.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import type { Life } from '../sessions/life.ts';
import type { Centre } from './centre.ts';
import { conveneForm } from './manage-forms.ts';
import { todayStream } from './today-live.ts';
import { todayView } from './today-view.ts';

interface Parts {
  readonly centre: Centre;
  readonly life: Life;
  /** The agencies that stand on a day, in their order. */
  readonly agenciesOn: (day: Day) => Promise<readonly { readonly id: string; readonly name: string }[]>;
}

/** A year to either side is as far as a day's list is asked for. */
const REACH_DAYS = 400;

/** The sessions of a day, and those that no programme planned. */
export function todayRoutes(routes: Routes, { centre, life, agenciesOn }: Parts): void {
  const show = async (res: Response, day: Day, refused: FormState | null): Promise<void> => {
    const actor = actorOf(res);
    const today = dayOf(res.locals.now);
    const may = { desk: mayEver(actor, 'calls.host'), manage: mayEver(actor, 'sessions.run'), walls: mayEver(actor, 'walls.manage'), watch: mayEver(actor, 'calls.watch') };
    const view = todayView(await centre.day(day, res.locals.now), {
      today, may, refused, stream: todayStream(day),
      csrf: { token: res.locals.visitor.csrf, key: crypto.randomUUID() },
      agencies: may.manage ? await agenciesOn(day) : [],
      unended: may.manage ? await centre.unended(today) : [],
    });
    const frame = { title: day === today ? 'امروز' : 'جلسه‌های روز', section: 'today', heading: null, live: true };
    (refused === null ? page : pageAgain)(res, 'calls/today', frame, view);
  };

  routes.get('/today', 'sessions.today', (req, res) => {
    const today = dayOf(res.locals.now);
    return show(res, queryDay(req, 'day', { from: addDays(today, -REACH_DAYS), to: addDays(today, REACH_DAYS) }) ?? today, null);
  });

  routes.post('/today', 'sessions.run', async (req, res) => {
    const form = readForm(conveneForm, req.body);
    const typed = parseJalali(form.typed['day'] ?? '') ?? dayOf(res.locals.now);
    if (!form.ok) return show(res, typed, form);
    const done = await attempt(() => life.convene(form.value, commandOf(req, res)));
    if (!done.ok) return show(res, typed, refusedForm(form, done.refusal));
    res.redirect(303, `/today/${done.value.id}`);
  });
}
