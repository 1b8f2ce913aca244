import type { Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { mayEver } from '../domain/permission.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { readForm, type FormState } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import type { Life } from '../sessions/life.ts';
import type { Centre } from './centre.ts';
import { boardMessageForm } from './manage-forms.ts';
import { superviseView } from './supervise-view.ts';
import { todayStream } from './today-live.ts';

const DONE = { message: 'پیام بالای صفحهٔ مدیر دیده می‌شود.' };

/** The supervisor's board, and his word to a host. */
export function superviseRoutes(routes: Routes, { centre, life }: { readonly centre: Centre; readonly life: Life }): void {
  const show = async (res: Response, refused: FormState | null, notice: ReturnType<typeof doneNotice> = {}): Promise<void> => {
    const day = dayOf(res.locals.now);
    const view = superviseView(await centre.day(day, res.locals.now), {
      stream: todayStream(day), mayAct: mayEver(actorOf(res), 'calls.supervise'), refused, csrf: { token: res.locals.visitor.csrf, key: crypto.randomUUID() },
    });
    const frame = { title: 'میز سرپرست مرکز', section: 'supervise', heading: null, live: true, scripts: ['supervise'], ...notice };
    (refused === null ? page : pageAgain)(res, 'calls/supervise', frame, view);
  };

  routes.get('/supervise', 'calls.watch', (req, res) => show(res, null, doneNotice(req, DONE)));

  routes.post('/supervise/message', 'calls.supervise', async (req, res) => {
    const form = readForm(boardMessageForm, req.body);
    if (!form.ok) return show(res, form);
    const made = await attempt(() => life.tell(form.value.sessionId, form.value.text, commandOf(req, res)));
    if (!made.ok) return show(res, refusedForm(form, made.refusal));
    res.redirect(303, '/supervise?done=message');
  });
}
