import type { Request, Response } from 'express';
import type { Command } from '../domain/command.ts';
import { displayPhone } from '../domain/persian.ts';
import { Refusal } from '../domain/refusal.ts';
import { attempt } from '../http/attempt.ts';
import { readForm } from '../http/forms.ts';
import { wantsJson, type Routes } from '../http/guard.ts';
import { commandOf } from '../http/visitor.ts';
import { DESK_DONE } from '../wording/desk.ts';
import { goOnForm, leaveForm, moveForm } from './desk-forms.ts';
import type { Desk } from './desk.ts';
import type { IncomingCalls } from './incoming.ts';
import type { CallServices } from './services.ts';

interface Parts {
  readonly desk: Desk;
  readonly calls: Pick<CallServices, 'taking' | 'holding' | 'continuing'>;
  readonly incoming: IncomingCalls;
}

type Said = keyof typeof DESK_DONE;

/** What an operator does with those who wait, who are being connected and who ring. */
export function deskActRoutes(routes: Routes, { desk, calls, incoming }: Parts): void {
  const answer = (req: Request, res: Response, said: Said): void => {
    if (wantsJson(req)) return void res.json({ ok: true, sentence: DESK_DONE[said] });
    res.redirect(303, `/desk?done=${said}`);
  };

  /** Does one thing with one caller of a session; a rule that says no is thrown on, with its own status. */
  const caller = (path: string, act: (ids: { readonly session: string; readonly call: string }, command: Command, req: Request) => Promise<Said>): void => {
    routes.post(`/desk/sessions/:session/calls/:call/${path}`, 'calls.take_in', async (req, res) => {
      const done = await attempt(() => act({ session: String(req.params['session']), call: String(req.params['call']) }, commandOf(req, res), req));
      if (!done.ok) throw done.refusal;
      answer(req, res, done.value);
    });
  };

  caller('connected', async ({ session, call }, command) => {
    await calls.taking.connected(session, call, command);
    return 'connected';
  });
  caller('no-answer', async ({ session, call }, command) => {
    const { ended } = await calls.taking.unanswered(session, call, command, ['connecting']);
    return ended === null ? 'unanswered' : ended === 'call_back' ? 'unanswered_last' : 'unanswered_gone';
  });
  caller('leave', async ({ session, call }, command, req) => {
    const form = readForm(leaveForm, req.body);
    if (!form.ok) throw new Refusal('bad_request');
    await calls.holding.leave(session, call, form.value.outcome, command);
    return form.value.outcome === 'call_back' ? 'call_back' : 'dropped';
  });
  caller('move', async ({ session, call }, command, req) => {
    const form = readForm(moveForm, req.body);
    if (!form.ok) throw new Refusal('bad_request');
    await calls.holding.move(session, call, form.value.place - 1, command);
    return 'moved';
  });
  caller('go-on', async ({ session, call }, command, req) => {
    const form = readForm(goOnForm, req.body);
    if (!form.ok || form.value.to === null) throw new Refusal('bad_request');
    await calls.continuing.goOn(session, call, form.value.to, command, 'waiting');
    return 'went_on';
  });

  // Answered to a script alone: what is shown here must not stand in an address or in a page that is kept.
  routes.post('/desk/sessions/:session/calls/:call/reveal', 'calls.take_in', async (req, res) => {
    const phone = await desk.phone(String(req.params['session']), String(req.params['call']), commandOf(req, res));
    res.json({ ok: true, number: phone === null ? null : displayPhone(phone) });
  });

  routes.post('/desk/incoming/:id/take', 'calls.take_in', async (req, res) => {
    const taken = await attempt(() => incoming.take(String(req.params['id']), commandOf(req, res)));
    if (!taken.ok) throw taken.refusal;
    const { id, phone } = taken.value;
    if (!wantsJson(req)) return res.redirect(303, '/desk?done=taken');
    res.json({ ok: true, sentence: DESK_DONE.taken, fields: { phone: phone === null ? '' : displayPhone(phone), incomingId: id } });
  });
}
