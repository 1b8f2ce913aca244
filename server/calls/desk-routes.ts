import type { Request, Response } from 'express';
import { dayOf } from '../domain/calendar.ts';
import { Refusal } from '../domain/refusal.ts';
import { attempt, doneNotice, refusedForm } from '../http/attempt.ts';
import { freshForm, readForm, type FormState } from '../http/forms.ts';
import { wantsJson, type Routes } from '../http/guard.ts';
import { page } from '../http/pages.ts';
import { queryText } from '../http/query.ts';
import type { Render } from '../http/render.ts';
import { STATUSES } from '../http/statuses.ts';
import { actorOf, commandOf } from '../http/visitor.ts';
import { DESK_DONE } from '../wording/desk.ts';
import { owedFields } from './call-backs-view.ts';
import { callForm, prospectForm, recallForm, type DeskEntry } from './desk-forms.ts';
import { blankCall, deskView, type DeskShown } from './desk-view.ts';
import type { Desk, Offers } from './desk.ts';
import { recallView } from './recall-view.ts';
import type { CallServices } from './services.ts';
import { todayStream } from './today-live.ts';
import { doneView, offersView } from './told-view.ts';

interface Parts {
  readonly desk: Desk;
  readonly calls: Pick<CallServices, 'intake' | 'settling'>;
  readonly render: Render;
}

type Shown = Partial<Pick<DeskShown, 'recall' | 'offers' | 'done'>>;

/** The operators' page, and everything that can become of a call. */
export function deskRoutes(routes: Routes, { desk, calls, render }: Parts): void {
  const show = async (req: Request, res: Response, form: FormState, { recall = null, offers = null, done = null }: Shown, status = 200): Promise<void> => {
    const facts = await desk.read(actorOf(res).id, res.locals.now);
    const csrf = { token: res.locals.visitor.csrf, key: crypto.randomUUID() };
    const view = deskView(facts, { form, csrf, stream: todayStream(facts.today.day), recall, offers, done });
    res.status(status);
    page(res, 'calls/desk', { title: 'میز کارشناس ۱۱۱', section: 'desk', heading: null, scripts: ['desk'], live: true, ...doneNotice(req, DESK_DONE) }, view);
  };

  const doneOf = async (res: Response, callId: string, sessionId: string | null): Promise<ReturnType<typeof doneView> | null> => {
    const told = await desk.told({ callId, sessionId }, actorOf(res).id, res.locals.now);
    return told === null ? null : doneView(told, res.locals.now);
  };

  routes.get('/desk', 'calls.take_in', async (req, res) => {
    const callId = queryText(req, 'call');
    await show(req, res, freshForm(blankCall), { done: callId === '' ? null : await doneOf(res, callId, null) });
  });

  const become = async ({ entry, what }: DeskEntry, req: Request, res: Response): Promise<string> => {
    const command = commandOf(req, res);
    const done = what.deed === 'queue' ? await calls.intake.queue(what.sessionId, entry, what.despite, command) : await calls.settling.settle(entry, what.settlement, command);
    return done.callId;
  };

  const offersFor = async (res: Response, sessionId: string, priority: boolean): Promise<Offers | null> => {
    const asked = await attempt(() => desk.offers(sessionId, priority, res.locals.now));
    return asked.ok ? asked.value : null;
  };

  routes.post('/desk/calls', 'calls.take_in', async (req, res) => {
    const { area_code: areaCode } = await desk.rules(res.locals.now);
    const form = readForm(callForm(areaCode), req.body);
    if (!form.ok) {
      if (wantsJson(req)) return void res.status(422).json({ code: 'bad_request', errors: form.errors, offers: null });
      return show(req, res, form, {}, 422);
    }
    const { what, entry } = form.value;
    const made = await attempt(() => become(form.value, req, res));
    if (made.ok) {
      if (!wantsJson(req)) return res.redirect(303, `/desk?call=${made.value}`);
      const [done, mine] = await Promise.all([doneOf(res, made.value, what.deed === 'queue' ? what.sessionId : null), desk.mine(actorOf(res).id, res.locals.now)]);
      return void res.json({ ok: true, callId: made.value, done: done === null ? '' : render('calls/_done', done), mine });
    }
    const { refusal } = made;
    const asked = refusal.code === 'will_not_reach' && what.deed === 'queue' ? await offersFor(res, what.sessionId, entry.priority !== null) : null;
    const offers = asked === null ? null : offersView(asked);
    const refused = refusedForm(form, refusal);
    if (!wantsJson(req)) return show(req, res, refused, { offers }, STATUSES[refusal.code]);
    res.status(STATUSES[refusal.code]).json({ code: refusal.code, errors: refused.errors, offers: offers === null ? null : render('calls/_offers', offers) });
  });

  routes.post('/desk/recall', 'calls.take_in', async (req, res) => {
    const { area_code: areaCode } = await desk.rules(res.locals.now);
    const asked = readForm(recallForm(areaCode), req.body);
    const found = asked.ok ? await desk.recall(asked.value) : null;
    const known = found === null ? null : recallView(found.recall, found.names, dayOf(res.locals.now));
    if (!wantsJson(req)) return show(req, res, { typed: { ...blankCall, ...asked.typed }, errors: asked.errors }, { recall: known }, asked.ok ? 200 : 422);
    res.status(asked.ok ? 200 : 422).json({ errors: asked.errors, html: known === null ? '' : render('calls/_recall', known) });
  });

  // Answered with the page itself: what is shown here must not stand in an address.
  routes.post('/desk/call-backs/:call', 'calls.take_in', async (req, res) => {
    const fields = owedFields(await desk.owed(String(req.params['call']), commandOf(req, res)));
    if (wantsJson(req)) return void res.json({ ok: true, fields });
    await show(req, res, freshForm({ ...blankCall, ...fields }), {});
  });

  routes.post('/desk/prospect', 'calls.take_in', async (req, res) => {
    const form = readForm(prospectForm, req.body);
    if (!form.ok || form.value.session === null) throw new Refusal('bad_request');
    const { session, priority } = form.value;
    const offers = await desk.offers(session, priority, res.locals.now);
    if (offers === null) throw new Refusal('not_found');
    const { place, minutes, reached, minutesLeft } = offers.prospect;
    const view = offersView(offers);
    res.json({ place, minutes, reached, minutesLeft, carry: offers.carry === null ? null : { sessionId: offers.carry.life.id, place: offers.carry.place }, html: view === null ? '' : render('calls/_offers', view) });
  });
}
