import type { Request, Response } from 'express';
import { z } from 'zod';
import { CALL_BACK_ENDS } from '../domain/call.ts';
import { attempt, doneNotice } from '../http/attempt.ts';
import { choice } from '../http/fields.ts';
import { readForm } from '../http/forms.ts';
import type { Routes } from '../http/guard.ts';
import { page, pageAgain } from '../http/pages.ts';
import { commandOf } from '../http/visitor.ts';
import { CALL_BACK_DONE } from '../wording/desk.ts';
import { callBacksView } from './call-backs-view.ts';
import type { CallBacks } from './call-backs.ts';

const offForm = z.object({ why: choice('دلیل', CALL_BACK_ENDS) });

/** Everybody to whom the centre owes a call, and the end of what is owed without a new call. */
export function callBacksRoutes(routes: Routes, callBacks: CallBacks): void {
  const show = async (req: Request, res: Response, refused: Parameters<typeof callBacksView>[1]['refused']): Promise<void> => {
    const csrf = () => ({ token: res.locals.visitor.csrf, key: crypto.randomUUID() });
    const view = callBacksView(await callBacks.due(), { csrf, refused });
    (refused === null ? page : pageAgain)(res, 'calls/call-backs', { title: 'تماس‌های دوباره', section: 'desk', scripts: ['call-backs'], ...doneNotice(req, CALL_BACK_DONE) }, view);
  };

  routes.get('/desk/call-backs', 'calls.take_in', (req, res) => show(req, res, null));

  routes.post('/desk/call-backs/:call/off', 'calls.take_in', async (req, res) => {
    const callId = String(req.params['call']);
    const form = readForm(offForm, req.body);
    if (!form.ok) return show(req, res, { callId, form });
    const made = await attempt(() => callBacks.writeOff(callId, form.value.why, commandOf(req, res)));
    // One that was dealt with meanwhile is no longer on the list: there is no form left to show it in.
    if (!made.ok) throw made.refusal;
    res.redirect(303, '/desk/call-backs?done=off');
  });
}
